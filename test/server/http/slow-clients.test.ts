import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { endpoint, spec } from '../../../server/http/route.ts';
import { type Edge, startEdge } from '../support/edge.ts';

const takesBytes = endpoint(
  'readFile',
  spec({
    summary: 'takes bytes',
    tag: 'Test',
    body: { kind: 'bytes', maxBytes: 10_000, mediaTypes: ['*/*'] },
    responses: { 204: { description: 'taken' } },
  }),
)(async () => ({ status: 204 }));

describe('slow and broken clients', () => {
  let edge: Edge;

  before(async () => {
    edge = await startEdge({ endpoints: [takesBytes], timeouts: { headersMs: 100, requestMs: 200, checkMs: 20 } });
  });
  after(() => edge.close());

  async function open(bytes: string): Promise<Socket> {
    const socket = connect(edge.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(bytes);
    return socket;
  }
  const codeOf = (answer: string) => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)).code as string;

  it('cuts off headers that never end, with a problem', async () => {
    const answer = await text(await open('GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: '));
    expect(answer).to.match(/^HTTP\/1\.1 408 /);
    expect(codeOf(answer)).to.equal('REQUEST_TIMEOUT');
  });

  it('cuts off a body that never ends', async () => {
    const head = `POST /v1/intake HTTP/1.1\r\nHost: localhost:${edge.port}\r\nContent-Length: 1000\r\n\r\nabc`;
    const answer = await text(await open(head));
    expect(answer).to.match(/^HTTP\/1\.1 408 /);
    expect(codeOf(answer)).to.equal('REQUEST_TIMEOUT');
  });

  it('is not troubled by clients that leave in the middle of a body', async () => {
    const socket = await open(
      `POST /v1/intake HTTP/1.1\r\nHost: localhost:${edge.port}\r\nContent-Length: 9\r\n\r\nabc`,
    );
    socket.destroy();
    await once(socket, 'close');
    expect((await fetch(`${edge.url}/health`)).status).to.equal(204);
  });

  it('answers bytes that are no HTTP with a problem', async () => {
    const answer = await text(await open('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'));
    expect(answer).to.match(/^HTTP\/1\.1 400 /);
    expect(codeOf(answer)).to.equal('MALFORMED_REQUEST');
  });

  it('refuses a request with two lengths, as smugglers send it', async () => {
    const head = `POST /v1/intake HTTP/1.1\r\nHost: localhost:${edge.port}\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`;
    expect(await text(await open(head))).to.match(/^HTTP\/1\.1 400 /);
  });

  it('goes on serving others', async () => {
    const sockets = await Promise.all(Array.from({ length: 50 }, () => open('GET / HTTP/1.1\r\nX-Slow: ')));
    expect((await fetch(`${edge.url}/health`)).status).to.equal(204);
    for (const socket of sockets) socket.destroy();
  });
});
