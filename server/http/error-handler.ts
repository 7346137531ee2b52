/** Answers every error as a problem document, and logs what must not be shown. */
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { AppError } from '../errors/app-error.ts';
import { catalogueEntry } from '../errors/catalogue.ts';
import { appErrorOf, PROBLEM_MEDIA_TYPE, problemOf, retryAfterOf } from '../errors/problem.ts';
import type { Logger } from '../platform/logger.ts';
import { stateOf } from './request-log.ts';

export interface ErrorHandlerOptions {
  readonly logger: Logger;
  /** Public origin, without a slash at the end. */
  readonly origin: string;
}

/** Last middleware of all. */
export function errorHandler({ logger, origin }: ErrorHandlerOptions): ErrorRequestHandler {
  return (caught: unknown, request, response, _next) => {
    const state = stateOf(request);
    const error = appErrorOf(caught);
    const { status } = catalogueEntry(error.code);
    state.problem = error.code;
    logFailure(logger, state.id, error, status);
    if (response.headersSent) {
      // Half an answer is out: cut the connection, so that nobody takes it for a whole one.
      response.destroy();
      return;
    }
    const retryAfter = retryAfterOf(error);
    if (retryAfter !== undefined) response.set('Retry-After', String(retryAfter));
    if (status === 401) response.set('WWW-Authenticate', 'Bearer realm="corridor"');
    sendProblem(response, status, problemOf(error, { origin, requestId: state.id }));
    // What is left of the body is discarded (for 30 s at most, the request timeout): closing now would reset the
    // connection, and the client might lose the answer.
    request.resume();
  };
}

/** A 503 is a state that passes and needs no stack; any other 5xx is somebody's defect. */
function logFailure(logger: Logger, requestId: string, error: AppError, status: number): void {
  if (status < 500) return;
  if (status !== 503) logger.error({ requestId, code: error.code, err: error.cause ?? error }, 'request failed');
  else if (error.cause !== undefined) logger.warn({ requestId, code: error.code, err: error.cause }, 'request put off');
}

function sendProblem(response: Response, status: number, problem: object): void {
  response.status(status).set('Content-Type', PROBLEM_MEDIA_TYPE).end(JSON.stringify(problem));
}

/** Answers paths that no route has. */
export const noRoute: RequestHandler = () => {
  throw new AppError('ROUTE_NOT_FOUND');
};
