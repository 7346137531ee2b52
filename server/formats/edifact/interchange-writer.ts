/**
 * Writes messages with their envelope: references, counts, character set.
 * @see ISO 9735-1, UNB, UNH, UNT, UNZ
 */
import type { Delimiters } from './delimiters.ts';
import { encodeText, repertoireOf } from './repertoires.ts';
import { type WritableSegment, writeSegments } from './writer.ts';

/** A party of the interchange. */
export interface InterchangeParty {
  /** 0004 or 0010, at most 35 characters. */
  readonly id: string;
  /** 0007, for example `ZZZ` mutually defined. */
  readonly qualifier?: string;
}

export interface WritableMessage {
  /** 0062, at most 14 characters. */
  readonly reference: string;
  /** 0065, for example `CUSCAR`. */
  readonly type: string;
  /** 0054 of the D directory, for example `95B`. */
  readonly release: string;
  /** Between header and trailer. */
  readonly segments: readonly WritableSegment[];
}

export interface WritableInterchange {
  readonly sender: InterchangeParty;
  readonly recipient: InterchangeParty;
  /** RFC 3339 in UTC. */
  readonly preparedAt: string;
  /** 0020, at most 14 characters. */
  readonly reference: string;
  readonly messages: readonly WritableMessage[];
  /** Whether the content is made up for a test. */
  readonly test?: boolean;
}

/**
 * Writes an interchange, one segment a line, in the narrowest character set that holds it.
 * @returns bytes in the encoding that UNB declares
 */
export function writeInterchange(interchange: WritableInterchange): Uint8Array {
  const { sender, recipient, preparedAt, reference, messages, test = false } = interchange;
  const body = messages.flatMap(envelopMessage);
  const parties = [partyElement(sender), partyElement(recipient)];
  const repertoire = repertoireOf(valuesIn([...parties, [reference]], body));
  const { syntax, version, delimiters, advised } = repertoire;
  const date = preparedAt.replace(/[-:]/g, '');
  const day = version === '3' ? date.slice(2, 8) : date.slice(0, 8);
  const header: WritableSegment = {
    tag: 'UNB',
    elements: [
      [syntax, version],
      ...parties,
      [day, date.slice(9, 13)],
      [reference],
      // 0035 marks a test, after five elements that are not used
      ...(test ? [[''], [''], [''], [''], [''], ['1']] : []),
    ],
  };
  const trailer: WritableSegment = { tag: 'UNZ', elements: [[String(messages.length)], [reference]] };
  const advice = advised ? `${serviceString(delimiters)}\n` : '';
  return encodeText(advice + writeSegments([header, ...body, trailer], delimiters), repertoire);
}

function* valuesIn(elements: readonly (readonly string[])[], segments: readonly WritableSegment[]): Generator<string> {
  for (const components of elements) yield* components;
  for (const segment of segments) for (const components of segment.elements) yield* components;
}

function envelopMessage({ reference, type, release, segments }: WritableMessage): WritableSegment[] {
  return [
    { tag: 'UNH', elements: [[reference], [type, 'D', release, 'UN']] },
    ...segments,
    { tag: 'UNT', elements: [[String(segments.length + 2)], [reference]] },
  ];
}

function partyElement({ id, qualifier }: InterchangeParty): string[] {
  return qualifier === undefined ? [id] : [id, qualifier];
}

function serviceString({ component, element, decimalMark, release, repetition, terminator }: Delimiters): string {
  return `UNA${component}${element}${decimalMark}${release || ' '}${repetition || ' '}${terminator}`;
}
