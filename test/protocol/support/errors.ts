import { CodedError } from '../../../protocol/coded-error.ts';

/** Code of the error that a call throws; fails the test if it throws nothing or something without a code. */
export function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof CodedError) return error.code;
    throw error;
  }
  throw new Error('nothing was thrown');
}
