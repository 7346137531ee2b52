import { z } from 'zod';
import type { Evm } from './evm.ts';
import type { JournalHeader } from './journal-records.ts';
import { INVALID_PARAMS, METHOD_NOT_FOUND, RpcError } from './rpc-error.ts';
import type { Sealer } from './sealer.ts';
import type { Turns } from './turns.ts';

type Params = readonly unknown[];
type Method = (params: Params) => Promise<unknown>;

/** Answers one JSON-RPC call; rejects with an `RpcError` or with the EVM's error. */
export type Dispatch = (method: string, params: Params) => Promise<unknown>;

/** What the methods work with. */
export interface MethodOptions {
  readonly evm: Evm;
  readonly sealer: Sealer;
  readonly turns: Turns;
  readonly header: JournalHeader;
}

/** Methods that the EVM answers, and the position of their block tag. */
const READ_METHODS: Readonly<Record<string, number | undefined>> = {
  eth_chainId: undefined,
  eth_blockNumber: undefined,
  eth_getBlockByNumber: 0,
  eth_getBlockByHash: undefined,
  eth_getBlockTransactionCountByNumber: 0,
  eth_getBlockTransactionCountByHash: undefined,
  eth_getTransactionByHash: undefined,
  eth_getTransactionByBlockNumberAndIndex: 0,
  eth_getTransactionByBlockHashAndIndex: undefined,
  eth_getTransactionReceipt: undefined,
  eth_getLogs: 0,
  eth_getCode: 1,
  eth_getBalance: 1,
  eth_getTransactionCount: 1,
  eth_getStorageAt: 2,
  eth_feeHistory: 1,
  net_version: undefined,
  web3_clientVersion: undefined,
};

const hexBytes = z.string().regex(/^0x([0-9a-fA-F]{2})+$/);
const receiptsOf = z.object({ transactions: z.array(z.string()) }).nullable();

/**
 * Makes the methods that the chain offers: what ethers needs, and nothing that changes time, state or accounts.
 *
 * The pool is nobody's business: `pending` means the newest block, except for `eth_call` and `eth_estimateGas`, which
 * run as if in the block that would be made now. (Blocks are made on demand, so the time of the newest one may be long
 * past, and a check of a deadline against it would be wrong.)
 */
export function createDispatch(options: MethodOptions): Dispatch {
  const methods = new Map<string, Method>(Object.entries(ownMethods(options)));
  for (const [name, tagAt] of Object.entries(READ_METHODS)) {
    methods.set(name, (params) => options.evm.request(name, withoutPending(params, tagAt)));
  }
  return async (name, params) => {
    const method = methods.get(name);
    if (method === undefined) {
      throw new RpcError(METHOD_NOT_FOUND, `the method ${name} does not exist/is not available`);
    }
    return method(params);
  };
}

function ownMethods({ evm, sealer, turns, header }: MethodOptions): Record<string, Method> {
  const baseFee = `0x${evm.baseFeePerGas.toString(16)}`;
  const inNextBlock = (method: string) => (params: Params) => {
    if (!isTip(params[1])) return evm.request(method, params);
    return turns.take(async () => {
      await evm.request('evm_setNextBlockTimestamp', [sealer.nextTimestamp()]);
      return evm.request(method, [params[0], 'pending', ...params.slice(2)]);
    });
  };
  return {
    eth_call: inNextBlock('eth_call'),
    eth_estimateGas: inNextBlock('eth_estimateGas'),
    eth_getBlockReceipts: (params) => blockReceipts(evm, params[0]),
    eth_sendRawTransaction: async ([transaction]) => {
      const parsed = hexBytes.safeParse(transaction);
      if (!parsed.success)
        throw new RpcError(INVALID_PARAMS, 'invalid argument 0: bytes of a signed transaction expected');
      return sealer.submit(parsed.data);
    },
    eth_gasPrice: async () => baseFee,
    eth_maxPriorityFeePerGas: async () => '0x0',
    eth_syncing: async () => false,
    eth_accounts: async () => [],
    corridor_chainInfo: async () => ({
      ledgerId: header.ledgerId,
      chainId: header.chainId,
      journalBlocks: sealer.head.number,
    }),
  };
}

/** All receipts of a block; null when there is no such block. The EVM has no such method of its own. */
async function blockReceipts(evm: Evm, block: unknown): Promise<unknown> {
  const byHash = typeof block === 'string' && /^0x[0-9a-fA-F]{64}$/.test(block);
  const method = byHash ? 'eth_getBlockByHash' : 'eth_getBlockByNumber';
  const found = receiptsOf.parse(await evm.request(method, [block === 'pending' ? 'latest' : block, false]));
  if (found === null) return null;
  return Promise.all(found.transactions.map((hash) => evm.request('eth_getTransactionReceipt', [hash])));
}

function isTip(tag: unknown): boolean {
  return tag === undefined || tag === null || tag === 'latest' || tag === 'pending';
}

function withoutPending(params: Params, tagAt: number | undefined): Params {
  if (tagAt === undefined) return params;
  return params.map((param, index) => (index === tagAt ? replacePending(param) : param));
}

function replacePending(tag: unknown): unknown {
  if (tag === 'pending') return 'latest';
  if (typeof tag !== 'object' || tag === null || Array.isArray(tag)) return tag;
  // The filter of eth_getLogs.
  return Object.fromEntries(Object.entries(tag).map(([key, value]) => [key, value === 'pending' ? 'latest' : value]));
}
