/** Reading of EDIFACT values into the spellings of the canonical documents. Values never change, only their spelling. */

/**
 * A number of EDIFACT: decimal mark `.` or `,`, digits before it optional.
 * @returns non-negative decimal, scale kept (`.000` becomes `0.000`), or `undefined` if it is none
 * @see ISO 9735-1 section 10.3
 */
export function readDecimal(value: string): string | undefined {
  const match = /^\+?0*(\d{0,18})(?:[.,](\d{0,9}))?$/.exec(value.trim());
  const [, whole = '', fraction = ''] = match ?? [];
  if (match === null || !/\d/.test(value)) return undefined;
  return `${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** As {@link readDecimal}, with a sign before the digits or after them. */
export function readSignedDecimal(value: string): string | undefined {
  const text = value.trim();
  const negative = text.startsWith('-') || text.endsWith('-');
  const digits = readDecimal(negative ? text.replace(/^-|-$/, '') : text);
  if (digits === undefined || !negative) return digits;
  return /[1-9]/.test(digits) ? `-${digits}` : digits;
}

/** A whole number up to 8 digits, `undefined` if it is none. */
export function readCount(value: string): number | undefined {
  const digits = value.trim();
  return /^\d{1,8}$/.test(digits) ? Number(digits) : undefined;
}

/** Kilograms in one unit, as an exact decimal: digits and how many of them stand after the point. */
const KILOGRAMS: Readonly<Record<string, readonly [bigint, number]>> = {
  KGM: [1n, 0],
  TNE: [1_000n, 0],
  GRM: [1n, 3],
  LBR: [45_359_237n, 8],
};

/**
 * A mass in kilograms, exact.
 * @param unitCode UN/ECE Recommendation 20
 * @returns decimal, or `undefined` for a unit without a fixed relation to the kilogram or a result beyond our scale
 */
export function massInKg(value: string, unitCode: string): string | undefined {
  const factor = Object.hasOwn(KILOGRAMS, unitCode) ? KILOGRAMS[unitCode] : undefined;
  if (factor === undefined) return undefined;
  if (unitCode === 'KGM') return value;
  const [multiplier, factorScale] = factor;
  const [whole = '', fraction = ''] = value.split('.');
  const scale = fraction.length + factorScale;
  const digits = (BigInt(whole + fraction) * multiplier).toString().padStart(scale + 1, '0');
  const [integer, rest] = [digits.slice(0, digits.length - scale), digits.slice(digits.length - scale)];
  const exact = rest.replace(/0+$/, '');
  if (exact.length > 9 || integer.length > 18) return undefined;
  return exact === '' ? integer : `${integer}.${exact}`;
}

/** A point in time as EDIFACT states it. */
export interface EdifactTime {
  /** RFC 3339 full-date. */
  readonly date: string;
  /** Date and time without offset; absent if only a date is stated. */
  readonly local?: string;
  /** RFC 3339 with offset; absent if none is stated. */
  readonly instant?: string;
}

/** Layouts of data element 2379: `Y` two-digit year, `C` four-digit year, then month, day, hour, minute, second, zone. */
const LAYOUTS: Readonly<Record<string, RegExp>> = {
  '101': /^(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)$/,
  '102': /^(?<c>\d{4})(?<m>\d\d)(?<d>\d\d)$/,
  '201': /^(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)(?<h>\d\d)(?<n>\d\d)$/,
  '202': /^(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)(?<h>\d\d)(?<n>\d\d)(?<s>\d\d)$/,
  '203': /^(?<c>\d{4})(?<m>\d\d)(?<d>\d\d)(?<h>\d\d)(?<n>\d\d)$/,
  '204': /^(?<c>\d{4})(?<m>\d\d)(?<d>\d\d)(?<h>\d\d)(?<n>\d\d)(?<s>\d\d)$/,
  '205': /^(?<c>\d{4})(?<m>\d\d)(?<d>\d\d)(?<h>\d\d)(?<n>\d\d)(?<z>[+-](?:0\d|1[0-4])[0-5]\d)$/,
  '303': /^(?<c>\d{4})(?<m>\d\d)(?<d>\d\d)(?<h>\d\d)(?<n>\d\d)(?<z>[+-](?:0\d|1[0-4])|UTC|GMT)$/,
  '304': /^(?<c>\d{4})(?<m>\d\d)(?<d>\d\d)(?<h>\d\d)(?<n>\d\d)(?<s>\d\d)(?<z>[+-](?:0\d|1[0-4])|UTC|GMT)$/,
};

/** Two-digit years from this one on belong to the last century. */
const CENTURY_PIVOT = 70;

/**
 * Reads a DTM value.
 * @param format data element 2379
 * @returns `undefined` for an unknown format or an impossible date
 */
export function readTime(value: string, format: string): EdifactTime | undefined {
  const layout = Object.hasOwn(LAYOUTS, format) ? LAYOUTS[format] : undefined;
  const part = layout?.exec(value.trim())?.groups;
  if (part === undefined) return undefined;
  const year = part.c ?? `${Number(part.y) < CENTURY_PIVOT ? '20' : '19'}${part.y}`;
  const date = `${year}-${part.m}-${part.d}`;
  if (part.h === undefined) return isReal(date, '00:00:00') ? { date } : undefined;
  const clock = `${part.h}:${part.n}:${part.s ?? '00'}`;
  if (!isReal(date, clock)) return undefined;
  const local = `${date}T${clock}`;
  return part.z === undefined ? { date, local } : { date, local, instant: `${local}${offsetOf(part.z)}` };
}

function isReal(date: string, clock: string): boolean {
  const time = new Date(`${date}T${clock}Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(`${date}T${clock}`);
}

function offsetOf(zone: string): string {
  if (!/^[+-]/.test(zone)) return 'Z';
  return `${zone.slice(0, 3)}:${zone.slice(3) || '00'}`;
}
