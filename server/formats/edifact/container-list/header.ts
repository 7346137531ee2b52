/** The part of a list before its units, and the totals after them. */
import type { ContainerList } from '../../../../protocol/documents/container-list.ts';
import { takeConveyance } from '../conveyances.ts';
import type { MappingLog } from '../mapping-log.ts';
import { takePlace } from '../places.ts';
import type { SegmentReader } from '../segment-reader.ts';
import { readSignedDecimal } from '../values.ts';
import { readShared } from './shared.ts';

export function readHeader(reader: SegmentReader, list: ContainerList, log: MappingLog): void {
  switch (reader.tag) {
    case 'BGM':
      readMessageHead(reader, list, log);
      break;
    case 'TDT':
      if (list.conveyance !== undefined) return;
      list.conveyance = takeConveyance(reader, '20');
      log.trace('/conveyance', reader);
      break;
    case 'LOC':
      readPlace(reader, list, log);
      break;
    default:
      readShared(reader, list, '', log);
  }
}

/** @see UN/EDIFACT D.95B and D.00B, BGM: C002 1001, 1004 (C106), 1225 */
function readMessageHead(reader: SegmentReader, list: ContainerList, log: MappingLog): void {
  for (const [field, element] of [
    ['listType', 1],
    ['number', 2],
    ['messageFunction', 3],
  ] as const) {
    const value = list[field] === undefined ? reader.take(element) : undefined;
    if (value === undefined) continue;
    list[field] = value;
    log.trace(`/${field}`, reader, element);
  }
}

function readPlace(reader: SegmentReader, list: ContainerList, log: MappingLog): void {
  const code = reader.peek(1);
  const place = takePlace(reader);
  if (place === undefined) return;
  list.places ??= [];
  log.trace(`/places/${list.places.length}`, reader);
  list.places.push({ function: code.trim() === '' ? 'ZZZ' : code, place });
}

/** @see UN/EDIFACT D.95B, CNT C270: 6069, 6066 */
export function readTotal(reader: SegmentReader, list: ContainerList, log: MappingLog): void {
  const value = readSignedDecimal(reader.peek(1, 2));
  if (value === undefined) {
    log.unreadable('', reader, 1, 2);
    return;
  }
  reader.take(1, 2);
  list.totals ??= [];
  log.trace(`/totals/${list.totals.length}`, reader);
  list.totals.push({ function: reader.take(1, 1) ?? 'ZZZ', value });
}
