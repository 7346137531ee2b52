/** JSON files: corridor documents as they are, and what others write as JSON, told apart by their shape. */
import { isJsonObject, type JsonValue } from '../../../protocol/json/json-value.ts';
import { parseStrictJson } from '../../../protocol/json/strict-json.ts';
import { FormatError } from '../format-error.ts';
import type { FileContent, MappedItem, SourceFile } from '../reading.ts';
import { CREDENTIALS } from './credentials/credentials.ts';
import { DCSA_DOCUMENTS } from './dcsa-documents/dcsa-documents.ts';
import { DCSA_TRACK_AND_TRACE } from './dcsa-tracking/dcsa-tracking.ts';
import type { JsonDialect } from './dialect.ts';
import { EPCIS } from './epcis/epcis.ts';
import { memberOf, parseSource, type SourceNode } from './reader/source-tree.ts';

/** In the order in which they are asked. */
const DIALECTS: readonly JsonDialect[] = [DCSA_TRACK_AND_TRACE, EPCIS, ...CREDENTIALS, ...DCSA_DOCUMENTS];

/** Mapping of a document that came in canonical form: nothing is mapped, and the document names no source. */
export const CORRIDOR_JSON_MAPPING = 'corridor/json';

/**
 * A document of ours must be in the strict profile; files of others need not, for their standards allow more.
 * @throws {JsonError} outside the strict profile, or no JSON at all
 * @throws {FormatError} FORMAT_UNREADABLE and those of the dialects
 */
export function readJson({ bytes }: SourceFile): FileContent {
  const source = parseSource(bytes);
  const dialect = isCorridorDocument(source.root) ? undefined : DIALECTS.find((each) => each.recognises(source.root));
  if (dialect === undefined) return { items: [asItCame(parseStrictJson(bytes))], findings: [] };
  return dialect.read(source);
}

function isCorridorDocument(root: SourceNode): boolean {
  const schema = memberOf(root, 'schema');
  return schema?.type === 'string' && schema.text.startsWith('corridor/');
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
