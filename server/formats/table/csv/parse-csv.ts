/** Rows and cells of a text table. @see RFC 4180, with other delimiters and any line ends */
import { FormatError } from '../../format-error.ts';
import { MAX_CELLS, MAX_COLUMNS, MAX_ROWS } from '../workbook.ts';

export interface CsvRow {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads a text table in one pass.
 * @throws {FormatError} TABLE_QUOTE with the line, TABLE_TOO_LARGE
 */
export function parseCsv(text: string, delimiter: string): CsvRow[] {
  const reader = new CsvReader(text, delimiter);
  const rows: CsvRow[] = [];
  let cells = 0;
  for (let row = reader.next(); row !== undefined; row = reader.next()) {
    rows.push(row);
    cells += row.cells.length;
    if (rows.length > MAX_ROWS || cells > MAX_CELLS) throw new FormatError('TABLE_TOO_LARGE', { line: row.line });
  }
  return rows;
}

class CsvReader {
  readonly #text: string;
  readonly #delimiter: string;
  /** Next delimiter, line end or end of text. */
  readonly #stop: RegExp;
  #at = 0;
  #line = 1;

  constructor(text: string, delimiter: string) {
    this.#text = text;
    this.#delimiter = delimiter;
    this.#stop = new RegExp(`[${delimiter}\\r\\n]|$(?![^])`, 'g');
  }

  next(): CsvRow | undefined {
    if (this.#at >= this.#text.length) return undefined;
    const line = this.#line;
    const cells: string[] = [];
    do {
      if (cells.length >= MAX_COLUMNS) throw new FormatError('TABLE_TOO_LARGE', { line });
      cells.push(this.#cell());
    } while (this.#skipDelimiter());
    this.#skipLineEnd();
    return { line, cells };
  }

  #cell(): string {
    return this.#text[this.#at] === '"' ? this.#quoted() : this.#bare();
  }

  #bare(): string {
    this.#stop.lastIndex = this.#at;
    const end = this.#stop.exec(this.#text)?.index ?? this.#text.length;
    const cell = this.#text.slice(this.#at, end);
    this.#at = end;
    return cell;
  }

  /** What stands behind the closing mark before the next delimiter belongs to the cell: nothing is dropped. */
  #quoted(): string {
    const begin = this.#line;
    let cell = '';
    this.#at += 1;
    for (;;) {
      const end = this.#text.indexOf('"', this.#at);
      if (end < 0) throw new FormatError('TABLE_QUOTE', { line: begin });
      const part = this.#text.slice(this.#at, end);
      this.#line += part.split(/\r\n|\r|\n/).length - 1;
      cell += part;
      this.#at = end + 1;
      if (this.#text[this.#at] !== '"') return cell + this.#bare();
      cell += '"';
      this.#at += 1;
    }
  }

  #skipDelimiter(): boolean {
    if (this.#text[this.#at] !== this.#delimiter) return false;
    this.#at += 1;
    return true;
  }

  #skipLineEnd(): void {
    if (this.#text[this.#at] === '\r') this.#at += 1;
    if (this.#text[this.#at] === '\n') this.#at += 1;
    this.#line += 1;
  }
}
