import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { createHttp } from '../../client/http.ts';
import { ProblemError, TransportError } from '../../client/problem.ts';

/** One scripted answer of a server; `destroy` cuts the connection instead. */
interface Script {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly destroy?: boolean;
}

interface Scripted {
  readonly url: string;
  readonly requests: readonly IncomingMessage[];
  close(): Promise<void>;
}

const problem = (code: string, status: number, retryable: boolean) =>
  JSON.stringify({ type: 'about:blank', title: code, status, code, retryable, params: { a: 1 }, doNext: 'Do this.' });

/** A server that answers its script in order and then repeats the last line. */
async function scripted(...script: readonly Script[]): Promise<Scripted> {
  const requests: IncomingMessage[] = [];
  const server: Server = createServer((request, response) => {
    const {
      status = 200,
      headers = {},
      body = '{}',
      destroy,
    } = script[Math.min(requests.length, script.length - 1)] ?? {};
    requests.push(request);
    request.resume();
    if (destroy) return request.socket.destroy();
    response.writeHead(status, headers).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function refusal(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => expect.fail('it should have been refused'),
    (error: unknown) => error,
  );
}

describe('client http', () => {
  const servers: Scripted[] = [];
  const waits: number[] = [];
  const sleep = async (ms: number) => void waits.push(ms);
  const start = async (...script: readonly Script[]) => {
    const server = await scripted(...script);
    servers.push(server);
    return { server, http: createHttp({ baseUrl: server.url, sleep }) };
  };

  beforeEach(() => waits.splice(0));
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  it('repeats a retryable answer after the time that it asks for', async () => {
    const busy = { status: 503, headers: { 'retry-after': '2' }, body: problem('QUEUE_FULL', 503, true) };
    const { server, http } = await start(busy, busy, { body: '{"done":true}' });
    expect(await http.json({ method: 'POST', path: '/v1/actions', json: {} })).to.deep.equal({ done: true });
    expect(server.requests).to.have.length(3);
    expect(waits).to.deep.equal([2000, 2000]);
  });

  it('does not repeat an answer that is not retryable', async () => {
    const { server, http } = await start({ status: 409, body: problem('LEDGER_CONFLICT', 409, false) });
    const error = await refusal(http.json({ method: 'POST', path: '/', json: {} }));
    expect(error).to.be.instanceOf(ProblemError);
    expect(error).to.include({ code: 'LEDGER_CONFLICT', status: 409, doNext: 'Do this.' });
    expect(server.requests).to.have.length(1);
  });

  it('gives up after a number of tries', async () => {
    const { server, http } = await start({ status: 503, body: problem('NOT_READY', 503, true) });
    expect(await refusal(http.json({ method: 'GET', path: '/' }))).to.include({ code: 'NOT_READY' });
    expect(server.requests).to.have.length(4);
  });

  it('does not sleep through a long Retry-After in front of a person', async () => {
    const { server, http } = await start({
      status: 429,
      headers: { 'retry-after': '3600' },
      body: problem('RATE_LIMITED', 429, true),
    });
    expect(await refusal(http.json({ method: 'GET', path: '/' }))).to.include({ retryAfterSeconds: 3600 });
    expect(server.requests).to.have.length(1);
  });

  it('repeats a request whose connection was cut', async () => {
    const { server, http } = await start({ destroy: true }, { body: '{"done":true}' });
    expect(await http.json({ method: 'PUT', path: '/', bytes: new Uint8Array([1]) })).to.deep.equal({ done: true });
    expect(server.requests).to.have.length(2);
  });

  it('does not repeat a cut request that would make something twice', async () => {
    const { server, http } = await start({ destroy: true });
    const error = await refusal(http.json({ method: 'POST', path: '/', json: {}, repeatable: false }));
    expect(error).to.be.instanceOf(TransportError);
    expect(error).to.include({ code: 'UNREACHABLE' });
    expect(server.requests).to.have.length(1);
  });

  it('tells an answer that is no problem document from a refusal of the gateway', async () => {
    const { http } = await start({ status: 404, body: '<html>proxy</html>' });
    expect(await refusal(http.json({ method: 'GET', path: '/' }))).to.include({
      code: 'UNEXPECTED_ANSWER',
      status: 404,
    });
  });

  it('takes a page instead of JSON for no gateway', async () => {
    const { http } = await start({ body: '<html>' });
    expect(await refusal(http.json({ method: 'GET', path: '/' }))).to.include({ code: 'NOT_A_GATEWAY' });
  });

  it('sends the token and never follows a redirect with it', async () => {
    const { server } = await start({ status: 302, headers: { location: 'http://127.0.0.1:1/' }, body: '' });
    const http = createHttp({ baseUrl: `${server.url}/`, token: 'secret', sleep, attempts: 1 });
    expect(await refusal(http.json({ method: 'GET', path: '/v1/ledger' }))).to.be.instanceOf(TransportError);
    expect(server.requests.map(({ url, headers }) => [url, headers.authorization])).to.deep.equal([
      ['/v1/ledger', 'Bearer secret'],
    ]);
  });
});
