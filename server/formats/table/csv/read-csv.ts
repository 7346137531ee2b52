/** A text table as a workbook: each `[Sheet]` line begins a sheet. */
import { FormatError } from '../../format-error.ts';
import { plainHeader, TEMPLATE_FIELD } from '../template.ts';
import type { Cell, Grid, GridRow, Workbook } from '../workbook.ts';
import { decodeText } from './decode-text.ts';
import { unguarded } from './guard.ts';
import { type CsvRow, parseCsv } from './parse-csv.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** Enough for the first form, in which the delimiter shows. */
const HEAD_LENGTH = 4_096;

/** @throws {FormatError} TABLE_ENCODING, TABLE_QUOTE, TABLE_TOO_LARGE, TABLE_NO_TEMPLATE */
export function readCsv(bytes: Uint8Array): Workbook {
  const { text, findings } = decodeText(bytes);
  const { body, delimiter } = delimiterOf(text);
  const sheets = sheetsOf(parseCsv(body, delimiter));
  if (sheets.length === 0) throw new FormatError('TABLE_NO_TEMPLATE');
  return { sheets, findings, impliedMark: delimiter === ',' ? '.' : undefined };
}

/** The delimiter behind the label of the first field; spreadsheet programs may also name it in a first line `sep=;`. */
function delimiterOf(text: string): { body: string; delimiter: string } {
  const stated = /^"?sep=([,;\t|])"?\r?\n/i.exec(text);
  // the line stays, emptied, so that rows keep their numbers
  if (stated !== null) return { body: text.slice(stated[0].length - 1), delimiter: stated[1] ?? ',' };
  const label = new RegExp(`^\\s*"?${TEMPLATE_FIELD}"?\\s*([,;\\t|])`, 'im').exec(text.slice(0, HEAD_LENGTH));
  if (label !== null) return { body: text, delimiter: label[1] ?? ',' };
  const head = text.slice(0, HEAD_LENGTH);
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, count: head.split(delimiter).length }));
  return { body: text, delimiter: counted.reduce((a, b) => (b.count > a.count ? b : a)).delimiter };
}

function sheetsOf(rows: readonly CsvRow[]): Grid[] {
  const sheets: { name: string; rows: GridRow[] }[] = [];
  for (const [index, row] of rows.entries()) {
    const name = sheetName(row.cells);
    if (name !== undefined) {
      const same = sheets.find((sheet) => plainHeader(sheet.name) === plainHeader(name));
      if (same === undefined) sheets.push({ name, rows: [] });
      else sheets.push(...sheets.splice(sheets.indexOf(same), 1));
      continue;
    }
    if (sheets.length === 0 && row.cells.some((cell) => cell.trim() !== '')) sheets.push({ name: 'File', rows: [] });
    sheets.at(-1)?.rows.push({ number: index + 1, line: row.line, cells: cellsOf(row) });
  }
  return sheets;
}

/** `[Lines]` alone on its line. */
function sheetName([first = '', ...rest]: readonly string[]): string | undefined {
  if (rest.some((cell) => cell.trim() !== '')) return undefined;
  return /^\s*\[([^[\]]{1,60})\]\s*$/.exec(first)?.[1];
}

function cellsOf({ cells }: CsvRow): ReadonlyMap<number, Cell> {
  const filled = new Map<number, Cell>();
  for (const [index, text] of cells.entries()) {
    const trimmed = text.trim();
    if (trimmed !== '') filled.set(index + 1, { type: 'TEXT', text: unguarded(trimmed) });
  }
  return filled;
}
