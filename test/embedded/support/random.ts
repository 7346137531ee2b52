import { randomInt } from 'node:crypto';

/** Draws whole numbers from 0 up to but not including the limit. */
export type Draw = (limit: number) => number;

/**
 * A small generator whose numbers follow from its seed (mulberry32).
 * @param seed 32 bits
 */
export function createDraw(seed: number): Draw {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

/** A seed for this run, printed so that a failure can be run again. */
export function printedSeed(suite: string): number {
  const seed = randomInt(2 ** 31);
  console.log(`      seed of ${suite}: ${seed}`);
  return seed;
}
