/** The HTTP edge by itself: the real application and server, with handlers that a test chooses. */
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { createApp } from '../../../server/app.ts';
import { AppError } from '../../../server/errors/app-error.ts';
import type { CaseStanding } from '../../../server/http/authorise.ts';
import type { Caller } from '../../../server/http/caller.ts';
import { allowedHosts } from '../../../server/http/host-guard.ts';
import { listen, type ServerTimeouts } from '../../../server/http/http-server.ts';
import { createRateLimiter, type RateLimits } from '../../../server/http/rate-limit.ts';
import { type Endpoint, endpoint, spec } from '../../../server/http/route.ts';
import { ROUTES, type RouteName } from '../../../server/http/route-table.ts';
import { createLogger, type LogLevel } from '../../../server/platform/logger.ts';
import { createMetrics } from '../../../server/platform/metrics.ts';

export interface EdgeOptions {
  /** Endpoints under test; every other route answers 204. */
  readonly endpoints?: readonly Endpoint[];
  /** Callers by their credential. */
  readonly callers?: Readonly<Record<string, Caller>>;
  readonly standing?: (caller: Caller, caseId: string) => CaseStanding;
  readonly limits?: Partial<RateLimits>;
  readonly stopping?: () => boolean;
  readonly timeouts?: ServerTimeouts;
}

export interface Edge {
  readonly url: string;
  readonly port: number;
  /** Lines that were logged, parsed. */
  readonly logged: readonly Record<string, unknown>[];
  close(): Promise<void>;
}

const PLENTY = 1_000_000;

/** Starts the edge on a free port of the loopback interface. */
export async function startEdge(options: EdgeOptions = {}): Promise<Edge> {
  const logged: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) };
  const level: LogLevel = 'info';
  const server = await listen('127.0.0.1', 0, options.timeouts);
  const origin = `http://localhost:${server.port}`;
  const rateLimiter = createRateLimiter({ readsPerMinute: PLENTY, writesPerMinute: PLENTY, ...options.limits });
  const app = createApp({
    endpoints: withRest(options.endpoints ?? []),
    authenticate: async ({ secret }) => {
      const caller = options.callers?.[secret];
      if (caller === undefined) throw new AppError('CREDENTIAL_INVALID');
      return caller;
    },
    caseAccess: async (caller, caseId) => options.standing?.(caller, caseId) ?? 'NONE',
    rateLimiter,
    logger: createLogger({ level, destination }),
    metrics: createMetrics(),
    origin,
    hosts: allowedHosts(origin, server.port),
    checkResponses: true,
    ...(options.stopping === undefined ? {} : { stopping: options.stopping }),
  });
  server.serve(app, origin);
  return {
    url: `http://127.0.0.1:${server.port}`,
    port: server.port,
    logged,
    close: async () => {
      rateLimiter.close();
      await server.close(1_000);
    },
  };
}

const nothing = spec({
  summary: 'nothing',
  tag: 'Test',
  body: { kind: 'none' },
  responses: { 204: { description: 'nothing' } },
});

function withRest(endpoints: readonly Endpoint[]): Endpoint[] {
  const known = new Set(endpoints.map(({ name }) => name));
  const rest = (Object.keys(ROUTES) as RouteName[]).filter((name) => !known.has(name));
  return [...endpoints, ...rest.map((name) => endpoint(name, nothing)(async () => ({ status: 204 })))];
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** One request with headers that `fetch` would not let through, such as Host. */
export function rawRequest(
  port: number,
  options: { method?: string; path: string; headers?: Record<string, string>; body?: string | Uint8Array },
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, method: options.method ?? 'GET', path: options.path, headers: options.headers },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(options.body);
  });
}
