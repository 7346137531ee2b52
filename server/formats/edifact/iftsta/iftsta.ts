/**
 * IFTSTA, transport status, to tracking events.
 *
 * What stands before the first consignment is said of all events; what stands in a consignment before its first status,
 * of the events of the consignment. A status about several containers gives an event for each.
 * @see UN/EDIFACT directories D.95B to D.07B, message IFTSTA; tolerant to what carriers and parcel services really send
 */
import {
  TRACKING_EVENTS_SCHEMA_NAME,
  type TrackingEvent,
  type TrackingEvents,
} from '../../../../protocol/documents/tracking-events.ts';
import type { JsonValue } from '../../../../protocol/json/json-value.ts';
import { MappingLog } from '../mapping-log.ts';
import type { MappedDocument, MessageMapper, MessageMapping } from '../message-mapping.ts';
import { SegmentReader } from '../segment-reader.ts';
import { peekTime, takeTime } from '../times.ts';
import type { Segment } from '../tokenizer.ts';
import { EventMapping, happens } from './event.ts';
import { inherit } from './inherit.ts';
import { meaningOf, subjectOf } from './status-codes.ts';

/** 1001 of a status report. */
const STATUS_REPORT = '23';
/** 1225. */
const CANCELLATION = '1';
/** 2005 of when the message was made. */
const MESSAGE_TIME = '137';

class IftstaMapper implements MessageMapper {
  readonly #log = new MappingLog();
  readonly #document: TrackingEvents = { schema: TRACKING_EVENTS_SCHEMA_NAME, simulated: false, events: [] };
  /** What is said of all events, and of those of the present consignment. */
  readonly #common = new EventMapping('', true, this.#log);
  #consignment: EventMapping | undefined;
  #event: EventMapping | undefined;
  /** The present event as it was before its container. */
  #bare: TrackingEvent | undefined;
  #recorded: { readonly at: string; readonly reader: SegmentReader } | undefined;
  #consignments = 0;

  read(segment: Segment): void {
    const reader = new SegmentReader(segment);
    this.#read(reader);
    this.#log.close(reader);
  }

  /** A message without any status is one event, of which is known what stands in its head. */
  finish(): MappedDocument {
    this.#closeEvent();
    if (this.#document.events.length === 0) {
      this.#openEvent();
      this.#closeEvent();
    }
    this.#closeShared(this.#consignment);
    this.#closeShared(this.#common);
    return this.#log.document(this.#document as unknown as JsonValue);
  }

  #read(reader: SegmentReader): void {
    switch (reader.tag) {
      case 'BGM':
        this.#readMessageHead(reader);
        break;
      case 'CNI':
        this.#openConsignment(reader);
        break;
      case 'STS':
        this.#closeEvent();
        this.#openEvent().read(reader);
        break;
      case 'EQD':
        this.#readEquipment(reader);
        break;
      default:
        if (!this.#readRecording(reader)) (this.#event ?? this.#consignment ?? this.#common).read(reader);
    }
  }

