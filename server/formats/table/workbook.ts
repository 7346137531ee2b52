/** A table file in memory, whether it came as CSV or XLSX. */
import type { Finding, PathPosition } from '../../../protocol/checks/finding.ts';

export type CellType = 'TEXT' | 'NUMBER' | 'BOOLEAN' | 'DATE' | 'ERROR';

export interface Cell {
  readonly type: CellType;
  /** As the file holds it; of a NUMBER a decimal or exponent, of a DATE RFC 3339 date or local date and time. */
  readonly text: string;
}

export interface GridRow {
  /** Row as a spreadsheet program numbers it, from 1. */
  readonly number: number;
  /** Line of the file, from 1, where that is another number. */
  readonly line?: number;
  /** By column, from 1; blank cells are absent. */
  readonly cells: ReadonlyMap<number, Cell>;
}

export interface Grid {
  readonly name: string;
  readonly rows: readonly GridRow[];
}

export interface Workbook {
  readonly sheets: readonly Grid[];
  readonly findings: readonly Finding[];
  /** Decimal mark that the kind of file implies for its text cells: in a file with commas between cells, the point. */
  readonly impliedMark: '.' | undefined;
}

/** Most cells of a file that are read: as many as take about three seconds, far beyond what people fill in. */
export const MAX_CELLS = 200_000;
export const MAX_COLUMNS = 512;
export const MAX_ROWS = 100_000;

/** Letters of a column, `A` for 1. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** Place of a cell: `Lines!C4`. */
export function cellPosition(sheet: string, row: GridRow, column: number): PathPosition {
  const path = `${sheet}!${columnLetters(column)}${row.number}`;
  return { path, line: row.line ?? row.number, column };
}
