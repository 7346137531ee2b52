/**
 * A lock that one process on a database holds: two gateways with one relay key would race for its nonces.
 *
 * PostgreSQL frees it when the connection ends, however the process dies. When the server drops the connection, the lock
 * is taken again on a new one; if somebody else has it by then, the holder must stop.
 */
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '../platform/logger.ts';

const RETRY_MS = 200;

export interface ExclusiveLock {
  /** Settles when somebody else has taken the lock after the connection was lost. */
  readonly lost: Promise<void>;
  release(): Promise<void>;
}

export interface ExclusiveLockOptions {
  readonly connectionString: string;
  /** What is locked; the same name is the same lock. */
  readonly name: string;
  /** How long to wait for a predecessor that is ending, milliseconds. */
  readonly waitMs: number;
  readonly logger: Logger;
}

/** Somebody else holds the lock. */
export class LockHeldError extends Error {
  override readonly name = 'LockHeldError';
  readonly code = 'LOCK_HELD';
}

/**
 * Takes the lock.
 * @throws {LockHeldError} if another process keeps it for longer than `waitMs`
 */
export async function takeExclusiveLock(options: ExclusiveLockOptions): Promise<ExclusiveLock> {
  const id = lockId(options.name);
  let released = false;
  let client = await connectAndLock(options, id);
  let reportLoss: () => void = () => undefined;
  const lost = new Promise<void>((resolve) => {
    reportLoss = resolve;
  });

  function watch(): void {
    client.once('end', () => {
      if (!released) void takeAgain();
    });
  }

  async function takeAgain(): Promise<void> {
    options.logger.warn({ lock: options.name }, 'the connection that holds the lock ended; taking it again');
    while (!released) {
      try {
        client = await connectAndLock(options, id);
        watch();
        return;
      } catch (error) {
        if (error instanceof LockHeldError) return reportLoss();
        await delay(RETRY_MS);
      }
    }
  }

  watch();
  return {
    lost,
    release: async () => {
      released = true;
      await client.end();
    },
  };
}

async function connectAndLock(
  { connectionString, waitMs, logger }: ExclusiveLockOptions,
  id: bigint,
): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, application_name: 'gateway-lock', keepAlive: true });
  // Without a listener an error of the connection would end the process.
  client.on('error', (error) => logger.warn({ err: error }, 'the connection of a lock failed'));
  await client.connect();
  const until = performance.now() + waitMs;
  try {
    while (!(await tryLock(client, id))) {
      if (performance.now() > until) throw new LockHeldError('another process holds the lock');
      await delay(RETRY_MS);
    }
    return client;
  } catch (error) {
    await client.end();
    throw error;
  }
}

async function tryLock(client: pg.Client, id: bigint): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [id.toString()]);
  return rows[0]?.taken === true;
}

/** First 63 bits of the name's digest. */
function lockId(name: string): bigint {
  return createHash('sha256').update(name).digest().readBigUInt64BE() >> 1n;
}
