import { type Conveyance, TRANSPORT_MODES } from '../../../protocol/documents/transport.ts';
import { takeCodeList } from './code-lists.ts';
import type { SegmentReader } from './segment-reader.ts';

/**
 * Takes the means of transport of a TDT segment.
 * @param stages 8051 that say no more than the segment's place does
 * @see UN/EDIFACT D.95B, TDT: 8051, 8028, C220, C228, C040, 8101, C401, C222
 */
export function takeConveyance(reader: SegmentReader, ...stages: readonly string[]): Conveyance {
  const conveyance: Conveyance = {};
  reader.expect(1, 1, ...stages);
  const mode = TRANSPORT_MODES[Number(reader.peek(3, 1)) - 1];
  if (mode !== undefined) {
    conveyance.mode = mode;
    reader.take(3, 1);
  }
  const journey = reader.take(2);
  if (journey !== undefined) conveyance[mode === 'RAIL' ? 'trainNumber' : 'journeyNumber'] = journey;
  const carrier = takeCarrier(reader);
  if (carrier !== undefined) conveyance.carrier = carrier;
  Object.assign(conveyance, takeIdentification(reader));
  const name = reader.take(8, 4);
  if (name !== undefined) conveyance.name = name;
  if (/^[A-Z]{2}$/.test(reader.peek(8, 5))) conveyance.nationality = reader.take(8, 5);
  return conveyance;
}

/** Code list of IMO numbers (1131), with or without its agency. */
const IMO_LIST = '146';

/** Seven digits are an IMO number; anything else (call sign, wagon) is kept with the code list that it came under. */
function takeIdentification(reader: SegmentReader): Pick<Conveyance, 'imoNumber' | 'identification'> {
  const value = reader.take(8, 1);
  if (value === undefined) return {};
  if (/^\d{7}$/.test(value)) {
    reader.expect(8, 2, IMO_LIST);
    reader.expect(8, 3, '11', '54');
    return { imoNumber: value };
  }
  const codeList = takeCodeList(reader, 8, 2);
  return { identification: codeList === undefined ? { value } : { value, codeList } };
}

function takeCarrier(reader: SegmentReader): Conveyance['carrier'] {
  const code = reader.take(5, 1);
  const name = reader.take(5, 4);
  if (code === undefined && name === undefined) return undefined;
  const codeList = takeCodeList(reader, 5, 2);
  return {
    ...(code === undefined ? {} : { code }),
    ...(codeList === undefined ? {} : { codeList }),
    ...(name === undefined ? {} : { name }),
  };
}
