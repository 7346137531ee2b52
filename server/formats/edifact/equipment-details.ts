import type { TrackingEvent } from '../../../protocol/documents/tracking-events.ts';
import type { SegmentReader } from './segment-reader.ts';

/** UNTDID 8169; the shades of full that it also has stay unmapped. */
const FULLNESS: Readonly<Record<string, TrackingEvent['fullness']>> = { '4': 'EMPTY', '5': 'FULL' };
/** UNTDID 8249. */
const MOVEMENTS: Readonly<Record<string, TrackingEvent['movement']>> = {
  '2': 'EXPORT',
  '3': 'IMPORT',
  '6': 'TRANSHIPMENT',
};

type EquipmentDetails = Pick<TrackingEvent, 'containerNumber' | 'containerTypeCode' | 'fullness' | 'movement'>;

/**
 * Takes the equipment of an EQD segment.
 * @see UN/EDIFACT D.95B, EQD: 8053, C237, C224, 8077, 8249, 8169
 */
export function takeEquipment(reader: SegmentReader): EquipmentDetails {
  const containerNumber = reader.take(2, 1);
  const containerTypeCode = reader.take(3, 1);
  if (containerTypeCode !== undefined) {
    reader.expect(3, 2, '102');
    reader.expect(3, 3, '5');
  }
  const movement = takeCode(reader, 5, MOVEMENTS);
  const fullness = takeCode(reader, 6, FULLNESS);
  if (!reader.untouched) reader.expect(1, 1, 'CN');
  return {
    ...(containerNumber === undefined ? {} : { containerNumber }),
    ...(containerTypeCode === undefined ? {} : { containerTypeCode }),
    ...(movement === undefined ? {} : { movement }),
    ...(fullness === undefined ? {} : { fullness }),
  };
}

function takeCode<T>(reader: SegmentReader, element: number, codes: Readonly<Record<string, T>>): T | undefined {
  const code = reader.peek(element);
  const meaning = Object.hasOwn(codes, code) ? codes[code] : undefined;
  if (meaning !== undefined) reader.take(element);
  return meaning;
}
