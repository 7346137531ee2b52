/** Which cell belongs to which column of a template; what belongs to none is kept. */
import { type Finding, finding, type PathPosition } from '../../../protocol/checks/finding.ts';
import type { RuleId } from '../../../protocol/checks/rules.ts';
import { FormatError } from '../format-error.ts';
import type { Unmapped } from '../reading.ts';
import {
  type Column,
  type ColumnFinder,
  columnFinder,
  DECIMAL_FIELD,
  type FoundColumn,
  HELP_SHEET,
  plainHeader,
  type Sheet,
  type TableTemplate,
  TEMPLATE_FIELD,
} from './template.ts';
import { type OwnTexts, ownTextsOf } from './template-texts.ts';
import { type Cell, cellPosition, type Grid, type GridRow, MAX_CELLS, type Workbook } from './workbook.ts';

/** A cell and the column that it belongs to. */
export interface Entry extends FoundColumn {
  readonly cell: Cell;
  readonly position: PathPosition;
}

export interface LocatedRow {
  /** Of the row as a whole. */
  readonly position: PathPosition;
  readonly entries: readonly Entry[];
  /** Which parent the row belongs to; absent if its cell is blank. */
  readonly key?: Entry;
  readonly role?: { readonly text: string; readonly position: PathPosition };
  /** Columns that must be filled and are blank here. */
  readonly blank: readonly { readonly column: Column; readonly position: PathPosition }[];
}

export interface LocatedSheet {
  readonly sheet: Sheet;
  readonly rows: readonly LocatedRow[];
}

export interface Located {
  readonly sheets: readonly LocatedSheet[];
  readonly unmapped: readonly Unmapped[];
  readonly findings: readonly Finding[];
}

/** Rows in which a header row is looked for. */
const HEADER_ROWS = 20;

export function locate(template: TableTemplate, { sheets }: Workbook): Located {
  const locator = new Locator(template);
  const taken = new Set<Grid>();
  const located = template.sheets.map((sheet) => {
    const grid = sheets.find(({ name }) => plainHeader(name) === plainHeader(sheet.name));
    if (grid === undefined) return { sheet, rows: [] };
    taken.add(grid);
    return { sheet, rows: sheet.layout === 'FORM' ? [locator.form(sheet, grid)] : locator.rows(sheet, grid) };
  });
  for (const grid of sheets) if (!taken.has(grid)) locator.unknownSheet(grid);
  return { sheets: located, unmapped: locator.unmapped, findings: locator.findings };
}

/** The value of a field of a form, for what is needed before columns are told apart. */
export function fieldOf({ sheets }: Workbook, sheetName: string, label: string): string {
  const grid = sheets.find(({ name }) => plainHeader(name) === plainHeader(sheetName));
  const wanted = plainHeader(label);
  const row = grid?.rows.find(({ cells }) => plainHeader(cells.get(1)?.text ?? '') === wanted);
  return row?.cells.get(2)?.text ?? '';
}

class Locator {
  readonly unmapped: Unmapped[] = [];
  readonly findings: Finding[] = [];
  /** What the template itself writes into a file; none of it is content. */
  readonly #own: OwnTexts;

  constructor(template: TableTemplate) {
    this.#own = ownTextsOf(template);
  }

