/**
 * `npm run bench:chain`: what the embedded chain makes durable in a second, beside what the disk can flush.
 *
 * Each figure is taken on a fresh chain with plain transfers, over HTTP, every transaction on disk before it is
 * answered. The disk is measured twice, before and after, because it may differ from minute to minute.
 */
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Wallet } from 'ethers';
import { startEmbeddedChain } from '../embedded/chain/embedded-chain.ts';

const RECORD_BYTES = 300;
const FLUSH_PROBE_MS = 1_000;

const { values } = parseArgs({ options: { transactions: { type: 'string', default: '1000' } } });
const count = Number(values.transactions);
const directory = await mkdtemp(path.join(tmpdir(), 'corridor-bench-'));
try {
  console.log(
    `disk        ${(await measureFlushes()).toFixed(0).padStart(7)} flushes/s of ${RECORD_BYTES} bytes (fdatasync)`,
  );
  for (const together of [1, 25, 250]) await measureChain(together);
  console.log(
    `disk        ${(await measureFlushes()).toFixed(0).padStart(7)} flushes/s of ${RECORD_BYTES} bytes (fdatasync)`,
  );
} finally {
  await rm(directory, { recursive: true, force: true });
}

/** Appends and flushes records for a second; no chain can acknowledge more blocks than this. */
async function measureFlushes(): Promise<number> {
  const file = await open(path.join(directory, 'flush'), 'w');
  const record = Buffer.alloc(RECORD_BYTES, 1);
  const begin = performance.now();
  let flushes = 0;
  for (; performance.now() - begin < FLUSH_PROBE_MS; flushes += 1) {
    await file.write(record);
    await file.datasync();
  }
  const seconds = (performance.now() - begin) / 1000;
  await file.close();
  return flushes / seconds;
}

/** @param together transactions that are sent in one request and so share a block */
async function measureChain(together: number): Promise<void> {
  const wallet = new Wallet(Wallet.createRandom().privateKey);
  const dataDir = path.join(directory, `chain-${together}`);
  const chain = await startEmbeddedChain({ dataDir, accounts: [wallet.address] });
  const raws = await signAll(wallet, chain.chainId);
  const begin = performance.now();
  for (let at = 0; at < raws.length; at += together) await send(chain.url, raws.slice(at, at + together));
  const sent = (performance.now() - begin) / 1000;
  await chain.close();
  const restart = performance.now();
  const again = await startEmbeddedChain({ dataDir });
  const replayed = (performance.now() - restart) / 1000;
  await again.close();
  const rate = `${(count / sent).toFixed(0).padStart(7)} durable transactions/s`;
  console.log(`${`${together} at once`.padEnd(11)} ${rate}, restart ${replayed.toFixed(1)} s for ${count}`);
}

function signAll(wallet: Wallet, chainId: number): Promise<string[]> {
  return Promise.all(
    Array.from({ length: count }, (_, nonce) =>
      wallet.signTransaction({
        type: 2,
        chainId,
        nonce,
        to: wallet.address,
        value: 1n,
        gasLimit: 21_000n,
        maxFeePerGas: 1_000n,
        maxPriorityFeePerGas: 0n,
      }),
    ),
  );
}

async function send(url: string, raws: readonly string[]): Promise<void> {
  const calls = raws.map((raw, id) => ({ jsonrpc: '2.0', id, method: 'eth_sendRawTransaction', params: [raw] }));
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(calls),
  });
  const answers = (await response.json()) as readonly { error?: { message: string } }[];
  const refused = answers.find(({ error }) => error !== undefined);
  if (refused !== undefined) throw new Error(`a transaction was refused: ${refused.error?.message}`);
}
