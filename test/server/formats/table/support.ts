/** Writing and reading of tables as tests need them. */
import type { Finding, PathPosition } from '../../../../protocol/checks/finding.ts';
import { describePosition } from '../../../../protocol/checks/finding.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../../../protocol/json/json-value.ts';
import { readFile } from '../../../../server/formats/read-file.ts';
import type { ReadItem } from '../../../../server/formats/reading.ts';
import { writeCsv } from '../../../../server/formats/table/csv/write-csv.ts';
import type { TableTemplate } from '../../../../server/formats/table/template.ts';
import { TEMPLATE_EXAMPLES } from '../../../../server/formats/table/templates/examples.ts';
import type { TemplateName } from '../../../../server/formats/table/templates/templates.ts';
import { type Cell, columnLetters, type Grid } from '../../../../server/formats/table/workbook.ts';
import { writeTable } from '../../../../server/formats/table/write-table.ts';
import { writeXlsx } from '../../../../server/formats/table/xlsx/write-xlsx.ts';

export const WRITERS = { csv: writeCsv, xlsx: writeXlsx } as const;

export const exampleOf = ({ name }: TableTemplate) => TEMPLATE_EXAMPLES[name as TemplateName];

/** The document of a table file, as it was read. */
export function readTable(bytes: Uint8Array): ReadItem {
  return readFile({ bytes }).items[0];
}

/** The document without its source, as plain JSON. */
export function contentOf({ document }: ReadItem): JsonObject {
  const { source: _, ...content } = JSON.parse(JSON.stringify(document)) as JsonObject;
  return content;
}

/** Values of a document by their pointer. */
export function scalarsOf(value: JsonValue, pointer = ''): ReadonlyMap<string, JsonValue> {
  if (isJsonArray(value)) return new Map(value.flatMap((item, at) => [...scalarsOf(item, `${pointer}/${at}`)]));
  if (isJsonObject(value)) {
    return new Map(Object.entries(value).flatMap(([key, item]) => [...scalarsOf(item, `${pointer}/${key}`)]));
  }
  return new Map([[pointer, value]]);
}

/** Findings as `RULE place`. */
export const placed = (findings: readonly Finding[]): string[] =>
  findings.map(({ ruleId, source }) => `${ruleId} ${source === undefined ? '-' : describePosition(source)}`);

/** Unmapped values as `place value`. */
export const unmappedOf = ({ unmapped }: Pick<ReadItem, 'unmapped'>): string[] =>
  unmapped.map((each) => `${(each as PathPosition).path} ${each.value}`);

export type Edit = string | Cell | undefined;

/** The worked example with some cells overwritten, by place such as `Lines!C2`. */
export function edited(template: TableTemplate, edits: Readonly<Record<string, Edit>>): readonly Grid[] {
  const { sheets } = writeTable(template, exampleOf(template));
  return sheets.map(({ name, rows }) => ({
    name,
    rows: rows.map(({ number, cells }) => {
      const changed = new Map(cells);
      for (const [place, edit] of Object.entries(edits)) {
        const [sheet, cell = ''] = place.split('!');
        const column = Array.from({ length: 60 }, (_, index) => index + 1).find(
          (index) => `${columnLetters(index)}${number}` === cell,
        );
        if (sheet !== name || column === undefined) continue;
        changed.delete(column);
        if (edit !== undefined) changed.set(column, typeof edit === 'string' ? { type: 'TEXT', text: edit } : edit);
      }
      return { number, cells: changed };
    }),
  }));
}

/** Place of the cell below a header, in the first row of a sheet, or beside a label of the form. */
export function cellUnder(template: TableTemplate, sheetName: string, header: string, row = 2): string {
  const { sheets } = writeTable(template, exampleOf(template));
  const grid = sheets.find(({ name }) => name === sheetName);
  const plain = (text = '') => text.replace(/ \*$/, '');
  const label = grid?.rows.find(({ cells }) => plain(cells.get(1)?.text) === header);
  if (sheetName === 'Header' && label !== undefined) return `${sheetName}!B${label.number}`;
  const column = [...(grid?.rows[0]?.cells ?? [])].find(([, { text }]) => plain(text) === header)?.[0];
  if (column === undefined) throw new Error(`sheet ${sheetName} has no ${header}`);
  return `${sheetName}!${columnLetters(column)}${row}`;
}
