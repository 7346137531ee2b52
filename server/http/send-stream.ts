/** Writes an answer that has no length and may go on for hours, as fast as the client takes it and no faster. */
import { once } from 'node:events';
import type { Request, Response } from 'express';

/** A client that takes nothing for so long is gone, whatever its connection says; milliseconds. */
const STUCK_MS = 30_000;

/**
 * Asks for the next piece only when the one before is on its way: what a slow client has not taken waits at its source,
 * never in memory. Headers must be set. Ends when pieces, client or patience end.
 */
export async function sendStream(request: Request, response: Response, pieces: AsyncIterable<string>): Promise<void> {
  if (request.method === 'HEAD') {
    response.end();
    await pieces[Symbol.asyncIterator]().return?.();
    return;
  }
  // proxies that collect an answer before they pass it on would hold back what is news
  response.setHeader('X-Accel-Buffering', 'no');
  response.flushHeaders();
  for await (const piece of pieces) {
    if (response.destroyed) return;
    if (!response.write(piece) && !(await drained(response))) {
      response.destroy();
      return;
    }
  }
  response.end();
}

/** @returns false if the client took nothing in time or has gone */
async function drained(response: Response): Promise<boolean> {
  const settled = new AbortController();
  const signal = AbortSignal.any([settled.signal, AbortSignal.timeout(STUCK_MS)]);
  try {
    await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]);
    return !response.destroyed;
  } catch {
    return false;
  } finally {
    // the listener that lost the race goes as well
    settled.abort();
  }
}
