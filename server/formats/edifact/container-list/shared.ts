/** Segments that say the same of a list as of one of its units. */
import type { ContainerList, ListedUnit } from '../../../../protocol/documents/container-list.ts';
import { takeStatedTime } from '../event-times.ts';
import type { MappingLog } from '../mapping-log.ts';
import { takeParty } from '../parties.ts';
import { takeReference } from '../references.ts';
import type { SegmentReader } from '../segment-reader.ts';

type Described = Pick<ContainerList & ListedUnit, 'times' | 'references' | 'parties' | 'remarks'>;

/** Reads DTM, NAD and FTX, and RFF without a field of its own. */
export function readShared(reader: SegmentReader, into: Described, pointer: string, log: MappingLog): void {
  switch (reader.tag) {
    case 'DTM':
      readTime(reader, into, pointer, log);
      break;
    case 'RFF':
      readReference(reader, into, pointer, log);
      break;
    case 'NAD':
      readParty(reader, into, pointer, log);
      break;
    case 'FTX':
      readRemark(reader, into, pointer, log);
      break;
  }
}

function readTime(reader: SegmentReader, into: Described, pointer: string, log: MappingLog): void {
  const time = takeStatedTime(reader);
  if (time === undefined) {
    log.unreadable(pointer, reader, 1, 2);
    return;
  }
  into.times ??= [];
  log.trace(`${pointer}/times/${into.times.length}`, reader);
  into.times.push(time);
}

function readReference(reader: SegmentReader, into: Described, pointer: string, log: MappingLog): void {
  const reference = takeReference(reader);
  if (reference === undefined) return;
  const { qualifier, number, lineNumber } = reference;
  into.references ??= [];
  log.trace(`${pointer}/references/${into.references.length}`, reader);
  into.references.push({ type: qualifier, number: lineNumber === undefined ? number : `${number}/${lineNumber}` });
}

function readParty(reader: SegmentReader, into: Described, pointer: string, log: MappingLog): void {
  const role = reader.peek(1);
  const party = takeParty(reader);
  if (party === undefined) return;
  into.parties ??= [];
  log.trace(`${pointer}/parties/${into.parties.length}`, reader);
  into.parties.push({ role: role.trim() === '' ? 'ZZZ' : role, party });
}

/** Pieces of a text keep their boundaries as line breaks. @see UN/EDIFACT D.95B, FTX: 4451, C107 4441, C108 4440 */
function readRemark(reader: SegmentReader, into: Described, pointer: string, log: MappingLog): void {
  const pieces = reader.takeAll(4);
  if (pieces.length === 0) return;
  const subject = reader.take(1);
  const code = reader.take(3, 1);
  into.remarks ??= [];
  log.trace(`${pointer}/remarks/${into.remarks.length}`, reader);
  into.remarks.push({
    ...(subject === undefined ? {} : { subject }),
    ...(code === undefined ? {} : { code }),
    text: pieces.join('\n'),
  });
}
