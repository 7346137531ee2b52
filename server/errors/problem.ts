/**
 * Problem documents, and what each caught value becomes.
 * @see RFC 9457
 */
import { z } from 'zod';
import { JsonError } from '../../protocol/json/json-error.ts';
import { AppError, type ErrorParams, type ErrorPlace } from './app-error.ts';
import { catalogueEntry, type ErrorCode, isErrorCode } from './catalogue.ts';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'URI of the page that explains the code' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().meta({ description: 'Request id as a URN; stands in the log of the gateway' }),
    code: z.string().meta({ description: 'Code of the error catalogue, for programs' }),
    retryable: z.boolean().meta({ description: 'The same request, sent again later, may succeed' }),
    doNext: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    errors: z.array(z.object({ detail: z.string(), pointer: z.string() })),
  })
  .meta({ id: 'Problem', description: 'A refusal or failure (RFC 9457)' });

export type Problem = z.infer<typeof problemSchema>;

export interface ProblemContext {
  /** Public origin, without a slash at the end. */
  readonly origin: string;
  readonly requestId: string;
}

/**
 * The problem document of an error. Of a 5xx it tells nothing but the catalogue's own words: no message, file or SQL.
 */
export function problemOf(error: AppError, { origin, requestId }: ProblemContext): Problem {
  const entry = catalogueEntry(error.code);
  const open = entry.status < 500;
  return {
    type: `${origin}/problems/${entry.slug}`,
    title: entry.title,
    status: entry.status,
    detail: open && error.detail !== undefined ? error.detail : entry.when,
    instance: `urn:uuid:${requestId}`,
    code: error.code,
    retryable: entry.retryable,
    doNext: entry.doNext,
    params: open ? { ...error.params } : {},
    errors: open ? [...error.errors] : [],
  };
}

/** Seconds after which a retryable refusal may be tried again when the thrower named none. */
const DEFAULT_RETRY_AFTER_SECONDS = 5;

/** Value of Retry-After: given by the thrower, else a default for 429 and 503, which always carry one. */
export function retryAfterOf(error: AppError): number | undefined {
  const { status } = catalogueEntry(error.code);
  return error.retryAfterSeconds ?? (status === 429 || status === 503 ? DEFAULT_RETRY_AFTER_SECONDS : undefined);
}

/** What a caught value becomes; an unforeseen one is INTERNAL_ERROR with the value as its cause. */
export function appErrorOf(caught: unknown): AppError {
  if (caught instanceof AppError) return caught;
  if (caught instanceof JsonError) return jsonRefusal(caught);
  if (caught instanceof URIError) return new AppError('MALFORMED_REQUEST', { cause: caught });
  if (isDatabaseOutage(caught)) return new AppError('DATABASE_UNAVAILABLE', { cause: caught });
  return new AppError('INTERNAL_ERROR', { cause: caught });
}

function jsonRefusal(error: JsonError): AppError {
  const code: ErrorCode = isErrorCode(error.code) ? error.code : 'JSON_SYNTAX';
  const params: ErrorParams = error.position === undefined ? {} : { ...error.position };
  return new AppError(code, {
    detail: error.message,
    params,
    errors: [{ detail: error.message, pointer: `#${error.pointer}` }],
  });
}

/** SQLSTATE classes and driver errors that mean: no usable connection. @see PostgreSQL manual, appendix A */
const OUTAGE = /^(08\w{3}|57P0[1-5]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOENT)$/;
const OUTAGE_MESSAGE =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

function isDatabaseOutage(caught: unknown): boolean {
  if (!(caught instanceof Error)) return false;
  const { code, severity, syscall } = caught as { code?: unknown; severity?: unknown; syscall?: unknown };
  if (OUTAGE_MESSAGE.test(caught.message)) return true;
  // A driver error has a severity, a failed connection the syscall `connect`; a missing file has neither.
  return (
    typeof code === 'string' &&
    OUTAGE.test(code) &&
    (severity !== undefined || syscall === 'connect' || syscall === 'read')
  );
}

/** Problem places of a schema's issues. @param where part of the request, for parts that are not the body */
export function placesOf(issues: readonly z.core.$ZodIssue[], where?: 'path' | 'query' | 'header'): ErrorPlace[] {
  return issues.slice(0, 50).map((issue) => ({
    detail: issue.message,
    pointer: `#${[...(where === undefined ? [] : [where]), ...issue.path].map((part) => `/${escapePointer(String(part))}`).join('')}`,
  }));
}

/** RFC 6901 escaping within a URI fragment. */
function escapePointer(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
