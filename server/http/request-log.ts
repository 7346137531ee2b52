/**
 * Request id, one structured log line per answer, and the metrics of the edge. Neither bodies nor headers nor query
 * strings are logged: ids of cases are opaque, but a query may carry a UCR.
 */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { Logger } from '../platform/logger.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { RouteName } from './route-table.ts';

/** What is known of a request while it is answered. */
export interface RequestState {
  readonly id: string;
  /** Set when a route has taken the request. */
  routeName?: RouteName;
  /** Ledger key of the caller, once authenticated. */
  keyId?: string;
  /** Code of the problem that it is answered with. */
  problem?: string;
}

const states = new WeakMap<Request, RequestState>();

/** State of a request that has passed {@link requestLog}. */
export function stateOf(request: Request): RequestState {
  const state = states.get(request);
  if (state === undefined) throw new TypeError('the request has not passed requestLog');
  return state;
}

export interface RequestLogOptions {
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** First middleware of all: gives the request its id, and tells log and metrics when it is answered. */
export function requestLog({ logger, metrics }: RequestLogOptions): RequestHandler {
  return (request, response, next) => {
    const state: RequestState = { id: randomUUID() };
    states.set(request, state);
    response.set('X-Request-Id', state.id);
    const startedAt = performance.now();
    metrics.httpInFlight.inc();
    response.once('close', () => {
      const ms = performance.now() - startedAt;
      const route = state.routeName ?? 'none';
      const status = response.writableFinished ? response.statusCode : 499;
      metrics.httpInFlight.dec();
      metrics.httpRequestSeconds.observe({ method: request.method, route, status: String(status) }, ms / 1000);
      if (state.problem !== undefined) metrics.httpProblems.inc({ code: state.problem });
      logger.info(
        {
          requestId: state.id,
          method: request.method,
          route,
          status,
          ms: Math.round(ms * 10) / 10,
          ...(state.keyId === undefined ? {} : { keyId: state.keyId }),
          ...(state.problem === undefined ? {} : { code: state.problem }),
        },
        'request',
      );
    });
    next();
  };
}
