/** Reads raw bodies under a limit. Nothing is parsed, decompressed or guessed here. */
import type { IncomingMessage } from 'node:http';
import { AppError } from '../errors/app-error.ts';

/** Largest JSON body of a request. */
export const MAX_JSON_BYTES = 256 * 1024;
/** Largest document or file. */
export const MAX_DOCUMENT_BYTES = 10 * 1024 * 1024;

/** Type and subtype of Content-Type, lower case, without parameters; empty if there is none. */
export function mediaTypeOf(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** Charset parameter of Content-Type, lower case; undefined if there is none. */
export function charsetOf(request: IncomingMessage): string | undefined {
  return /;\s*charset="?([^";\s]+)"?/i.exec(request.headers['content-type'] ?? '')?.[1]?.toLowerCase();
}

/**
 * The whole body.
 * @param maxBytes limit, inclusive; what exceeds it is never kept
 * @throws {AppError} UNSUPPORTED_CONTENT_ENCODING, BODY_TOO_LARGE, BODY_INCOMPLETE
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new AppError('UNSUPPORTED_CONTENT_ENCODING');
  }
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > maxBytes) throw tooLarge(maxBytes);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge(maxBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('BODY_INCOMPLETE', { cause: error });
  }
  return Buffer.concat(chunks, size);
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('BODY_TOO_LARGE', { params: { maxBytes } });
}
