/**
 * JSON-RPC to the chain node. A node that cannot be reached and a node that answers nonsense are told apart from a call
 * that reverts, because each has another consequence.
 */
import { z } from 'zod';
import { AppError } from '../errors/app-error.ts';

export interface RpcOptions {
  readonly url: string;
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

/**
 * Opens a connection: JSON-RPC over plain HTTP, without polling, caching or batching of its own. The gateway decides
 * what is asked and when, and a general client spends milliseconds on each call in conversions.
 */
export function openRpc({ url, timeoutMs = 15_000 }: RpcOptions): Rpc {
  const endpoint = endpointOf(url);
  const closed = new AbortController();
  let calls = 0;
  const send: RpcSend = async (method, params) => {
    calls += 1;
    const body = JSON.stringify({ jsonrpc: '2.0', id: calls, method, params });
    const signal = AbortSignal.any([closed.signal, AbortSignal.timeout(timeoutMs)]);
    return resultOf(method, await post(endpoint, body, signal));
  };
  return { send, close: () => closed.abort() };
}

interface Endpoint {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** `fetch` takes no credentials in a URL; they travel as the header that they stand for. */
function endpointOf(text: string): Endpoint {
  const url = new URL(text);
  const headers = { 'content-type': 'application/json' };
  if (url.username === '' && url.password === '') return { address: url.href, headers };
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  url.username = '';
  url.password = '';
  const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
  return { address: url.href, headers: { ...headers, authorization } };
}

/** @throws {AppError} CHAIN_UNAVAILABLE if no JSON came back, whatever the reason */
async function post({ address, headers }: Endpoint, body: string, signal: AbortSignal): Promise<unknown> {
  try {
    const response = await fetch(address, { method: 'POST', headers, body, signal, redirect: 'error' });
    if (response.ok) return (await response.json()) as unknown;
    await response.body?.cancel();
    throw new Error(`the node answered HTTP ${response.status}`);
  } catch (cause) {
    throw new AppError('CHAIN_UNAVAILABLE', { retryAfterSeconds: 2, cause });
  }
}

/** Chain id that a node says it has, before a connection is configured for one. */
export async function askChainId(url: string): Promise<number> {
  const rpc = openRpc({ url });
  try {
    return Number(await rpc.send('eth_chainId', []));
  } finally {
    rpc.close();
  }
}

const nodeErrorSchema = z.looseObject({
  code: z.number(),
  message: z.string().catch(''),
  data: z.unknown().optional(),
});
const answerSchema = z.looseObject({ result: z.unknown().optional(), error: nodeErrorSchema.nullish() });

/** What a node answered instead of a result. */
type NodeError = z.output<typeof nodeErrorSchema>;

function resultOf(method: string, answer: unknown): unknown {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) throw new AppError('BAD_CHAIN_ANSWER', { detail: `${method}: no JSON-RPC answer` });
  const { error, result } = parsed.data;
  if (error === undefined || error === null) return result;
  if (isRevert(error)) throw new CallRevertedError(`${method} reverted: ${error.message}`);
  throw new AppError('BAD_CHAIN_ANSWER', { detail: `${method}: ${error.message}` });
}

/** JSON-RPC code that geth and its kin answer for a revert. */
const REVERTED = 3;

/** An execution that failed, in the words of geth, Besu, EDR and anvil. */
function isRevert({ code, message, data }: NodeError): boolean {
  if (code === REVERTED) return true;
  if (typeof data === 'string' && /^0x([0-9a-f]{2})+$/i.test(data)) return true;
  return /\brevert(ed)?\b|out of gas|invalid opcode|intrinsic gas/i.test(message);
}
