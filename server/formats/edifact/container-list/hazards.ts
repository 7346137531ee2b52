import type { ListedUnit } from '../../../../protocol/documents/container-list.ts';
import type { MappingLog } from '../mapping-log.ts';
import type { SegmentReader } from '../segment-reader.ts';
import { readSignedDecimal } from '../values.ts';

type Hazard = NonNullable<ListedUnit['dangerousGoods']>[number];

/** Elements of DGS that are taken as they come. */
const TEXTS = [
  ['hazardClass', 2, 1],
  ['page', 2, 2],
  ['regulationsVersion', 2, 3],
  ['packingGroup', 5, 1],
  ['emergencySchedule', 6, 1],
  ['medicalGuide', 7, 1],
] as const;

/**
 * Dangerous goods of a unit, of the regulations for carriage by sea.
 * @see UN/EDIFACT D.95B, DGS: 8273, C205, C234 7124, C223, 8339, 8364, 8410, C236
 */
export function readHazard(reader: SegmentReader, unit: ListedUnit, pointer: string, log: MappingLog): void {
  const hazard: Hazard = {};
  if (/^\d{4}$/.test(reader.peek(3, 1))) hazard.unNumber = reader.take(3, 1);
  for (const [field, element, place] of TEXTS) {
    const value = reader.take(element, place);
    if (value !== undefined) hazard[field] = value;
  }
  const flashpoint = readSignedDecimal(reader.peek(4, 1));
  if (flashpoint !== undefined) {
    reader.take(4, 1);
    const unitCode = reader.take(4, 2);
    hazard.flashpoint = { value: flashpoint, ...(unitCode === undefined ? {} : { unitCode }) };
  }
  const labels = reader.takeAll(10, 1, 4);
  if (labels.length > 0) hazard.labels = labels;
  if (reader.untouched) return;
  reader.expect(1, 1, 'IMD');
  unit.dangerousGoods ??= [];
  log.trace(`${pointer}/dangerousGoods/${unit.dangerousGoods.length}`, reader);
  unit.dangerousGoods.push(hazard);
}

/** Subject (4451) of the technical name of the dangerous goods before it. */
const TECHNICAL_NAME = 'AAD';

/** @returns whether a FTX segment named the dangerous goods before it */
export function readTechnicalName(reader: SegmentReader, unit: ListedUnit, pointer: string, log: MappingLog): boolean {
  const goods = unit.dangerousGoods ?? [];
  const hazard = goods.at(-1);
  if (reader.peek(1) !== TECHNICAL_NAME || hazard === undefined || hazard.technicalName !== undefined) return false;
  const pieces = reader.takeAll(4);
  if (pieces.length === 0) return false;
  reader.take(1);
  hazard.technicalName = pieces.join('\n');
  log.trace(`${pointer}/dangerousGoods/${goods.length - 1}/technicalName`, reader);
  return true;
}
