/** How the command line fails: what is wrong, where, and what to do next. */
import { ClientError, ProblemError, TransportError } from '../../../client/problem.ts';
import { CodedError } from '../../../protocol/coded-error.ts';
import { FormatError } from '../../../server/formats/format-error.ts';

/** Exit codes of every command. */
export const EXIT = { VALID: 0, INVALID: 1, CANNOT_CHECK: 2 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface Failure {
  readonly code: string;
  readonly what: string;
  /** File, field or address that is concerned. */
  readonly where: readonly string[];
  readonly doNext: string;
  readonly exitCode: ExitCode;
}

/** A failure that a command found by itself. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly failure: Failure;

  constructor(code: string, what: string, doNext: string, options: { where?: string[]; exitCode?: ExitCode } = {}) {
    super(what);
    this.failure = { code, what, doNext, where: options.where ?? [], exitCode: options.exitCode ?? EXIT.CANNOT_CHECK };
  }
}

const NEXT_BY_CLIENT_CODE: Readonly<Record<ClientError['code'], string>> = {
  ROOT_MISMATCH: 'Do not sign. Tell the party that lodged the document, and compare through another gateway.',
  HEAD_MISMATCH: 'Do not sign. Ask another gateway or a chain node for the head (--rpc URL).',
  DIGEST_MISMATCH: 'Do not trust this gateway with the action; submit it through another one.',
  LEDGER_CHANGED: 'Check with your council which ledger is in force, then sign in again with corridor login.',
  NO_CONTENT: 'Ask the party that lodged the document to give you access, or sign with --unseen if you hold a copy.',
  NOT_FOUND: 'List what there is with corridor case CASE.',
  NOT_ANCHORED_IN_TIME: 'Ask again with corridor action DIGEST; it may still be applied until its deadline.',
  ACTION_REJECTED: 'Read the reason, then sign a new action.',
  WRONG_KEY: 'Do not use this gateway until its operator has explained it.',
  WRONG_ORIGIN: 'Use the address that the gateway names as its own, or ask its operator.',
};

/** Says in words what went wrong. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof CliError) return error.failure;
  if (error instanceof ProblemError) return describeProblem(error);
  if (error instanceof TransportError) {
    return {
      code: error.code,
      what:
        error.code === 'NOT_A_GATEWAY' ? 'What answered is not a corridor gateway.' : 'The gateway does not answer.',
      where: [error.url],
      doNext: 'Check the address (--gateway URL, or corridor login) and that the gateway runs (npm start).',
      exitCode: EXIT.CANNOT_CHECK,
    };
  }
  if (error instanceof ClientError) {
    const where = Object.entries(error.params).map(([name, value]) => `${name} ${String(value)}`);
    return {
      code: error.code,
      what: error.message,
      where,
      doNext: NEXT_BY_CLIENT_CODE[error.code],
      exitCode: error.code === 'NOT_ANCHORED_IN_TIME' ? EXIT.CANNOT_CHECK : EXIT.INVALID,
    };
  }
  return describeOther(error);
}

function describeProblem(error: ProblemError): Failure {
  const places = error.errors.map(({ pointer, detail }) => `${pointer} ${detail}`);
  const request = error.status >= 500 && error.requestId ? [`request ${error.requestId}`] : [];
  return {
    code: error.code,
    what: error.detail ?? error.title,
    where: [...places, ...request],
    doNext: error.doNext ?? 'See the errors page of the gateway (/problems).',
    exitCode: error.status >= 500 || error.status === 429 ? EXIT.CANNOT_CHECK : EXIT.INVALID,
  };
}

function describeOther(error: unknown): Failure {
  if (error instanceof CodedError) {
    const faults = error instanceof FormatError ? error.faults : [];
    const where = [
      ...Object.entries(error.params).map(([name, value]) => `${name} ${value}`),
      ...faults.slice(0, 20).map(({ pointer, message }) => `${pointer || '/'} ${message}`),
    ];
    return { code: error.code, what: error.message, where, doNext: 'Correct the file.', exitCode: EXIT.INVALID };
  }
  if (isFileError(error)) {
    return {
      code: error.code,
      what: error.code === 'ENOENT' ? 'There is no such file.' : 'The file cannot be used.',
      where: error.path === undefined ? [] : [error.path],
      doNext: 'Check the path and who may read it.',
      exitCode: EXIT.CANNOT_CHECK,
    };
  }
  return {
    code: 'UNEXPECTED',
    what: error instanceof Error ? error.message : String(error),
    where: [],
    doNext: 'Run the command again with --verbose and report what it prints.',
    exitCode: EXIT.CANNOT_CHECK,
  };
}

function isFileError(error: unknown): error is Error & { code: string; path?: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}
