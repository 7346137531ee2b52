import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { isMissing, readFileIfPresent, SECRET_MODE, syncDirectory, writeFileDurably } from '../durable-file.ts';
import { EmbeddedError } from '../errors.ts';
import type { ServerAccount } from './account.ts';
import { commandAs } from './account.ts';
import type { PostgresBinaries } from './binaries.ts';

const run = promisify(execFile);

/** Name of the superuser, used only to create the application's role and database. */
export const SUPERUSER = 'corridor_admin';

/** Passwords of the cluster, kept in a file that only the owner may read. */
export interface Credentials {
  readonly superuserPassword: string;
  readonly applicationPassword: string;
}

/** A cluster on disk: where it lies and how to log in. */
export interface Cluster {
  readonly directory: string;
  readonly credentials: Credentials;
}

/**
 * Opens the cluster of a data directory, creating it at the first start.
 *
 * Creation ends with a rename, so that a process killed in the middle leaves nothing that could be taken for a
 * cluster. The passwords are written before, since a cluster without them could never be opened.
 *
 * @param dataDir the directory that the caller has locked
 * @throws {EmbeddedError} POSTGRES_INIT_FAILED, POSTGRES_CREDENTIALS_LOST
 */
export async function openCluster(
  dataDir: string,
  binaries: PostgresBinaries,
  account: ServerAccount | undefined,
): Promise<Cluster> {
  const directory = path.join(dataDir, 'cluster');
  const exists = await isDirectory(directory);
  const credentials = await openCredentials(path.join(dataDir, 'credentials.json'), exists);
  if (!exists) await createCluster(dataDir, directory, binaries, account, credentials);
  return { directory, credentials };
}

async function openCredentials(file: string, clusterExists: boolean): Promise<Credentials> {
  const stored = await readFileIfPresent(file);
  if (stored !== undefined) return JSON.parse(stored);
  if (clusterExists) {
    throw new EmbeddedError(
      'POSTGRES_CREDENTIALS_LOST',
      `${file} is missing beside an existing database. Restore it from the back-up of the data directory.`,
      { file },
    );
  }
  const credentials = { superuserPassword: newPassword(), applicationPassword: newPassword() };
  await writeFileDurably(file, `${JSON.stringify(credentials)}\n`);
  return credentials;
}

async function createCluster(
  dataDir: string,
  directory: string,
  binaries: PostgresBinaries,
  account: ServerAccount | undefined,
  credentials: Credentials,
): Promise<void> {
  const unfinished = path.join(dataDir, 'cluster.new');
  const passwordFile = path.join(dataDir, 'superuser-password.new');
  await rm(unfinished, { recursive: true, force: true });
  await rm(passwordFile, { force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, `${credentials.superuserPassword}\n`, { mode: SECRET_MODE });
  if (account !== undefined) {
    await chown(unfinished, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
  }
  const args = [
    `--pgdata=${unfinished}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The built-in provider sorts the same on every machine, whatever locales the system has.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ];
  const as = await commandAs(account, binaries.initdb, args, [unfinished]);
  try {
    await run(as.command, [...as.args], { ...as.account, env: { ...process.env, LC_ALL: 'C' } });
  } catch (cause) {
    throw new EmbeddedError(
      'POSTGRES_INIT_FAILED',
      `The database in ${dataDir} could not be created: ${lastLine(cause)}`,
      { directory: dataDir },
      { cause },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, directory);
  await syncDirectory(dataDir);
}

async function isDirectory(directory: string): Promise<boolean> {
  try {
    return (await stat(directory)).isDirectory();
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

function lastLine(cause: unknown): string {
  return String(cause instanceof Error && 'stderr' in cause ? cause.stderr : cause)
    .trim()
    .split('\n')
    .slice(-3)
    .join(' ');
}
