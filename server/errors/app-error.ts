/**
 * The one error that modules throw on purpose. What the caller sees is decided by the catalogue entry of its code.
 */
import type { ErrorCode } from './catalogue.ts';

/** One place of the request that is wrong. */
export interface ErrorPlace {
  readonly detail: string;
  /** JSON pointer as a URI fragment, for example `#/action/message/caseId`. */
  readonly pointer: string;
}

export type ErrorParams = Readonly<Record<string, string | number | boolean | null>>;

export interface AppErrorOptions {
  /** What happened in this very case, for people; never shown with a 5xx. Without it the catalogue's `when` is shown. */
  readonly detail?: string;
  /** Values that a program needs to react; nothing secret, no other party's data. */
  readonly params?: ErrorParams;
  readonly errors?: readonly ErrorPlace[];
  /** Whole seconds; becomes the Retry-After header. */
  readonly retryAfterSeconds?: number;
  /** What was caught; logged, never sent. */
  readonly cause?: unknown;
}

/** A refusal or failure with a code of the catalogue. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly params: ErrorParams;
  readonly errors: readonly ErrorPlace[];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.detail ?? code, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.detail = options.detail;
    this.params = options.params ?? {};
    this.errors = options.errors ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** Whether a caught value is an AppError, optionally of one code. */
export function isAppError(value: unknown, code?: ErrorCode): value is AppError {
  return value instanceof AppError && (code === undefined || value.code === code);
}
