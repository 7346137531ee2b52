/** Foreign formats that documents are written in. */
import { MANIFEST_SCHEMA_NAME } from '../../protocol/documents/manifest.ts';
import type { CorridorDocument } from '../../protocol/documents/registry.ts';
import { writeCuscar } from './edifact/cuscar/write-cuscar.ts';
import type { Addressing, WrittenDocument } from './written-document.ts';

/** Schema of the documents that each format carries. */
const CARRIED = {
  /** UN/EDIFACT CUSCAR. */
  cuscar: MANIFEST_SCHEMA_NAME,
} as const;

export type DocumentFormat = keyof typeof CARRIED;

export const DOCUMENT_FORMAT_NAMES = Object.keys(CARRIED) as [DocumentFormat, ...DocumentFormat[]];

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
  return document.schema === CARRIED[format] ? writeCuscar(document, addressing) : undefined;
}
