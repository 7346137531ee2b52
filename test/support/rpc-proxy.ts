/** A chain node that lies or fails on purpose: forwards JSON-RPC to the real one and lets a test change the answers. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface RpcRequest {
  readonly jsonrpc: '2.0';
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}

/** A failure as a node answers it. */
export class NodeFailure extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Changes one call.
 * @param forward asks the real node
 * @returns the result to answer; throw a NodeFailure to answer an error
 */
export type Interception = (
  method: string,
  params: readonly unknown[],
  forward: () => Promise<unknown>,
) => Promise<unknown>;

export interface RpcProxy {
  readonly url: string;
  /** What is done with each call from now on; forwarding alone by default. */
  intercept(interception: Interception): void;
  close(): Promise<void>;
}

/** Starts a proxy on a free port of the loopback interface. */
export async function startRpcProxy(target: string): Promise<RpcProxy> {
  let interception: Interception = (_method, _params, forward) => forward();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as RpcRequest;
    const answer = await answerOf(body, () => ask(target, body), interception);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    intercept: (next) => {
      interception = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answerOf(
  { id, method, params }: RpcRequest,
  forward: () => Promise<unknown>,
  interception: Interception,
) {
  try {
    return { jsonrpc: '2.0', id, result: await interception(method, params, forward) };
  } catch (error) {
    const failure = error instanceof NodeFailure ? error : new NodeFailure(-32603, String(error));
    return { jsonrpc: '2.0', id, error: { code: failure.code, message: failure.message } };
  }
}

async function ask(target: string, body: RpcRequest): Promise<unknown> {
  const response = await fetch(target, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { result, error } = (await response.json()) as { result?: unknown; error?: { code: number; message: string } };
  if (error !== undefined) throw new NodeFailure(error.code, error.message);
  return result;
}
