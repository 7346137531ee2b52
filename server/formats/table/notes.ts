import type { MappedField, MappingNotes } from '../mapping-notes.ts';
import type { Column, RowsSheet, Sheet, TableTemplate } from './template.ts';
import { TABLE_TEMPLATES } from './templates/templates.ts';

/** The columns of a template say themselves what they are. */
export const MAPPING_NOTES: readonly MappingNotes[] = Object.values(TABLE_TEMPLATES).map((template: TableTemplate) => ({
  kind: 'TABLE',
  mapping: `table/${template.name}`,
  version: template.version,
  standard: `${template.title}: CSV (RFC 4180) or XLSX (ECMA-376), in the template of that name`,
  rows: template.sheets.flatMap((sheet) => rowsOf(sheet, template)),
  keptUnmapped:
    'Sheets, columns and cells that the template does not have, cells that cannot be read as their column asks, and ' +
    'rows of nothing.',
}));

function rowsOf(sheet: Sheet, template: TableTemplate): MappedField[] {
  const base = sheet.layout === 'FORM' ? '' : pointerOf(sheet, template);
  const targets = sheet.layout === 'ROWS' ? Object.entries(sheet.roles?.targets ?? {}) : [];
  return [
    ...targets.map(([code, target]) => ({
      from: `${sheet.name}, rows of ${code}`,
      to: `${base}${target.replace(/\/-$/, '/0')}`,
    })),
    ...sheet.columns.map((column) => fieldOf(sheet.name, base, column)),
  ];
}

function fieldOf(sheet: string, base: string, { header, pointer, help, unit }: Column): MappedField {
  const from = `${sheet}!${header.replace('{n}', '1')}${unit === undefined ? '' : ` (${unit})`}`;
  return { from, to: `${base}${pointer.replaceAll('{n}', '0')}`, note: help };
}

/** Where the items of a sheet stand in the document. */
function pointerOf({ array, parent }: RowsSheet, template: TableTemplate): string {
  const above = parent === undefined ? undefined : template.sheets.find(({ name }) => name === parent.sheet);
  const base = above === undefined || above.layout === 'FORM' ? '' : pointerOf(above, template);
  return array === '' ? base : `${base}${array}/0`;
}
