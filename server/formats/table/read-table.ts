/** Tables that people filled in, from CSV and XLSX alike. */
import { FormatError } from '../format-error.ts';
import type { FileContent, SourceFile } from '../reading.ts';
import { readCsv } from './csv/read-csv.ts';
import { fieldOf, locate } from './locate.ts';
import { mapTable } from './map-table.ts';
import { type TableTemplate, TEMPLATE_FIELD } from './template.ts';
import { TABLE_TEMPLATES } from './templates/templates.ts';
import type { Workbook } from './workbook.ts';
import { readXlsx } from './xlsx/read-xlsx.ts';

/** @throws {FormatError} TABLE_… */
export function readCsvTable({ bytes }: SourceFile): FileContent {
  return readWorkbook(readCsv(bytes));
}

/** @throws {FormatError} TABLE_…, ARCHIVE_…, XLSX_DAMAGED, XML_… */
export function readXlsxTable({ bytes }: SourceFile): FileContent {
  return readWorkbook(readXlsx(bytes));
}

function readWorkbook(workbook: Workbook): FileContent {
  return { items: [mapTable(templateOf(workbook), workbook)], findings: [] };
}

/** The template that the file names, else the one whose columns it has most of. */
function templateOf(workbook: Workbook): TableTemplate {
  const stated = fieldOf(workbook, 'Header', TEMPLATE_FIELD).toLowerCase().split(/\s+/);
  const templates = Object.values(TABLE_TEMPLATES);
  const named = templates.find(({ name }) => stated.includes(name));
  if (named !== undefined) return named;
  const scored = templates.map((template) => ({ template, score: knownCells(template, workbook) }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  if (best.score === 0) throw new FormatError('TABLE_NO_TEMPLATE');
  return best.template;
}

function knownCells(template: TableTemplate, workbook: Workbook): number {
  const { sheets } = locate(template, workbook);
  return sheets.reduce((all, { rows }) => all + rows.reduce((sum, { entries }) => sum + entries.length, 0), 0);
}
