/**
 * An Office Open XML workbook, read by ourselves over `fflate` and `saxes`: of the libraries for it, one is not published
 * to npm any more, one has had no release for years, and all trust the sizes that the archive states.
 * @see ISO/IEC 29500-1, SpreadsheetML
 */
import { type Finding, finding } from '../../../../protocol/checks/finding.ts';
import { ZipArchive } from '../../archive/zip.ts';
import { FormatError } from '../../format-error.ts';
import { type Cell, columnLetters, type Grid, type GridRow, MAX_CELLS, type Workbook } from '../workbook.ts';
import {
  type Relations,
  readDateStyles,
  readRelations,
  readSharedTexts,
  readWorkbookPart,
  type SheetPart,
} from './parts.ts';
import { type MergedRange, readSheet, type SheetContent, type SheetContext } from './read-sheet.ts';

const ROOT_RELATIONS = '_rels/.rels';

/** @throws {FormatError} ARCHIVE_…, XLSX_DAMAGED, TABLE_TOO_LARGE */
export function readXlsx(bytes: Uint8Array): Workbook {
  const archive = new ZipArchive(bytes);
  const root = readRelations(partOf(archive, ROOT_RELATIONS), ROOT_RELATIONS, '');
  const main = root.byType.get('officeDocument') ?? 'xl/workbook.xml';
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const { sheets, dateSystem } = readWorkbookPart(partOf(archive, main), main);
  const relationsName = `${folder}_rels/${main.slice(folder.length)}.rels`;
  const relations = readRelations(partOf(archive, relationsName), relationsName, folder);
  const context = { ...sharedParts(archive, relations), dateSystem };
  const read = sheets.map((sheet) => gridOf(archive, sheet, relations, context));
  return {
    sheets: read.map(({ grid }) => grid),
    findings: read.flatMap(({ findings }) => findings),
    impliedMark: undefined,
  };
}

function partOf(archive: ZipArchive, name: string): Uint8Array {
  const bytes = archive.read(name);
  if (bytes === undefined) throw new FormatError('XLSX_DAMAGED', { part: name.slice(0, 100) });
  return bytes;
}

function sharedParts(archive: ZipArchive, { byType }: Relations): Omit<SheetContext, 'part' | 'dateSystem'> {
  const texts = byType.get('sharedStrings');
  const styles = byType.get('styles');
  return {
    sharedTexts: texts === undefined ? [] : readSharedTexts(partOf(archive, texts), texts),
    dateStyles: styles === undefined ? new Set() : readDateStyles(partOf(archive, styles), styles),
  };
}

function gridOf(
  archive: ZipArchive,
  { name, relation, hidden }: SheetPart,
  { byId }: Relations,
  context: Omit<SheetContext, 'part'>,
): { grid: Grid; findings: Finding[] } {
  const part = byId.get(relation);
  if (part === undefined) throw new FormatError('XLSX_DAMAGED', { sheet: name.slice(0, 100) });
  const content = readSheet(partOf(archive, part), { ...context, part });
  const rows = withMergedCells(content);
  return { grid: { name, rows }, findings: remarksOn(name, { ...content, hidden: hidden || content.hidden }) };
}

/** What stands in merged cells, for every row that they cover. */
function withMergedCells({ rows, merged }: SheetContent): GridRow[] {
  const copies = new Map<number, Map<number, Cell>>();
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  let count = 0;
  for (const { top, left, bottom } of merged) {
    const cell = byNumber.get(top)?.cells.get(left);
    if (cell === undefined) continue;
    for (let number = top + 1; number <= bottom; number += 1) {
      if (!byNumber.has(number)) continue;
      count += 1;
      if (count > MAX_CELLS) throw new FormatError('TABLE_TOO_LARGE', { merged: count });
      copies.set(number, (copies.get(number) ?? new Map<number, Cell>()).set(left, cell));
    }
  }
  return rows.map((row) => {
    const added = copies.get(row.number);
    // rows that hold nothing else are no rows: a merged cell alone does not make one
    return added === undefined || row.cells.size === 0 ? row : { ...row, cells: new Map([...added, ...row.cells]) };
  });
}

/** One remark a sheet on each matter, at its first place. */
function remarksOn(sheet: string, { formulas, merged, hidden }: SheetContent): Finding[] {
  const remarks: Finding[] = [];
  const [first] = formulas;
  const empty = formulas.filter(({ hasValue }) => !hasValue);
  if (first !== undefined) {
    const lacking = empty.length === 0 ? '' : `; ${empty.length} without a stored result`;
    const place = {
      path: `${sheet}!${columnLetters(first.column)}${first.row}`,
      line: first.row,
      column: first.column,
    };
    remarks.push(finding('TABLE_FORMULA', '', `${formulas.length} formulas${lacking}`, place));
  }
  const [range] = merged.filter(({ top, bottom, left, right }: MergedRange) => bottom > top || right > left);
  if (range !== undefined) {
    const place = { path: `${sheet}!${columnLetters(range.left)}${range.top}`, line: range.top, column: range.left };
    remarks.push(finding('TABLE_MERGED', '', `${merged.length} merged ranges`, place));
  }
  if (hidden) remarks.push(finding('TABLE_HIDDEN', '', `sheet ${sheet}`, { path: `${sheet}!A1` }));
  return remarks;
}
