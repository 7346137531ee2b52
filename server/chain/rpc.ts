/**
 * JSON-RPC to the chain node. A node that cannot be reached and a node that answers nonsense are told apart from a call
 * that reverts, because each has another consequence.
 */
import { FetchRequest, JsonRpcProvider, Network } from 'ethers';
import { AppError } from '../errors/app-error.ts';

export interface RpcOptions {
  readonly url: string;
  readonly chainId: number;
  /** Longest wait for one answer, milliseconds. */
  readonly timeoutMs?: number;
}

/** A call that the contract reverted; everything else that goes wrong is an AppError. */
export class CallRevertedError extends Error {
  override readonly name = 'CallRevertedError';
  readonly code = 'CALL_REVERTED';
}

/** Sends one JSON-RPC request. */
export type RpcSend = (method: string, params: readonly unknown[]) => Promise<unknown>;

export interface Rpc {
  readonly send: RpcSend;
  close(): void;
}

/** Opens a connection without polling, caching or batching of its own: the gateway decides what is asked and when. */
export function openRpc({ url, chainId, timeoutMs = 15_000 }: RpcOptions): Rpc {
  const request = new FetchRequest(url);
  request.timeout = timeoutMs;
  request.retryFunc = () => Promise.resolve(false);
  const network = Network.from(chainId);
  const provider = new JsonRpcProvider(request, network, {
    staticNetwork: network,
    batchMaxCount: 1,
    cacheTimeout: -1,
  });
  const send: RpcSend = async (method, params) => {
    try {
      return (await provider.send(method, [...params])) as unknown;
    } catch (error) {
      throw rpcFailure(method, error);
    }
  };
  return { send, close: () => provider.destroy() };
}

/** Chain id that a node says it has, before a connection is configured for one. */
export async function askChainId(url: string): Promise<number> {
  const rpc = openRpc({ url, chainId: 0 });
  try {
    return Number(await rpc.send('eth_chainId', []));
  } finally {
    rpc.close();
  }
}

/** What a node answered instead of a result. */
interface NodeError {
  readonly code: number;
  readonly message: string;
  readonly data: unknown;
}

function rpcFailure(method: string, error: unknown): Error {
  const answered = nodeError(error);
  if (answered === undefined) return new AppError('CHAIN_UNAVAILABLE', { retryAfterSeconds: 2, cause: error });
  if (isRevert(answered)) return new CallRevertedError(`${method} reverted: ${answered.message}`, { cause: error });
  return new AppError('BAD_CHAIN_ANSWER', { detail: `${method}: ${answered.message}`, cause: error });
}

/**
 * The node's own error inside an error of ethers. Its code and words are looked at, never those of ethers, which calls
 * whatever goes wrong with an `eth_call` a revert: a node out of order would look like a contract that refuses.
 */
function nodeError(error: unknown): NodeError | undefined {
  const { error: direct, info } = error as { error?: unknown; info?: { error?: unknown } };
  const inner = direct ?? info?.error;
  if (typeof inner !== 'object' || inner === null) return undefined;
  const { code, message, data } = inner as { code?: unknown; message?: unknown; data?: unknown };
  if (typeof code !== 'number') return undefined;
  return { code, message: typeof message === 'string' ? message : '', data };
}

/** JSON-RPC code that geth and its kin answer for a revert. */
const REVERTED = 3;

/** An execution that failed, in the words of geth, Besu, EDR and anvil. */
function isRevert({ code, message, data }: NodeError): boolean {
  if (code === REVERTED) return true;
  if (typeof data === 'string' && /^0x([0-9a-f]{2})+$/i.test(data)) return true;
  return /\brevert(ed)?\b|out of gas|invalid opcode|intrinsic gas/i.test(message);
}
