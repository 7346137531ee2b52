/**
 * Allowances per minute: of a ledger key, or of an address where nobody is signed in. Wrong tokens and API keys have an
 * allowance of their own per address, as large as that of reads: a flood of them costs the sender and not the database,
 * while one robot with a revoked key does not lock out the office that it shares an address with.
 */
import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, MemoryStore, type Options, rateLimit } from 'express-rate-limit';
import { AppError } from '../errors/app-error.ts';
import { stateOf } from './request-log.ts';
import type { Rate } from './route-table.ts';

const WINDOW_MS = 60_000;
export interface RateLimits {
  readonly readsPerMinute: number;
  readonly writesPerMinute: number;
}

export interface RateLimiter {
  /** Counts a request and sets the RateLimit headers. @throws {AppError} RATE_LIMITED */
  count(request: Request, response: Response, rate: Rate): Promise<void>;
  /** @throws {AppError} RATE_LIMITED if the address has sent too many wrong credentials */
  assertMayAuthenticate(request: Request): Promise<void>;
  /** Counts a wrong credential. */
  countFailure(request: Request): Promise<void>;
  close(): void;
}

/** Makes the counters of one gateway; they live in its memory. */
export function createRateLimiter({ readsPerMinute, writesPerMinute }: RateLimits): RateLimiter {
  const stores = { READ: new MemoryStore(), WRITE: new MemoryStore(), FAILURE: new MemoryStore() };
  const handlers: Record<Exclude<Rate, 'NONE'>, RequestHandler> = {
    READ: limiterOf('read', readsPerMinute, stores.READ),
    WRITE: limiterOf('write', writesPerMinute, stores.WRITE),
  };
  // The middleware initialises its own stores; this one is used directly.
  stores.FAILURE.init({ windowMs: WINDOW_MS } as Options);
  return {
    count: async (request, response, rate) => {
      if (rate !== 'NONE') await run(handlers[rate], request, response);
    },
    assertMayAuthenticate: async (request) => {
      const known = await stores.FAILURE.get(addressOf(request));
      if (known !== undefined && known.totalHits >= readsPerMinute) throw limited(known.resetTime);
    },
    countFailure: async (request) => {
      await stores.FAILURE.increment(addressOf(request));
    },
    close: () => {
      for (const store of Object.values(stores)) store.shutdown();
    },
  };
}

function limiterOf(identifier: string, limit: number, store: MemoryStore): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    limit,
    identifier,
    store,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (request) => stateOf(request).keyId ?? addressOf(request),
    handler: (request, _response, next) => {
      const { rateLimit: info } = request as Request & { rateLimit?: { resetTime?: Date } };
      next(limited(info?.resetTime));
    },
  });
}

function limited(resetTime: Date | undefined): AppError {
  const seconds = resetTime === undefined ? WINDOW_MS / 1000 : Math.ceil((resetTime.getTime() - Date.now()) / 1000);
  return new AppError('RATE_LIMITED', { retryAfterSeconds: Math.max(1, seconds) });
}

/** Address of the connection; an IPv6 client counts by its network, since it has a whole one. */
function addressOf(request: Request): string {
  return ipKeyGenerator(request.ip ?? 'unknown');
}

function run(handler: RequestHandler, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: unknown) => (error === undefined ? resolve() : reject(error));
    // The middleware is asynchronous although its type does not say so; its own failures must not be lost.
    void Promise.resolve(handler(request, response, done)).catch(reject);
  });
}
