/** Serves the web console under `/`. Its pages are told apart behind `#`, so that one document is all there is. */
import { z } from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { html, PAGE_HEADERS, page } from '../../http/page.ts';
import { type Endpoint, endpoint, type ReplyHeaders, spec } from '../../http/route.ts';
import type { ConsoleFile, ConsoleFiles } from './console-files.ts';

/**
 * Scripts and styles of our own files only, no inline ones, and no text that becomes code. The popup of the signer must
 * keep its opener, hence `same-origin-allow-popups`.
 */
export const CONSOLE_HEADERS = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
} as const satisfies ReplyHeaders;

const IMMUTABLE = 'public, max-age=31536000, immutable';

const tag = 'Console';
const acceptHeaders = z.object({ 'accept-encoding': z.string().max(500).optional() });

export const consoleSpecs = {
  readConsole: spec({
    summary: 'The web console',
    description: 'A page that says so if this gateway serves none.',
    tag,
    headers: acceptHeaders,
    body: { kind: 'none' },
    responses: { 200: { description: 'A page', mediaType: 'text/html' } },
  }),
  readConsoleAsset: spec({
    summary: 'A file of the web console',
    tag,
    params: z.object({ file: z.string().regex(/^[A-Za-z0-9._-]{1,120}$/) }),
    headers: acceptHeaders,
    body: { kind: 'none' },
    responses: { 200: { description: 'The file; its name changes with its content', mediaType: '*/*' } },
    problems: ['ROUTE_NOT_FOUND'],
  }),
};

export function consoleRoutes(files: ConsoleFiles | undefined): Endpoint[] {
  const absent = page(
    'Corridor ledger',
    html`<h1>Corridor ledger</h1>
<p>This gateway serves no web console. Its interface is described at <a href="/docs">/docs</a>.</p>`,
  );
  return [
    endpoint(
      'readConsole',
      consoleSpecs.readConsole,
    )(async ({ headers }) => {
      if (files === undefined) return { status: 200, headers: PAGE_HEADERS, text: absent, mediaType: 'text/html' };
      return fileReply(files.page, headers['accept-encoding'], CONSOLE_HEADERS);
    }),
    endpoint(
      'readConsoleAsset',
      consoleSpecs.readConsoleAsset,
    )(async ({ params, headers }) => {
      const file = files?.assets.get(params.file);
      if (file === undefined) throw new AppError('ROUTE_NOT_FOUND');
      return fileReply(file, headers['accept-encoding'], { 'Cache-Control': IMMUTABLE });
    }),
  ];
}

function fileReply({ bytes, gzipped, mediaType }: ConsoleFile, accepts: string | undefined, headers: ReplyHeaders) {
  const compressed = gzipped !== undefined && /\bgzip\b/.test(accepts ?? '');
  return {
    status: 200,
    mediaType,
    bytes: compressed ? gzipped : bytes,
    headers: { ...headers, Vary: 'Accept-Encoding', ...(compressed ? { 'Content-Encoding': 'gzip' } : {}) },
  } as const;
}
