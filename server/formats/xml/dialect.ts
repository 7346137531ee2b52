import type { FileContent } from '../reading.ts';
import type { XmlElement } from './tree.ts';

/** A kind of XML. */
export interface XmlDialect {
  /** By names and namespaces that only this kind has; never by a file name. */
  recognises(root: XmlElement): boolean;
  /** @throws {FormatError} */
  read(root: XmlElement): FileContent;
}
