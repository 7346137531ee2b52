import { CodedError } from '../coded-error.ts';

/** Why a text or value is not of the strict JSON profile, and what to do about it. */
export const JSON_ERRORS = {
  JSON_TOO_LARGE: 'The text is longer than the limit.',
  JSON_ENCODING: 'The bytes are not UTF-8, or start with a byte order mark. Save the file as UTF-8 without one.',
  JSON_SYNTAX: 'The text is not JSON (RFC 8259).',
  JSON_TOO_DEEP: 'Too many containers inside each other.',
  JSON_DUPLICATE_KEY: 'An object has the same key twice; readers would disagree on which value counts.',
  JSON_FORBIDDEN_KEY: 'The key __proto__ is not allowed.',
  JSON_TOO_MANY_KEYS: 'An object has too many keys.',
  JSON_TOO_MANY_ITEMS: 'An array has too many items.',
  JSON_STRING_TOO_LONG: 'A string is too long.',
  JSON_LONE_SURROGATE: 'A string holds half of a surrogate pair.',
  JSON_NOT_NFC: 'A string is not in Unicode normalization form C; two spellings would look the same.',
  JSON_NOT_INTEGER: 'Numbers are integers without fraction or exponent. Write decimals as strings.',
  JSON_INTEGER_RANGE: 'An integer lies outside -(2^53-1)..2^53-1. Write it as a string.',
  JSON_NOT_PLAIN: 'The value holds something that JSON cannot express.',
} as const;

export type JsonErrorCode = keyof typeof JSON_ERRORS;

/** Where a text was found wanting. */
export interface JsonPosition {
  /** Offset in UTF-16 code units, from 0. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** In UTF-16 code units, from 1. */
  readonly column: number;
}

/** A text or value that the strict JSON profile refuses. */
export class JsonError extends CodedError {
  declare readonly code: JsonErrorCode;
  /** RFC 6901 pointer to the innermost value that was being read. */
  readonly pointer: string;
  /** Absent for values that never were a text, and for bytes that cannot be decoded. */
  readonly position: JsonPosition | undefined;

  constructor(code: JsonErrorCode, pointer: string, position?: JsonPosition) {
    const where = position === undefined ? '' : ` (line ${position.line}, column ${position.column})`;
    super(code, `${JSON_ERRORS[code]}${where}`, { pointer, ...position });
    this.pointer = pointer;
    this.position = position;
  }
}

/** Line and column of an offset; line ends are LF, CR or CR LF. */
export function positionAt(text: string, offset: number): JsonPosition {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { offset, line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
