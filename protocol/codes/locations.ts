import { isCountryCode } from './countries.ts';
import table from './generated/unlocode.json' with { type: 'json' };

/** A place of UN/LOCODE; only China, Malaysia and Singapore are in our table. */
export interface Location {
  readonly code: string;
  readonly name: string;
  /** Function classifiers: 1 port, 2 rail, 3 road, 4 airport, 5 postal, 6 multimodal, 7 fixed transport, B border crossing. */
  readonly functions: string;
}

const LOCATIONS = new Map<string, readonly string[]>(Object.entries(table));

/** The countries that the table covers. */
const COVERED = new Set(['CN', 'MY', 'SG']);

/**
 * Codes that are often written where another place is meant. They are accepted as they came; the check says which code
 * was probably meant.
 */
const COMMONLY_CONFUSED = new Map([['CNCKG', 'CNCQI']]);

/** @param code five characters, for example `CNQZH` */
export function findLocation(code: string): Location | null {
  const [name, functions] = LOCATIONS.get(code) ?? [];
  return name === undefined || functions === undefined ? null : { code, name, functions };
}

/** What our table can say about a code. A place outside the covered countries is never called wrong. */
export type LocationFault = 'FORM' | 'UNKNOWN' | 'NOT_COVERED';

/** @returns the fault, or `null` for a place of our table */
export function locationFault(code: string): LocationFault | null {
  if (!/^[A-Z]{2}[A-Z2-9]{3}$/.test(code) || !isCountryCode(code.slice(0, 2))) return 'FORM';
  if (!COVERED.has(code.slice(0, 2))) return 'NOT_COVERED';
  return LOCATIONS.has(code) ? null : 'UNKNOWN';
}

/** The place that was probably meant, for a code that is often mistaken; `CNCKG` is Chongqing's airport, the city `CNCQI`. */
export function probablyMeant(code: string): Location | null {
  const other = COMMONLY_CONFUSED.get(code);
  return other === undefined ? null : findLocation(other);
}
