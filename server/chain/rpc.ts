/**
 * JSON-RPC to the chain node. A node that cannot be reached and a node that answers nonsense are told apart from a call
 * that reverts, because each has another consequence.
 */
import { FetchRequest, isCallException, isError, JsonRpcProvider, Network } from 'ethers';
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

function rpcFailure(method: string, error: unknown): Error {
  if (isCallException(error) || isRevert(error)) {
    return new CallRevertedError(`${method} reverted: ${messageOf(error)}`, { cause: error });
  }
  if (isError(error, 'UNKNOWN_ERROR') || isError(error, 'BAD_DATA') || isError(error, 'UNSUPPORTED_OPERATION')) {
    const nodeSpoke = typeof nodeError(error)?.code === 'number';
    if (nodeSpoke) return new AppError('BAD_CHAIN_ANSWER', { detail: `${method}: ${messageOf(error)}`, cause: error });
  }
  return new AppError('CHAIN_UNAVAILABLE', { retryAfterSeconds: 2, cause: error });
}

function nodeError(error: unknown): { code?: unknown; message?: unknown } | undefined {
  const inner = (error as { error?: unknown }).error;
  return typeof inner === 'object' && inner !== null ? inner : undefined;
}

/** A node's own words for an execution that failed; ethers knows most of them, EDR and Besu have some more. */
function isRevert(error: unknown): boolean {
  const text = messageOf(error);
  return /revert|out of gas|invalid opcode|exceeds the gas|intrinsic gas/i.test(text);
}

function messageOf(error: unknown): string {
  const inner = nodeError(error);
  if (typeof inner?.message === 'string') return inner.message;
  return error instanceof Error ? error.message : String(error);
}
