/** XML files: each kind by its root element and namespace. */
import { FormatError } from '../format-error.ts';
import type { FileContent, SourceFile } from '../reading.ts';
import { decodeXml } from './decode-xml.ts';
import type { XmlDialect } from './dialect.ts';
import { parseXml } from './parse-xml.ts';
import { WCO_DATA_MODEL } from './wco/wco.ts';

/** In the order in which they are asked. */
const DIALECTS: readonly XmlDialect[] = [WCO_DATA_MODEL];

/** @throws {FormatError} XML_… */
export function readXml({ bytes }: SourceFile): FileContent {
  const root = parseXml(decodeXml(bytes));
  const dialect = DIALECTS.find((each) => each.recognises(root));
  if (dialect === undefined) {
    throw new FormatError('XML_UNSUPPORTED', { root: root.name, namespace: root.namespace.slice(0, 200) });
  }
  return dialect.read(root);
}
