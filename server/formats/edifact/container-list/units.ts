/** A place of a stowage plan or a line of a list, and the segments that say more of it. */
import type { ListedUnit } from '../../../../protocol/documents/container-list.ts';
import { takeCodeList } from '../code-lists.ts';
import { takeConveyance } from '../conveyances.ts';
import { takeEquipment } from '../equipment-details.ts';
import type { MappingLog } from '../mapping-log.ts';
import { takePlace } from '../places.ts';
import type { SegmentReader } from '../segment-reader.ts';
import { readHazard, readTechnicalName } from './hazards.ts';
import { readDimensions, readMass, readTemperature } from './quantities.ts';
import { readShared } from './shared.ts';

/** 3227 with a field of their own. */
const PLACES: Readonly<Record<string, 'placeOfLoading' | 'placeOfDischarge' | 'placeOfDelivery'>> = {
  '9': 'placeOfLoading',
  '11': 'placeOfDischarge',
  '83': 'placeOfDelivery',
};
/** 1153 with a field of their own. */
const NUMBERS: Readonly<Record<string, 'transportDocumentNumber' | 'bookingNumber'>> = {
  BM: 'transportDocumentNumber',
  BN: 'bookingNumber',
};
/** 8077. */
const SUPPLIERS: Readonly<Record<string, boolean>> = { '1': true, '2': false };
/** 8053 of a container. */
const CONTAINER = 'CN';

/** Takes where a unit stands. @see UN/EDIFACT D.95B, LOC: C517 3225, 1131, 3055 */
export function readPosition(reader: SegmentReader, unit: ListedUnit, pointer: string, log: MappingLog): void {
  const code = reader.take(2, 1);
  if (code === undefined) return;
  reader.take(1);
  const codeList = takeCodeList(reader, 2, 2);
  unit.position = { code, ...(codeList === undefined ? {} : { codeList }) };
  log.trace(`${pointer}/position`, reader);
}

/** @see UN/EDIFACT D.95B, EQD: 8053, C237, C224, 8077, 8249, 8169 */
export function readUnitEquipment(reader: SegmentReader, unit: ListedUnit, pointer: string, log: MappingLog): void {
  const kind = reader.peek(1);
  Object.assign(unit, takeEquipment(reader));
  const supplier = reader.peek(4);
  if (Object.hasOwn(SUPPLIERS, supplier)) {
    reader.take(4);
    unit.shipperOwned = SUPPLIERS[supplier];
  }
  if (kind === CONTAINER) reader.take(1);
  else if (reader.take(1) !== undefined) unit.equipmentKind = kind;
  if (!reader.untouched) log.trace(pointer, reader);
  if (unit.containerNumber !== undefined) log.trace(`${pointer}/containerNumber`, reader, 2, 1);
}

export function readUnitSegment(reader: SegmentReader, unit: ListedUnit, pointer: string, log: MappingLog): void {
  switch (reader.tag) {
    case 'LOC':
      readPlace(reader, unit, pointer, log);
      break;
    case 'MEA':
      readMass(reader, unit, pointer, log);
      break;
    case 'DIM':
      readDimensions(reader, unit, pointer, log);
      break;
    case 'TMP':
    case 'RNG':
      readTemperature(reader, unit, pointer, log);
      break;
    case 'DGS':
      readHazard(reader, unit, pointer, log);
      break;
    default:
      readParticulars(reader, unit, pointer, log);
  }
}

function readParticulars(reader: SegmentReader, unit: ListedUnit, pointer: string, log: MappingLog): void {
  switch (reader.tag) {
    case 'RFF':
      if (!readNumber(reader, unit, pointer, log)) readShared(reader, unit, pointer, log);
      break;
    case 'FTX':
      if (!readTechnicalName(reader, unit, pointer, log)) readShared(reader, unit, pointer, log);
      break;
    case 'SEL':
      readSeal(reader, unit, pointer, log);
      break;
    case 'EQA':
      readAttached(reader, unit, pointer, log);
      break;
    case 'GDS':
      if (unit.cargoNature === undefined) readNature(reader, unit, pointer, log);
      break;
    case 'HAN':
      readHandling(reader, unit, pointer, log);
      break;
    case 'TDT':
      readOnCarriage(reader, unit, pointer, log);
      break;
    default:
      readShared(reader, unit, pointer, log);
  }
}

