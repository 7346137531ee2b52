/**
 * Splits an interchange into segments, elements and components, in linear time.
 *
 * White space between segments (line ends, indentation) is passed over; inside a segment every character counts.
 * @see ISO 9735-1
 */
import { FormatError } from '../format-error.ts';
import { type Delimiters, readServiceString } from './delimiters.ts';

export interface Segment {
  /** Place in the interchange, from 1; the service string advice does not count. */
  readonly number: number;
  readonly tag: string;
  /** Data elements after the tag, each as its components; release characters are taken out. */
  readonly elements: readonly (readonly string[])[];
  /** Place of the first character in the text, from 0. */
  readonly offset: number;
}

/** Limits of one interchange. */
export const EDIFACT_LIMITS = {
  /** Characters in one segment; the longest that a directory allows (a full FTX) has about 2,700. */
  maxSegmentLength: 16_384,
  maxSegments: 200_000,
} as const;

export interface Tokenized {
  readonly delimiters: Delimiters;
  readonly segments: Iterable<Segment>;
}

/**
 * Reads the separators and then, one by one, the segments.
 * @throws {FormatError} EDIFACT_UNA at once; EDIFACT_TRUNCATED, EDIFACT_SEGMENT_TOO_LONG, EDIFACT_SEGMENT_TAG and
 * EDIFACT_TOO_MANY_SEGMENTS while iterating
 */
export function tokenize(text: string): Tokenized {
  const start = skipSpace(text, 0);
  const { delimiters, length } = readServiceString(text.slice(start, start + 9));
  return { delimiters, segments: readSegments(text, start + length, delimiters) };
}

function* readSegments(text: string, start: number, delimiters: Delimiters): Generator<Segment> {
  let number = 0;
  for (let at = skipSpace(text, start); at < text.length; at = skipSpace(text, at)) {
    number += 1;
    if (number > EDIFACT_LIMITS.maxSegments) {
      throw new FormatError('EDIFACT_TOO_MANY_SEGMENTS', { limit: EDIFACT_LIMITS.maxSegments });
    }
    const { fields, end } = splitSegment(text, at, number, delimiters);
    const [[tag = ''] = [], ...elements] = fields;
    if (!/^[A-Z][A-Z0-9]{2}$/.test(tag)) {
      throw new FormatError('EDIFACT_SEGMENT_TAG', { segment: number, offset: at, tag: tag.slice(0, 20) });
    }
    yield { number, tag, elements, offset: at };
    at = end;
  }
}

/** Splits up to and including the terminator. The first field is the tag. */
function splitSegment(text: string, start: number, number: number, delimiters: Delimiters) {
  const fields: string[][] = [];
  let components: string[] = [];
  let value = '';
  const limit = start + EDIFACT_LIMITS.maxSegmentLength;
  for (let at = start; at < text.length; at += 1) {
    if (at >= limit) throw new FormatError('EDIFACT_SEGMENT_TOO_LONG', { segment: number, offset: start });
    const character = text.charAt(at);
    if (character === delimiters.release) {
      at += 1;
      value += text.charAt(at);
    } else if (character === delimiters.component) {
      components.push(value);
      value = '';
    } else if (character === delimiters.element || character === delimiters.terminator) {
      fields.push([...components, value]);
      if (character === delimiters.terminator) return { fields, end: at + 1 };
      components = [];
      value = '';
    } else {
      value += character;
    }
  }
  throw new FormatError('EDIFACT_TRUNCATED', { segment: number, offset: start });
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s|\ufeff/.test(text.charAt(at))) at += 1;
  return at;
}
