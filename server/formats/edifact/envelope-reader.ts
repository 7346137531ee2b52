/**
 * The envelope of interchanges, segment by segment: which message a segment belongs to, and what is wrong with headers
 * and trailers. Real files break them; what is wrong is a finding and nothing is dropped.
 * @see ISO 9735-1, UNB, UNG, UNH, UNT, UNE, UNZ
 */
import { type Finding, finding } from '../../../protocol/checks/finding.ts';
import type { RuleId } from '../../../protocol/checks/rules.ts';
import { component, positionOf } from './segments.ts';
import type { Segment } from './tokenizer.ts';

/** What a message header says. */
export interface MessageHead {
  /** 0062. */
  readonly reference: string;
  /** 0065, for example `CUSCAR`; empty if the header does not say. */
  readonly type: string;
  /** Version and release, for example `D.95B`. */
  readonly directory: string;
  readonly header: Segment;
}

/** Takes what the envelope holds, in the order of the file. */
export interface EnvelopeSink {
  open(head: MessageHead): void;
  /** Of the open message. */
  segment(segment: Segment): void;
  /** @param count segments as UNT counts them, header and trailer included */
  close(count: number): void;
  /** Header or trailer of an interchange or group. */
  envelope(segment: Segment): void;
  /** Belongs to no message. */
  stray(segment: Segment): void;
  report(finding: Finding): void;
}

/** Header of an interchange or a group, and what was counted in it. */
interface Opened {
  readonly header: Segment;
  messages: number;
  groups: number;
}

export class EnvelopeReader {
  readonly #sink: EnvelopeSink;
  #interchange: Opened | undefined;
  #group: Opened | undefined;
  #message: { readonly header: Segment; count: number } | undefined;
  #everOpened = false;
  #last: Segment | undefined;

  constructor(sink: EnvelopeSink) {
    this.#sink = sink;
  }

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
        this.#openGroup(segment);
        break;
      case 'UNE':
        this.#closeGroup(segment);
        break;
      case 'UNH':
        this.#openMessage(segment);
        break;
      case 'UNT':
        this.#closeMessage(segment);
        break;
      default:
        this.#readContent(segment);
    }
  }

  #readContent(segment: Segment): void {
    if (this.#message === undefined) {
      this.#sink.stray(segment);
    } else {
      this.#message.count += 1;
      this.#sink.segment(segment);
    }
  }

  /** Ends what is still open. */
  finish(): void {
    this.#endInterchange();
    if (!this.#everOpened) this.#report('EDIFACT_NO_ENVELOPE', 'no UNB and UNZ');
  }

  #endInterchange(): void {
    this.#endGroup();
    if (this.#interchange !== undefined) this.#report('EDIFACT_NO_ENVELOPE', 'no UNZ', this.#last);
    this.#interchange = undefined;
  }

  #endGroup(): void {
    this.#endMessage();
    if (this.#group !== undefined) this.#report('EDIFACT_NO_ENVELOPE', 'no UNE', this.#group.header);
    this.#group = undefined;
  }

  /** Ends a message that has no trailer. */
  #endMessage(): void {
    if (this.#message === undefined) return;
    const { header, count } = this.#message;
    this.#report('EDIFACT_NO_ENVELOPE', `message ${component(header, 1)} has no UNT`, header);
    this.#close(count);
  }

  #openInterchange(segment: Segment): void {
    this.#endInterchange();
    this.#sink.envelope(segment);
    this.#everOpened = true;
    this.#interchange = { header: segment, messages: 0, groups: 0 };
  }

  #closeInterchange(segment: Segment): void {
    this.#endGroup();
    const opened = this.#interchange;
    if (opened === undefined) {
      this.#sink.stray(segment);
      return;
    }
    this.#sink.envelope(segment);
    this.#interchange = undefined;
    const expected = component(opened.header, 5);
    const found = component(segment, 2);
    if (found !== expected) {
      this.#report('EDIFACT_INTERCHANGE_REFERENCE', `UNB says ${expected}, UNZ ${found}`, segment, 2);
    }
    // where messages stand in functional groups, UNZ counts the groups
    this.#checkCount('EDIFACT_MESSAGE_COUNT', segment, opened.groups > 0 ? opened.groups : opened.messages);
  }

  #openGroup(segment: Segment): void {
    this.#endGroup();
    this.#sink.envelope(segment);
    if (this.#interchange !== undefined) this.#interchange.groups += 1;
    this.#group = { header: segment, messages: 0, groups: 0 };
  }

  #closeGroup(segment: Segment): void {
    this.#endMessage();
    const opened = this.#group;
    if (opened === undefined) {
      this.#sink.stray(segment);
      return;
    }
    this.#sink.envelope(segment);
    this.#group = undefined;
    const expected = component(opened.header, 5);
    const found = component(segment, 2);
    if (found !== expected) this.#report('EDIFACT_GROUP_REFERENCE', `UNG says ${expected}, UNE ${found}`, segment, 2);
    this.#checkCount('EDIFACT_MESSAGE_COUNT', segment, opened.messages);
  }

  #openMessage(header: Segment): void {
    this.#endMessage();
    this.#message = { header, count: 1 };
    const type = component(header, 2, 1);
    if (type === '') this.#report('EDIFACT_MESSAGE_TYPE', 'UNH names no message type', header, 2);
    const directory = `${component(header, 2, 2)}.${component(header, 2, 3)}`;
    this.#sink.open({ reference: component(header, 1), type, directory, header });
  }

  #closeMessage(segment: Segment): void {
    if (this.#message === undefined) {
      this.#sink.stray(segment);
      return;
    }
    const { header, count } = this.#message;
    this.#checkCount('EDIFACT_SEGMENT_COUNT', segment, count + 1);
    const [expected, found] = [component(header, 1), component(segment, 2)];
    if (found !== expected) {
      this.#report('EDIFACT_MESSAGE_REFERENCE', `UNH says ${expected}, UNT ${found}`, segment, 2);
    }
    this.#close(count + 1);
  }

  #close(count: number): void {
    this.#message = undefined;
    if (this.#interchange !== undefined) this.#interchange.messages += 1;
    if (this.#group !== undefined) this.#group.messages += 1;
    this.#sink.close(count);
  }

  #checkCount(rule: RuleId, trailer: Segment, counted: number): void {
    const stated = component(trailer, 1);
    if (/^\d{1,9}$/.test(stated) && Number(stated) === counted) return;
    this.#report(rule, `${trailer.tag} says ${stated}, counted ${counted}`, trailer, 1);
  }

  #report(rule: RuleId, message: string, segment?: Segment, element?: number): void {
    this.#sink.report(finding(rule, '', message, segment && positionOf(segment, element)));
  }
}
