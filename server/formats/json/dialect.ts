import type { JsonValue } from '../../../protocol/json/json-value.ts';
import type { FileContent, MappedItem } from '../reading.ts';
import { JsonCursor } from './reader/json-cursor.ts';
import { MappingLog } from './reader/mapping-log.ts';
import type { SourceNode, SourceTree } from './reader/source-tree.ts';

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

/**
 * Maps one message of a file to one document.
 * @param node the message, standing at `path` in the file
 * @param map gives the document and the reference of the message
 */
export function mapItem(
  name: MappingName,
  { node, path, lines }: { readonly node: SourceNode; readonly path: string; readonly lines: SourceTree['lines'] },
  map: (cursor: JsonCursor) => { readonly document: object; readonly reference?: string | undefined },
): MappedItem {
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
