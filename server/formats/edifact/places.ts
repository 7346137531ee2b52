import type { Place } from '../../../protocol/documents/transport.ts';
import type { SegmentReader } from './segment-reader.ts';

/** Code lists that a place code may name without saying more: UN/LOCODE (139), country (162, 163), no list. */
const CODE_LISTS = ['139', '162', '163'];
const AGENCIES = ['5', '6'];

/**
 * Takes the place of a LOC segment, as it came.
 * @returns `undefined` if the segment names none
 * @see UN/EDIFACT D.95B, LOC and C517
 */
export function takePlace(reader: SegmentReader): Place | undefined {
  const code = reader.take(2, 1);
  const name = reader.take(2, 4);
  if (code === undefined && name === undefined) return undefined;
  reader.take(1);
  reader.expect(2, 2, ...CODE_LISTS);
  reader.expect(2, 3, ...AGENCIES);
  return { ...(code === undefined ? {} : { code }), ...(name === undefined ? {} : { name }) };
}
