/**
 * Splits interchanges into segments, elements and components, in linear time and in pieces of any size.
 *
 * White space between segments (line ends, indentation) is passed over; inside a segment every character counts.
 * @see ISO 9735-1
 */
import { FormatError } from '../format-error.ts';
import { DEFAULT_DELIMITERS, type Delimiters, readServiceString, SERVICE_STRING_LENGTH } from './delimiters.ts';

/** A second or further occurrence of an element (syntax version 4). */
export interface RepeatedElement {
  /** Place of the element, from 1; 0 is the tag, whose components number groups explicitly. */
  readonly element: number;
  readonly components: readonly string[];
}

export interface Segment {
  /** Place in the file, from 1; the service string advice does not count. */
  readonly number: number;
  readonly tag: string;
  /** Data elements after the tag, each as its components; release characters are taken out. */
  readonly elements: readonly (readonly string[])[];
  readonly repeats?: readonly RepeatedElement[];
  /** Place of the first character in the text, from 0. */
  readonly offset: number;
}

/** Limits of one file. */
export const EDIFACT_LIMITS = {
  /** Characters in one segment; the longest that a directory allows (a full FTX) has about 2,700. */
  maxSegmentLength: 16_384,
  /** In a message that becomes one document, which is held in memory whole. */
  maxMessageSegments: 200_000,
  /** In a file. */
  maxSegments: 20_000_000,
} as const;

/** Characters that are gathered before they are looked at, so that small pieces are not scanned over and over. */
const GATHERED = 4 * EDIFACT_LIMITS.maxSegmentLength;

/** Separator between repetitions where a header says syntax version 4 and no advice names another. */
const VERSION_4_REPETITION = '*';

/**
 * Reads text in pieces and holds no more than one piece and one segment.
 *
 * A service string advice is read at the start and after each UNZ, where another interchange may follow.
 */
export class SegmentScanner {
  #delimiters: Delimiters = DEFAULT_DELIMITERS;
  #advised = false;
  /** Whether an interchange may begin here, with a service string advice. */
  #atStart = true;
  #text = '';
  /** Offset of the held text. */
  #before = 0;
  #number = 0;
  readonly #maxSegments: number;

  constructor(maxSegments: number = EDIFACT_LIMITS.maxSegments) {
    this.#maxSegments = maxSegments;
  }

  /**
   * Reads a piece; what it gives must be iterated to the end before the next piece.
   * @throws {FormatError} EDIFACT_UNA, EDIFACT_SEGMENT_TOO_LONG, EDIFACT_SEGMENT_TAG, EDIFACT_TOO_MANY_SEGMENTS
   */
  *push(piece: string): Generator<Segment> {
    this.#text += piece;
    if (this.#text.length >= GATHERED) yield* this.#scan(false);
  }

  /** Reads what is left. @throws {FormatError} as {@link push}, and EDIFACT_TRUNCATED */
  *end(): Generator<Segment> {
    yield* this.#scan(true);
  }

  *#scan(final: boolean): Generator<Segment> {
    const text = this.#text;
    let at = 0;
    for (;;) {
      at = skipSpace(text, at);
      if (at === text.length || (!final && text.length - at <= EDIFACT_LIMITS.maxSegmentLength)) break;
      if (this.#atStart) at = skipSpace(text, this.#readAdvice(text, at));
      if (at === text.length) break;
      const offset = this.#before + at;
      const { segment, end } = this.#readSegment(text, at, offset);
      at = end;
      this.#prepareFor(segment);
      yield segment;
    }
    this.#text = text.slice(at);
    this.#before += at;
  }

  /** @returns where the first segment begins */
  #readAdvice(text: string, at: number): number {
    this.#atStart = false;
    const { delimiters, length } = readServiceString(text.slice(at, at + SERVICE_STRING_LENGTH));
    this.#delimiters = delimiters;
    this.#advised = length > 0;
    return at + length;
  }

  #prepareFor({ tag, elements }: Segment): void {
    if (tag === 'UNZ') this.#atStart = true;
    if (tag === 'UNB' && !this.#advised && elements[0]?.[1] === '4') {
      this.#delimiters = { ...this.#delimiters, repetition: VERSION_4_REPETITION };
    }
  }

  #readSegment(text: string, at: number, offset: number): { segment: Segment; end: number } {
    this.#number += 1;
    const number = this.#number;
    if (number > this.#maxSegments) throw new FormatError('EDIFACT_TOO_MANY_SEGMENTS', { limit: this.#maxSegments });
    const { fields, repeats, end } = splitSegment(text, at, this.#delimiters, { segment: number, offset });
    const [[tag = '', ...nesting] = [], ...elements] = fields;
    if (!/^[A-Z][A-Z0-9]{2}$/.test(tag)) {
      throw new FormatError('EDIFACT_SEGMENT_TAG', { segment: number, offset, tag: tag.slice(0, 20) });
    }
    const others = nesting.length === 0 ? repeats : [{ element: 0, components: nesting }, ...repeats];
    return { segment: { number, tag, elements, ...(others.length === 0 ? {} : { repeats: others }), offset }, end };
  }
}

/**
 * Splits a text that is at hand as a whole.
 * @throws {FormatError} what {@link SegmentScanner} throws, while iterating
 */
export function tokenize(text: string, maxSegments?: number): { readonly segments: Iterable<Segment> } {
  return { segments: segmentsOf(text, maxSegments) };
}

function* segmentsOf(text: string, maxSegments: number | undefined): Generator<Segment> {
  const scanner = new SegmentScanner(maxSegments);
  yield* scanner.push(text);
  yield* scanner.end();
}

interface Split {
  /** The first is the tag. */
  readonly fields: string[][];
  readonly repeats: RepeatedElement[];
  /** After the terminator. */
  readonly end: number;
}

/** Splits up to and including the terminator. */
function splitSegment(
  text: string,
  start: number,
  { component, element, release, repetition, terminator }: Delimiters,
  place: { readonly segment: number; readonly offset: number },
): Split {
  const fields: string[][] = [];
  const repeats: RepeatedElement[] = [];
  let components: string[] = [];
  let repeating = false;
  let value = '';
  let run = start;
  const limit = Math.min(text.length, start + EDIFACT_LIMITS.maxSegmentLength);
  for (let at = start; at < limit; at += 1) {
    const character = text[at];
    if (character === release) {
      value += text.slice(run, at);
      at += 1;
      run = at;
      continue;
    }
    const ends = character === element || character === terminator;
    if (!ends && character !== component && character !== repetition) continue;
    components.push((value + text.slice(run, at)).normalize('NFC'));
    value = '';
    run = at + 1;
    if (character === component) continue;
    if (repeating) repeats.push({ element: fields.length - 1, components });
    else fields.push(components);
    components = [];
    repeating = character === repetition;
    if (character === terminator) return { fields, repeats, end: at + 1 };
  }
  throw new FormatError(limit === text.length ? 'EDIFACT_TRUNCATED' : 'EDIFACT_SEGMENT_TOO_LONG', place);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s|\ufeff/.test(text.charAt(at))) at += 1;
  return at;
}
