/** Cells of one sheet. */
import { FormatError } from '../../format-error.ts';
import { dateOfSerial } from '../dates.ts';
import { type Cell, type CellType, type GridRow, MAX_CELLS, MAX_COLUMNS, MAX_ROWS } from '../workbook.ts';
import { scanXml, unescaped } from './scan-xml.ts';

export interface SheetContext {
  readonly part: string;
  readonly sharedTexts: readonly string[];
  readonly dateStyles: ReadonlySet<number>;
  readonly dateSystem: 1900 | 1904;
}

/** A range of merged cells; all from 1. */
export interface MergedRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface SheetContent {
  readonly rows: readonly GridRow[];
  readonly merged: readonly MergedRange[];
  /** Places with a formula, in the order of the sheet. */
  readonly formulas: readonly { readonly row: number; readonly column: number; readonly hasValue: boolean }[];
  /** Rows and columns that are hidden. */
  readonly hidden: boolean;
}

const MAX_MERGED = 10_000;

/** @throws {FormatError} TABLE_TOO_LARGE, XLSX_DAMAGED */
export function readSheet(bytes: Uint8Array, context: SheetContext): SheetContent {
  const reader = new SheetReader(context);
  scanXml(bytes, context.part, {
    open: (name, attributes) => reader.open(name, attributes),
    text: (text) => reader.text(text),
    close: (name) => reader.close(name),
  });
  const { rows, merged, formulas, hidden } = reader;
  return { rows: [...rows].sort((a, b) => a.number - b.number), merged, formulas, hidden };
}

class SheetReader {
  readonly rows: { number: number; cells: Map<number, Cell> }[] = [];
  readonly merged: MergedRange[] = [];
  readonly formulas: { row: number; column: number; hasValue: boolean }[] = [];
  hidden = false;
  readonly #context: SheetContext;
  readonly #known = new Set<number>();
  #cellCount = 0;
  #rowNumber = 0;
  #column = 0;
  #type = '';
  #style = 0;
  #hasFormula = false;
  #value: string[] = [];
  /** Which element's text is being read. */
  #within: 'VALUE' | 'NOTHING' = 'NOTHING';
  #aside = 0;

  constructor(context: SheetContext) {
    this.#context = context;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'row':
        this.#openRow(attributes);
        break;
      case 'c':
        this.#openCell(attributes);
        break;
      case 'f':
        this.#hasFormula = true;
        break;
      case 'v':
      case 't':
        this.#within = this.#aside === 0 ? 'VALUE' : 'NOTHING';
        break;
      case 'rPh':
        this.#aside += 1;
        break;
      case 'col':
        if (isTrue(attributes.hidden)) this.hidden = true;
        break;
      case 'mergeCell':
        this.#merge(attributes.ref ?? '');
        break;
    }
  }

  text(text: string): void {
    if (this.#within === 'VALUE') this.#value.push(text);
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#within = 'NOTHING';
    if (name === 'rPh') this.#aside -= 1;
    if (name === 'c') this.#closeCell();
  }

  #openRow({ r, hidden }: Readonly<Record<string, string>>): void {
    this.#rowNumber = r === undefined ? this.#rowNumber + 1 : Number(r);
    const { part } = this.#context;
    if (!Number.isSafeInteger(this.#rowNumber) || this.#rowNumber < 1 || this.#known.has(this.#rowNumber)) {
      throw new FormatError('XLSX_DAMAGED', { part });
    }
    if (this.rows.length >= MAX_ROWS) throw new FormatError('TABLE_TOO_LARGE', { rows: MAX_ROWS });
    this.#known.add(this.#rowNumber);
    this.rows.push({ number: this.#rowNumber, cells: new Map() });
    if (isTrue(hidden)) this.hidden = true;
    this.#column = 0;
  }

  #openCell({ r, t = 'n', s = '0' }: Readonly<Record<string, string>>): void {
    this.#column = r === undefined ? this.#column + 1 : columnNumber(r);
    this.#type = t;
    this.#style = Number(s);
    this.#hasFormula = false;
    this.#value = [];
    this.#cellCount += 1;
    if (this.#cellCount > MAX_CELLS || this.#column > MAX_COLUMNS) throw new FormatError('TABLE_TOO_LARGE');
  }

  #closeCell(): void {
    const row = this.rows.at(-1);
    if (row === undefined || this.#column < 1) throw new FormatError('XLSX_DAMAGED', { part: this.#context.part });
    const text = this.#value.join('');
    if (this.#hasFormula) this.formulas.push({ row: row.number, column: this.#column, hasValue: text !== '' });
    const cell = this.#cell(text);
    if (cell !== undefined) row.cells.set(this.#column, cell);
  }

  #cell(text: string): Cell | undefined {
    if (text.trim() === '') return undefined;
    switch (this.#type) {
      case 's': {
        const shared = this.#context.sharedTexts[Number(text)];
        if (shared === undefined) throw new FormatError('XLSX_DAMAGED', { part: this.#context.part });
        return cellOf('TEXT', shared);
      }
      case 'str':
      case 'inlineStr':
        return cellOf('TEXT', unescaped(text));
      case 'b':
        return cellOf('BOOLEAN', text.trim() === '1' ? 'true' : 'false');
      case 'e':
        return cellOf('ERROR', text);
      case 'd':
        return cellOf('DATE', text.trim().replace(/\.\d+$|Z$/, ''));
      default:
        return this.#number(text.trim());
    }
  }

  #number(text: string): Cell | undefined {
    const date = this.#context.dateStyles.has(this.#style)
      ? dateOfSerial(Number(text), this.#context.dateSystem)
      : undefined;
    return date === undefined ? cellOf('NUMBER', text) : cellOf('DATE', date);
  }

  #merge(reference: string): void {
    const corners = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(reference);
    if (corners === null) return;
    if (this.merged.length >= MAX_MERGED) throw new FormatError('TABLE_TOO_LARGE', { merged: MAX_MERGED });
    const [, left = '', top = '', right = '', bottom = ''] = corners;
    this.merged.push({
      left: columnNumber(left),
      top: Number(top),
      right: columnNumber(right),
      bottom: Number(bottom),
    });
  }
}

const isTrue = (flag: string | undefined) => flag === '1' || flag === 'true';

function cellOf(type: CellType, text: string): Cell | undefined {
  const shown = text.normalize('NFC').trim();
  return shown === '' ? undefined : { type, text: shown };
}

/** Column of `C4`, from 1; 0 for what names none. */
function columnNumber(reference: string): number {
  const letters = /^[A-Za-z]{1,3}/.exec(reference)?.[0].toUpperCase() ?? '';
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}
