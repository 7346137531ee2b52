import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Dispatch } from './methods.ts';
import { INVALID_REQUEST, PARSE_ERROR, RpcError, toRpcError } from './rpc-error.ts';

const HOST = '127.0.0.1';
/** Names under which the loopback address may be asked; anything else is a page that rebound its DNS name to it. */
const HOST_NAMES: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
const MAX_BODY_BYTES = 8 * 1024 * 1024;
const MAX_BATCH = 1_000;
const KEEP_ALIVE_MS = 60_000;

/** A server that answers JSON-RPC on the loopback address. */
export interface RpcServer {
  readonly url: string;
  /** Stops taking connections, lets running requests end and closes the rest. */
  close(): Promise<void>;
}

/**
 * Serves JSON-RPC 2.0 over HTTP POST, single calls and batches, on 127.0.0.1 only.
 *
 * It has no log-in; what keeps other people's web pages out is that it answers neither foreign host names nor requests
 * that carry an origin nor bodies that are not declared as JSON.
 *
 * @param port TCP port; 0 chooses a free one
 */
export async function startRpcServer(dispatch: Dispatch, port: number): Promise<RpcServer> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    handle(request, response, dispatch).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, HOST, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has an address with a port');
  return { url: `http://${HOST}:${address.port}`, close: () => closeServer(server) };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeIdleConnections();
  });
}

async function handle(request: IncomingMessage, response: ServerResponse, dispatch: Dispatch): Promise<void> {
  const refusal = refuse(request);
  if (refusal !== undefined) return send(response, refusal, undefined);
  const body = await readBody(request);
  if (body === undefined) return send(response, 413, undefined);
  send(response, 200, await answerBody(body, dispatch));
}

/** @returns the HTTP status of a request that is not looked at */
function refuse(request: IncomingMessage): number | undefined {
  const host = request.headers.host?.replace(/:\d+$/, '').toLowerCase() ?? '';
  if (!HOST_NAMES.has(host)) return 421;
  if (request.headers.origin !== undefined) return 403;
  if (request.method !== 'POST') return 405;
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return 415;
  return undefined;
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function answerBody(body: string, dispatch: Dispatch): Promise<unknown> {
  let message: unknown;
  try {
    message = JSON.parse(body);
  } catch {
    return failure(null, new RpcError(PARSE_ERROR, 'parse error'));
  }
  if (!Array.isArray(message)) return answerCall(message, dispatch);
  if (message.length === 0 || message.length > MAX_BATCH) {
    return failure(null, new RpcError(INVALID_REQUEST, `a batch holds 1 to ${MAX_BATCH} calls`));
  }
  return Promise.all(message.map((call) => answerCall(call, dispatch)));
}

async function answerCall(call: unknown, dispatch: Dispatch): Promise<unknown> {
  if (typeof call !== 'object' || call === null || !('method' in call) || typeof call.method !== 'string') {
    return failure(null, new RpcError(INVALID_REQUEST, 'invalid request'));
  }
  const id = 'id' in call ? call.id : null;
  const params = 'params' in call && Array.isArray(call.params) ? call.params : [];
  try {
    return { jsonrpc: '2.0', id, result: await dispatch(call.method, params) };
  } catch (error) {
    return failure(id, toRpcError(error));
  }
}

function failure(id: unknown, { rpcCode, message, data }: RpcError): unknown {
  return { jsonrpc: '2.0', id, error: { code: rpcCode, message, ...(data === undefined ? {} : { data }) } };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    // What is left of a refused body is not read.
    ...(status === 200 ? {} : { connection: 'close' }),
  });
  response.end(text);
}
