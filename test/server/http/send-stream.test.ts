/** Streams: what a client does not take is not made. */
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { expect } from 'chai';
import express from 'express';
import { sendStream } from '../../../server/http/send-stream.ts';

const PIECE = 'x'.repeat(64 * 1024);
const PIECES = 10_000;

describe('streams', () => {
  it('asks its source for no more than the client takes, and ends it when the client goes', async () => {
    let made = 0;
    let ended: () => void = () => undefined;
    const end = new Promise<void>((resolve) => {
      ended = resolve;
    });
    async function* source() {
      try {
        for (; made < PIECES; made += 1) yield PIECE;
      } finally {
        ended();
      }
    }
    const app = express();
    app.get('/', (request, response) => sendStream(request, response, source()));
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await once(socket, 'readable');
    socket.destroy();
    await end;
    server.close();
    expect(made).to.be.lessThan(PIECES);
  });
});
