/**
 * The envelope of an interchange. Real files break it; what is wrong is a finding and nothing is dropped.
 * @see ISO 9735-1, UNB, UNH, UNT, UNZ
 */
import { type Finding, finding, type SegmentPosition } from '../../../protocol/checks/finding.ts';
import type { RuleId } from '../../../protocol/checks/rules.ts';
import type { Segment } from './tokenizer.ts';

export interface Message {
  /** 0062. */
  readonly reference: string;
  /** 0065, for example `CUSCAR`; empty if the header does not say. */
  readonly type: string;
  /** Version and release, for example `D.95B`. */
  readonly directory: string;
  /** Between header and trailer. */
  readonly segments: readonly Segment[];
  /** Segments counted as UNT counts them, header and trailer included. */
  readonly segmentCount: number;
}

export interface Interchange {
  /** 0020; empty without envelope. */
  readonly controlReference: string;
  readonly sender: string;
  readonly recipient: string;
  readonly messages: readonly Message[];
  /** Segments outside any message that belong to no envelope. */
  readonly stray: readonly Segment[];
  readonly findings: readonly Finding[];
}

/** One component of a segment, empty if absent. Positions count from 1. */
export function component(segment: Segment, element: number, place = 1): string {
  return segment.elements[element - 1]?.[place - 1] ?? '';
}

/** Position of a segment, or of an element or component in it, for findings. */
export function positionOf({ number, tag }: Segment, element?: number, place?: number): SegmentPosition {
  return {
    segment: number,
    tag,
    ...(element === undefined ? {} : { element }),
    ...(place === undefined ? {} : { component: place }),
  };
}

/**
 * Takes the messages out of an interchange and checks the envelope.
 * @throws {FormatError} what the iteration over `segments` throws
 */
export function readInterchange(segments: Iterable<Segment>): Interchange {
  const reader = new EnvelopeReader();
  for (const segment of segments) reader.read(segment);
  return reader.finish();
}

class EnvelopeReader {
  readonly #messages: Message[] = [];
  readonly #stray: Segment[] = [];
  readonly #findings: Finding[] = [];
  #interchange: Segment | undefined;
  #closed = false;
  #groups = 0;
  #header: Segment | undefined;
  #body: Segment[] = [];
  #last: Segment | undefined;

  read(segment: Segment): void {
    this.#last = segment;
    switch (segment.tag) {
      case 'UNB':
        this.#openInterchange(segment);
        break;
      case 'UNZ':
        this.#closeInterchange(segment);
        break;
      case 'UNG':
        this.#groups += 1;
        break;
      case 'UNE':
        break;
      case 'UNH':
        this.#openMessage(segment);
        break;
      case 'UNT':
        this.#closeMessage(segment);
        break;
      default:
        if (this.#header === undefined) this.#stray.push(segment);
        else this.#body.push(segment);
    }
  }

  finish(): Interchange {
    this.#endUntrailedMessage();
    if (this.#interchange === undefined) this.#report('EDIFACT_NO_ENVELOPE', 'no UNB and UNZ');
    else if (!this.#closed) this.#report('EDIFACT_NO_ENVELOPE', 'no UNZ', this.#last);
    const header = this.#interchange;
    return {
      controlReference: header === undefined ? '' : component(header, 5),
      sender: header === undefined ? '' : component(header, 2),
      recipient: header === undefined ? '' : component(header, 3),
      messages: this.#messages,
      stray: this.#stray,
      findings: this.#findings,
    };
  }

  #openInterchange(segment: Segment): void {
    if (this.#interchange === undefined) this.#interchange = segment;
    else this.#stray.push(segment);
  }

  #closeInterchange(segment: Segment): void {
    this.#endUntrailedMessage();
    if (this.#interchange === undefined || this.#closed) {
      this.#stray.push(segment);
      return;
    }
    this.#closed = true;
    const expected = component(this.#interchange, 5);
    const found = component(segment, 2);
    if (found !== expected) {
      this.#report('EDIFACT_INTERCHANGE_REFERENCE', `UNB says ${expected}, UNZ ${found}`, segment, 2);
    }
    // where messages stand in functional groups, UNZ counts the groups
    const count = this.#groups > 0 ? this.#groups : this.#messages.length;
    if (!countsTo(component(segment, 1), count)) {
      this.#report('EDIFACT_MESSAGE_COUNT', `UNZ says ${component(segment, 1)}, counted ${count}`, segment, 1);
    }
  }

  #openMessage(segment: Segment): void {
    this.#endUntrailedMessage();
    this.#header = segment;
  }

  #closeMessage(segment: Segment): void {
    const header = this.#header;
    if (header === undefined) {
      this.#stray.push(segment);
      return;
    }
    const count = this.#body.length + 2;
    if (!countsTo(component(segment, 1), count)) {
      this.#report('EDIFACT_SEGMENT_COUNT', `UNT says ${component(segment, 1)}, counted ${count}`, segment, 1);
    }
    const found = component(segment, 2);
    if (found !== component(header, 1)) {
      this.#report('EDIFACT_MESSAGE_REFERENCE', `UNH says ${component(header, 1)}, UNT ${found}`, segment, 2);
    }
    this.#endMessage(header, count);
  }

  #endUntrailedMessage(): void {
    const header = this.#header;
    if (header === undefined) return;
    this.#report('EDIFACT_NO_ENVELOPE', `message ${component(header, 1)} has no UNT`, header);
    this.#endMessage(header, this.#body.length + 1);
  }

  #endMessage(header: Segment, segmentCount: number): void {
    const type = component(header, 2, 1);
    if (type === '') this.#report('EDIFACT_MESSAGE_TYPE', 'UNH names no message type', header, 2);
    this.#messages.push({
      reference: component(header, 1),
      type,
      directory: `${component(header, 2, 2)}.${component(header, 2, 3)}`,
      segments: this.#body,
      segmentCount,
    });
    this.#header = undefined;
    this.#body = [];
  }

  #report(rule: RuleId, message: string, segment?: Segment, element?: number): void {
    this.#findings.push(finding(rule, '', message, segment && positionOf(segment, element)));
  }
}

function countsTo(stated: string, counted: number): boolean {
  return /^\d{1,9}$/.test(stated) && Number(stated) === counted;
}
