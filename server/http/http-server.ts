/** The HTTP server: timeouts and limits below the level of routes, and its orderly end. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { AppError } from '../errors/app-error.ts';
import { catalogueEntry, type ErrorCode } from '../errors/catalogue.ts';
import { PROBLEM_MEDIA_TYPE, problemOf } from '../errors/problem.ts';

export interface HttpServer {
  /** Port that the server is bound to. */
  readonly port: number;
  /** Starts answering; until then connections wait. @param origin public origin, for problem documents */
  serve(listener: RequestListener, origin: string): void;
  /** Takes no new connections, waits for answers under way, then cuts what is left. @param graceMs longest wait */
  close(graceMs: number): Promise<void>;
}

/** Longest waits for what a client sends, milliseconds. */
export interface ServerTimeouts {
  readonly headersMs: number;
  /** For the whole request, its body included. */
  readonly requestMs: number;
  /** How often connections are looked at. */
  readonly checkMs: number;
}

const TIMEOUTS: ServerTimeouts = { headersMs: 10_000, requestMs: 30_000, checkMs: 1_000 };

/**
 * Binds the port.
 * @param port 0 for any free one
 * @throws {Error} EADDRINUSE and the like, from the operating system
 */
export async function listen(host: string, port: number, timeouts: ServerTimeouts = TIMEOUTS): Promise<HttpServer> {
  const server = createServer({
    headersTimeout: timeouts.headersMs,
    requestTimeout: timeouts.requestMs,
    connectionsCheckingInterval: timeouts.checkMs,
    keepAliveTimeout: 10_000,
    maxHeaderSize: 16 * 1024,
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, backlog: 4096 }, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    port: bound,
    serve: (listener, origin) => {
      server.on('clientError', (error, socket) => answerClientError(error, socket as Socket, origin));
      server.on('request', listener);
    },
    close: (graceMs) => closeServer(server, graceMs),
  };
}

async function closeServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
}

/** Requests that never became one: timeouts, headers too large, bytes that are not HTTP. */
function answerClientError(error: NodeJS.ErrnoException, socket: Socket, origin: string): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const refusal = new AppError(clientErrorCode(error.code));
  const { status } = catalogueEntry(refusal.code);
  const body = JSON.stringify(problemOf(refusal, { origin, requestId: crypto.randomUUID() }));
  socket.end(
    [
      `HTTP/1.1 ${status} ${refusal.code}`,
      `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

function clientErrorCode(code: string | undefined): ErrorCode {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'REQUEST_TIMEOUT';
  if (code === 'HPE_HEADER_OVERFLOW') return 'HEADERS_TOO_LARGE';
  return 'MALFORMED_REQUEST';
}
