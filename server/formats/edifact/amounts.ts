import type { SegmentReader } from './segment-reader.ts';
import { readSignedDecimal } from './values.ts';

/** What a MOA segment says. @see UN/EDIFACT D.95B, MOA C516: 5025, 5004, 6345 */
export interface StatedAmount {
  /** 5025. */
  readonly qualifier: string;
  readonly amount: string;
  /** ISO 4217; empty if not stated. */
  readonly currency: string;
}

/** Looks at a MOA segment. @returns `undefined` for an amount that is no number */
export function peekAmount(reader: SegmentReader): StatedAmount | undefined {
  const amount = readSignedDecimal(reader.peek(1, 2));
  if (amount === undefined) return undefined;
  return { qualifier: reader.peek(1, 1), amount, currency: reader.peek(1, 3) };
}

/** Takes what {@link peekAmount} looked at. */
export function takeAmount(reader: SegmentReader): void {
  for (const place of [1, 2, 3]) reader.take(1, place);
}
