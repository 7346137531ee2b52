import type { SegmentReader } from './segment-reader.ts';
import { type EdifactTime, readTime } from './values.ts';

/** What a DTM segment says. */
export interface StatedTime {
  /** 2005. */
  readonly qualifier: string;
  readonly time: EdifactTime;
}

/** Looks at a DTM segment. @returns undefined for a format (2379) that is not known or a date that is none */
export function peekTime(reader: SegmentReader): StatedTime | undefined {
  const time = readTime(reader.peek(1, 2), reader.peek(1, 3));
  return time === undefined ? undefined : { qualifier: reader.peek(1, 1), time };
}

/** Takes what {@link peekTime} looked at. */
export function takeTime(reader: SegmentReader): void {
  for (const place of [1, 2, 3]) reader.take(1, place);
}
