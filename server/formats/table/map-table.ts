/** From the cells of a table to a canonical document. */
import { type Finding, finding, type PathPosition } from '../../../protocol/checks/finding.ts';
import type { RuleId } from '../../../protocol/checks/rules.ts';
import { validateDocument } from '../../../protocol/documents/validate.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../../protocol/json/json-value.ts';
import { FormatError } from '../format-error.ts';
import type { MappedItem, Unmapped } from '../reading.ts';
import { readCell } from './cells.ts';
import { Draft } from './draft.ts';
import { type Entry, fieldOf, type LocatedRow, type LocatedSheet, locate } from './locate.ts';
import { type DecimalMark, decimalMarksOf } from './numbers.ts';
import { carriedValues } from './prune.ts';
import { DECIMAL_FIELD, plainHeader, type RowsSheet, type TableTemplate } from './template.ts';
import type { Workbook } from './workbook.ts';

/** @throws {FormatError} TABLE_NO_TEMPLATE if no sheet of the template holds anything */
export function mapTable(template: TableTemplate, workbook: Workbook): MappedItem {
  const located = locate(template, workbook);
  if (located.sheets.every(({ rows }) => rows.every(({ entries }) => entries.length === 0))) {
    throw new FormatError('TABLE_NO_TEMPLATE');
  }
  const mapper = new TableMapper(template, decimalMark(template, workbook, located.sheets));
  for (const sheet of located.sheets) mapper.read(sheet);
  const { document, sources, findings, unmapped } = mapper.finish(located.sheets);
  return {
    kind: template.name.toUpperCase().replaceAll('-', '_'),
    mapping: `table/${template.name}`,
    mappingVersion: template.version,
    reference: '',
    document,
    findings: [...workbook.findings, ...located.findings, ...findings],
    unmapped: [...located.unmapped, ...unmapped],
    sources,
  };
}

/**
 * What the file says, else what its numbers show, else what its kind implies; nothing if the numbers contradict what the
 * file says, as they do when a person types commas and leaves the field as it came.
 */
function decimalMark(
  template: TableTemplate,
  workbook: Workbook,
  sheets: readonly LocatedSheet[],
): DecimalMark | undefined {
  const numbers = sheets.flatMap(({ rows }) => rows.flatMap(({ entries }) => entries)).filter(isTypedNumber);
  const shown = decimalMarksOf(numbers.map(({ cell }) => cell.text));
  const stated = statedMark(fieldOf(workbook, template.sheets[0].name, DECIMAL_FIELD));
  if (shown.size > 1) return undefined;
  const [only] = shown;
  if (stated !== undefined && only !== undefined && only !== stated) return undefined;
  return stated ?? only ?? workbook.impliedMark;
}

function statedMark(text: string): DecimalMark | undefined {
  const word = text.trim().toLowerCase();
  if (word === '.' || word === 'point') return '.';
  return word === ',' || word === 'comma' ? ',' : undefined;
}

const isTypedNumber = ({ column, cell }: Entry) =>
  cell.type === 'TEXT' && (column.kind === 'DECIMAL' || column.kind === 'COUNT');

class TableMapper {
  readonly #template: TableTemplate;
  readonly #mark: DecimalMark | undefined;
  readonly #draft: Draft;
  readonly #findings: Finding[] = [];
  readonly #unmapped: Unmapped[] = [];
  /** Pointer of each row that others belong to, by sheet and key. */
  readonly #keys = new Map<string, Map<string, string>>();

  constructor(template: TableTemplate, mark: DecimalMark | undefined) {
    this.#template = template;
    this.#mark = mark;
    this.#draft = new Draft(template.defaults);
  }

  read({ sheet, rows }: LocatedSheet): void {
    if (sheet.layout === 'FORM') {
      for (const row of rows) this.#fill('', row);
      return;
    }
    let parent = '';
    for (const row of rows) {
      parent = this.#parentOf(sheet, row, parent);
      const base = this.#place(sheet, row, parent);
      if (base === undefined) continue;
      this.#fill(base, row);
      this.#remember(sheet, base, row.position);
    }
  }

