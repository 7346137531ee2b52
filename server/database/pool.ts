/**
 * The connection pool and the query builder over it.
 *
 * `int8` comes back as a number (and is refused beyond 2^53), `bytea` as a Buffer, `timestamptz` as a Date, each by the
 * pool's own parsers, so that no global state of `pg` is touched.
 */
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from '../platform/logger.ts';
import type { Database } from './types.ts';

/** What modules take: the query builder on the pool, or on one transaction of it. */
export type Db = Kysely<Database>;

export interface DatabaseHandle {
  readonly pool: pg.Pool;
  readonly db: Db;
  /** Ends every connection once its work is done. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly connectionString: string;
  readonly logger: Logger;
  /** Connections at most. */
  readonly max?: number;
}

const INT8 = 20;

/** @throws {RangeError} beyond 2^53, where a number would be wrong */
export function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} does not fit a number`);
  return value;
}

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === INT8 ? parseInt8 : pg.types.getTypeParser(oid, format)),
};

/**
 * Opens a pool. A connection that the server ends (restart, `pg_terminate_backend`) is logged and replaced: an `error`
 * event without a listener would end the process.
 */
export function openDatabase({ connectionString, logger, max = 10 }: DatabaseOptions): DatabaseHandle {
  const pool = new pg.Pool({
    connectionString,
    max,
    types,
    connectionTimeoutMillis: 10_000,
    application_name: 'gateway',
  });
  const onError = (error: Error) => logger.warn({ err: error }, 'a database connection ended');
  pool.on('error', onError);
  pool.on('connect', (client) => {
    client.on('error', onError);
  });
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  let closing: Promise<void> | undefined;
  return {
    pool,
    db,
    close: () => {
      closing ??= db.destroy();
      return closing;
    },
  };
}

/** Runs work in one transaction; it commits when `work` resolves and rolls back when it throws. */
export function inTransaction<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  return db.transaction().execute(work);
}
