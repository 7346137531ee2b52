/**
 * Takes a request through its route: authenticate, count, authorise, validate, handle, answer. Every endpoint goes this
 * way and no other.
 */
import type { IRouter, Request, Response } from 'express';
import { AppError, isAppError } from '../errors/app-error.ts';
import { authorise, type CaseAccess, looksAtCredentials } from './authorise.ts';
import type { Caller } from './caller.ts';
import { type Credential, credentialOf } from './credentials.ts';
import { parseInput, parseParams } from './parse-input.ts';
import type { RateLimiter } from './rate-limit.ts';
import { stateOf } from './request-log.ts';
import type { Endpoint } from './route.ts';
import { ROUTES, type RouteLine, type RouteName } from './route-table.ts';
import { sendReply } from './send-reply.ts';

/** Finds out whose credential this is. @throws {AppError} CREDENTIAL_INVALID */
export type Authenticate = (credential: Credential) => Promise<Caller>;

export interface DispatcherOptions {
  readonly authenticate: Authenticate;
  readonly caseAccess: CaseAccess;
  readonly rateLimiter: RateLimiter;
  /** Public origin, without a slash at the end. */
  readonly origin: string;
  /** Hold every answer against its schema, and fail on one that does not fit: for tests. */
  readonly checkResponses: boolean;
}

/**
 * Binds every line of the route table, then answers 405 for other methods of the same paths.
 * @throws {TypeError} if an endpoint is missing or there twice
 */
export function bindRoutes(router: IRouter, endpoints: readonly Endpoint[], options: DispatcherOptions): void {
  const byName = new Map(endpoints.map((each) => [each.name, each]));
  if (byName.size !== endpoints.length) throw new TypeError('an endpoint is there twice');
  const methods = new Map<string, string[]>();
  for (const [name, route] of Object.entries(ROUTES) as [RouteName, RouteLine][]) {
    const found = byName.get(name);
    if (found === undefined) throw new TypeError(`route ${name} has no endpoint`);
    const path = route.path.replaceAll(/\{(\w+)\*\}/g, '*$1').replaceAll(/\{(\w+)\}/g, ':$1');
    methods.set(path, [...(methods.get(path) ?? []), route.method]);
    router[methodOf(route)](path, (request, response) => dispatch(found, route, request, response, options));
  }
  for (const [path, allowed] of methods) {
    const allow = [...allowed, ...(allowed.includes('GET') ? ['HEAD'] : [])].join(', ');
    router.all(path, (_request, response) => {
      response.set('Allow', allow);
      throw new AppError('METHOD_NOT_ALLOWED');
    });
  }
}

function methodOf({ method }: RouteLine): 'get' | 'post' | 'put' | 'delete' {
  return method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
}

async function dispatch(
  { name, spec, handle }: Endpoint,
  route: RouteLine,
  request: Request,
  response: Response,
  options: DispatcherOptions,
): Promise<void> {
  const state = stateOf(request);
  state.routeName = name;
  const caller = looksAtCredentials(route.access) ? await authenticate(request, options) : undefined;
  if (caller !== undefined) state.keyId = caller.keyId;
  await options.rateLimiter.count(request, response, route.rate);
  const params = parseParams(request, spec);
  await authorise(route.access, request, caller, params, options.caseAccess);
  const { query, headers, body } = await parseInput(request, spec);
  const reply = await handle({
    params,
    query,
    headers,
    body,
    caller,
    requestId: state.id,
    route: request.originalUrl,
    signal: overSignal(response),
    checkAgain: async () => {
      const now = looksAtCredentials(route.access) ? await authenticate(request, options) : undefined;
      await authorise(route.access, request, now, params, options.caseAccess);
      return now;
    },
  });
  await sendReply(request, response, reply, options.checkResponses ? spec : undefined);
}

async function authenticate(request: Request, options: DispatcherOptions): Promise<Caller | undefined> {
  const credential = credentialOf(request, options.origin);
  if (credential === undefined) return undefined;
  await options.rateLimiter.assertMayAuthenticate(request);
  try {
    return await options.authenticate(credential);
  } catch (error) {
    if (isAppError(error, 'CREDENTIAL_INVALID')) await options.rateLimiter.countFailure(request);
    throw error;
  }
}

/** Aborts when the answer was sent, or the connection ended before it was. */
function overSignal(response: Response): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}
