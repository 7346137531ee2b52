/**
 * Separators of an interchange.
 * @see ISO 9735-1 section 7 and annex B
 */
import { FormatError } from '../format-error.ts';

export interface Delimiters {
  readonly component: string;
  readonly element: string;
  /** Mark that the sender prefers in numbers; readers take both `.` and `,`. */
  readonly decimalMark: string;
  /** Makes the next character plain text; empty if the interchange uses none. */
  readonly release: string;
  /** Between repetitions of a data element; empty if the interchange uses none (syntax versions 1 to 3). */
  readonly repetition: string;
  readonly terminator: string;
}

/** What holds without a service string advice. */
export const DEFAULT_DELIMITERS: Delimiters = {
  component: ':',
  element: '+',
  decimalMark: '.',
  release: '?',
  repetition: '',
  terminator: "'",
};

/** Characters of a service string advice. */
export const SERVICE_STRING_LENGTH = "UNA:+.? '".length;

/**
 * Reads the service string advice, if the text starts with one.
 * @param text interchange without leading white space
 * @returns the separators and where the first segment starts
 * @throws {FormatError} EDIFACT_UNA
 */
export function readServiceString(text: string): { delimiters: Delimiters; length: number } {
  if (!text.startsWith('UNA')) return { delimiters: DEFAULT_DELIMITERS, length: 0 };
  const [component = '', element = '', decimalMark = '', release = '', repetition = '', terminator = ''] = text.slice(
    3,
    9,
  );
  const optional = [release, repetition].filter((character) => character !== ' ');
  const separators = [component, element, terminator, ...optional];
  const usable = separators.every((separator) => /^[^A-Za-z0-9\s]$/.test(separator));
  if (!usable || new Set(separators).size !== separators.length || !/^[.,]$/.test(decimalMark)) {
    throw new FormatError('EDIFACT_UNA', { advice: text.slice(0, SERVICE_STRING_LENGTH) });
  }
  const given = (character: string) => (character === ' ' ? '' : character);
  return {
    delimiters: { component, element, decimalMark, release: given(release), repetition: given(repetition), terminator },
    length: SERVICE_STRING_LENGTH,
  };
}
