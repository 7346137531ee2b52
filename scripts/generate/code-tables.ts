/** Compact tables for `protocol/codes/` out of the published code lists in `scripts/codes/source/`. */
import { readFileSync } from 'node:fs';

const SOURCE = new URL('../codes/source/', import.meta.url);

/** Data elements of UN/EDIFACT that documents and checks look up. */
const ELEMENTS = ['1001', '1153', '1225', '3035', '3227', '7365', '8053', '8249'];

/** One line of a CSV without quoted line breaks; quotes doubled inside quoted fields (RFC 4180). */
function csvFields(line: string): string[] {
  const fields: string[] = [];
  for (const match of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    fields.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'));
  }
  return fields;
}

function csvRows(file: string): string[][] {
  const lines = readFileSync(new URL(file, SOURCE), 'utf8').split(/\r?\n/);
  return lines
    .slice(1)
    .filter((line) => line !== '')
    .map(csvFields);
}

/**
 * A row of the published list. A dozen of them are broken: a name with a comma stands in two columns, with a quotation
 * mark at either end, and what is behind it has moved.
 */
function locationOf(row: readonly string[]) {
  const [, location = '', first = '', second = ''] = row;
  const name = first.startsWith('"') ? `${first},${second}` : first;
  const functions = row.slice(3).find((field) => /^[0-8AB-]{8}$/.test(field));
  if (functions === undefined) throw new Error(`no function classifiers in ${row.join(',')}`);
  const words = name.replaceAll('"', '').split(',');
  return { location, name: words.map((word) => word.trim()).join(', '), functions };
}

/** UN/LOCODE of the corridor: code -> [name, function]. */
function locations(): Record<string, [string, string]> {
  const table: Record<string, [string, string]> = {};
  for (const country of ['CN', 'MY', 'SG']) {
    for (const row of csvRows(`unlocode_${country}.csv`)) {
      const { location, name, functions } = locationOf(row);
      table[`${country}${location}`] = [name, functions.replaceAll('-', '')];
    }
  }
  return table;
}

/** The six-digit codes of the Harmonized System, ascending, one after the other. */
function harmonizedSystem(): string {
  const codes = csvRows('harmonized-system.csv').map((row) => row[1] ?? '');
  return codes
    .filter((code) => /^\d{6}$/.test(code))
    .sort()
    .join('');
}

function dataElements(): Record<string, Record<string, string>> {
  const all: Record<string, Record<string, string>> = JSON.parse(
    readFileSync(new URL('untdid-d21a-subset.json', SOURCE), 'utf8'),
  );
  return Object.fromEntries(ELEMENTS.map((element) => [element, all[element] ?? {}]));
}

/** The compact code tables, by path from the project's root. */
export function renderCodeTables(): [string, string][] {
  const tables = { unlocode: locations(), hs6: harmonizedSystem(), untdid: dataElements() };
  return Object.entries(tables).map(([name, table]) => [
    `protocol/codes/generated/${name}.json`,
    `${JSON.stringify(table)}\n`,
  ]);
}
