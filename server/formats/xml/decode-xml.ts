/**
 * From the bytes of an XML file to text, by byte order mark and XML declaration. Nothing is guessed: text that was
 * decoded wrongly would be signed and anchored as if the sender had written it.
 * @see XML 1.0 section 4.3.3 and appendix F
 */
import { FormatError } from '../format-error.ts';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'iso-8859-1';

/** Encodings by byte order mark, each as Latin-1 text. */
const MARKS: readonly (readonly [string, Encoding])[] = [
  ['\xef\xbb\xbf', 'utf-8'],
  ['\xff\xfe', 'utf-16le'],
  ['\xfe\xff', 'utf-16be'],
];

/** Declared names, in lower case. ASCII is a part of UTF-8. */
const DECLARED: Readonly<Record<string, Encoding>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  'iso-8859-1': 'iso-8859-1',
  latin1: 'iso-8859-1',
  'windows-1252': 'windows-1252',
  cp1252: 'windows-1252',
};

const HEAD_BYTES = 256;

/**
 * Decodes an XML file.
 * @returns text without byte order mark
 * @throws {FormatError} XML_ENCODING for an unknown encoding, bytes that do not fit it, or a declaration that
 * contradicts the byte order mark; `line` of the first byte at fault
 */
export function decodeXml(bytes: Uint8Array): string {
  const head = String.fromCharCode(...bytes.subarray(0, HEAD_BYTES));
  const [mark, marked] = MARKS.find(([beginning]) => head.startsWith(beginning)) ?? ['', undefined];
  const body = bytes.subarray(mark.length);
  if (marked === 'utf-16le' || marked === 'utf-16be') return decodeUtf16(body, marked);
  const name = declaredIn(head.slice(mark.length));
  const declared = name === undefined ? 'utf-8' : lookUp(name);
  if (declared === undefined || (marked === 'utf-8' && declared !== 'utf-8')) {
    throw new FormatError('XML_ENCODING', { declared: name ?? 'none' });
  }
  return declared === 'iso-8859-1' ? decodeLatin1(body) : decodeAs(body, declared);
}

/** Encoding that an XML declaration names. */
function declaredIn(head: string): string | undefined {
  return /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(head)?.[1];
}

function lookUp(name: string): Encoding | undefined {
  const key = name.trim().toLowerCase();
  return Object.hasOwn(DECLARED, key) ? DECLARED[key] : undefined;
}

function decodeUtf16(body: Uint8Array, encoding: Encoding): string {
  const text = decodeAs(body, encoding);
  const name = declaredIn(text.slice(0, HEAD_BYTES));
  const agrees = name === undefined || /^utf-?16(?:le|be)?$/i.test(name.trim());
  if (!agrees) throw new FormatError('XML_ENCODING', { declared: name });
  return text;
}

function decodeAs(body: Uint8Array, encoding: Encoding): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    const lenient = new TextDecoder(encoding, { ignoreBOM: true }).decode(body);
    const line = lenient.slice(0, lenient.indexOf('\ufffd')).split('\n').length;
    throw new FormatError('XML_ENCODING', { read: encoding, line });
  }
}

/** Byte for byte, as the standard has it: a `TextDecoder` reads `iso-8859-1` as windows-1252. */
function decodeLatin1(body: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < body.length; at += 8_192) parts.push(String.fromCharCode(...body.subarray(at, at + 8_192)));
  return parts.join('');
}
