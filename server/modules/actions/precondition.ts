/**
 * `If-Match` on actions about a document: the tag that `readDocument` answered for the version that was looked at.
 *
 * The signed action names its version by itself, and the contract enforces it; the header lets a program that follows
 * HTTP's own rules say the same and get HTTP's own answer.
 * @see RFC 9110 sections 8.8.3 and 13.1.1
 */
import type { SignedAction } from '../../../protocol/actions.ts';
import { AppError, isAppError } from '../../errors/app-error.ts';

const STALE = ['LEDGER_SUPERSEDED_VERSION', 'LEDGER_WITHDRAWN_DOCUMENT'] as const;

/**
 * Does something with an action while the version that it is about is the newest and one of those in `If-Match`.
 * @param ifMatch value of the header; undefined asks for nothing
 * @throws {AppError} PRECONDITION_FAILED if the version is another, or superseded or withdrawn by now; VALIDATION_FAILED
 *   if the action is about no version of a document
 */
export async function whileMatching<T>(
  ifMatch: string | undefined,
  action: SignedAction,
  work: () => Promise<T>,
): Promise<T> {
  if (ifMatch === undefined) return work();
  const version = versionOf(action);
  if (version === undefined) {
    const detail = `${action.kind} is about no version of a document; send it without If-Match`;
    throw new AppError('VALIDATION_FAILED', { errors: [{ detail, pointer: '#/headers/if-match' }] });
  }
  // strong comparison: a weak tag matches nothing
  const matches = ifMatch.split(',').some((tag) => tag.trim() === '*' || tag.trim() === `"${version}"`);
  if (!matches) throw new AppError('PRECONDITION_FAILED', { params: { version } });
  try {
    return await work();
  } catch (error) {
    if (!STALE.some((code) => isAppError(error, code))) throw error;
    throw new AppError('PRECONDITION_FAILED', { params: { version }, cause: error });
  }
}

/** Root of the version that an action replaces, withdraws or endorses. */
function versionOf({ kind, message }: SignedAction): string | undefined {
  if (kind === 'AmendDocument') return String(message['supersedes']);
  return kind === 'WithdrawDocument' || kind === 'EndorseDocument' ? String(message['root']) : undefined;
}
