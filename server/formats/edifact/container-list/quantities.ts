/** Masses, sizes and temperatures of a unit. */
import type { ListedUnit } from '../../../../protocol/documents/container-list.ts';
import type { MappingLog } from '../mapping-log.ts';
import { readMeasure, takeMeasure } from '../measures.ts';
import type { SegmentReader } from '../segment-reader.ts';
import { readDecimal, readSignedDecimal } from '../values.ts';

const MASSES: Readonly<Record<string, 'grossMassKg' | 'verifiedGrossMassKg' | 'tareMassKg'>> = {
  GROSS_MASS: 'grossMassKg',
  VERIFIED_GROSS_MASS: 'verifiedGrossMassKg',
  TARE_MASS: 'tareMassKg',
};
/** 6311 that say no more than that something was measured. */
const PURPOSES = ['AAE', 'AAI', 'AAX', 'WT', 'VOL'];

export function readMass(reader: SegmentReader, unit: ListedUnit, pointer: string, log: MappingLog): void {
  const measure = readMeasure(reader);
  const field = measure === undefined ? undefined : MASSES[measure.property];
  if (measure?.canonical === undefined || field === undefined || unit[field] !== undefined) {
    readMeasurement(reader, unit, pointer, log);
    return;
  }
  takeMeasure(reader);
  unit[field] = measure.canonical;
  log.trace(`${pointer}/${field}`, reader, 3, 2);
}

/** The property (6313) is the quantity, as it came. */
function readMeasurement(reader: SegmentReader, unit: ListedUnit, pointer: string, log: MappingLog): void {
  const value = readSignedDecimal(reader.peek(3, 2));
  const element = reader.peek(2, 1).trim() === '' ? 1 : 2;
  if (value === undefined || reader.peek(element, 1).trim() === '') {
    log.unreadable(pointer, reader, 3, 2);
    return;
  }
  const quantity = reader.take(element, 1) ?? '';
  if (element === 2) reader.expect(1, 1, ...PURPOSES);
  reader.take(3, 2);
  const unitCode = reader.take(3, 1);
  unit.measurements ??= [];
  log.trace(`${pointer}/measurements/${unit.measurements.length}`, reader);
  unit.measurements.push({ quantity, value, ...(unitCode === undefined ? {} : { unitCode }) });
}

/** @see UN/EDIFACT D.95B, DIM: 6145, C211 6411, 6168, 6140, 6138 */
export function readDimensions(reader: SegmentReader, unit: ListedUnit, pointer: string, log: MappingLog): void {
  const stated: NonNullable<ListedUnit['dimensions']>[number] = {};
  for (const [field, place] of [
    ['length', 2],
    ['width', 3],
    ['height', 4],
  ] as const) {
    const value = readDecimal(reader.peek(2, place));
    if (value === undefined) {
      log.unreadable(pointer, reader, 2, place);
      continue;
    }
    reader.take(2, place);
    stated[field] = value;
  }
  if (reader.untouched) return;
  const [kind, unitCode] = [reader.take(1), reader.take(2, 1)];
  unit.dimensions ??= [];
  log.trace(`${pointer}/dimensions/${unit.dimensions.length}`, reader);
  unit.dimensions.push({
    ...(kind === undefined ? {} : { function: kind }),
    ...(unitCode === undefined ? {} : { unitCode }),
    ...stated,
  });
}

/** Values and unit of TMP (C239 6246, 6411) and RNG (C280 6411, 6162, 6152). */
const TEMPERATURES = {
  TMP: { unit: 2, values: [['value', 1]] },
  RNG: {
    unit: 1,
    values: [
      ['minimum', 2],
      ['maximum', 3],
    ],
  },
} as const;

export function readTemperature(reader: SegmentReader, unit: ListedUnit, pointer: string, log: MappingLog): void {
  const layout = reader.tag === 'TMP' ? TEMPERATURES.TMP : TEMPERATURES.RNG;
  const stated: NonNullable<ListedUnit['temperatures']>[number] = {};
  for (const [field, place] of layout.values) {
    const value = readSignedDecimal(reader.peek(2, place));
    if (value === undefined) {
      log.unreadable(pointer, reader, 2, place);
      continue;
    }
    reader.take(2, place);
    stated[field] = value;
  }
  if (reader.untouched) return;
  const [kind, unitCode] = [reader.take(1), reader.take(2, layout.unit)];
  unit.temperatures ??= [];
  log.trace(`${pointer}/temperatures/${unit.temperatures.length}`, reader);
  unit.temperatures.push({
    ...(kind === undefined ? {} : { function: kind }),
    ...(unitCode === undefined ? {} : { unitCode }),
    ...stated,
  });
}
