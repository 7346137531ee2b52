/** Free ports of loopback, and waiting for what listens there. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A port of loopback that nobody used a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new TypeError('no port was bound');
  return address.port;
}

/**
 * Asks until the answer is yes.
 * @throws {Error} with `otherwise` after `timeoutMs`
 */
export async function until(ready: () => Promise<boolean>, timeoutMs: number, otherwise: string): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!(await ready())) {
    if (performance.now() > end) throw new Error(`${otherwise} within ${timeoutMs / 1000} s`);
    await delay(100);
  }
}
