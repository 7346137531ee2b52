/** Dates and times as people and spreadsheet programs write them. Nothing is guessed. */

export type ReadDate =
  | { readonly ok: true; readonly date: string }
  | { readonly ok: false; readonly reason: 'NO_DATE' | 'AMBIGUOUS' };

/** Seconds of a day. */
const DAY_SECONDS = 86_400;

/** Days from the first day of each system to 1970-01-01. */
const EPOCH_DAYS = { 1900: 25_569, 1904: 24_107 } as const;

/** Serial numbers that can be meant as a date: from 1954 to 2119. */
const PLAUSIBLE_SERIALS = { least: 20_000, most: 80_000 } as const;

/**
 * Date or local date and time of a serial number.
 * @param system in which the file counts its days
 * @returns `2026-11-24` or `2026-11-24T08:30:00`, `undefined` for what is no day
 */
export function dateOfSerial(serial: number, system: 1900 | 1904): string | undefined {
  // the system of 1900 has a 29 February that never was; days before it are of no use to anybody
  if (!(serial >= 61 && serial < 2_958_466)) return undefined;
  const seconds = Math.round((serial - EPOCH_DAYS[system]) * DAY_SECONDS);
  const iso = new Date(seconds * 1_000).toISOString();
  return Number.isInteger(serial) ? iso.slice(0, 10) : iso.slice(0, 19);
}

/** Whether a bare number in a date column can be meant as a serial number. */
export function isPlausibleSerial(text: string): boolean {
  const serial = Number(text);
  return /^\d{5}(?:\.\d+)?$/.test(text) && serial >= PLAUSIBLE_SERIALS.least && serial <= PLAUSIBLE_SERIALS.most;
}

/** A date as text. Day and month are told apart by their order (year first), by dots, or by what cannot be a month. */
export function dateOfText(text: string): ReadDate {
  const yearFirst = /^(\d{4})([-/.年])(\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  if (yearFirst !== null) return real(yearFirst[1], yearFirst[3], yearFirst[4]);
  const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(text);
  if (yearLast === null) return { ok: false, reason: 'NO_DATE' };
  const [, first = '', mark, second = '', year] = yearLast;
  if (mark === '.' || Number(first) > 12 || first === second) return real(year, second, first);
  if (Number(second) > 12) return real(year, first, second);
  return { ok: false, reason: 'AMBIGUOUS' };
}

function real(year = '', month = '', day = ''): ReadDate {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = new Date(`${date}T00:00:00Z`);
  const exists = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date);
  return exists ? { ok: true, date } : { ok: false, reason: 'NO_DATE' };
}

export type ReadTime =
  | { readonly ok: true; readonly instant: string }
  | { readonly ok: true; readonly local: string }
  | { readonly ok: false; readonly reason: 'NO_DATE' | 'AMBIGUOUS' };

/** A time as text: date, hour and minute, and the offset if there is one. */
export function timeOfText(text: string): ReadTime {
  const parts =
    /^(.+?)[T ]+(\d{1,2}):(\d\d)(?::(\d\d)(\.\d{1,9})?)?\s*(Z|z|(?:UTC|GMT)?\s*[+-]\d{1,2}(?::?\d\d)?|UTC|GMT)?$/.exec(
      text,
    );
  if (parts === null) return { ok: false, reason: 'NO_DATE' };
  const [, day = '', hour = '', minute, second = '00', fraction = '', zone] = parts;
  const date = dateOfText(day.trim());
  if (!date.ok) return date;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return { ok: false, reason: 'NO_DATE' };
  const local = `${date.date}T${hour.padStart(2, '0')}:${minute}:${second}${fraction}`;
  if (zone === undefined) return { ok: true, local };
  const offset = offsetOf(zone);
  return offset === undefined ? { ok: false, reason: 'NO_DATE' } : { ok: true, instant: `${local}${offset}` };
}

/** `Z`, `+08:00`; `undefined` for hours that no place has. */
function offsetOf(zone: string): string | undefined {
  const parts = /([+-])(\d{1,2}):?(\d\d)?$/.exec(zone);
  if (parts === null) return 'Z';
  const [, sign = '+', hours = '', minutes = '00'] = parts;
  if (Number(hours) > 14 || Number(minutes) > 59) return undefined;
  return `${sign}${hours.padStart(2, '0')}:${minutes}`;
}
