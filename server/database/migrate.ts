/** Brings the database to the schema of this release: SQL files in order, each once, each in its own transaction. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';

const FOLDER = path.join(import.meta.dirname, 'migrations');

/** Advisory lock that two gateways starting at once take in turn. */
const LOCK_ID = 7_265_637_267;

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/** Thrown when the database was migrated by files that differ from ours. */
export class MigrationMismatchError extends Error {
  override readonly name = 'MigrationMismatchError';
  readonly code = 'MIGRATION_MISMATCH';
  readonly migration: string;

  constructor(migration: string) {
    super(`migration ${migration} was applied in another form, or is not known to this release`);
    this.migration = migration;
  }
}

function readMigrations(): Migration[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(FOLDER, name), 'utf8');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    });
}

/**
 * Applies what is missing.
 * @returns names of the migrations that were applied now
 * @throws {MigrationMismatchError} if the database has a migration that this release does not have in the same form
 */
export async function migrate(pool: pg.Pool): Promise<string[]> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK_ID]);
    try {
      return await applyMissing(client, readMigrations());
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [LOCK_ID]);
    }
  } finally {
    client.release();
  }
}

async function applyMissing(client: pg.PoolClient, migrations: readonly Migration[]): Promise<string[]> {
  await client.query(
    'CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
  );
  const { rows } = await client.query<{ name: string; sha256: string }>('SELECT name, sha256 FROM schema_migrations');
  const applied = new Map(rows.map(({ name, sha256 }) => [name, sha256]));
  for (const [name, sha256] of applied) {
    if (migrations.find((migration) => migration.name === name)?.sha256 !== sha256) {
      throw new MigrationMismatchError(name);
    }
  }
  const missing = migrations.filter(({ name }) => !applied.has(name));
  for (const migration of missing) await apply(client, migration);
  return missing.map(({ name }) => name);
}

async function apply(client: pg.PoolClient, { name, sql, sha256 }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query('INSERT INTO schema_migrations (name, sha256) VALUES ($1, $2)', [name, sha256]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
