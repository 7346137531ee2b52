/** A throw-away cluster of the PostgreSQL that is installed on this host (not the embedded one), for the external leg. */
import { execFileSync, type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './ports.ts';

export interface InstalledPostgres {
  readonly url: string;
  /** For example `PostgreSQL 15.18`. */
  readonly version: string;
  stop(): void;
}

/** Thrown when no PostgreSQL server is installed. */
export class NoPostgresError extends Error {
  readonly code = 'NO_POSTGRES';
}

/**
 * Starts a fresh cluster on a free port of loopback with fsync on. As root it runs as the account `postgres`.
 * @throws {NoPostgresError} if no server programs are found in `PG_BIN`, the distribution's folders or `PATH`
 */
export async function startInstalledPostgres(): Promise<InstalledPostgres> {
  const bin = serverPrograms();
  const account = process.getuid?.() === 0 ? accountIds('postgres') : {};
  const folder = mkdtempSync(path.join(tmpdir(), 'corridor-postgres-'));
  const data = path.join(folder, 'data');
  const passwordFile = path.join(folder, 'password');
  const password = randomBytes(16).toString('hex');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) {
    for (const file of [folder, passwordFile]) chownSync(file, account.uid, account.gid);
  }
  chmodSync(folder, 0o700);
  const run = (program: string, args: readonly string[]) =>
    mustSucceed(spawnSync(path.join(bin, program), args, { cwd: folder, encoding: 'utf8', ...account }), program);
  const port = await freePort();
  try {
    run('initdb', [
      '-D',
      data,
      '-U',
      'corridor',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-E',
      'UTF8',
      '--no-locale',
    ]);
    const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c max_connections=200`;
    run('pg_ctl', ['-D', data, '-l', path.join(folder, 'log'), '-w', '-o', settings, 'start']);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    url: `postgresql://corridor:${password}@127.0.0.1:${port}/postgres`,
    version: execFileSync(path.join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }).trim(),
    stop() {
      run('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Folder of `initdb`, `pg_ctl` and `postgres`; version 15 first, since it is the oldest that we support. */
function serverPrograms(): string {
  const folders = [
    process.env.PG_BIN ?? '',
    '/usr/lib/postgresql/15/bin',
    ...globSync('/usr/lib/postgresql/*/bin').sort(),
    ...(process.env.PATH ?? '').split(path.delimiter),
  ];
  const complete = (folder: string) =>
    folder !== '' && ['initdb', 'pg_ctl', 'postgres'].every((program) => existsSync(path.join(folder, program)));
  const found = folders.find(complete);
  if (found === undefined)
    throw new NoPostgresError('no PostgreSQL server is installed (Debian: apt-get install postgresql)');
  return found;
}

/** PostgreSQL refuses to run as root. */
function accountIds(name: string): { uid?: number; gid?: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function mustSucceed({ status, stdout, stderr, error }: SpawnSyncReturns<string>, program: string): void {
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ended with code ${status}: ${stdout}${stderr}`);
}
