import { readFile, truncate } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { keccak256 } from 'ethers';
import { z } from 'zod';
import { JOURNAL_FILE } from '../../../scripts/embedded/chain/journal.ts';
import { encodeFrame } from '../../../scripts/embedded/chain/journal-frame.ts';
import { encodeBlock } from '../../../scripts/embedded/chain/journal-records.ts';
import { blockHashOf, call, readJournal, Sender } from '../support/chain-client.ts';
import { type Owner, startOwner } from '../support/owner.ts';
import { createDraw, printedSeed } from '../support/random.ts';
import { makeTemporaryDirectory, removeTemporaryDirectory } from '../support/temporary-directory.ts';

const CHAIN_MAIN = fileURLToPath(new URL('../../../scripts/embedded/chain/main.ts', import.meta.url));
const KILLS = 5;
const MOST_BEFORE_KILL = 40;
const LANES = 3;

const readySchema = z.object({ url: z.string(), chainId: z.number(), ledgerId: z.string() });

/** One account's stream of transactions: what was answered, and what was under way when the chain was killed. */
interface Lane {
  readonly sender: Sender;
  readonly acknowledged: Map<string, string | undefined>;
  nonce: number;
  underWay: string | undefined;
}

interface Running extends z.infer<typeof readySchema> {
  readonly owner: Owner;
}

describe('embedded chain under kill -9', function () {
  this.timeout(120_000);
  let dataDir: string;
  let running: Running | undefined;
  let lanes: Lane[];

  beforeEach(async () => {
    dataDir = await makeTemporaryDirectory();
    lanes = Array.from({ length: LANES }, () => ({
      sender: new Sender(),
      acknowledged: new Map(),
      nonce: 0,
      underWay: undefined,
    }));
  });

  afterEach(async () => {
    await running?.owner.kill();
    running = undefined;
    await removeTemporaryDirectory(dataDir);
  });

  async function start(): Promise<Running> {
    const fund = lanes.map(({ sender }) => sender.address).join(',');
    const owner = await startOwner(CHAIN_MAIN, ['--data', dataDir, '--fund', fund, '--owned']);
    running = { owner, ...readySchema.parse(owner.ready) };
    return running;
  }

  it('has every acknowledged transaction once, in a block of the same hash', async () => {
    const draw = createDraw(printedSeed('crash test'));
    const ids = new Set<string>();
    for (let round = 0; round < KILLS; round += 1) {
      const chain = await start();
      ids.add(`${chain.chainId} ${chain.ledgerId}`);
      await settleUnderWay(chain, lanes);
      expect(await findLost(chain.url, lanes)).to.deep.equal([]);
      await writeUntilKilled(chain, lanes, 1 + draw(MOST_BEFORE_KILL));
    }
    const chain = await start();
    expect(ids.size).to.equal(1);
    await settleUnderWay(chain, lanes);
    expect(await findLost(chain.url, lanes)).to.deep.equal([]);
    for (const lane of lanes) {
      const { result } = await call(chain.url, 'eth_getTransactionCount', [lane.sender.address, 'latest']);
      expect(Number(result)).to.equal(lane.nonce);
    }
  });

  it('would be found out if it lost one: its block is taken from the journal', async () => {
    const chain = await start();
    await writeUntilKilled(chain, lanes, 10);
    await truncate(path.join(dataDir, JOURNAL_FILE), await findNewestAcknowledged(dataDir, lanes));
    const again = await start();
    expect(await findLost(again.url, lanes)).not.to.deep.equal([]);
  });

  it('ends in an orderly way when its starter closes the pipe', async () => {
    const chain = await start();
    const raw = await (lanes[0] as Lane).sender.sign(chain.chainId, 0);
    await call(chain.url, 'eth_sendRawTransaction', [raw]);
    const exited = new Promise((resolve) => chain.owner.process.once('exit', resolve));
    chain.owner.process.stdin?.end();
    expect(await exited).to.equal(0);
    expect((await readJournal(dataDir)).blocks).to.have.length(1);
  });

  it('says with a code why it does not start', async () => {
    await start();
    const second = await startOwner(CHAIN_MAIN, ['--data', dataDir, '--owned']);
    expect(second.ready).to.include({ msg: 'failed', code: 'DATA_DIR_IN_USE' });
  });
});

/** Each lane sends one after the other; after the given number of answers the chain is killed in the middle of it. */
async function writeUntilKilled(chain: Running, lanes: readonly Lane[], answers: number): Promise<void> {
  let left = answers;
  await Promise.all(
    lanes.map(async (lane) => {
      while (left > 0) {
        lane.underWay = await lane.sender.sign(chain.chainId, lane.nonce);
        const hash = keccak256(lane.underWay);
        const answer = await call(chain.url, 'eth_sendRawTransaction', [lane.underWay]).catch(() => undefined);
        if (answer === undefined) return;
        expect(answer).to.have.property('result', hash);
        lane.acknowledged.set(hash, await blockHashOf(chain.url, hash).catch(() => undefined));
        lane.nonce += 1;
        lane.underWay = undefined;
        left -= 1;
        if (left === 0) await chain.owner.kill();
      }
    }),
  );
}

/** Sends again, byte for byte, what was under way at the kill, and counts it as acknowledged. */
async function settleUnderWay(chain: Running, lanes: readonly Lane[]): Promise<void> {
  for (const lane of lanes) {
    if (lane.underWay === undefined) continue;
    const hash = keccak256(lane.underWay);
    const { result, error } = await call(chain.url, 'eth_sendRawTransaction', [lane.underWay]);
    expect(error?.message ?? result).to.be.oneOf([hash, 'already known']);
    lane.acknowledged.set(hash, await blockHashOf(chain.url, hash));
    lane.nonce += 1;
    lane.underWay = undefined;
  }
}

/** Acknowledged transactions that are in no block or in another one than before. */
async function findLost(url: string, lanes: readonly Lane[]): Promise<string[]> {
  const lost: string[] = [];
  for (const { acknowledged } of lanes) {
    for (const [hash, seenIn] of acknowledged) {
      const now = await blockHashOf(url, hash);
      if (now === undefined || (seenIn !== undefined && seenIn !== now)) lost.push(hash);
    }
  }
  return lost;
}

/** Position in the journal, bytes, of the newest block that somebody was answered for; a later one may be nobody's. */
async function findNewestAcknowledged(dataDir: string, lanes: readonly Lane[]): Promise<number> {
  const acknowledged = new Set(lanes.flatMap((lane) => [...lane.acknowledged.keys()]));
  const newest = (await readJournal(dataDir)).blocks.findLast(({ transactions }) =>
    transactions.some((raw) => acknowledged.has(keccak256(raw))),
  );
  if (newest === undefined) throw new Error('nothing was acknowledged');
  return (await readFile(path.join(dataDir, JOURNAL_FILE))).lastIndexOf(encodeFrame('BLOCK', encodeBlock(newest)));
}
