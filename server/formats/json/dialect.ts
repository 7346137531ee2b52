import { escapeToken } from '../../../protocol/json/json-pointer.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import type { FileContent, MappedItem } from '../reading.ts';
import { JsonCursor } from './reader/json-cursor.ts';
import { MappingLog } from './reader/mapping-log.ts';
import { memberOf, type SourceNode, type SourceTree } from './reader/source-tree.ts';

/** A kind of JSON that others write. */
export interface JsonDialect {
  /** By members that only this kind has; never by a file name. */
  recognises(root: SourceNode): boolean;
  /** @throws {FormatError} */
  read(source: SourceTree): FileContent;
}

/** Names of a mapping, as in `MappedItem`. */
export interface MappingName {
  readonly kind: string;
  readonly mapping: string;
  readonly mappingVersion: string;
}

/** What a mapping gives: the document and the reference of the message. */
export interface Mapped {
  readonly document: object;
  readonly reference?: string | undefined;
}

/** A message within its file. */
interface Message {
  readonly node: SourceNode;
  /** RFC 6901, into the file. */
  readonly path: string;
  readonly lines: SourceTree['lines'];
}

/**
 * Maps one message of a file to one document.
 * @param map takes what it knows; everything else is listed as unmapped
 */
export function mapItem(name: MappingName, message: Message, map: (cursor: JsonCursor) => Mapped): MappedItem {
  const { node, path, lines } = message;
  const log = new MappingLog(lines);
  const { document, reference = '' } = map(new JsonCursor(node, path, log));
  return {
    ...name,
    reference,
    document: document as JsonValue,
    findings: log.findings,
    unmapped: log.unmapped(node, path),
    sources: log.sources,
  };
}

/**
 * Maps a list of messages, each to a document of its own. What stands in the file beside the list is told with the first.
 * @param key member that holds the list
 */
export function mapEach(
  name: MappingName,
  { root, lines }: SourceTree,
  key: string,
  map: (cursor: JsonCursor) => Mapped,
): FileContent {
  const list = memberOf(root, key);
  const nodes = list?.type === 'array' ? list.items : [];
  const items = nodes.map((node, index) => mapItem(name, { node, path: `/${escapeToken(key)}/${index}`, lines }, map));
  const log = new MappingLog(lines);
  if (list !== undefined) log.take(list);
  const beside = log.unmapped(root);
  return {
    items: items.map((item, index) => (index === 0 ? { ...item, unmapped: [...item.unmapped, ...beside] } : item)),
    findings: [],
  };
}
