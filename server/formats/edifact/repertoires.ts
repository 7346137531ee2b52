/** The character sets that interchanges are written in: the narrowest one that holds the text is declared and used. */
import { DEFAULT_DELIMITERS, type Delimiters } from './delimiters.ts';

/** @see ISO 9735-1 section 6 and data element 0001; UNOA and UNOB are levels A and B, UNOC is ISO 8859-1, UNOY is UTF-8 */
export interface Repertoire {
  readonly syntax: 'UNOA' | 'UNOB' | 'UNOC' | 'UNOY';
  /** 0002. */
  readonly version: '3' | '4';
  readonly delimiters: Delimiters;
  /** Whether the separators are stated: they are no default of level B, and version 4 has one more. */
  readonly advised: boolean;
  readonly holds: RegExp;
}

/** Syntax version 4 also releases the repetition separator. */
const VERSION_4: Delimiters = { ...DEFAULT_DELIMITERS, repetition: '*' };

const version3 = { version: '3', delimiters: DEFAULT_DELIMITERS } as const;
const UTF_8: Repertoire = { syntax: 'UNOY', version: '4', delimiters: VERSION_4, advised: true, holds: /^/ };

/** From the narrowest to the widest. */
const REPERTOIRES: readonly Repertoire[] = [
  { ...version3, syntax: 'UNOA', advised: false, holds: /^[A-Z0-9 .,\-()/='+:?!"%&*;<>]*$/ },
  { ...version3, syntax: 'UNOB', advised: true, holds: /^[A-Za-z0-9 .,\-()/='+:?!"%&*;<>]*$/ },
  { ...version3, syntax: 'UNOC', advised: false, holds: /^[\x20-\x7e\xa0-\xff]*$/ },
  UTF_8,
];

/** The narrowest repertoire that holds every value. */
export function repertoireOf(values: Iterable<string>): Repertoire {
  let narrowest = 0;
  for (const value of values) {
    while (REPERTOIRES[narrowest]?.holds.test(value) === false) narrowest += 1;
  }
  return REPERTOIRES[narrowest] ?? UTF_8;
}

/** Bytes of a text in the encoding of a repertoire that holds it. */
export function encodeText(text: string, { syntax }: Repertoire): Uint8Array {
  return syntax === 'UNOC'
    ? Uint8Array.from(text, (character) => character.charCodeAt(0))
    : new TextEncoder().encode(text);
}
