import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { keccak256 } from 'ethers';
import type { EmbeddedChain } from '../../../scripts/embedded/chain/embedded-chain.ts';
import { startEmbeddedChain } from '../../../scripts/embedded/chain/embedded-chain.ts';
import { JOURNAL_FILE } from '../../../scripts/embedded/chain/journal.ts';
import { encodeFrame } from '../../../scripts/embedded/chain/journal-frame.ts';
import { encodeBlock, encodeHeader } from '../../../scripts/embedded/chain/journal-records.ts';
import { manualClock } from '../../../server/platform/clock.ts';
import type { TransferOverrides } from '../support/chain-client.ts';
import { blockHashOf, blockNumber, call, callBatch, post, readJournal, Sender } from '../support/chain-client.ts';
import { errorOf, makeTemporaryDirectory, removeTemporaryDirectory } from '../support/temporary-directory.ts';

const START_MS = 1_800_000_000_000;
/** Init code that returns the block's time. */
const RETURN_TIMESTAMP = '0x4260005260206000f3';
/** Init code that reverts with the one byte 00. */
const REVERT = '0x60016000fd';

describe('embedded chain', () => {
  const sender = new Sender();
  const clock = manualClock(START_MS);
  let dataDir: string;
  let chain: EmbeddedChain;

  beforeEach(async () => {
    dataDir = await makeTemporaryDirectory();
    clock.set(START_MS);
    chain = await start();
  });

  afterEach(async () => {
    await chain.close();
    await removeTemporaryDirectory(dataDir);
  });

  function start(): Promise<EmbeddedChain> {
    return startEmbeddedChain({ dataDir, clock, accounts: [sender.address] });
  }

  async function send(nonce: number, overrides: TransferOverrides = {}): Promise<string> {
    const raw = await sender.sign(chain.chainId, nonce, overrides);
    expect((await call(chain.url, 'eth_sendRawTransaction', [raw])).result).to.equal(keccak256(raw));
    return keccak256(raw);
  }

  it('draws a chain id that is no known development chain, and keeps it with the ledger id', async () => {
    expect([1, 1337, 31_337]).not.to.include(chain.chainId);
    const before = { chainId: chain.chainId, ledgerId: chain.ledgerId };
    await chain.close();
    chain = await start();
    expect({ chainId: chain.chainId, ledgerId: chain.ledgerId }).to.deep.equal(before);
    expect((await call(chain.url, 'corridor_chainInfo')).result).to.deep.equal({ ...before, journalBlocks: 0 });
  });

  it('gives the same block hashes after a restart', async () => {
    const hashes = [await send(0), await send(1), await send(2)];
    const before = await Promise.all(hashes.map((hash) => blockHashOf(chain.url, hash)));
    await chain.close();
    chain = await start();
    expect(await Promise.all(hashes.map((hash) => blockHashOf(chain.url, hash)))).to.deep.equal(before);
    await send(3);
    expect(await blockNumber(chain.url)).to.equal(4);
  });

  it('puts transactions that arrive together into one block', async () => {
    const raws = await Promise.all(Array.from({ length: 30 }, (_, nonce) => sender.sign(chain.chainId, nonce)));
    const answers = await callBatch(
      chain.url,
      raws.map((raw) => ['eth_sendRawTransaction', [raw]]),
    );
    expect(answers.map(({ result }) => result)).to.deep.equal(raws.map((raw) => keccak256(raw)));
    await chain.close();
    expect((await readJournal(dataDir)).blocks.map(({ transactions }) => transactions)).to.deep.equal([raws]);
  });

  it('fills a block up to its gas and leaves the rest for the next ones', async () => {
    const raws = await Promise.all(
      Array.from({ length: 8 }, (_, nonce) => sender.sign(chain.chainId, nonce, { gasLimit: 16_000_000n })),
    );
    const answers = await callBatch(
      chain.url,
      raws.map((raw) => ['eth_sendRawTransaction', [raw]]),
    );
    expect(answers.map(({ result }) => result)).to.deep.equal(raws.map((raw) => keccak256(raw)));
    await chain.close();
    expect((await readJournal(dataDir)).blocks.map(({ transactions }) => transactions.length)).to.deep.equal([3, 3, 2]);
  });

  it('keeps the fee fixed', async () => {
    for (let nonce = 0; nonce < 4; nonce += 1) await send(nonce, { gasLimit: 16_000_000n });
    const { result } = await call(chain.url, 'eth_getBlockByNumber', ['latest', false]);
    expect(result).to.have.property('baseFeePerGas', '0x7');
    expect((await call(chain.url, 'eth_gasPrice')).result).to.equal('0x7');
  });

  describe('refuses before journalling', () => {
    const refusals: readonly [name: string, nonce: number, overrides: TransferOverrides, text: RegExp][] = [
      ['a nonce that is used', 0, { value: 2n }, /^nonce too low/],
      ['a nonce after a gap', 5, {}, /^nonce too high/],
      ['a value that the sender does not have', 1, { value: 10n ** 30n }, /^insufficient funds/],
      ['another chain', 1, { chainId: 5 }, /chain/i],
      ['a fee below the fixed one', 1, { maxFeePerGas: 6n }, /fee|gas price/i],
      ['more gas than a transaction may have', 1, { gasLimit: 16_777_217n }, /gas/i],
      ['less gas than a transfer needs', 1, { gasLimit: 20_000n }, /gas/i],
    ];
    for (const [name, nonce, overrides, text] of refusals) {
      it(name, async () => {
        await send(0);
        const raw = await sender.sign(chain.chainId, nonce, overrides);
        const { error } = await call(chain.url, 'eth_sendRawTransaction', [raw]);
        // geth has one code for all of these: clients tell them apart by the words.
        expect(error?.message).to.match(text);
        await send(1);
        await chain.close();
        expect((await readJournal(dataDir)).blocks).to.have.length(2);
        chain = await start();
        expect(await blockNumber(chain.url)).to.equal(2);
      });
    }

    it('bytes that are no transaction', async () => {
      for (const junk of ['0x1234', '0x', 'junk', 5, null]) {
        expect((await call(chain.url, 'eth_sendRawTransaction', [junk])).error?.code).to.equal(-32602);
      }
      expect(await blockNumber(chain.url)).to.equal(0);
    });

    it('two transactions of which the sender can pay only one, and keeps the first', async () => {
      const most = { value: 6n * 10n ** 23n, to: new Sender().address };
      const paid = await sender.sign(chain.chainId, 0, most);
      const [first, second] = await callBatch(chain.url, [
        ['eth_sendRawTransaction', [paid]],
        ['eth_sendRawTransaction', [await sender.sign(chain.chainId, 1, most)]],
      ]);
      expect(first?.result).to.equal(keccak256(paid));
      expect(second?.error?.message).to.match(/^insufficient funds/);
      await send(1);
    });
  });

  it('answers a known transaction without a second record', async () => {
    const raw = await sender.sign(chain.chainId, 0);
    const [first, repeated] = await callBatch(chain.url, [
      ['eth_sendRawTransaction', [raw]],
      ['eth_sendRawTransaction', [raw]],
    ]);
    expect(first?.result).to.equal(keccak256(raw));
    expect(repeated?.error?.message).to.equal('already known');
    await chain.close();
    chain = await start();
    expect((await call(chain.url, 'eth_sendRawTransaction', [raw])).error?.message).to.equal('already known');
    expect(await blockNumber(chain.url)).to.equal(1);
  });

  it('takes its time from the clock and never goes back', async () => {
    const times: number[] = [];
    for (const [nonce, atMs] of [START_MS + 5_000, START_MS + 5_999, START_MS - 60_000, START_MS + 9_000].entries()) {
      clock.set(atMs);
      await send(nonce);
      const { result } = await call(chain.url, 'eth_getBlockByNumber', ['latest', false]);
      times.push(Number(Reflect.get(result as object, 'timestamp')) - START_MS / 1000);
    }
    expect(times).to.deep.equal([5, 5, 5, 9]);
  });

  it('runs calls at the time of the block that would be made now, without changing what is made', async () => {
    await send(0);
    clock.advance(3_600_000);
    for (const tag of ['latest', 'pending']) {
      const { result } = await call(chain.url, 'eth_call', [{ data: RETURN_TIMESTAMP }, tag]);
      expect(Number(result)).to.equal(START_MS / 1000 + 3_600);
    }
    clock.advance(-3_590_000);
    await send(1);
    const { result } = await call(chain.url, 'eth_getBlockByNumber', ['pending', false]);
    const hash = Reflect.get(result as object, 'hash');
    expect(Number(Reflect.get(result as object, 'timestamp'))).to.equal(START_MS / 1000 + 10);
    await chain.close();
    chain = await start();
    expect((await call(chain.url, 'eth_getBlockByNumber', ['latest', false])).result).to.have.property('hash', hash);
  });

  it('answers a reverted call the way geth does', async () => {
    for (const method of ['eth_call', 'eth_estimateGas']) {
      expect((await call(chain.url, method, [{ data: REVERT }])).error).to.include({ code: 3, data: '0x00' });
    }
  });

  it('gives the receipts of a block by number and by hash', async () => {
    const hash = await send(0);
    const receipt = (await call(chain.url, 'eth_getTransactionReceipt', [hash])).result;
    for (const block of ['latest', '0x1', await blockHashOf(chain.url, hash)]) {
      expect((await call(chain.url, 'eth_getBlockReceipts', [block])).result).to.deep.equal([receipt]);
    }
    expect((await call(chain.url, 'eth_getBlockReceipts', ['0x99'])).result).to.equal(null);
  });

  it('offers nothing that changes time, state or accounts', async () => {
    for (const method of ['evm_mine', 'evm_increaseTime', 'hardhat_setBalance', 'debug_traceTransaction', 'eth_sign']) {
      expect((await call(chain.url, method, [])).error?.code, method).to.equal(-32601);
    }
  });

  it('answers nothing to foreign hosts, web pages, other content types and oversized bodies', async () => {
    const body = { jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] };
    const status = async (headers: Record<string, string>) => (await post(chain.url, body, headers)).status;
    expect(await status({ origin: 'http://localhost:3000' })).to.equal(403);
    expect(await status({ 'content-type': 'text/plain' })).to.equal(415);
    expect((await fetch(chain.url)).status).to.equal(405);
    expect(await statusForHost(chain.url, 'evil.example')).to.equal(421);
    expect(await statusForHost(chain.url, 'localhost')).to.equal(405);
    const huge = { ...body, params: ['x'.repeat(8 * 1024 * 1024)] };
    expect((await post(chain.url, huge)).status).to.equal(413);
  });

  it('answers malformed JSON-RPC with its codes', async () => {
    const answer = async (body: unknown) => (await post(chain.url, body)).json();
    expect(await answer([])).to.have.nested.property('error.code', -32600);
    expect(await answer([1])).to.have.nested.property('[0].error.code', -32600);
    expect(await answer({ id: 1 })).to.have.nested.property('error.code', -32600);
    const broken = await fetch(chain.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(await broken.json()).to.have.nested.property('error.code', -32700);
  });

  it('refuses a data directory that is in use', async () => {
    expect(await errorOf(start())).to.have.property('code', 'DATA_DIR_IN_USE');
  });

  it('refuses an account that had no money at genesis', async () => {
    await chain.close();
    const stranger = startEmbeddedChain({ dataDir, clock, accounts: [new Sender().address] });
    expect(await errorOf(stranger)).to.have.property('code', 'CHAIN_ACCOUNT_NOT_FUNDED');
  });

  it('refuses to serve when a replayed hash differs, and names the block', async () => {
    for (let nonce = 0; nonce < 3; nonce += 1) await send(nonce);
    await chain.close();
    await rewriteJournal(dataDir, 1);
    const error = await errorOf(start());
    expect(error).to.have.property('code', 'REPLAY_MISMATCH');
    expect(error).to.have.nested.property('params.blockNumber', 2);
  });
});

/** Writes the journal anew with valid checksums, but one second added to the time of one block. */
async function rewriteJournal(dataDir: string, changedIndex: number): Promise<void> {
  const { header, blocks } = await readJournal(dataDir);
  const frames = blocks.map((block, index) =>
    encodeFrame('BLOCK', encodeBlock(index === changedIndex ? { ...block, timestamp: block.timestamp + 1 } : block)),
  );
  await writeFile(
    path.join(dataDir, JOURNAL_FILE),
    Buffer.concat([encodeFrame('HEADER', encodeHeader(header)), ...frames]),
  );
}

/** A GET with a Host header of one's own, which `fetch` does not allow. */
async function statusForHost(url: string, host: string): Promise<number | undefined> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
