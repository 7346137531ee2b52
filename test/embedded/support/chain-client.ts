import { Wallet } from 'ethers';
import { z } from 'zod';
import { openJournal } from '../../../scripts/embedded/chain/journal.ts';
import type { BlockRecord, JournalHeader } from '../../../scripts/embedded/chain/journal-records.ts';

const responseSchema = z.object({
  result: z.unknown().optional(),
  error: z.object({ code: z.number(), message: z.string(), data: z.unknown().optional() }).optional(),
});
const receiptSchema = z.object({ blockHash: z.string(), blockNumber: z.string() }).nullable();

/** The answer to one JSON-RPC call: a result, or an error with its code. */
export type RpcAnswer = z.infer<typeof responseSchema>;

/** Makes one JSON-RPC call. */
export async function call(url: string, method: string, params: readonly unknown[] = []): Promise<RpcAnswer> {
  return responseSchema.parse(await (await post(url, { jsonrpc: '2.0', id: 1, method, params })).json());
}

/** Makes several calls in one request. */
export async function callBatch(
  url: string,
  calls: readonly [method: string, params: readonly unknown[]][],
): Promise<RpcAnswer[]> {
  const body = calls.map(([method, params], id) => ({ jsonrpc: '2.0', id, method, params }));
  return z.array(responseSchema).parse(await (await post(url, body)).json());
}

/** Sends a body the way ethers does, with further headers if asked. */
export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/** Hash of the block that holds a transaction; undefined when none does. */
export async function blockHashOf(url: string, transactionHash: string): Promise<string | undefined> {
  const { result } = await call(url, 'eth_getTransactionReceipt', [transactionHash]);
  return receiptSchema.parse(result)?.blockHash;
}

/** Number of the newest block. */
export async function blockNumber(url: string): Promise<number> {
  return Number((await call(url, 'eth_blockNumber')).result);
}

/** What differs from a plain transfer of one wei to the sender. */
export interface TransferOverrides {
  readonly to?: string;
  readonly value?: bigint;
  readonly gasLimit?: bigint;
  readonly maxFeePerGas?: bigint;
  readonly chainId?: number;
}

/** A person's key that signs transfers for one chain. */
export class Sender {
  readonly wallet: Wallet;

  constructor(wallet = new Wallet(Wallet.createRandom().privateKey)) {
    this.wallet = wallet;
  }

  get address(): string {
    return this.wallet.address;
  }

  /** @returns the signed transaction, `0x` hex */
  sign(chainId: number, nonce: number, overrides: TransferOverrides = {}): Promise<string> {
    return this.wallet.signTransaction({
      type: 2,
      chainId,
      nonce,
      to: this.address,
      value: 1n,
      gasLimit: 21_000n,
      maxFeePerGas: 1_000n,
      maxPriorityFeePerGas: 0n,
      ...overrides,
    });
  }
}

/** Reads a journal whose chain is closed. */
export async function readJournal(dataDir: string): Promise<{ header: JournalHeader; blocks: BlockRecord[] }> {
  const journal = await openJournal(dataDir, () => {
    throw new Error('there is no journal');
  });
  const blocks: BlockRecord[] = [];
  for await (const entry of journal.entries()) if (entry.type === 'BLOCK') blocks.push(entry.block);
  await journal.close();
  return { header: journal.header, blocks };
}
