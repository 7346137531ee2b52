/** From a canonical document to the cells of a template, for the worked example and for export. */
import { parentPointer, tokensOf } from '../../../protocol/json/json-pointer.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../../protocol/json/json-value.ts';
import { writeCell } from './cells.ts';
import {
  type Column,
  DECIMAL_FIELD,
  type FormSheet,
  HELP_SHEET,
  type RowsSheet,
  shownHeader,
  type TableTemplate,
  TEMPLATE_FIELD,
  templateMark,
} from './template.ts';
import { DECIMAL_HELP, FORM_HEAD, helpOf, helpRows, TEMPLATE_HELP } from './template-texts.ts';
import type { Cell, Grid } from './workbook.ts';

export interface WrittenTable {
  readonly sheets: readonly Grid[];
  /** Pointers of what the template has no cell for. */
  readonly left: readonly string[];
}

/** @param document of the template's schema */
export function writeTable(template: TableTemplate, document: JsonObject): WrittenTable {
  const writer = new TableWriter(template, document);
  const sheets = template.sheets.map((sheet) => (sheet.layout === 'FORM' ? writer.form(sheet) : writer.rows(sheet)));
  const help = { name: HELP_SHEET, rows: rowsOf(helpRows(template).map((cells) => cells.map(textCell))) };
  return { sheets: [...sheets, help], left: writer.left() };
}

const textCell = (text: string): Cell => ({ type: 'TEXT', text });

/** Something that one row stands for. */
interface Row {
  readonly pointer: string;
  readonly value: JsonObject;
  readonly key: JsonValue | undefined;
  readonly role: string | undefined;
}

class TableWriter {
  readonly #template: TableTemplate;
  readonly #document: JsonObject;
  /** Pointers that have a cell; what lies below one has it as well. */
  readonly #written = new Set<string>();

  constructor(template: TableTemplate, document: JsonObject) {
    this.#template = template;
    this.#document = document;
  }

