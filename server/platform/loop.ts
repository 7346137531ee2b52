/** Background work in steps: one at a time, at once after news or while there is more, else after a pause. */
import type { Logger } from './logger.ts';

export interface LoopOptions {
  readonly name: string;
  readonly logger: Logger;
  /** Does one piece of work. @returns true if there is more to do at once */
  readonly step: () => Promise<boolean>;
  /** Pause after a step without more work, milliseconds. */
  readonly intervalMs: number;
  /** Longest pause after failures, milliseconds; doubles from the interval on. */
  readonly maxBackoffMs?: number;
}

export interface Loop {
  start(): void;
  /** Makes the next step come at once. */
  poke(): void;
  /** Ends after the step under way. */
  stop(): Promise<void>;
  /** Failures since the last step that succeeded, and the last of them. */
  readonly trouble: { readonly failures: number; readonly error: unknown };
}

/** Makes a loop that is not started yet. A step that throws is logged and tried again later. */
export function createLoop({ name, logger, step, intervalMs, maxBackoffMs = 10_000 }: LoopOptions): Loop {
  let running: Promise<void> | undefined;
  let stopping = false;
  let poked = false;
  let wake: (() => void) | undefined;
  let failures = 0;
  let lastError: unknown;

  async function runStep(): Promise<boolean> {
    try {
      const more = await step();
      failures = 0;
      lastError = undefined;
      return more;
    } catch (error) {
      failures += 1;
      lastError = error;
      logger.warn({ err: error, failures, loop: name }, 'a step failed and will be tried again');
      return false;
    }
  }

  function pause(): Promise<void> {
    const ms =
      failures === 0 ? intervalMs : Math.min(maxBackoffMs, Math.max(50, intervalMs) * 2 ** Math.min(failures, 10));
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function run(): Promise<void> {
    while (!stopping) {
      poked = false;
      const more = await runStep();
      if (stopping) return;
      // a failing step waits even when poked, or news would turn an outage into a busy loop
      if (more || (poked && failures === 0)) continue;
      await pause();
      wake = undefined;
    }
  }

  return {
    start: () => {
      running ??= run();
    },
    poke: () => {
      poked = true;
      if (failures === 0) wake?.();
    },
    stop: async () => {
      stopping = true;
      wake?.();
      await running;
    },
    get trouble() {
      return { failures, error: lastError };
    },
  };
}