  form({ name, columns }: Sheet, grid: Grid): LocatedRow {
    const entries: Entry[] = [];
    const blank: { column: Column; position: PathPosition }[] = [];
    const columnOf = columnFinder(columns);
    for (const row of grid.rows) {
      const label = row.cells.get(1)?.text ?? '';
      const found = columnOf(label);
      const cell = row.cells.get(2);
      if (found !== undefined && cell !== undefined) {
        entries.push({ ...found, cell, position: cellPosition(name, row, 2) });
      } else if (found?.column.required === true) {
        blank.push({ column: found.column, position: cellPosition(name, row, 2) });
      }
      if (this.#own.isFormHead(row)) continue;
      const known = found !== undefined || isReserved(label);
      this.#keep(name, row, (column, text) => (known ? column > 2 && !this.#own.isHelp(text) : true));
      if (!known && cell !== undefined) this.#report('TABLE_UNKNOWN_COLUMN', label, cellPosition(name, row, 1));
    }
    return { position: { path: name }, entries, blank };
  }

  rows(sheet: Sheet & { layout: 'ROWS' }, grid: Grid): LocatedRow[] {
    const header = headerOf(sheet, grid);
    if (header === undefined) {
      for (const row of grid.rows) this.#keep(sheet.name, row, () => true);
      return [];
    }
    for (const row of grid.rows) if (row.number < header.row.number) this.#keep(sheet.name, row, () => true);
    for (const [column, cell] of header.row.cells) {
      if (header.known.has(column)) continue;
      const position = cellPosition(sheet.name, header.row, column);
      this.unmapped.push({ ...position, value: cell.text });
      this.#report('TABLE_UNKNOWN_COLUMN', cell.text, position);
    }
    const filled = grid.rows.filter(({ number, cells }) => number > header.row.number && cells.size > 0);
    // a blank cell of a column that must be filled takes as much as a filled one
    if (filled.length * header.known.size > MAX_CELLS) throw new FormatError('TABLE_TOO_LARGE', { sheet: sheet.name });
    return filled.map((row) => this.#row(sheet, row, header.known));
  }

  #row(sheet: Sheet & { layout: 'ROWS' }, row: GridRow, known: HeaderColumns): LocatedRow {
    const entries: Entry[] = [];
    const blank: { column: Column; position: PathPosition }[] = [];
    let key: Entry | undefined;
    let role: LocatedRow['role'];
    for (const [number, found] of known) {
      const cell = row.cells.get(number);
      const position = cellPosition(sheet.name, row, number);
      if (found === 'ROLE') {
        if (cell !== undefined) role = { text: cell.text, position };
      } else if (cell === undefined) {
        if (found.column.required === true) blank.push({ column: found.column, position });
      } else if (found.column === sheet.parent?.key) {
        key = { ...found, cell, position };
      } else {
        entries.push({ ...found, cell, position });
      }
    }
    this.#keep(sheet.name, row, (column) => !known.has(column));
    const position = cellPosition(sheet.name, row, Math.min(...row.cells.keys()));
    return { position, entries, blank, ...(key && { key }), ...(role && { role }) };
  }

  unknownSheet(grid: Grid): void {
    const before = this.unmapped.length;
    const isHelp = plainHeader(grid.name) === plainHeader(HELP_SHEET);
    for (const row of grid.rows) this.#keep(grid.name, row, (_, text) => !(isHelp && this.#own.isHelp(text)));
    if (this.unmapped.length > before && !isHelp) {
      this.#report('TABLE_UNKNOWN_COLUMN', `sheet ${grid.name}`, { path: `${grid.name}!A1` });
    }
  }

  /** Keeps the cells of a row that belong nowhere. */
  #keep(sheet: string, row: GridRow, isLeft: (column: number, text: string) => boolean): void {
    for (const [column, { text }] of row.cells) {
      if (!isLeft(column, text)) continue;
      this.unmapped.push({ ...cellPosition(sheet, row, column), value: text });
    }
  }

  #report(rule: RuleId, message: string, position: PathPosition): void {
    this.findings.push(finding(rule, '', message, position));
  }
}

const RESERVED: ReadonlySet<string> = new Set([TEMPLATE_FIELD, DECIMAL_FIELD].map(plainHeader));
const isReserved = (label: string) => RESERVED.has(plainHeader(label));

type HeaderColumns = ReadonlyMap<number, FoundColumn | 'ROLE'>;

/** The row with most known headers among the first ones. */
function headerOf(sheet: Sheet & { layout: 'ROWS' }, grid: Grid) {
  const columnOf = columnFinder(sheet.parent === undefined ? sheet.columns : [sheet.parent.key, ...sheet.columns]);
  const candidates = grid.rows.slice(0, HEADER_ROWS).map((row) => ({ row, known: knownColumns(sheet, columnOf, row) }));
  const best = candidates.reduce((a, b) => (b.known.size > a.known.size ? b : a), candidates[0] ?? NO_HEADER);
  return best.known.size === 0 ? undefined : best;
}

const NO_HEADER = { row: { number: 0, cells: new Map() } as GridRow, known: new Map() as HeaderColumns };

/** A header that comes twice is known the first time only. */
function knownColumns({ roles }: Sheet & { layout: 'ROWS' }, columnOf: ColumnFinder, row: GridRow): HeaderColumns {
  const known = new Map<number, FoundColumn | 'ROLE'>();
  const seen = new Set<string>();
  for (const [number, { text }] of row.cells) {
    const isRole = roles !== undefined && plainHeader(roles.header) === plainHeader(text);
    const found = isRole ? 'ROLE' : columnOf(text);
    const id = found === undefined ? '' : found === 'ROLE' ? 'ROLE' : `${found.column.header} ${found.index}`;
    if (found === undefined || seen.has(id)) continue;
    seen.add(id);
    known.set(number, found);
  }
  return known;
}
