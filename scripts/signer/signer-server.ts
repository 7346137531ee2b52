/**
 * The server of the signer page: a handful of files, read once, under one name. It has nothing to do with the gateway and
 * imports none of its code; an organisation may host the same files on any web server that sends the same headers.
 */
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** Relying party of the passkeys; browsers take every name under localhost for this machine. */
const HOST_NAME = 'signer.localhost';

export interface SignerServer {
  readonly origin: string;
  close(): Promise<void>;
}

interface StaticFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/**
 * Nothing may be fetched, framed or made of text. `unsafe-none` keeps the opener, which is whom the page talks to; the
 * exact origin of each message is checked by the page.
 */
const HEADERS: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    'img-src data:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'unsafe-none',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(), geolocation=(), microphone=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/**
 * Serves a built signer on loopback.
 * @param port 0 for any free one; passkeys are bound to it
 * @throws {Error} ENOENT if nothing was built, EADDRINUSE and the like
 */
export async function startSignerServer(options: {
  readonly directory: string;
  readonly host: string;
  readonly port: number;
}): Promise<SignerServer> {
  const files = await readFiles(options.directory);
  const server = createServer();
  await listen(server, options.host, options.port);
  const { port } = server.address() as AddressInfo;
  const host = `${HOST_NAME}:${port}`;
  server.on('request', (request, response) => answer(request, response, host, files));
  return { origin: `http://${host}`, close: () => close(server) };
}

async function readFiles(directory: string): Promise<ReadonlyMap<string, StaticFile>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = new Map<string, StaticFile>();
  for (const entry of entries.filter((each) => each.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    const mediaType = MEDIA_TYPES[path.extname(file)];
    const name = path.relative(directory, file).split(path.sep).join('/');
    if (mediaType !== undefined) files.set(`/${name}`, { bytes: await readFile(file), mediaType });
  }
  const page = files.get('/index.html');
  if (page !== undefined) files.set('/', page);
  return files;
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
}

/** A page of another name on this port shares the relying party's site, so only the one name is answered. */
function answer(
  { method, url = '/', headers }: IncomingMessage,
  response: ServerResponse,
  host: string,
  files: ReadonlyMap<string, StaticFile>,
): void {
  const file = files.get(url.split('?')[0] ?? '/');
  const status = statusOf(headers.host?.toLowerCase() === host, method, file);
  response.writeHead(status, { ...HEADERS, 'Content-Type': file?.mediaType ?? 'text/plain; charset=utf-8' });
  response.end(status === 200 && file !== undefined && method !== 'HEAD' ? file.bytes : undefined);
}

function statusOf(isOurHost: boolean, method: string | undefined, file: StaticFile | undefined): number {
  if (!isOurHost) return 421;
  if (method !== 'GET' && method !== 'HEAD') return 405;
  return file === undefined ? 404 : 200;
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeAllConnections();
  await closed;
}
