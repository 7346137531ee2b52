/**
 * What a table template is made of. One definition makes the CSV and the XLSX file that people fill in, reads them back
 * and says in docs/formats.md what stands where.
 */
import type { JsonObject } from '../../../protocol/json/json-value.ts';

/** How a cell is read. */
export type ColumnKind =
  | 'TEXT'
  /** Text in capitals: a code of a list. */
  | 'CODE'
  /** Six digits of the Harmonized System; dots and spaces between them are taken out. */
  | 'HS_CODE'
  | 'DECIMAL'
  | 'COUNT'
  /** RFC 3339 full-date. */
  | 'DATE'
  /** RFC 3339 with offset. */
  | 'TIME'
  | 'YES_NO'
  /** One of the column's choices. */
  | 'CHOICE'
  /** Texts, separated by semicolons or line breaks. */
  | 'LIST'
  /** Pairs such as `USCC:91500000MA0NLMU01X`, separated like a list. */
  | 'PAIRS';

export interface Column {
  /** Text above the column or beside the field; `{n}` counts from 1 in a column that may come several times. */
  readonly header: string;
  /** RFC 6901, relative to what a row or form stands for; `{n}` is the index. */
  readonly pointer: string;
  readonly kind: ColumnKind;
  readonly required?: boolean;
  /** For example `kg`; shown beside the header. */
  readonly unit?: string;
  /** What to write, in plain words. */
  readonly help: string;
  /** Of a CHOICE. */
  readonly choices?: readonly string[];
  /** Names of the two members of a pair. */
  readonly members?: readonly [string, string];
  /** Of a TIME: where a time without offset goes; without it such a time cannot be carried. */
  readonly localPointer?: string;
  /** Of a column with `{n}`: how many a template shows, how many are read at most. */
  readonly repeat?: { readonly shown: number; readonly most: number };
}

/** Fields below each other: label, value, help. */
export interface FormSheet {
  readonly layout: 'FORM';
  readonly name: string;
  readonly columns: readonly Column[];
}

/** Things below each other, one a row. */
export interface RowsSheet {
  readonly layout: 'ROWS';
  readonly name: string;
  readonly help: string;
  /** Array that a row is an item of, relative to the parent; empty if `roles` says where a row goes. */
  readonly array: string;
  /** Sheet whose rows these belong to, and the column that says to which. */
  readonly parent?: { readonly sheet: string; readonly key: Column };
  /** Where a row goes by what its first column says. */
  readonly roles?: Roles;
  readonly columns: readonly Column[];
  /** What a new item has before its cells are read. */
  readonly defaults?: JsonObject;
}

export interface Roles {
  readonly header: string;
  readonly help: string;
  /** Pointer relative to the parent by role; one that ends in `/-` takes several. */
  readonly targets: Readonly<Record<string, string>>;
  /** For any other code: array, and where in its item code and content stand. */
  readonly other?: { readonly array: string; readonly code: string; readonly content: string };
}

export type Sheet = FormSheet | RowsSheet;

export interface TableTemplate {
  /** In file names and addresses, for example `manifest`. */
  readonly name: string;
  readonly title: string;
  /** In the documents' source; counts up when the same bytes would give another document. */
  readonly version: string;
  /** Document before anything is read, schema included. */
  readonly defaults: JsonObject;
  readonly sheets: readonly [FormSheet, ...Sheet[]];
  /** Lists that a schema asks for even where they are empty: in every member of this name, the list of that name. */
  readonly emptyLists: readonly { readonly member: string; readonly list: string }[];
}

/** Sheet of a template that explains it; what the template itself says there is no content. */
export const HELP_SHEET = 'Help';

/** Field of the first sheet that says which template a file was made from. */
export const TEMPLATE_FIELD = 'Template';

/** Field of the first sheet that says which mark stands before decimals. */
export const DECIMAL_FIELD = 'Decimal mark';

/** What stands in {@link TEMPLATE_FIELD}. */
export const templateMark = ({ name, version }: TableTemplate): string => `corridor ${name} ${version}`;

/** Header with its unit and a star if it must be filled, as a template shows it. @param n from 1 */
export function shownHeader({ header, unit, required }: Column, n = 1): string {
  const text = header.replace('{n}', String(n));
  return `${text}${unit === undefined ? '' : ` (${unit})`}${required === true ? ' *' : ''}`;
}

/** Spelling in which headers, labels and sheet names are compared: people retype them. */
export function plainHeader(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^)]*\)/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export interface FoundColumn {
  readonly column: Column;
  /** Index of a column that may come several times, from 0. */
  readonly index: number;
}

/** Which column a header names, `undefined` for none. */
export type ColumnFinder = (header: string) => FoundColumn | undefined;

/** Finds columns by their headers; the spelling of the columns themselves is worked out once. */
export function columnFinder(columns: readonly Column[]): ColumnFinder {
  const single = new Map<string, FoundColumn>();
  const repeated: { readonly column: Column; readonly most: number; readonly pattern: RegExp }[] = [];
  for (const column of columns) {
    const plain = plainHeader(column.header.replace('{n}', ' 0n '));
    if (column.repeat !== undefined) {
      repeated.push({ column, most: column.repeat.most, pattern: numbered(plain) });
    } else if (!single.has(plain)) {
      single.set(plain, { column, index: 0 });
    }
  }
  return (header) => {
    const wanted = plainHeader(header);
    return single.get(wanted) ?? repeatedColumn(repeated, wanted);
  };
}

function repeatedColumn(
  columns: readonly { readonly column: Column; readonly most: number; readonly pattern: RegExp }[],
  wanted: string,
): FoundColumn | undefined {
  for (const { column, most, pattern } of columns) {
    const n = Number(pattern.exec(wanted)?.[1] ?? Number.NaN);
    if (n >= 1 && n <= most) return { column, index: n - 1 };
  }
  return undefined;
}

/** A header with a number where `0n` stands. */
function numbered(plain: string): RegExp {
  const [before = '', after = ''] = plain.split('0n').map((part) => escaped(part.trim()));
  return new RegExp(`^${before} ?(\\d{1,3})${after === '' ? '' : ` ${after}`}$`);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
