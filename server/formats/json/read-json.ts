/** JSON files: corridor documents as they are, and what others write as JSON, told apart by their shape. */
import { isJsonObject, type JsonValue } from '../../../protocol/json/json-value.ts';
import { parseStrictJson } from '../../../protocol/json/strict-json.ts';
import { FormatError } from '../format-error.ts';
import type { FileContent, MappedItem, SourceFile } from '../reading.ts';

/** A kind of JSON that others write. */
export interface JsonDialect {
  /** By members that only this kind has; never by a file name. */
  recognises(value: JsonValue): boolean;
  /** @throws {FormatError} */
  read(value: JsonValue): FileContent;
}

/** In the order in which they are asked. */
const DIALECTS: readonly JsonDialect[] = [];

/** Mapping of a document that came in canonical form: nothing is mapped, and the document names no source. */
export const CORRIDOR_JSON_MAPPING = 'corridor/json';

/** @throws {JsonError} outside the strict profile @throws {FormatError} FORMAT_UNREADABLE and those of the dialects */
export function readJson({ bytes }: SourceFile): FileContent {
  const value = parseStrictJson(bytes);
  if (isCorridorDocument(value)) return { items: [asItCame(value)], findings: [] };
  const dialect = DIALECTS.find((each) => each.recognises(value));
  if (dialect === undefined) return { items: [asItCame(value)], findings: [] };
  return dialect.read(value);
}

function isCorridorDocument(value: JsonValue): boolean {
  return isJsonObject(value) && typeof value.schema === 'string' && value.schema.startsWith('corridor/');
}

function asItCame(document: JsonValue): MappedItem {
  if (!isJsonObject(document)) throw new FormatError('FORMAT_UNREADABLE', { found: 'JSON that is no object' });
  return {
    kind: 'CORRIDOR',
    mapping: CORRIDOR_JSON_MAPPING,
    mappingVersion: '1',
    reference: '',
    document,
    findings: [],
    unmapped: [],
    sources: new Map(),
  };
}