  #readMessageHead(reader: SegmentReader): void {
    reader.expect(1, 1, STATUS_REPORT);
    const number = this.#document.number === undefined ? reader.take(2) : undefined;
    if (number !== undefined) {
      this.#document.number = number;
      this.#log.trace('/number', reader, 2);
    }
    const messageFunction = this.#document.messageFunction === undefined ? reader.take(3) : undefined;
    if (messageFunction === undefined) return;
    this.#document.messageFunction = messageFunction;
    this.#log.trace('/messageFunction', reader, 3);
  }

  /** When the sender made the message: with a time zone it is when the events were recorded. */
  #readRecording(reader: SegmentReader): boolean {
    if (reader.tag !== 'DTM' || this.#event !== undefined || this.#consignment !== undefined) return false;
    const stated = peekTime(reader);
    if (stated?.qualifier !== MESSAGE_TIME || stated.time.instant === undefined || this.#recorded !== undefined)
      return false;
    this.#recorded = { at: stated.time.instant, reader };
    takeTime(reader);
    return true;
  }

  /** @see UN/EDIFACT D.95B, CNI: 1490, C503 1004 */
  #openConsignment(reader: SegmentReader): void {
    this.#closeEvent();
    this.#closeShared(this.#consignment);
    this.#consignments += 1;
    reader.expect(1, 1, String(this.#consignments));
    this.#consignment = new EventMapping('', true, this.#log);
    const number = reader.take(2, 1);
    if (number === undefined) return;
    this.#consignment.event.transportDocumentNumber = number;
    this.#consignment.trace('/transportDocumentNumber', reader);
  }

  #openEvent(): EventMapping {
    this.#event = new EventMapping(`/events/${this.#document.events.length}`, false, this.#log);
    this.#bare = undefined;
    return this.#event;
  }

  #readEquipment(reader: SegmentReader): void {
    if (this.#event === undefined) {
      const shared = this.#consignment ?? this.#common;
      if (!shared.hasEquipment) shared.readEquipment(reader);
      return;
    }
    if (this.#event.hasEquipment) {
      const before = this.#bare ?? {};
      this.#closeEvent();
      const next = this.#openEvent();
      Object.assign(next.event, structuredClone(before));
      next.trace('', reader);
    }
    this.#bare = structuredClone(this.#event?.event ?? {});
    this.#event?.readEquipment(reader);
  }

  /** Adds what is said of the consignment and of all, and what the status means. */
  #closeEvent(): void {
    const mapping = this.#event;
    this.#event = undefined;
    if (mapping === undefined) return;
    for (const from of [this.#consignment, this.#common]) if (from !== undefined) inherit(mapping, from);
    const { event, pointer, traces } = mapping;
    this.#interpret(event);
    if (this.#recorded !== undefined) {
      event.recordedAt = this.#recorded.at;
      mapping.trace('/recordedAt', this.#recorded.reader);
    }
    this.#document.events.push(event);
    // the event's own come first and stand
    for (const { path, reader, element } of traces) {
      if (!this.#log.sources.has(`${pointer}${path}`)) this.#log.trace(`${pointer}${path}`, reader, element);
      if (path === '/occurredLocal') {
        const at = reader.position(1, 2);
        this.#log.report('EDIFACT_LOCAL_TIME', `${pointer}${path}`, event.occurredLocal ?? '', at);
      }
    }
  }

  /** What was said of several events and stands in none is reported. */
  #closeShared(shared: EventMapping | undefined): void {
    const unused = (shared?.traces ?? []).filter(({ path }) => shared?.used.has(path) !== true);
    for (const { reader, element } of unused) {
      const values = reader
        .taken()
        .filter((each) => element === undefined || ('element' in each && each.element === element));
      this.#log.unmapped.push(...values);
    }
  }

  #interpret(event: TrackingEvent): void {
    for (const time of event.otherTimes ?? []) happens(event, time);
    const meaning = meaningOf(event.status?.code ?? '');
    if (meaning !== undefined) {
      event.code = meaning.code;
      event.classifier = event.classifier === 'ESTIMATED' ? 'ESTIMATED' : meaning.classifier;
      if (meaning.fullness !== undefined) event.fullness ??= meaning.fullness;
    } else if (event.occurredAt !== undefined || event.occurredLocal !== undefined) {
      event.classifier ??= 'ACTUAL';
    }
    const container = event.containerNumber === undefined ? 'CONSIGNMENT' : 'EQUIPMENT';
    event.subject = meaning === undefined ? container : subjectOf(meaning.code);
    if (this.#document.messageFunction === CANCELLATION) event.retracted = true;
  }
}

export const IFTSTA: MessageMapping = {
  kind: 'IFTSTA',
  mapping: 'edifact/iftsta',
  version: '1',
  open: () => new IftstaMapper(),
};
