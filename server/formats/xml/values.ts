/** Reading of XML values into the spellings of the canonical documents. Values never change, only their spelling. */
import type { JsonScalar } from '../../../protocol/json/json-value.ts';
import { readCount, readDecimal, readTime } from '../edifact/values.ts';

/** Turns a value into what the document carries, `undefined` if it cannot. */
export type Reading = (value: string) => JsonScalar | undefined;

const shorterThan =
  (max: number): Reading =>
  (value) =>
    value.length <= max ? value : undefined;

/** As `shortText` of the documents. */
export const short = shorterThan(256);

/** As `longText` of the documents. */
export const long = shorterThan(8_000);

/** A text of some form. */
export const matching =
  (form: RegExp): Reading =>
  (value) =>
    form.test(value) ? value : undefined;

export const country = matching(/^[A-Z]{2}$/);
export const currency = matching(/^[A-Z]{3}$/);
export const ucr = matching(/^[A-Z0-9()/-]{1,35}$/);
export const lrn = shorterThan(35);

/** Non-negative decimal, scale kept. */
export const decimal: Reading = readDecimal;

/** Decimal with sign. */
export const signedDecimal: Reading = (value) => {
  const digits = readDecimal(value.replace(/^-/, ''));
  if (digits === undefined) return undefined;
  return value.startsWith('-') && /[1-9]/.test(digits) ? `-${digits}` : digits;
};

export const count: Reading = readCount;

/** Whole number from 1. */
export const ordinal: Reading = (value) => {
  const read = readCount(value);
  return read === undefined || read < 1 || read > 99_999 ? undefined : read;
};

/** `1`, `true` and `0`, `false`. */
export const flag: Reading = (value) => {
  if (value === '1' || value === 'true') return true;
  return value === '0' || value === 'false' ? false : undefined;
};

/** A point in time as an XML file states it, as far as it states it. */
export interface StatedTime {
  /** RFC 3339 full-date. */
  readonly date: string;
  /** Date and time of day without offset. */
  readonly local?: string;
  /** RFC 3339 with offset. */
  readonly instant?: string;
}

/**
 * Reads a time.
 * @param format code of UNTDID 2379, for example `304`; empty for the forms of XML Schema (`dateTime`, `date`)
 * @see WCO Data Model, DateTimeString
 */
export function readStatedTime(value: string, format: string): StatedTime | undefined {
  return format === '' ? readSchemaTime(value) : readTime(zoned(value), format);
}

/** Zones that format 304 is seen with besides `+01`, in the spelling that EDIFACT has for them. */
const zoned = (value: string) => value.replace(/Z$/, 'UTC').replace(/([+-]\d\d):?00$/, '$1');

/** @see XML Schema part 2, dateTime and date */
function readSchemaTime(value: string): StatedTime | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d(?:\.\d{1,9})?))?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/.exec(value);
  if (match === null) return undefined;
  const [, date = '', clock, zone] = match;
  const instant = new Date(`${date}T${clock?.slice(0, 8) ?? '00:00:00'}Z`);
  if (Number.isNaN(instant.getTime()) || !instant.toISOString().startsWith(`${date}T${clock?.slice(0, 8) ?? ''}`)) {
    return undefined;
  }
  if (clock === undefined) return { date };
  const local = `${date}T${clock}`;
  return zone === undefined ? { date, local } : { date, local, instant: `${local}${zone}` };
}
