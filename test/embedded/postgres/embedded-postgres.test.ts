import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import pg from 'pg';
import type { EmbeddedPostgres } from '../../../scripts/embedded/postgres/embedded-postgres.ts';
import { startEmbeddedPostgres } from '../../../scripts/embedded/postgres/embedded-postgres.ts';
import { startOwner } from '../support/owner.ts';
import { errorOf, makeTemporaryDirectory, removeTemporaryDirectory } from '../support/temporary-directory.ts';

const OWNER = fileURLToPath(new URL('../support/postgres-owner.ts', import.meta.url));

describe('embedded PostgreSQL', function () {
  this.timeout(60_000);
  let dataDir: string;
  let database: EmbeddedPostgres | undefined;

  before(async () => {
    dataDir = await makeTemporaryDirectory();
  });

  afterEach(async () => {
    await database?.close();
    database = undefined;
  });

  after(async () => {
    await removeTemporaryDirectory(dataDir);
  });

  async function start(): Promise<EmbeddedPostgres> {
    database = await startEmbeddedPostgres({ dataDir });
    return database;
  }

  it('creates a UTF-8 database that flushes, on 127.0.0.1 only', async () => {
    const { url } = await start();
    const settings = await query(
      url,
      `SELECT current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync,
        current_setting('listen_addresses') AS addresses`,
    );
    expect(settings).to.deep.equal([{ encoding: 'UTF8', fsync: 'on', addresses: '127.0.0.1' }]);
  });

  it('gives the application a role that is no superuser, with a password only the owner can read', async () => {
    const { url } = await start();
    expect(await query(url, 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).to.deep.equal([
      { rolsuper: false },
    ]);
    expect((await stat(path.join(dataDir, 'credentials.json'))).mode & 0o777).to.equal(0o600);
    const withoutPassword = new URL(url);
    withoutPassword.password = 'wrong';
    expect(await errorOf(query(withoutPassword.href, 'SELECT 1'))).to.have.property('code', '28P01');
  });

  it('refuses a second start on the same directory', async () => {
    await start();
    expect(await errorOf(startEmbeddedPostgres({ dataDir }))).to.have.property('code', 'DATA_DIR_IN_USE');
  });

  it('keeps committed rows when its owner is killed', async () => {
    const owner = await startOwner(OWNER, [dataDir]);
    await query(urlOf(owner.ready), 'CREATE TABLE kept (value integer)');
    await query(urlOf(owner.ready), 'INSERT INTO kept VALUES (1)');
    await owner.kill();
    const { url } = await start();
    expect(await query(url, 'SELECT value FROM kept')).to.deep.equal([{ value: 1 }]);
  });

  it('keeps committed rows when server and owner are killed together', async () => {
    const owner = await startOwner(OWNER, [dataDir]);
    await query(urlOf(owner.ready), 'INSERT INTO kept VALUES (2)');
    process.kill(await serverPid(dataDir), 'SIGKILL');
    await owner.kill();
    const { url } = await start();
    expect(await query(url, 'SELECT value FROM kept ORDER BY value')).to.deep.equal([{ value: 1 }, { value: 2 }]);
  });

  it('tells its owner when the server ends by itself', async () => {
    const running = await start();
    process.kill(await serverPid(dataDir), 'SIGQUIT');
    await running.exited;
    expect(await errorOf(query(running.url, 'SELECT 1'))).to.have.property('code', 'ECONNREFUSED');
  });

  it('starts over a pid file that names a process which is no server', async () => {
    const running = await start();
    const pidFile = path.join(dataDir, 'cluster', 'postmaster.pid');
    const content = await readFile(pidFile, 'utf8');
    await running.close();
    await writeFile(pidFile, content.replace(/^\d+/, String(process.ppid)));
    expect(await query((await start()).url, 'SELECT count(*)::integer AS rows FROM kept')).to.deep.equal([{ rows: 2 }]);
  });

  it('refuses a database whose credentials are gone', async () => {
    const file = path.join(dataDir, 'credentials.json');
    const credentials = await readFile(file);
    await removeTemporaryDirectory(file);
    expect(await errorOf(start())).to.have.property('code', 'POSTGRES_CREDENTIALS_LOST');
    await writeFile(file, credentials, { mode: 0o600 });
  });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function urlOf(ready: unknown): string {
  if (typeof ready === 'object' && ready !== null && 'url' in ready) return String(ready.url);
  throw new Error('the owner ended before its database was ready');
}

async function serverPid(dataDir: string): Promise<number> {
  return Number.parseInt(await readFile(path.join(dataDir, 'cluster', 'postmaster.pid'), 'utf8'), 10);
}
