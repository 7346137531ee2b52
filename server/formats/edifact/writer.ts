/** Writing of segments: the inverse of the tokenizer. */
import { DEFAULT_DELIMITERS, type Delimiters } from './delimiters.ts';

/** A segment to be written; trailing empty elements and components are left out. */
export interface WritableSegment {
  readonly tag: string;
  readonly elements: readonly (readonly string[])[];
}

/**
 * Writes segments, one a line.
 * @param delimiters must have a release character if a value holds a separator
 */
export function writeSegments(
  segments: Iterable<WritableSegment>,
  delimiters: Delimiters = DEFAULT_DELIMITERS,
): string {
  const { component, element, release, repetition, terminator } = delimiters;
  const special = new Set([component, element, release, repetition, terminator].filter((each) => each !== ''));
  const released = (value: string) =>
    [...value].map((character) => (special.has(character) ? `${release}${character}` : character)).join('');
  const write = (elements: readonly (readonly string[])[]) =>
    elements.map((components) => components.map(released).join(component)).join(element);
  return [...segments].map(({ tag, elements }) => `${write([[tag], ...elements])}${terminator}\n`).join('');
}

/**
 * A segment without its empty end: senders leave out what follows the last value.
 * @param elements components, or the only component of an element; `undefined` is empty
 */
export function segment(
  tag: string,
  ...elements: readonly (string | undefined | readonly (string | undefined)[])[]
): WritableSegment {
  const full = elements.map((element) => trimmed((typeof element === 'object' ? element : [element]).map(orEmpty)));
  let length = full.length;
  while (length > 0 && full[length - 1]?.every((value) => value === '') === true) length -= 1;
  return { tag, elements: full.slice(0, length) };
}

const orEmpty = (value: string | undefined) => value ?? '';

function trimmed(components: readonly string[]): readonly string[] {
  let length = components.length;
  while (length > 1 && components[length - 1] === '') length -= 1;
  return components.slice(0, length);
}

/** Characters in one piece of free text (4440) and pieces in one FTX of the D.9x directories. */
const TEXT_PIECE = 70;
const PIECES = 5;

/** Cuts free text into FTX segments: pieces of 70 characters, five to a segment, split at surrogates never. */
export function textSegments(subject: string, text: string, codedReference?: readonly string[]): WritableSegment[] {
  const characters = [...text];
  const pieces: string[] = [];
  for (let at = 0; at < characters.length; at += TEXT_PIECE)
    pieces.push(characters.slice(at, at + TEXT_PIECE).join(''));
  const segments: WritableSegment[] = [];
  for (let at = 0; at < pieces.length; at += PIECES) {
    segments.push(segment('FTX', subject, '', codedReference ?? '', pieces.slice(at, at + PIECES)));
  }
  return segments;
}
