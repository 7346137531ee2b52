/**
 * The one source of time in the gateway. Block time decides on chain; this clock is what the gateway compares it with.
 */

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };

export interface ManualClock extends Clock {
  /** @param ms milliseconds to move forward, not negative */
  advance(ms: number): void;
  /** @param ms milliseconds since the Unix epoch */
  set(ms: number): void;
}

/**
 * A clock that moves only when told to, for tests and simulations.
 * @param startMs milliseconds since the Unix epoch
 */
export function manualClock(startMs: number): ManualClock {
  let current = startMs;
  return {
    now: () => current,
    advance: (ms) => {
      current += ms;
    },
    set: (ms) => {
      current = ms;
    },
  };
}

/** Whole seconds since the Unix epoch, as the contracts count them. */
export function unixSeconds(clock: Clock): number {
  return Math.floor(clock.now() / 1000);
}

/**
 * RFC 3339 UTC text of a moment.
 * @param ms milliseconds since the Unix epoch
 */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

/**
 * RFC 3339 UTC text of a chain timestamp, without milliseconds that the chain never had.
 * @param seconds seconds since the Unix epoch
 */
export function isoSeconds(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** Last second that RFC 3339 can write. */
const MAX_SECONDS = 253_402_300_799;

/** As {@link isoSeconds}; null for no time, and for one that nobody can mean. */
export function isoSecondsOrNull(seconds: number | null): string | null {
  return seconds === null || seconds > MAX_SECONDS ? null : isoSeconds(seconds);
}
