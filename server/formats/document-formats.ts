/** Foreign formats that documents are written in. */
import { MANIFEST_SCHEMA_NAME } from '../../protocol/documents/manifest.ts';
import type { CorridorDocument } from '../../protocol/documents/registry.ts';
import { writeCuscar } from './edifact/cuscar/write-cuscar.ts';
import { writeTableDocument } from './table/table-file.ts';
import type { Addressing, WrittenDocument } from './written-document.ts';

type Writer = (document: CorridorDocument, addressing: Addressing) => WrittenDocument | undefined;

/** Each format writes the documents that it carries, and answers `undefined` for others. */
const WRITERS = {
  /** UN/EDIFACT CUSCAR. */
  cuscar: (document, addressing) =>
    document.schema === MANIFEST_SCHEMA_NAME ? writeCuscar(document, addressing) : undefined,
  /** Our table templates. */
  csv: (document) => writeTableDocument(document, 'csv'),
  xlsx: (document) => writeTableDocument(document, 'xlsx'),
} as const satisfies Record<string, Writer>;

export type DocumentFormat = keyof typeof WRITERS;

export const DOCUMENT_FORMAT_NAMES = Object.keys(WRITERS) as [DocumentFormat, ...DocumentFormat[]];

/**
 * Writes a document in a foreign format.
 * @returns `undefined` if the format carries documents of another schema
 * @throws {FormatError} EDIFACT_UNWRITABLE
 */
export function writeDocument(
  document: CorridorDocument,
  format: DocumentFormat,
  addressing: Addressing,
): WrittenDocument | undefined {
  return WRITERS[format](document, addressing);
}
