import type { SegmentReader } from './segment-reader.ts';

/** Subject (4451) that says no more than that it is a text. */
const GENERAL_INFORMATION = 'AAI';

/**
 * Takes the text of a FTX segment. Its pieces keep their boundaries as line breaks: senders cut them inside words or
 * between, and do not say which.
 * @see UN/EDIFACT D.95B, FTX: 4451, C108 4440
 */
export function takeText(reader: SegmentReader): string | undefined {
  const pieces = reader.takeAll(4);
  if (pieces.length === 0) return undefined;
  reader.expect(1, 1, GENERAL_INFORMATION);
  return pieces.join('\n');
}