function readPlace(reader: SegmentReader, unit: ListedUnit, pointer: string, log: MappingLog): void {
  const code = reader.peek(1);
  const place = takePlace(reader);
  if (place === undefined) return;
  const field = Object.hasOwn(PLACES, code) ? PLACES[code] : undefined;
  if (field !== undefined && unit[field] === undefined) {
    unit[field] = place;
    log.trace(`${pointer}/${field}`, reader);
    return;
  }
  unit.otherPlaces ??= [];
  log.trace(`${pointer}/otherPlaces/${unit.otherPlaces.length}`, reader);
  unit.otherPlaces.push({ function: code.trim() === '' ? 'ZZZ' : code, place });
}

/** @returns whether the reference has a field of its own; with a line it has none */
function readNumber(reader: SegmentReader, unit: ListedUnit, pointer: string, log: MappingLog): boolean {
  const qualifier = reader.peek(1, 1);
  const field = Object.hasOwn(NUMBERS, qualifier) ? NUMBERS[qualifier] : undefined;
  if (field === undefined || unit[field] !== undefined || reader.peek(1, 3).trim() !== '') return false;
  const number = reader.take(1, 2);
  if (number === undefined) return false;
  reader.take(1, 1);
  unit[field] = number;
  log.trace(`${pointer}/${field}`, reader);
  return true;
}

function readSeal(reader: SegmentReader, unit: ListedUnit, pointer: string, log: MappingLog): void {
  const number = reader.take(1);
  if (number === undefined) return;
  const issuer = reader.take(2, 1);
  unit.seals ??= [];
  log.trace(`${pointer}/seals/${unit.seals.length}`, reader);
  unit.seals.push({ number, ...(issuer === undefined ? {} : { issuer }) });
}

function readAttached(reader: SegmentReader, unit: ListedUnit, pointer: string, log: MappingLog): void {
  const number = reader.take(2, 1);
  if (number === undefined) return;
  const kind = reader.take(1);
  unit.attachedEquipment ??= [];
  log.trace(`${pointer}/attachedEquipment/${unit.attachedEquipment.length}`, reader);
  unit.attachedEquipment.push({ ...(kind === undefined ? {} : { kind }), number });
}

function readNature(reader: SegmentReader, unit: ListedUnit, pointer: string, log: MappingLog): void {
  const nature = reader.take(1, 1);
  if (nature === undefined) return;
  unit.cargoNature = nature;
  log.trace(`${pointer}/cargoNature`, reader);
}

/** @see UN/EDIFACT D.95B, HAN C524: 4079, 1131, 3055, 4078 */
function readHandling(reader: SegmentReader, unit: ListedUnit, pointer: string, log: MappingLog): void {
  const [code, text] = [reader.take(1, 1), reader.take(1, 4)];
  if (code === undefined && text === undefined) return;
  const codeList = takeCodeList(reader, 1, 2);
  unit.handling ??= [];
  log.trace(`${pointer}/handling/${unit.handling.length}`, reader);
  unit.handling.push({
    ...(code === undefined ? {} : { code }),
    ...(codeList === undefined ? {} : { codeList }),
    ...(text === undefined ? {} : { text }),
  });
}

/** How a container comes or goes on; the stage (8051) that is implied is on-carriage or pre-carriage. */
function readOnCarriage(reader: SegmentReader, unit: ListedUnit, pointer: string, log: MappingLog): void {
  const conveyance = takeConveyance(reader);
  if (reader.untouched) return;
  unit.onCarriage ??= [];
  log.trace(`${pointer}/onCarriage/${unit.onCarriage.length}`, reader);
  unit.onCarriage.push(conveyance);
}
