/** Templates with their worked example, and documents in the form of a template, as files. */
import type { CorridorDocument } from '../../../protocol/documents/registry.ts';
import type { JsonObject, JsonValue } from '../../../protocol/json/json-value.ts';
import { MEDIA_TYPES } from '../sniff.ts';
import type { WrittenDocument } from '../written-document.ts';
import type { WrittenFile } from '../written-file.ts';
import { writeCsv } from './csv/write-csv.ts';
import type { TableTemplate } from './template.ts';
import { TEMPLATE_EXAMPLES } from './templates/examples.ts';
import { TABLE_TEMPLATES, type TableFormat, type TemplateName } from './templates/templates.ts';
import { writeTable } from './write-table.ts';
import { writeXlsx } from './xlsx/write-xlsx.ts';

const WRITERS = {
  csv: { write: writeCsv, mediaType: `${MEDIA_TYPES.CSV}; charset=utf-8` },
  xlsx: { write: writeXlsx, mediaType: MEDIA_TYPES.XLSX },
} as const;

/** A template with its worked example, to be written over. The same bytes each time. */
export function templateFile(name: TemplateName, format: TableFormat): WrittenFile {
  return tableFile(TABLE_TEMPLATES[name], TEMPLATE_EXAMPLES[name], format);
}

/** A document in the form of its template. @returns `undefined` if there is no template for its schema */
export function writeTableDocument(document: CorridorDocument, format: TableFormat): WrittenDocument | undefined {
  const template = Object.values(TABLE_TEMPLATES).find(({ defaults }) => defaults['schema'] === document.schema);
  if (template === undefined) return undefined;
  const { source: _, ...content } = document as unknown as Record<string, JsonValue>;
  return tableFile(template, content, format);
}

function tableFile(template: TableTemplate, document: JsonObject, format: TableFormat): WrittenDocument {
  const { sheets, left } = writeTable(template, document);
  const { write, mediaType } = WRITERS[format];
  return {
    bytes: write(sheets),
    mediaType,
    extension: format,
    differences: left.map((pointer) => ({ pointer, change: 'LOST' })),
  };
}
