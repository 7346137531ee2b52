import type { SegmentReader } from './segment-reader.ts';

/** What a RFF segment says. @see UN/EDIFACT D.95B, RFF C506: 1153, 1154, 1156 */
export interface StatedReference {
  /** 1153; `ZZZ` (mutually defined) where the sender says none. */
  readonly qualifier: string;
  readonly number: string;
  /** 1156, line of the document. */
  readonly lineNumber?: string;
}

/** Takes the reference of a RFF segment; `undefined` if it has no number. */
export function takeReference(reader: SegmentReader): StatedReference | undefined {
  const number = reader.take(1, 2);
  if (number === undefined) return undefined;
  const qualifier = reader.take(1, 1) ?? 'ZZZ';
  const lineNumber = reader.take(1, 3);
  return { qualifier, number, ...(lineNumber === undefined ? {} : { lineNumber }) };
}
