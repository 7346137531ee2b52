/** @see UN/EDIFACT D.95B, MEA: 6311 purpose, 6313 property, 6411 unit, 6314 value */
import type { SegmentReader } from './segment-reader.ts';
import { massInKg, readDecimal } from './values.ts';

export type MeasuredProperty = 'GROSS_MASS' | 'NET_MASS' | 'VOLUME' | 'TARE_MASS' | 'VERIFIED_GROSS_MASS';

const PROPERTIES: Readonly<Record<string, MeasuredProperty>> = {
  G: 'GROSS_MASS',
  AAB: 'GROSS_MASS',
  WT: 'GROSS_MASS',
  N: 'NET_MASS',
  AAA: 'NET_MASS',
  AAL: 'NET_MASS',
  AAW: 'VOLUME',
  ABJ: 'VOLUME',
  VOL: 'VOLUME',
  T: 'TARE_MASS',
  VGM: 'VERIFIED_GROSS_MASS',
};

/** Purposes (6311) that say no more than the property does. */
const PURPOSES = ['AAE', 'AAI', 'AAX', 'WT', 'VOL'];

export interface Measure {
  readonly property: MeasuredProperty;
  readonly value: string;
  readonly unitCode: string;
  /** In kilograms or cubic metres; `undefined` if the unit has no fixed relation to them. */
  readonly canonical: string | undefined;
}

/** Looks at a MEA segment. @returns `undefined` for a property without a field, or a value that is no number */
export function readMeasure(reader: SegmentReader): Measure | undefined {
  const code = reader.peek(2, 1) === '' ? reader.peek(1) : reader.peek(2, 1);
  const property = Object.hasOwn(PROPERTIES, code) ? PROPERTIES[code] : undefined;
  const value = readDecimal(reader.peek(3, 2));
  if (property === undefined || value === undefined) return undefined;
  const unitCode = reader.peek(3, 1);
  const cubicMetres = unitCode === 'MTQ' ? value : undefined;
  return { property, value, unitCode, canonical: property === 'VOLUME' ? cubicMetres : massInKg(value, unitCode) };
}

/** Takes what {@link readMeasure} looked at. */
export function takeMeasure(reader: SegmentReader): void {
  reader.expect(1, 1, ...PURPOSES);
  reader.take(2, 1);
  reader.take(3, 1);
  reader.take(3, 2);
}
