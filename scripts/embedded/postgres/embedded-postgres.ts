import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import pg from 'pg';
import { lockDirectory } from '../directory-lock.ts';
import { chooseAccount } from './account.ts';
import { findPostgresBinaries } from './binaries.ts';
import type { Credentials } from './cluster.ts';
import { openCluster, SUPERUSER } from './cluster.ts';
import { stopOrphan } from './postmaster-file.ts';
import { startServer } from './server-process.ts';

/** Name of the role and of the database that the gateway uses. */
const APPLICATION = 'corridor';

/** Where the database lives and listens. */
export interface EmbeddedPostgresOptions {
  /** Directory that belongs to this database alone; created when missing. */
  readonly dataDir: string;
  /** TCP port on 127.0.0.1; 0 or nothing chooses a free one. */
  readonly port?: number;
  /** How long to wait for a predecessor on the same directory to end, milliseconds; 0 or nothing does not wait. */
  readonly lockWaitMs?: number;
}

/** A running database. */
export interface EmbeddedPostgres {
  /** `postgres://` URL of the application's own role and database; the role may create further databases. */
  readonly url: string;
  /** Process id of the server's keeper. */
  readonly pid: number;
  /** Settles when the server has ended, asked or not. */
  readonly exited: Promise<void>;
  /** Stops the server in an orderly way and gives the data directory free. May be called again. */
  close(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL on a data directory that survives restarts.
 *
 * The server listens on 127.0.0.1 only, flushes before it acknowledges, and ends with the process that started it,
 * however that ends. What a killed predecessor left behind (a stale pid file, a server without an owner, a cluster
 * created by half) is put in order first.
 *
 * @throws {EmbeddedError} DATA_DIR_IN_USE and every POSTGRES_ code
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = path.resolve(options.dataDir);
  const lock = await lockDirectory(dataDir, options.lockWaitMs);
  try {
    const [binaries, account] = await Promise.all([findPostgresBinaries(), chooseAccount()]);
    const cluster = await openCluster(dataDir, binaries, account);
    await stopOrphan(cluster.directory);
    const { port, keeper } = await startServer({
      program: binaries.postgres,
      account,
      cluster: cluster.directory,
      logFile: path.join(dataDir, 'postgres.log'),
      port: options.port ?? 0,
    });
    const exited = settle(keeper, cluster.directory);
    try {
      await prepareApplication(port, cluster.credentials);
    } catch (error) {
      await stopKeeper(keeper, exited);
      throw error;
    }
    return {
      url: urlOf(APPLICATION, cluster.credentials.applicationPassword, port, APPLICATION),
      pid: keeper.pid ?? 0,
      exited,
      async close() {
        await stopKeeper(keeper, exited);
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * Follows the keeper to its end without keeping this process alive. A keeper that was killed leaves its server
 * behind, which is stopped here.
 */
async function settle(keeper: ChildProcess, cluster: string): Promise<void> {
  const exit = once(keeper, 'exit');
  keeper.stdin?.on('error', () => undefined);
  keeper.unref();
  await exit;
  await stopOrphan(cluster);
}

async function stopKeeper(keeper: ChildProcess, exited: Promise<void>): Promise<void> {
  keeper.ref();
  keeper.stdin?.end();
  await exited;
}

/** Creates the application's role and database when they are missing; each step may have been the last before a kill. */
async function prepareApplication(port: number, credentials: Credentials): Promise<void> {
  const client = new pg.Client(urlOf(SUPERUSER, credentials.superuserPassword, port, 'postgres'));
  await client.connect();
  try {
    const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [APPLICATION]);
    if (role.rowCount === 0) {
      const password = client.escapeLiteral(credentials.applicationPassword);
      await client.query(`CREATE ROLE ${APPLICATION} LOGIN CREATEDB PASSWORD ${password}`);
    }
    const database = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [APPLICATION]);
    if (database.rowCount === 0) await client.query(`CREATE DATABASE ${APPLICATION} OWNER ${APPLICATION}`);
  } finally {
    await client.end();
  }
}

function urlOf(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}
