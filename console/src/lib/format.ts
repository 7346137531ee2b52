/** How values are written for people. */
import { currentLocale } from './i18n.ts';

/** `0x1234…abcd`. */
export function shortHex(hex: string): string {
  return hex.length <= 14 ? hex : `${hex.slice(0, 8)}…${hex.slice(-4)}`;
}

/** Zone in which the offices of a jurisdiction work. */
const OFFICE_ZONES: Readonly<Record<string, string>> = {
  CN: 'Asia/Shanghai',
  MY: 'Asia/Kuala_Lumpur',
  SG: 'Asia/Singapore',
};

/** A time in the zone of the user. @param instant RFC 3339 */
export function localTime(instant: string): string {
  return timeIn(instant, undefined);
}

/** The same time in the zone of an office, undefined if the clocks agree or the zone is not known. */
export function officeTime(instant: string, jurisdiction: string | null | undefined): string | undefined {
  const zone = OFFICE_ZONES[jurisdiction ?? ''];
  if (zone === undefined) return undefined;
  const there = timeIn(instant, zone);
  return there === timeIn(instant, undefined) ? undefined : `${there} ${jurisdiction}`;
}

function timeIn(instant: string, timeZone: string | undefined): string {
  const format = new Intl.DateTimeFormat(currentLocale(), {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  return format.format(new Date(instant));
}

const STEPS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** How long ago or how soon: `2 hours ago`. @param now milliseconds since 1970 */
export function relativeTime(instant: string, now: number): string {
  const seconds = (Date.parse(instant) - now) / 1000;
  const [unit, size] = STEPS.find(([, each]) => Math.abs(seconds) >= each) ?? (['minute', 60] as const);
  return new Intl.RelativeTimeFormat(currentLocale(), { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}
