import table from './generated/untdid.json' with { type: 'json' };

/** Data elements of UN/EDIFACT (directory D.21A) that we keep titles of. */
export type DataElement = keyof typeof table;

/**
 * Title of a code of a UN/EDIFACT data element, for example `codeTitle('1001', '705')` -> `Bill of lading`.
 * @returns `null` for a code that directory D.21A does not have
 */
export function codeTitle(element: DataElement, code: string): string | null {
  const titles: Record<string, string> = table[element];
  return Object.hasOwn(titles, code) ? (titles[code] ?? null) : null;
}
