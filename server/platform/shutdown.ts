/**
 * Ordered, bounded shutdown: what was started last is stopped first, each step gets its turn once, and a step that
 * hangs cannot keep the process alive for ever.
 */
import type { Logger } from 'pino';

export type ShutdownStep = () => Promise<void> | void;

export interface Shutdown {
  /** Adds a step; steps run in reverse order of being added. */
  add(name: string, step: ShutdownStep): void;
  /**
   * Runs every step once; later calls join the first.
   * @param reason stands in the log
   * @returns true if every step ended without an error and in time
   */
  run(reason: string): Promise<boolean>;
  /** True from the first call of `run` on. */
  readonly started: boolean;
}

export interface ShutdownOptions {
  readonly logger: Logger;
  /** Longest time for one step, milliseconds. */
  readonly stepTimeoutMs?: number;
}

/** Makes the list of things to stop. */
export function createShutdown({ logger, stepTimeoutMs = 10_000 }: ShutdownOptions): Shutdown {
  const steps: { name: string; step: ShutdownStep }[] = [];
  let running: Promise<boolean> | undefined;

  async function runAll(reason: string): Promise<boolean> {
    logger.info({ reason }, 'stopping');
    let clean = true;
    for (const { name, step } of steps.toReversed()) {
      try {
        await withTimeout(step, stepTimeoutMs);
      } catch (error) {
        clean = false;
        logger.error({ step: name, err: error }, 'a step of the shutdown failed');
      }
    }
    logger.info({ clean }, 'stopped');
    return clean;
  }

  return {
    add: (name, step) => {
      steps.push({ name, step });
    },
    run: (reason) => {
      running ??= runAll(reason);
      return running;
    },
    get started() {
      return running !== undefined;
    },
  };
}

async function withTimeout(step: ShutdownStep, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no end within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    await Promise.race([Promise.resolve().then(step), late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Calls `stop` on SIGINT, SIGTERM and when the supervisor that started this process is gone: its IPC channel closes,
 * or, where the supervisor said so, the pipe on standard input ends.
 * @param watchStdin standard input is a pipe held by the supervisor
 */
export function onStopRequest(stop: (reason: string) => void, watchStdin: boolean): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(signal));
  if (process.channel !== undefined) process.once('disconnect', () => stop('supervisor gone'));
  if (watchStdin) {
    process.stdin.once('end', () => stop('supervisor gone'));
    process.stdin.once('error', () => stop('supervisor gone'));
    process.stdin.resume();
  }
}
