/** Interchanges that are at hand as a whole: their messages, with what is wrong with the envelope. */
import type { Finding } from '../../../protocol/checks/finding.ts';
import { EnvelopeReader, type MessageHead } from './envelope-reader.ts';
import { component } from './segments.ts';
import type { Segment } from './tokenizer.ts';

export interface Message extends Omit<MessageHead, 'header'> {
  /** Between header and trailer. */
  readonly segments: readonly Segment[];
  /** Segments counted as UNT counts them, header and trailer included. */
  readonly segmentCount: number;
}

export interface Interchange {
  /** 0020 of the first interchange; empty without envelope. */
  readonly controlReference: string;
  readonly sender: string;
  readonly recipient: string;
  readonly messages: readonly Message[];
  /** Segments outside any message that belong to no envelope. */
  readonly stray: readonly Segment[];
  readonly findings: readonly Finding[];
}

/**
 * Takes the messages out of interchanges and checks the envelopes.
 * @throws {FormatError} what the iteration over `segments` throws
 */
export function readInterchange(segments: Iterable<Segment>): Interchange {
  const messages: Message[] = [];
  const stray: Segment[] = [];
  const findings: Finding[] = [];
  const headers: Segment[] = [];
  let head: MessageHead | undefined;
  let body: Segment[] = [];
  const reader = new EnvelopeReader({
    open(opened) {
      head = opened;
      body = [];
    },
    segment: (segment) => body.push(segment),
    close(segmentCount) {
      const { reference, type, directory } = head as MessageHead;
      messages.push({ reference, type, directory, segments: body, segmentCount });
    },
    envelope: (segment) => headers.push(segment),
    stray: (segment) => stray.push(segment),
    report: (found) => findings.push(found),
  });
  for (const segment of segments) reader.read(segment);
  reader.finish();
  const header = headers.find(({ tag }) => tag === 'UNB');
  return {
    controlReference: header === undefined ? '' : component(header, 5),
    sender: header === undefined ? '' : component(header, 2),
    recipient: header === undefined ? '' : component(header, 3),
    messages,
    stray,
    findings,
  };
}
