/**
 * From bytes to text, by the character set that the interchange declares. Nothing is guessed: text that was decoded
 * wrongly would be signed and anchored as if the sender had written it.
 * @see ISO 9735-1 section 6; UN/EDIFACT data element 0001
 */
import { FormatError } from '../format-error.ts';

/** Encodings by syntax identifier; UNOA and UNOB are parts of ASCII. */
const ENCODINGS: Readonly<Record<string, string>> = {
  UNOC: 'iso-8859-1',
  UNOD: 'iso-8859-2',
  UNOE: 'iso-8859-5',
  UNOF: 'iso-8859-7',
  UNOG: 'iso-8859-3',
  UNOH: 'iso-8859-4',
  UNOI: 'iso-8859-6',
  UNOJ: 'iso-8859-8',
};

/** Enough for white space, service string advice and the syntax identifier. */
const HEAD_BYTES = 512;

/**
 * Decodes an interchange.
 * @returns text in Unicode normalization form C
 * @throws {FormatError} EDIFACT_ENCODING if bytes beyond ASCII are neither UTF-8 nor declared
 */
export function decodeInterchange(bytes: Uint8Array): string {
  const head = String.fromCharCode(...bytes.subarray(0, HEAD_BYTES));
  const syntax = /UNB.(UNO[A-Z])/.exec(head)?.[1];
  const encoding = syntax !== undefined && Object.hasOwn(ENCODINGS, syntax) ? ENCODINGS[syntax] : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes).normalize('NFC');
  } catch {
    throw new FormatError('EDIFACT_ENCODING', { declared: syntax ?? 'none' });
  }
}