  finish(sheets: readonly LocatedSheet[]) {
    const { document, sources } = this.#draft;
    complete(document, this.#template.emptyLists);
    const carried = carriedValues(document, sources, (value) => validateDocument(value));
    const texts = textsAt(new Set(carried.removed.map(({ position }) => position.path)), sheets);
    for (const { position, value, rule, message } of carried.removed) {
      const text = texts.get(position.path) ?? value;
      this.#report(rule, `${text}: ${message}`, position);
      this.#unmapped.push({ ...position, value: text });
    }
    return { document: carried.document, sources: carried.sources, findings: this.#findings, unmapped: this.#unmapped };
  }

  /** Pointer of the row that this one belongs to; a blank key means that of the row above. */
  #parentOf({ parent }: RowsSheet, { key, position }: LocatedRow, above: string): string {
    if (parent === undefined) return '';
    const sheet = this.#template.sheets.find(({ name }) => name === parent.sheet) as RowsSheet;
    if (key === undefined) {
      if (above !== '' || this.#draft.lengthOf(sheet.array) === 0) return above || this.#newParent(sheet, position);
      if (this.#draft.lengthOf(sheet.array) > 1) this.#report('TABLE_KEY', `no ${parent.key.header}`, position);
      return `${sheet.array}/0`;
    }
    const text = keyOf(key.cell.text);
    const known = this.#keys.get(sheet.name)?.get(text);
    if (known !== undefined) return known;
    this.#report('TABLE_KEY', `${key.cell.text} is not on sheet ${sheet.name}`, key.position);
    const made = this.#newParent(sheet, key.position);
    this.#draft.set(`${made}${parent.key.pointer}`, key.cell.text.trim(), key.position);
    this.#remember(sheet, made, key.position);
    return made;
  }

  #newParent(sheet: RowsSheet, position: PathPosition): string {
    return this.#draft.append(sheet.array, sheet.defaults ?? {}, position);
  }

  /** Where a row goes; `undefined` if it cannot be carried, which is reported. */
  #place(sheet: RowsSheet, row: LocatedRow, parent: string): string | undefined {
    if (row.entries.length === 0 && row.role === undefined) return undefined;
    if (sheet.roles === undefined)
      return this.#draft.append(`${parent}${sheet.array}`, sheet.defaults ?? {}, row.position);
    const { targets, other } = sheet.roles;
    const text = row.role?.text ?? '';
    const name = Object.keys(targets).find((role) => plainHeader(role) === plainHeader(text));
    const target = name === undefined ? undefined : targets[name];
    if (target?.endsWith('/-') === true) {
      return this.#draft.append(`${parent}${target.slice(0, -2)}`, {}, row.position);
    }
    if (target !== undefined && !this.#draft.has(`${parent}${target}`)) {
      this.#draft.set(`${parent}${target}`, {}, row.position);
      return `${parent}${target}`;
    }
    if (target === undefined && other !== undefined && text.trim() !== '') {
      const item = this.#draft.append(`${parent}${other.array}`, {}, row.position);
      this.#draft.set(`${item}${other.code}`, text.trim(), row.role?.position);
      if (!ROLE_CODE.test(text.trim())) {
        this.#report(
          'TABLE_KEY',
          `${text} is no role of the template; kept as a code`,
          row.role?.position ?? row.position,
        );
      }
      this.#draft.set(`${item}${other.content}`, {}, row.position);
      return `${item}${other.content}`;
    }
    this.#refuse(row, target === undefined ? `${text || 'nothing'} is no role` : `a second ${text}`);
    return undefined;
  }

