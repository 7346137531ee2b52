import fc from 'fast-check';
import { CodedError } from '../../../../../protocol/coded-error.ts';

/** Bytes of a sample, cut off or with some bytes changed. */
export const spoiled = (sample: Uint8Array) =>
  fc
    .record({
      end: fc.integer({ min: 0, max: sample.length }),
      changes: fc.array(fc.tuple(fc.nat(Math.max(0, sample.length - 1)), fc.integer({ min: 0, max: 255 })), {
        maxLength: 8,
      }),
      cut: fc.boolean(),
    })
    .map(({ end, changes, cut }) => {
      const bytes = sample.slice(0, cut ? end : sample.length);
      for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
      return bytes;
    });

/** A JSON value with some of its scalars and members replaced by others of any kind. */
export function reshaped(value: unknown): fc.Arbitrary<unknown> {
  return fc
    .infiniteStream(fc.tuple(fc.nat(99), fc.jsonValue({ maxDepth: 2 })))
    .map((choices) => reshape(value, choices));
}

function reshape(value: unknown, choices: Iterator<[number, unknown]>): unknown {
  const [chance, other] = choices.next().value as [number, unknown];
  if (chance < 3) return other;
  if (Array.isArray(value)) return value.map((item) => reshape(item, choices));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, reshape(member, choices)]));
}

/** Runs a reader; an error with a code of ours is an answer too. */
export function answers(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
  }
}
