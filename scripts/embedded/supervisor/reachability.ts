import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedError } from '../errors.ts';

const POLL_MS = 100;
const READY_TIMEOUT_MS = 120_000;

/** How a wait may end early. */
export interface WaitOptions {
  readonly signal: AbortSignal;
}

/**
 * Waits until a port can be listened on: a gateway whose supervisor was killed needs a moment to end.
 * @param waitMs longest wait, milliseconds
 * @param setting environment variable that names another port
 * @throws {EmbeddedError} PORT_IN_USE
 */
export async function waitForFreePort(
  host: string,
  port: number,
  waitMs: number,
  { signal }: WaitOptions,
  setting = 'PORT',
): Promise<void> {
  for (let waitedMs = 0; !(await isFree(host, port)); waitedMs += POLL_MS) {
    if (waitedMs >= waitMs) {
      throw new EmbeddedError('PORT_IN_USE', `Port ${port} on ${host} is taken. Stop who has it, or set ${setting}.`, {
        port,
      });
    }
    await delay(POLL_MS, undefined, { signal });
  }
}

/**
 * Waits until the gateway says that it is ready.
 * @param url the gateway's address
 * @throws {EmbeddedError} PART_NOT_READY
 */
export async function waitUntilReady(url: string, { signal }: WaitOptions): Promise<void> {
  for (let waitedMs = 0; waitedMs < READY_TIMEOUT_MS; waitedMs += POLL_MS) {
    const response = await fetch(new URL('/ready', url), { signal }).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok === true) return;
    await delay(POLL_MS, undefined, { signal });
  }
  throw new EmbeddedError('PART_NOT_READY', `The gateway at ${url} did not become ready; see its log.`, {
    part: 'gateway',
    reason: 'NOT_READY',
  });
}

function isFree(host: string, port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
