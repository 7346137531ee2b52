/** XML files: each kind by its root element and namespace. */
import { FormatError } from '../format-error.ts';
import type { FileContent, SourceFile } from '../reading.ts';
import { ASYCUDA_SAD } from './asycuda/sad.ts';
import { decodeXml } from './decode-xml.ts';
import type { XmlDialect } from './dialect.ts';
import { ICS_ENTRY_SUMMARY } from './ics/entry-summary.ts';
import { GOVTALK_ERROR_RESPONSE } from './ics/error-response.ts';
import { GOODS_MOVEMENT } from './movement/movement.ts';
import { parseXml } from './parse-xml.ts';
import { WCO_DATA_MODEL } from './wco/wco.ts';

/** In the order in which they are asked. */
const DIALECTS: readonly XmlDialect[] = [
  WCO_DATA_MODEL,
  GOODS_MOVEMENT,
  ICS_ENTRY_SUMMARY,
  GOVTALK_ERROR_RESPONSE,
  ASYCUDA_SAD,
];

/** @throws {FormatError} XML_… */
export function readXml({ bytes }: SourceFile): FileContent {
  const root = parseXml(decodeXml(bytes));
  const dialect = DIALECTS.find((each) => each.recognises(root));
  if (dialect === undefined) {
    throw new FormatError('XML_UNSUPPORTED', { root: root.name, namespace: root.namespace.slice(0, 200) });
  }
  return dialect.read(root);
}
