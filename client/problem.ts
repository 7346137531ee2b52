/**
 * What can go wrong between a client and a gateway, as typed errors.
 *
 * A `ProblemError` is an answer: the gateway understood and refused. A `TransportError` is the absence of one. A
 * `ClientError` is this library refusing to go on by itself, for example because the gateway showed a document whose
 * root it cannot recompute.
 */
import { z } from 'zod';

/** One place of a request that the gateway found wrong. */
export interface ProblemPlace {
  readonly detail: string;
  /** JSON pointer as a URI fragment, for example `#/action/message/caseId`. */
  readonly pointer: string;
}

const problemSchema = z.looseObject({
  type: z.string().default('about:blank'),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  code: z.string(),
  retryable: z.boolean().default(false),
  doNext: z.string().optional(),
  params: z.record(z.string(), z.unknown()).default({}),
  errors: z.array(z.object({ detail: z.string(), pointer: z.string() })).default([]),
});

/** Problem details as gateways send them. @see RFC 9457 */
export type Problem = z.infer<typeof problemSchema>;

/** The gateway answered with a problem. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  /** Code of the catalogue, for example `LEDGER_BAD_SIGNATURE`. */
  readonly code: string;
  /** HTTP status. */
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly retryable: boolean;
  /** What the person should do next, in the gateway's words. */
  readonly doNext: string | undefined;
  readonly params: Readonly<Record<string, unknown>>;
  readonly errors: readonly ProblemPlace[];
  /** Seconds that the gateway asked to wait. */
  readonly retryAfterSeconds: number | undefined;
  /** Request id, to be quoted to the gateway's operator. */
  readonly requestId: string | undefined;

  constructor(problem: Problem, extra: { retryAfterSeconds?: number | undefined; requestId?: string | undefined }) {
    super(problem.detail ?? problem.title);
    this.code = problem.code;
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail;
    this.retryable = problem.retryable;
    this.doNext = problem.doNext;
    this.params = problem.params;
    this.errors = problem.errors;
    this.retryAfterSeconds = extra.retryAfterSeconds;
    this.requestId = extra.requestId;
  }
}

/** No usable answer came: unreachable, cut off, timed out, or not a gateway. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly code: 'UNREACHABLE' | 'TIMEOUT' | 'NOT_A_GATEWAY';
  readonly url: string;

  constructor(code: TransportError['code'], url: string, options?: { detail?: string; cause?: unknown }) {
    super(`${code} ${url}${options?.detail ? `: ${options.detail}` : ''}`, { cause: options?.cause });
    this.code = code;
    this.url = url;
  }
}

/** Reasons for which this library itself refuses to continue. */
export type ClientErrorCode =
  | 'ROOT_MISMATCH'
  | 'HEAD_MISMATCH'
  | 'DIGEST_MISMATCH'
  | 'LEDGER_CHANGED'
  | 'NO_CONTENT'
  | 'NOT_FOUND'
  | 'NOT_ANCHORED_IN_TIME'
  | 'ACTION_REJECTED'
  | 'WRONG_KEY'
  | 'WRONG_ORIGIN';

/** This library refused before anything was signed, or the outcome of what was sent is not what was asked for. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly code: ClientErrorCode;
  readonly params: Readonly<Record<string, unknown>>;

  constructor(code: ClientErrorCode, detail: string, params: Readonly<Record<string, unknown>> = {}) {
    super(detail);
    this.code = code;
    this.params = params;
  }
}

/**
 * Reads a refusal. An answer that is no problem document still becomes one, so that callers handle one shape.
 * @param body text of the answer
 */
export function problemFrom(status: number, body: string): Problem {
  try {
    const parsed = problemSchema.safeParse(JSON.parse(body));
    if (parsed.success) return parsed.data;
  } catch {
    // Not JSON: something between us and the gateway answered.
  }
  return problemSchema.parse({
    title: `The answer was HTTP ${status} without a problem document.`,
    status,
    code: 'UNEXPECTED_ANSWER',
    retryable: status === 429 || status === 502 || status === 503 || status === 504,
    doNext: 'Check that the address is that of a corridor gateway and not of a proxy in front of it.',
  });
}
