/**
 * Writes messages with their envelope: references, counts, character set.
 * @see ISO 9735-1, UNB, UNH, UNT, UNZ
 */
import { DEFAULT_DELIMITERS, type Delimiters } from './delimiters.ts';
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
}

/** Separators of syntax version 4, which also releases the repetition separator. */
const VERSION_4: Delimiters = { ...DEFAULT_DELIMITERS, repetition: '*' };

/**
 * Writes an interchange, one segment a line. Text in ASCII goes as UNOC, syntax 3; any other as UNOW (UTF-8), syntax 4,
 * with a service string advice.
 * @returns text to be encoded as UTF-8
 */
export function writeInterchange({ sender, recipient, preparedAt, reference, messages }: WritableInterchange): string {
  const body = messages.flatMap(envelopMessage);
  const ascii = body.every(({ elements }) => elements.every((element) => element.every(isAscii)));
  const delimiters = ascii ? DEFAULT_DELIMITERS : VERSION_4;
  const date = preparedAt.replace(/[-:]/g, '');
  const day = ascii ? date.slice(2, 8) : date.slice(0, 8);
  const header: WritableSegment = {
    tag: 'UNB',
    elements: [
      ascii ? ['UNOC', '3'] : ['UNOW', '4'],
      partyElement(sender),
      partyElement(recipient),
      [day, date.slice(9, 13)],
      [reference],
    ],
  };
  const trailer: WritableSegment = { tag: 'UNZ', elements: [[String(messages.length)], [reference]] };
  const advice = ascii ? '' : `${serviceString(delimiters)}\n`;
  return advice + writeSegments([header, ...body, trailer], delimiters);
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

function isAscii(value: string): boolean {
  return /^[\x20-\x7e]*$/.test(value);
}
