/**
 * Parts of a workbook, element by element: a sheet has too many cells for a tree. Namespaces are left out of account but
 * for prefixes, since writers differ in them.
 */
import { SaxesParser } from 'saxes';
import { CodedError } from '../../../../protocol/coded-error.ts';
import { FormatError } from '../../format-error.ts';

export interface XmlEvents {
  /** @param name local name @param attributes by local name */
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

const PIECE_LENGTH = 65_536;
const MAX_DEPTH = 64;

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

/**
 * @param part name of the part, for refusals
 * @throws {FormatError} XLSX_DAMAGED, and what the events throw
 */
export function scanXml(bytes: Uint8Array, part: string, events: XmlEvents): void {
  const refuse = (): never => {
    throw new FormatError('XLSX_DAMAGED', { part });
  };
  const parser = new SaxesParser({ position: false });
  let depth = 0;
  parser.on('error', refuse);
  parser.on('doctype', refuse);
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    if (depth > MAX_DEPTH) refuse();
    const local = Object.entries(attributes).map(([key, value]): [string, string] => [localName(key), value]);
    events.open?.(localName(name), Object.fromEntries(local));
  });
  parser.on('text', (text) => events.text?.(text));
  parser.on('cdata', (text) => events.text?.(text));
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    events.close?.(localName(name));
  });
  try {
    const text = decoded(bytes);
    for (let at = 0; at < text.length; at += PIECE_LENGTH) parser.write(text.slice(at, at + PIECE_LENGTH));
    parser.close();
  } catch (error) {
    if (error instanceof CodedError) throw error;
    refuse();
  }
}

/** Parts are UTF-8 or, with a byte order mark, UTF-16. @see ISO/IEC 29500-2, 9.1.2 */
function decoded(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}

/** Undoes the escapes that stand for characters which XML cannot hold, and drops those characters. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\p{Cc}/gu, (character) => ('\t\n\r'.includes(character) ? character : ''))
    .toWellFormed();
}
