/** A database of its own for each suite: in the embedded PostgreSQL of this process, or in the one of DATABASE_URL. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../scripts/embedded/postgres/embedded-postgres.ts';
import { migrate } from '../../server/database/migrate.ts';
import { type DatabaseHandle, openDatabase } from '../../server/database/pool.ts';
import { silentLogger } from '../../server/platform/logger.ts';
import { atEnd } from './cleanup.ts';

export interface TestDatabase extends DatabaseHandle {
  readonly url: string;
  /** Closes the pool and removes the database. */
  drop(): Promise<void>;
}

/** SQLSTATE `insufficient_privilege`. */
const INSUFFICIENT_PRIVILEGE = '42501';

let server: Promise<string> | undefined;

/** URL of a server on which databases may be created. */
async function serverUrl(): Promise<string> {
  server ??= process.env['DATABASE_URL'] === undefined ? startServer() : Promise.resolve(process.env['DATABASE_URL']);
  return server;
}

async function startServer(): Promise<string> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'corridor-test-db-'));
  const postgres = await startEmbeddedPostgres({ dataDir });
  atEnd(async () => {
    await postgres.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  return postgres.url;
}

/** Runs one statement on the server itself. */
export async function onServer(statement: string): Promise<void> {
  const client = new pg.Client(await serverUrl());
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Makes an empty database with the schema of this release. */
export async function createTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const name = `corridor_${randomBytes(8).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name}`);
  const url = new URL(await serverUrl());
  url.pathname = `/${name}`;
  const handle = openDatabase({ connectionString: url.href, logger: silentLogger() });
  if (migrated) await migrate(handle.pool);
  return {
    ...handle,
    url: url.href,
    async drop() {
      await handle.close();
      await dropDatabase(name);
    },
  };
}

/**
 * Drops a database, also under connections that a test has left open. FORCE is refused (42501) to a user that is no
 * superuser while a worker of autovacuum is in the database; without FORCE the server stops that worker by itself.
 */
async function dropDatabase(name: string): Promise<void> {
  try {
    await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== INSUFFICIENT_PRIVILEGE) throw error;
    await onServer(`DROP DATABASE IF EXISTS ${name}`);
  }
}