  #refuse({ entries, role, position }: LocatedRow, message: string): void {
    this.#report('TABLE_KEY', message, role?.position ?? position);
    if (role !== undefined) this.#unmapped.push({ ...role.position, value: role.text });
    for (const entry of entries) this.#leave(entry);
  }

  #fill(base: string, { entries, blank }: LocatedRow): void {
    const read = entries.flatMap((entry) => {
      const reading = readCell(entry.column, entry.cell, this.#mark);
      if ('value' in reading) return [{ entry, reading }];
      this.#report(reading.fault, reading.message, entry.position);
      this.#leave(entry);
      return [];
    });
    const places = denseIndices(read.map(({ entry }) => entry));
    for (const { entry, reading } of read) {
      const own = reading.pointer ?? entry.column.pointer;
      const pointer = base + (own.includes('{n}') ? own.replace('{n}', String(places.get(entry) ?? 0)) : own);
      if (this.#draft.sources.has(pointer)) {
        this.#report('TABLE_KEY', `a second ${entry.column.header}`, entry.position);
        this.#leave(entry);
        continue;
      }
      this.#draft.set(pointer, reading.value, entry.position);
      if (reading.remark) this.#report(reading.remark.rule, reading.remark.message, entry.position, pointer);
    }
    for (const { column, position } of blank) {
      const pointer = `${base}${column.pointer}`;
      if (!column.pointer.includes('{n}') && !this.#draft.sources.has(pointer))
        this.#draft.sources.set(pointer, position);
    }
  }

  /** Takes note of the key of a row that rows of other sheets may belong to. */
  #remember({ name }: RowsSheet, base: string, position: PathPosition): void {
    const child = this.#template.sheets.find((each) => each.layout === 'ROWS' && each.parent?.sheet === name);
    if (child?.layout !== 'ROWS' || child.parent === undefined) return;
    const key = this.#draft.get(`${base}${child.parent.key.pointer}`);
    if (typeof key !== 'string') return;
    const keys = this.#keys.get(name) ?? new Map<string, string>();
    this.#keys.set(name, keys);
    if (keys.get(keyOf(key)) === base) return;
    if (keys.has(keyOf(key))) this.#report('TABLE_KEY', `${key} comes twice`, position);
    else keys.set(keyOf(key), base);
  }

  #leave({ cell, position }: Entry): void {
    this.#unmapped.push({ ...position, value: cell.text });
  }

  #report(rule: RuleId, message: string, position: PathPosition, pointer = ''): void {
    this.#findings.push(finding(rule, pointer, message, position));
  }
}

/** What the cells at some places said. */
function textsAt(places: ReadonlySet<string>, sheets: readonly LocatedSheet[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  if (places.size === 0) return texts;
  for (const { rows } of sheets) {
    for (const { entries } of rows) {
      for (const { cell, position } of entries) if (places.has(position.path)) texts.set(position.path, cell.text);
    }
  }
  return texts;
}

/** UNTDID 3035. */
const ROLE_CODE = /^[A-Z]{1,3}$/;

const keyOf = (text: string) => text.trim().toUpperCase();

/** Where each entry of a repeated column goes, gaps closed: with only the second and fourth filled, 0 and 1. */
function denseIndices(entries: readonly Entry[]): ReadonlyMap<Entry, number> {
  const repeated = entries.filter(({ column }) => column.repeat !== undefined);
  const used = new Map<string, Set<number>>();
  const arrayOf = ({ column }: Entry) => column.pointer.split('/{n}')[0] ?? '';
  for (const entry of repeated) {
    used.set(arrayOf(entry), (used.get(arrayOf(entry)) ?? new Set<number>()).add(entry.index));
  }
  return new Map(
    repeated.map((entry) => {
      const indices = [...(used.get(arrayOf(entry)) ?? [])].sort((a, b) => a - b);
      return [entry, Math.max(0, indices.indexOf(entry.index))];
    }),
  );
}

/** Adds the lists that a schema asks for even where they are empty. */
function complete(value: JsonValue, emptyLists: TableTemplate['emptyLists']): void {
  if (isJsonArray(value)) for (const item of value) complete(item, emptyLists);
  if (!isJsonObject(value)) return;
  for (const [name, member] of Object.entries(value)) {
    for (const { member: wanted, list } of emptyLists) {
      if (name === wanted && isJsonObject(member) && member[list] === undefined) {
        (member as Record<string, JsonValue>)[list] = [];
      }
    }
    complete(member, emptyLists);
  }
}
