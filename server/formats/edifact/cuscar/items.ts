/** Goods items of a consignment: GID and what follows it. */
import type { ManifestItem } from '../../../../protocol/documents/manifest.ts';
import type { MappingLog } from '../mapping-log.ts';
import { type Measure, readMeasure, takeMeasure } from '../measures.ts';
import type { SegmentReader } from '../segment-reader.ts';
import { readCount } from '../values.ts';

/** Starts a goods item. @param pointer of the new item */
export function openItem(reader: SegmentReader, pointer: string, log: MappingLog): ManifestItem {
  const item: ManifestItem = {};
  log.trace(pointer, reader);
  const itemNumber = readCount(reader.peek(1));
  if (itemNumber !== undefined && itemNumber > 0) {
    item.itemNumber = itemNumber;
    reader.take(1);
  }
  // up to three levels of packing: outer, intermediate, inner
  for (const element of [2, 3, 4]) {
    const count = readCount(reader.peek(element, 1));
    if (count === undefined) {
      log.unreadable(`${pointer}/packages`, reader, element, 1);
      continue;
    }
    reader.take(element, 1);
    const typeCode = reader.take(element, 2);
    const description = reader.take(element, 5);
    log.trace(`${pointer}/packages/${item.packages?.length ?? 0}`, reader, element, 1);
    item.packages ??= [];
    item.packages.push({
      count,
      ...(typeCode === undefined ? {} : { typeCode }),
      ...(description === undefined ? {} : { description }),
    });
  }
  return item;
}

/** Reads a segment inside a goods item; what has no place in it is left for the report. */
export function readItemSegment(reader: SegmentReader, item: ManifestItem, pointer: string, log: MappingLog): void {
  switch (reader.tag) {
    case 'FTX':
      if (reader.peek(1) === 'AAD') readTechnicalName(reader, item, pointer, log);
      else readDescription(reader, item, pointer, log);
      break;
    case 'MEA':
      readItemMeasure(reader, item, pointer, log);
      break;
    case 'PCI':
      readMarks(reader, item);
      break;
    case 'DGS':
      readDangerousGoods(reader, item, pointer, log);
      break;
    case 'CST':
      readCommodityCode(reader, item, pointer, log);
      break;
  }
}

/** The pieces of a text keep their boundaries: senders cut them inside words or between, and do not say which. */
function readDescription(reader: SegmentReader, item: ManifestItem, pointer: string, log: MappingLog): void {
  const pieces = reader.takeAll(4);
  if (pieces.length === 0) return;
  reader.take(1);
  const text = pieces.join('\n');
  item.description = item.description === undefined ? text : `${item.description}\n${text}`;
  log.trace(`${pointer}/description`, reader, 4);
}

function readItemMeasure(reader: SegmentReader, item: ManifestItem, pointer: string, log: MappingLog): void {
  const measure = readMeasure(reader);
  const field = measure === undefined ? undefined : placeMeasure(measure, item);
  if (field === undefined) return;
  takeMeasure(reader);
  log.trace(`${pointer}/${field}`, reader, 3, 2);
}

/** @returns the field that took the measure; none if it is taken already or the unit cannot be expressed */
function placeMeasure(
  { property, value, unitCode, canonical }: Measure,
  item: ManifestItem,
): keyof ManifestItem | undefined {
  if (property === 'GROSS_MASS' && item.grossMassKg === undefined && item.statedGrossMass === undefined) {
    if (canonical !== undefined) {
      item.grossMassKg = canonical;
      return 'grossMassKg';
    }
    if (unitCode === '') return undefined;
    item.statedGrossMass = { value, unitCode };
    return 'statedGrossMass';
  }
  if (canonical === undefined) return undefined;
  if (property === 'NET_MASS' && item.netMassKg === undefined) {
    item.netMassKg = canonical;
    return 'netMassKg';
  }
  if (property === 'VOLUME' && item.volumeM3 === undefined) {
    item.volumeM3 = canonical;
    return 'volumeM3';
  }
  return undefined;
}

function readMarks(reader: SegmentReader, item: ManifestItem): void {
  const marks = reader.takeAll(2);
  if (marks.length === 0) return;
  reader.expect(1, 1, '28');
  item.marks ??= [];
  item.marks.push(...marks);
}

/** @see UN/EDIFACT D.95B, DGS: 8273, C205 8351, C234 7124, C223, 8339 */
function readDangerousGoods(reader: SegmentReader, item: ManifestItem, pointer: string, log: MappingLog): void {
  if (!/^\d{4}$/.test(reader.peek(3, 1)) || reader.peek(2, 1) === '') {
    log.report('DANGEROUS_GOODS', `${pointer}/dangerousGoods`, reader.peek(3, 1), reader.position(3, 1));
    return;
  }
  reader.expect(1, 1, 'IMD');
  const hazardClass = reader.take(2, 1) ?? '';
  const unNumber = reader.take(3, 1) ?? '';
  const packingGroup = reader.take(5);
  item.dangerousGoods ??= [];
  log.trace(`${pointer}/dangerousGoods/${item.dangerousGoods.length}`, reader);
  item.dangerousGoods.push({ unNumber, hazardClass, ...(packingGroup === undefined ? {} : { packingGroup }) });
}

/** The name follows the dangerous goods that it is of. */
function readTechnicalName(reader: SegmentReader, item: ManifestItem, pointer: string, log: MappingLog): void {
  const goods = item.dangerousGoods?.at(-1);
  if (goods === undefined || goods.technicalName !== undefined) return;
  const pieces = reader.takeAll(4);
  if (pieces.length === 0) return;
  reader.take(1);
  goods.technicalName = pieces.join('\n');
  log.trace(`${pointer}/dangerousGoods/${(item.dangerousGoods?.length ?? 1) - 1}/technicalName`, reader, 4);
}

/** A national code is longer than the international part; the rest of it stays in the list of what was not mapped. */
function readCommodityCode(reader: SegmentReader, item: ManifestItem, pointer: string, log: MappingLog): void {
  const code = reader.peek(2, 1).replaceAll('.', '');
  if (!/^\d{6,12}$/.test(code)) log.unreadable(`${pointer}/hsCode`, reader, 2, 1);
  if (!/^\d{6,12}$/.test(code) || item.hsCode !== undefined) return;
  item.hsCode = code.slice(0, 6);
  log.trace(`${pointer}/hsCode`, reader, 2, 1);
  if (reader.peek(2, 1) === item.hsCode) reader.take(2, 1);
}
