/**
 * Writes the compact code tables of `protocol/codes/data/` from the lists in `scripts/codes/source/`.
 * With `--check` it writes nothing and exits with 1 when a table is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const SOURCE = new URL('./codes/source/', import.meta.url);
const TARGET = new URL('../protocol/codes/data/', import.meta.url);

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

/** UN/LOCODE of the corridor: code -> [name, function]. */
function locations(): Record<string, [string, string]> {
  const table: Record<string, [string, string]> = {};
  for (const country of ['CN', 'MY', 'SG']) {
    for (const row of csvRows(`unlocode_${country}.csv`)) {
      const [, location = '', name = '', , , , functions = ''] = row;
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

const tables: Record<string, unknown> = {
  'unlocode.json': locations(),
  'hs6.json': harmonizedSystem(),
  'untdid.json': dataElements(),
};

let stale = 0;
for (const [file, table] of Object.entries(tables)) {
  const url = new URL(file, TARGET);
  const text = `${JSON.stringify(table)}\n`;
  if (!process.argv.includes('--check')) {
    writeFileSync(url, text);
  } else if (readFileSync(url, 'utf8') !== text) {
    stale += 1;
    console.error(`protocol/codes/data/${file} is stale: run node scripts/generate-codes.ts`);
  }
}
process.exitCode = stale === 0 ? 0 : 1;
