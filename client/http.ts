/**
 * One HTTP exchange with a gateway: addresses, tokens, retries. Isomorphic: `fetch` and nothing of Node or the DOM.
 *
 * Only an answer that says that it is retryable is retried, after the time it asks for; and a request that got no answer
 * at all, because every request of this API may be repeated: reads by nature, contents by their digest, actions by theirs.
 * Requests that are not repeatable (a new session, a new API key) say so.
 */
import { ProblemError, problemFrom, TransportError } from './problem.ts';

/** The part of the platform that a client uses; the default is the platform's own. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface HttpOptions {
  /** Origin of the gateway, for example `http://localhost:8787`. */
  readonly baseUrl: string;
  /** Session token or API key. */
  readonly token?: string | undefined;
  readonly fetch?: Fetch | undefined;
  /** Tries per request, first one included. Default 4. */
  readonly attempts?: number | undefined;
  /** Longest wait for one answer, milliseconds, beyond what `Prefer: wait` asks for. Default 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Waits; replaced in tests. */
  readonly sleep?: ((ms: number) => Promise<void>) | undefined;
  /** Told of each retry, so that a person sees why nothing moves. */
  readonly onRetry?:
    | ((retry: { readonly url: string; readonly waitMs: number; readonly why: string }) => void)
    | undefined;
}

export type QueryValue = string | number | boolean | undefined;

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path with its parameters filled in, beginning with `/`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, QueryValue>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly bytes?: Uint8Array | undefined;
  /** Whether a request without an answer may be sent again. Default true. */
  readonly repeatable?: boolean | undefined;
  /** Seconds that the gateway may hold the request open (`Prefer: wait`). */
  readonly waitSeconds?: number | undefined;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

export interface Http {
  readonly baseUrl: string;
  /**
   * Sends and answers a success.
   * @throws {ProblemError} the gateway refused
   * @throws {TransportError} no usable answer came
   */
  send(request: HttpRequest): Promise<HttpResponse>;
  /** Like `send`, the body parsed as JSON. */
  json<T>(request: HttpRequest): Promise<T>;
}

const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 30_000;

/** Opens nothing: each request is by itself. */
export function createHttp(options: HttpOptions): Http {
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const attempts = options.attempts ?? 4;
  const sleep = options.sleep ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)));

  const send = async (request: HttpRequest): Promise<HttpResponse> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await exchange(options, baseUrl, request);
      } catch (error) {
        const waitMs = retryDelay(error, request, attempt);
        if (waitMs === undefined || attempt >= attempts) throw error;
        options.onRetry?.({ url: `${baseUrl}${request.path}`, waitMs, why: codeOf(error) });
        await sleep(waitMs);
      }
    }
  };

  const json = async <T>(request: HttpRequest): Promise<T> => {
    const response = await send({ ...request, headers: { accept: 'application/json', ...request.headers } });
    const text = new TextDecoder().decode(response.bytes);
    try {
      return JSON.parse(text) as T;
    } catch (cause) {
      throw new TransportError('NOT_A_GATEWAY', `${baseUrl}${request.path}`, { detail: 'no JSON came back', cause });
    }
  };

  return { baseUrl, send, json };
}

async function exchange(options: HttpOptions, baseUrl: string, request: HttpRequest): Promise<HttpResponse> {
  const url = `${baseUrl}${request.path}${queryString(request.query)}`;
  const timeoutMs = (options.timeoutMs ?? 30_000) + (request.waitSeconds ?? 0) * 1000;
  const doFetch: Fetch = options.fetch ?? ((target, init) => fetch(target, init));
  try {
    const response = await doFetch(url, {
      method: request.method,
      headers: headersOf(options, request),
      body: bodyOf(request) as BodyInit | null,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw await refusalOf(response);
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes };
  } catch (cause) {
    if (cause instanceof ProblemError) throw cause;
    const timedOut = cause instanceof Error && cause.name === 'TimeoutError';
    throw new TransportError(timedOut ? 'TIMEOUT' : 'UNREACHABLE', url, { cause });
  }
}

/** What the gateway said in place of an answer. */
export async function refusalOf(response: Response): Promise<ProblemError> {
  return new ProblemError(problemFrom(response.status, await response.text()), {
    retryAfterSeconds: retryAfter(response.headers.get('retry-after')),
    requestId: response.headers.get('x-request-id') ?? undefined,
  });
}

function headersOf(options: HttpOptions, request: HttpRequest): Record<string, string> {
  return {
    ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
    ...(request.json === undefined ? {} : { 'content-type': 'application/json' }),
    ...(request.waitSeconds ? { prefer: `wait=${request.waitSeconds}` } : {}),
    ...request.headers,
  };
}

function bodyOf(request: HttpRequest): string | Uint8Array | null {
  if (request.bytes !== undefined) return request.bytes;
  return request.json === undefined ? null : JSON.stringify(request.json);
}

function queryString(query: HttpRequest['query']): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** @returns milliseconds until the next try, undefined if there should be none */
function retryDelay(error: unknown, request: HttpRequest, attempt: number): number | undefined {
  const backoff = Math.min(FIRST_BACKOFF_MS * 2 ** (attempt - 1), LONGEST_BACKOFF_MS);
  if (error instanceof ProblemError) {
    if (!error.retryable) return undefined;
    // Someone waits in front of this: an hour's Retry-After is shown to them, not slept through.
    const asked = (error.retryAfterSeconds ?? 0) * 1000;
    return asked > LONGEST_BACKOFF_MS ? undefined : Math.max(asked, backoff);
  }
  return error instanceof TransportError && request.repeatable !== false ? backoff : undefined;
}

function codeOf(error: unknown): string {
  return error instanceof ProblemError || error instanceof TransportError ? error.code : 'UNKNOWN';
}

/** Seconds of a Retry-After header: delta-seconds or an HTTP date. @see RFC 9110 section 10.2.3 */
function retryAfter(value: string | null): number | undefined {
  if (value === null) return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}