  form({ name, columns }: FormSheet): Grid {
    const isFirst = name === this.#template.sheets[0].name;
    const own = isFirst
      ? [
          [TEMPLATE_FIELD, templateMark(this.#template), TEMPLATE_HELP],
          [DECIMAL_FIELD, '.', DECIMAL_HELP],
        ]
      : [];
    const fields = expanded(columns, [this.#document]).map(({ column, index }) => {
      const header = shownHeader(column, index + 1);
      const cell = this.#cell(column, index, '', this.#document);
      return [textCell(header), cell, textCell(helpOf(this.#template, name, shownHeader(column)))];
    });
    const head = FORM_HEAD.map(textCell);
    return { name, rows: rowsOf([head, ...own.map((cells) => cells.map(textCell)), ...fields]) };
  }

  rows(sheet: RowsSheet): Grid {
    const rows = this.#itemsOf(sheet);
    const columns = expanded(
      sheet.columns,
      rows.map(({ value }) => value),
    );
    const head = [
      ...(sheet.parent === undefined ? [] : [shownHeader(sheet.parent.key)]),
      ...(sheet.roles === undefined ? [] : [sheet.roles.header]),
      ...columns.map(({ column, index }) => shownHeader(column, index + 1)),
    ];
    const lines = rows.map(({ pointer, value, key, role }) => [
      ...(sheet.parent === undefined ? [] : [key === undefined ? undefined : textCell(String(key))]),
      ...(sheet.roles === undefined ? [] : [textCell(role ?? '')]),
      ...columns.map(({ column, index }) => this.#cell(column, index, pointer, value)),
    ]);
    return { name: sheet.name, rows: rowsOf([head.map(textCell), ...lines]) };
  }

  #itemsOf(sheet: RowsSheet): Row[] {
    const parent = this.#template.sheets.find(({ name }) => name === sheet.parent?.sheet);
    const parents =
      parent?.layout === 'ROWS' ? itemsAt(this.#document, '', parent.array) : [{ pointer: '', value: this.#document }];
    return parents.flatMap((holder) => {
      const key = sheet.parent && at(holder.value, sheet.parent.key.pointer);
      return rowsIn(sheet, holder, (pointer) => this.#written.add(pointer)).map((row) => ({ ...row, key }));
    });
  }

  #cell(column: Column, index: number, base: string, value: JsonObject): Cell | undefined {
    const places = [column.pointer, ...(column.localPointer === undefined ? [] : [column.localPointer])];
    for (const place of places) {
      const pointer = place.replace('{n}', String(index));
      const carried = at(value, pointer);
      const cell = carried === undefined ? undefined : writeCell({ ...column, ...localOf(column, place) }, carried);
      if (cell === undefined) continue;
      this.#written.add(`${base}${pointer}`);
      return cell;
    }
    return undefined;
  }

  left(): string[] {
    const { defaults } = this.#template;
    return scalars(this.#document, '').filter((pointer) => {
      if (defaults[tokensOf(pointer)[0] ?? ''] !== undefined && at(this.#document, pointer) === at(defaults, pointer)) {
        return false;
      }
      for (let at: string | undefined = pointer; at !== undefined; at = parentPointer(at)) {
        if (this.#written.has(at)) return false;
      }
      return true;
    });
  }
}

/** Where a column writes to a second place, its cell is read back without offset. */
function localOf({ localPointer }: Column, place: string): Partial<Column> {
  return place === localPointer ? { localPointer } : {};
}

/** Things that the rows of a sheet stand for, within one parent. */
function rowsIn(
  { array, roles }: RowsSheet,
  holder: { pointer: string; value: JsonObject },
  note: (pointer: string) => void,
): Omit<Row, 'key'>[] {
  if (roles === undefined)
    return itemsAt(holder.value, holder.pointer, array).map((item) => ({ ...item, role: undefined }));
  const named = Object.entries(roles.targets).flatMap(([role, target]) => {
    if (target.endsWith('/-')) {
      return itemsAt(holder.value, holder.pointer, target.slice(0, -2)).map((item) => ({ ...item, role }));
    }
    const value = at(holder.value, target);
    return isJsonObject(value) ? [{ pointer: `${holder.pointer}${target}`, value, role }] : [];
  });
  const { other } = roles;
  if (other === undefined) return named;
  const others = itemsAt(holder.value, holder.pointer, other.array).map(({ pointer, value }) => {
    const content = at(value, other.content);
    note(`${pointer}${other.code}`);
    return {
      pointer: `${pointer}${other.content}`,
      value: isJsonObject(content) ? content : {},
      role: String(at(value, other.code) ?? ''),
    };
  });
  return [...named, ...others];
}

function itemsAt(value: JsonObject, base: string, array: string): { pointer: string; value: JsonObject }[] {
  const items = at(value, array);
  if (!isJsonArray(items)) return [];
  return items.flatMap((item, index) =>
    isJsonObject(item) ? [{ pointer: `${base}${array}/${index}`, value: item }] : [],
  );
}

/**
 * Columns with as many repetitions as the values need, and at least as many as the template shows. Those of one array
 * stand together: first and second seal, each beside its issuer.
 */
function expanded(columns: readonly Column[], values: readonly JsonObject[]): { column: Column; index: number }[] {
  const arrays = Map.groupBy(columns, ({ header, pointer, repeat }) => (repeat ? arrayOf(pointer) : header));
  return [...arrays.values()].flatMap((group) => {
    const [{ pointer, repeat } = { pointer: '', repeat: undefined }] = group;
    if (repeat === undefined) return group.map((column) => ({ column, index: 0 }));
    const needed = values.reduce((most, value) => {
      const items = at(value, arrayOf(pointer));
      return Math.max(most, isJsonArray(items) ? items.length : 0);
    }, repeat.shown);
    const count = Math.min(repeat.most, needed);
    return Array.from({ length: count }, (_, index) => group.map((column) => ({ column, index }))).flat();
  });
}

/** Array whose items the columns with this pointer stand for. */
const arrayOf = (pointer: string) => pointer.split('/{n}')[0] ?? '';

function at(value: JsonValue, pointer: string): JsonValue | undefined {
  let found: JsonValue | undefined = value;
  for (const token of tokensOf(pointer)) {
    if (isJsonArray(found)) found = found[Number(token)];
    else if (isJsonObject(found) && Object.hasOwn(found, token)) found = found[token];
    else return undefined;
  }
  return found;
}

function scalars(value: JsonValue, pointer: string): string[] {
  if (isJsonArray(value)) return value.flatMap((item, index) => scalars(item, `${pointer}/${index}`));
  if (isJsonObject(value)) return Object.entries(value).flatMap(([key, each]) => scalars(each, `${pointer}/${key}`));
  return [pointer];
}

function rowsOf(rows: readonly (readonly (Cell | undefined)[])[]): Grid['rows'] {
  return rows.map((cells, index) => ({
    number: index + 1,
    cells: new Map(
      cells.flatMap((cell, column): [number, Cell][] =>
        cell === undefined || cell.text === '' ? [] : [[column + 1, cell]],
      ),
    ),
  }));
}
