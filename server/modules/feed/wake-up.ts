/** Lets one reader sleep until there is news, its heartbeat is due, or it has to end. */
import type { Notifications } from '../projection/notifications.ts';

export interface WakeUp {
  /** Waits until something happens; returns at once if it has happened since the last call. */
  sleep(): Promise<void>;
  /** Whether a heartbeat has been due since the last call of this. */
  takeBeat(): boolean;
  stop(): void;
}

/** @param heartbeatMs pause between heartbeats @param signals whose abortion wakes as well */
export function createWakeUp(
  notifications: Notifications,
  heartbeatMs: number,
  signals: readonly AbortSignal[],
): WakeUp {
  let due = false;
  let happened = false;
  let wake: (() => void) | undefined;
  const poke = () => {
    happened = true;
    wake?.();
  };
  const timer = setInterval(() => {
    due = true;
    poke();
  }, heartbeatMs);
  const unsubscribe = notifications.subscribe((news) => {
    if (news.type === 'ROLLBACK' || (news.type === 'BLOCKS' && news.caseIds.length > 0)) poke();
  });
  for (const signal of signals) signal.addEventListener('abort', poke, { once: true });
  return {
    async sleep() {
      if (!happened) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      happened = false;
      wake = undefined;
    },
    takeBeat() {
      const was = due;
      due = false;
      return was;
    },
    stop() {
      clearInterval(timer);
      unsubscribe();
      for (const signal of signals) signal.removeEventListener('abort', poke);
    },
  };
}
