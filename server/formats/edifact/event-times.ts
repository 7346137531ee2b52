import type { StatedEventTime } from '../../../protocol/documents/tracking-events.ts';
import type { SegmentReader } from './segment-reader.ts';
import { peekTime, takeTime } from './times.ts';

/** Takes a DTM segment as it states its time; `undefined` if it cannot be read. */
export function takeStatedTime(reader: SegmentReader): StatedEventTime | undefined {
  const stated = peekTime(reader);
  if (stated === undefined) return undefined;
  takeTime(reader);
  const { instant, local, date } = stated.time;
  return {
    function: stated.qualifier.trim() === '' ? 'ZZZ' : stated.qualifier,
    ...(instant !== undefined ? { at: instant } : local !== undefined ? { local } : { on: date }),
  };
}
