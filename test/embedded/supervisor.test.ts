import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { keccak256, Wallet } from 'ethers';
import pg from 'pg';
import { z } from 'zod';
import { openRelayerKey } from '../../scripts/embedded/relayer-key.ts';
import { blockHashOf, call, Sender } from './support/chain-client.ts';
import type { Owner } from './support/owner.ts';
import { startOwner } from './support/owner.ts';
import { makeTemporaryDirectory, removeTemporaryDirectory } from './support/temporary-directory.ts';

const POLL_MS = 20;
const OWNER = fileURLToPath(new URL('support/supervisor-owner.ts', import.meta.url));

const readySchema = z.object({ url: z.string(), pids: z.record(z.string(), z.number()) });
const settingsSchema = z.object({
  RPC_URL: z.string(),
  DATABASE_URL: z.string(),
  LEDGER_ADDRESS: z.string(),
  LEDGER_ID: z.string(),
  CHAIN_ID: z.coerce.number(),
});

type Settings = z.infer<typeof settingsSchema>;

interface System extends Settings {
  readonly owner: Owner;
  readonly pids: Readonly<Record<string, number>>;
}

describe('supervisor', function () {
  this.timeout(120_000);
  let dataDir: string;
  let owner: Owner | undefined;
  /** Transactions and rows that were acknowledged, with the hash of the transaction's block. */
  const written: { hash: string; blockHash: string | undefined }[] = [];

  before(async () => {
    dataDir = await makeTemporaryDirectory();
  });

  afterEach(async () => {
    await stopInOrder(owner);
    owner = undefined;
  });

  after(async () => {
    await removeTemporaryDirectory(dataDir);
  });

  async function start(): Promise<System> {
    owner = await startOwner(OWNER, [dataDir]);
    const { url, pids } = readySchema.parse(owner.ready);
    return { owner, pids, ...settingsSchema.parse(await (await fetch(url)).json()) };
  }

  async function writeOne(system: System): Promise<void> {
    const { privateKey } = await openRelayerKey(path.join(dataDir, 'relayer.key'));
    const relayer = new Sender(new Wallet(privateKey));
    const { result } = await call(system.RPC_URL, 'eth_getTransactionCount', [relayer.address, 'latest']);
    const raw = await relayer.sign(system.CHAIN_ID, Number(result));
    expect((await call(system.RPC_URL, 'eth_sendRawTransaction', [raw])).result).to.equal(keccak256(raw));
    await query(system.DATABASE_URL, `CREATE TABLE IF NOT EXISTS written (hash text)`);
    await query(system.DATABASE_URL, `INSERT INTO written VALUES ('${keccak256(raw)}')`);
    written.push({ hash: keccak256(raw), blockHash: await blockHashOf(system.RPC_URL, keccak256(raw)) });
  }

  async function expectAllThere(system: System): Promise<void> {
    for (const { hash, blockHash } of written) expect(await blockHashOf(system.RPC_URL, hash)).to.equal(blockHash);
    const rows = await query(system.DATABASE_URL, 'SELECT hash FROM written');
    expect(rows).to.have.deep.members(written.map(({ hash }) => ({ hash })));
  }

  it('deploys at the first start and finds the same ledger at the next one', async () => {
    const first = await start();
    expect((await call(first.RPC_URL, 'eth_getCode', [first.LEDGER_ADDRESS, 'latest'])).result).to.match(
      /^0x[0-9a-f]{100}/,
    );
    await writeOne(first);
    await stopInOrder(first.owner);
    const second = await start();
    const identity = ({ CHAIN_ID, LEDGER_ID, LEDGER_ADDRESS }: Settings) => ({ CHAIN_ID, LEDGER_ID, LEDGER_ADDRESS });
    expect(identity(second)).to.deep.equal(identity(first));
    await expectAllThere(second);
  });

  for (const victim of ['gateway', 'chain', 'database']) {
    it(`stops everything when the ${victim} is killed, says so, and loses nothing`, async () => {
      const system = await start();
      await writeOne(system);
      const saidLater = nextLine(system.owner);
      const exited = once(system.owner.process, 'exit');
      process.kill(system.pids[victim]!, 'SIGKILL');
      expect(await saidLater).to.deep.equal({ code: 'PART_DIED', params: { part: victim } });
      expect((await exited)[0]).to.equal(1);
      for (const pid of Object.values(system.pids)) expect(isAlive(pid)).to.equal(false);
      await expectAllThere(await start());
    });
  }

  it('can be started again at once after it was killed itself', async () => {
    const system = await start();
    await writeOne(system);
    await system.owner.kill();
    const again = await start();
    await Promise.all(Object.values(system.pids).map(untilGone));
    await expectAllThere(again);
  });

  it('can be started again after it was killed together with all of its parts', async () => {
    const system = await start();
    await writeOne(system);
    for (const pid of Object.values(system.pids)) process.kill(pid, 'SIGKILL');
    await system.owner.kill();
    await expectAllThere(await start());
  });

  it('refuses a second start on the same directory', async () => {
    await start();
    const second = await startOwner(OWNER, [dataDir]);
    expect(second.ready).to.include({ code: 'DATA_DIR_IN_USE' });
  });

  it('refuses a chain on which the recorded ledger is not', async () => {
    const file = path.join(dataDir, 'deployment.json');
    const recorded = await readFile(file, 'utf8');
    const codeHash = `0x${'00'.repeat(32)}`;
    await writeFile(file, JSON.stringify({ ...JSON.parse(recorded), codeHash }));
    owner = await startOwner(OWNER, [dataDir]);
    expect(owner.ready).to.deep.include({ code: 'DEPLOYMENT_MISMATCH', params: { field: 'codeHash' } });
    await writeFile(file, recorded);
  });
});

async function stopInOrder(owner: Owner | undefined): Promise<void> {
  if (owner === undefined || owner.process.exitCode !== null || owner.process.signalCode !== null) return;
  const exited = once(owner.process, 'exit');
  owner.process.kill('SIGTERM');
  await exited;
}

async function nextLine(owner: Owner): Promise<unknown> {
  return JSON.parse(String((await once(owner.lines, 'line'))[0]));
}

/** Whether a process runs; one that has ended and waits to be collected by its parent does not. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch (error) {
    return error instanceof Error && 'path' in error && !existsSync('/proc');
  }
}

/** Waits for the end of a process that is nobody's child any more; the test's time limit bounds it. */
async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await delay(POLL_MS);
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
