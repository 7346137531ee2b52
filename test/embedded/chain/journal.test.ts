import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import type { JournalEntry } from '../../../scripts/embedded/chain/journal.ts';
import { JOURNAL_FILE, openJournal } from '../../../scripts/embedded/chain/journal.ts';
import type { BlockRecord, JournalHeader } from '../../../scripts/embedded/chain/journal-records.ts';
import { errorOf, makeTemporaryDirectory, removeTemporaryDirectory } from '../support/temporary-directory.ts';

const HEADER: JournalHeader = {
  format: 1,
  chainId: 123_456_789,
  ledgerId: hashOf(9),
  hardfork: 'osaka',
  edrVersion: '0.0.0',
  initialTime: 1_700_000_000,
  baseFeePerGas: 7,
  blockGasLimit: 1_000_000,
  funded: [],
};
const FIRST: BlockRecord = { parentHash: hashOf(1), timestamp: 1_700_000_001, transactions: ['0x02c0', '0x02c1ff'] };
const SECOND: BlockRecord = { parentHash: hashOf(2), timestamp: 1_700_000_002, transactions: [] };

describe('block journal', () => {
  let dataDir: string;
  let file: string;
  /** File size after the header and after each record. */
  let ends: number[];
  let whole: Buffer;

  beforeEach(async () => {
    dataDir = await makeTemporaryDirectory();
    file = path.join(dataDir, JOURNAL_FILE);
    const journal = await openJournal(dataDir, () => HEADER);
    await drain(journal.entries());
    ends = [(await readFile(file)).length];
    for (const append of [
      () => journal.appendTip(hashOf(1)),
      () => journal.appendBlock(FIRST),
      () => journal.appendBlock(SECOND),
    ]) {
      await append();
      ends.push((await readFile(file)).length);
    }
    await journal.close();
    whole = await readFile(file);
  });

  afterEach(async () => {
    await removeTemporaryDirectory(dataDir);
  });

  async function reread(): Promise<{ header: JournalHeader; entries: JournalEntry[] }> {
    const journal = await openJournal(dataDir, () => {
      throw new Error('the journal exists');
    });
    try {
      return { header: journal.header, entries: await drain(journal.entries()) };
    } finally {
      await journal.close();
    }
  }

  it('gives back what was written, in order', async () => {
    expect(await reread()).to.deep.equal({
      header: HEADER,
      entries: [
        { type: 'TIP', hash: hashOf(1) },
        { type: 'BLOCK', block: FIRST },
        { type: 'BLOCK', block: SECOND },
      ],
    });
  });

  it('cuts off a last record that ends at any byte', async () => {
    const [start, end] = [ends.at(-2)!, ends.at(-1)!];
    for (let length = start + 1; length < end; length += 1) {
      await writeFile(file, whole.subarray(0, length));
      expect((await reread()).entries, `cut at byte ${length}`).to.have.length(2);
      expect(await readFile(file)).to.have.length(start);
    }
  });

  it('cuts off a last record with any one byte damaged', async () => {
    for (let at = ends.at(-2)!; at < ends.at(-1)!; at += 1) {
      await writeFile(file, flipped(whole, at));
      expect((await reread()).entries, `byte ${at}`).to.have.length(2);
    }
  });

  it('goes on behind what it has cut off', async () => {
    await writeFile(file, whole.subarray(0, -1));
    const journal = await openJournal(dataDir, () => HEADER);
    await drain(journal.entries());
    await journal.appendBlock(SECOND);
    await journal.close();
    expect(await readFile(file)).to.deep.equal(whole);
  });

  it('cuts off the zeros that a power cut leaves behind the last record', async () => {
    await writeFile(file, Buffer.concat([whole, Buffer.alloc(5_000)]));
    expect((await reread()).entries).to.have.length(3);
    expect(await readFile(file)).to.deep.equal(whole);
  });

  it('refuses damage at any byte before the last record, and changes nothing', async () => {
    for (let at = 0; at < ends.at(-2)!; at += 1) {
      const damaged = flipped(whole, at);
      await writeFile(file, damaged);
      expect(await errorOf(reread()), `byte ${at}`).to.have.property('code', 'JOURNAL_CORRUPT');
      expect(await readFile(file)).to.deep.equal(damaged);
    }
  });

  it('refuses an empty file in the place of a journal', async () => {
    await writeFile(file, '');
    expect(await errorOf(reread())).to.have.property('code', 'JOURNAL_CORRUPT');
  });
});

async function drain<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of source) all.push(item);
  return all;
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = copy[at]! ^ 0x10;
  return copy;
}

function hashOf(byte: number): string {
  return `0x${Buffer.alloc(32, byte).toString('hex')}`;
}
