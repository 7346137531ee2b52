/** The HTTP application: middleware in order, then the routes. It does no I/O of its own. */
import express, { type Express } from 'express';
import { AppError } from './errors/app-error.ts';
import type { CaseAccess } from './http/authorise.ts';
import { type Authenticate, bindRoutes } from './http/dispatcher.ts';
import { errorHandler, noRoute } from './http/error-handler.ts';
import { hostGuard } from './http/host-guard.ts';
import type { RateLimiter } from './http/rate-limit.ts';
import { requestLog } from './http/request-log.ts';
import type { Endpoint } from './http/route.ts';
import { securityHeaders } from './http/security-headers.ts';
import type { Logger } from './platform/logger.ts';
import type { Metrics } from './platform/metrics.ts';

export interface AppDeps {
  readonly endpoints: readonly Endpoint[];
  readonly authenticate: Authenticate;
  readonly caseAccess: CaseAccess;
  readonly rateLimiter: RateLimiter;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Public origin, without a slash at the end. */
  readonly origin: string;
  /** Values of Host that are answered, lower case. */
  readonly hosts: ReadonlySet<string>;
  /** Proxies whose X-Forwarded-For names the client. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** True once the gateway is being stopped: what still comes is sent elsewhere. */
  readonly stopping?: (() => boolean) | undefined;
  /** Hold every answer against its schema: for tests. */
  readonly checkResponses?: boolean | undefined;
}

/** Makes the application. @throws {TypeError} if a line of the route table has no endpoint */
export function createApp(deps: AppDeps): Express {
  const { logger, metrics, origin, stopping = () => false } = deps;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.enable('strict routing');
  // Queries are read by the dispatcher, which refuses repeated names.
  app.set('query parser', false);
  app.set('trust proxy', deps.trustedProxies ?? false);

  app.use(requestLog({ logger, metrics }));
  app.use(securityHeaders(origin.startsWith('https:')));
  app.use(hostGuard(deps.hosts));
  app.use((request, response, next) => {
    if (!stopping() || PROBES.has(request.path)) return next();
    response.set('Connection', 'close');
    throw new AppError('SHUTTING_DOWN');
  });
  bindRoutes(app, deps.endpoints, {
    authenticate: deps.authenticate,
    caseAccess: deps.caseAccess,
    rateLimiter: deps.rateLimiter,
    origin,
    checkResponses: deps.checkResponses ?? false,
  });
  app.use(noRoute);
  app.use(errorHandler({ logger, origin }));
  return app;
}

/** Asked by the supervisor until the very end. */
const PROBES: ReadonlySet<string> = new Set(['/health', '/ready']);
