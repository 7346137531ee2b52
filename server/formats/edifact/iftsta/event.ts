/** One status of an IFTSTA message and the segments that say more of it. */
import type { EventStatus, StatedEventTime, TrackingEvent } from '../../../../protocol/documents/tracking-events.ts';
import { takeCodeList } from '../code-lists.ts';
import { takeConveyance } from '../conveyances.ts';
import { takeEquipment } from '../equipment-details.ts';
import { takeStatedTime } from '../event-times.ts';
import type { MappingLog } from '../mapping-log.ts';
import { takeParty } from '../parties.ts';
import { takePlace } from '../places.ts';
import { takeReference } from '../references.ts';
import type { SegmentReader } from '../segment-reader.ts';
import { takeText } from '../texts.ts';
import { readSignedDecimal } from '../values.ts';

/** 2005 of when it happened: status change, actual event, effective, departure, arrival, delivery, pick-up. */
const EVENT_TIMES = ['334', '78', '7', '186', '178', '35', '200'];
/** 2005 of when it is expected to happen. */
const EXPECTED_TIMES = ['132', '133', '17', '191', '369'];
/** 3227 of where it happened: activity, present location of goods, status, warehouse. */
const EVENT_PLACES = ['175', '14', '165', '18'];
/** 1153 with a field of their own: bill of lading, booking, container. */
const FIELDS: Readonly<Record<string, 'transportDocumentNumber' | 'bookingNumber' | 'containerNumber'>> = {
  BM: 'transportDocumentNumber',
  BN: 'bookingNumber',
  EQ: 'containerNumber',
  AAQ: 'containerNumber',
};
/** 6311 that say no more than that something was measured. */
const PURPOSES = ['AAE', 'AAI', 'AAX', 'WT', 'VOL'];

/** Elements of EQD. */
const EQUIPMENT_ELEMENTS = [
  ['containerNumber', 2],
  ['containerTypeCode', 3],
  ['movement', 5],
  ['fullness', 6],
] as const;

/** Where a value of an event came from: a segment, or one element of it. */
export interface Trace {
  readonly path: string;
  readonly reader: SegmentReader;
  readonly element: number | undefined;
}

/** Reads what one event says, or what a message says of several (`shared`). */
export class EventMapping {
  readonly event: TrackingEvent = {};
  /** Of the event in the document. */
  readonly pointer: string;
  readonly #shared: boolean;
  readonly #log: MappingLog;
  /** Values of the event with their segments, until its place in the document is known. */
  readonly traces: Trace[] = [];
  /** Paths of shared values that an event took. */
  readonly used = new Set<string>();
  /** Place of the route that a time belongs to. */
  #stop: NonNullable<TrackingEvent['route']>[number] | undefined;
  #inTransport = false;
  #equipmentSeen = false;

  constructor(pointer: string, shared: boolean, log: MappingLog) {
    this.pointer = pointer;
    this.#shared = shared;
    this.#log = log;
  }

  read(reader: SegmentReader): void {
    switch (reader.tag) {
      case 'STS':
        this.#readStatus(reader);
        break;
      case 'RFF':
        this.#readReference(reader);
        break;
      case 'DTM':
        this.#readTime(reader);
        break;
      case 'LOC':
        this.#readPlace(reader);
        break;
      case 'TDT':
        this.#readTransport(reader);
        break;
      case 'EQD':
        this.readEquipment(reader);
        break;
      default:
        this.#readOther(reader);
    }
  }

  #readOther(reader: SegmentReader): void {
    switch (reader.tag) {
      case 'SEL':
        this.#readSeal(reader);
        break;
      case 'MEA':
        this.#readMeasurement(reader);
        break;
      case 'NAD':
        this.#readParty(reader);
        break;
      case 'DOC':
        this.#readDocument(reader);
        break;
      case 'FTX':
        this.#readRemark(reader);
        break;
    }
  }

  /** Whether another EQD is about another container, which has an event of its own. */
  get hasEquipment(): boolean {
    return this.#equipmentSeen;
  }

  trace(path: string, reader: SegmentReader, element?: number): void {
    this.traces.push({ path, reader, element });
  }

  /** @see UN/EDIFACT D.95B, STS: C601, C555, C556 */
  #readStatus(reader: SegmentReader): void {
    const category = reader.take(1, 1);
    const code = reader.take(2, 1);
    const text = reader.take(2, 4);
    const codeList = code === undefined && text === undefined ? undefined : takeCodeList(reader, 2, 2);
    const reasons = [3, 4, 5, 6, 7].flatMap((element) => takeReason(reader, element));
    this.event.status = {
      ...(category === undefined ? {} : { category }),
      ...(code === undefined ? {} : { code }),
      ...(codeList === undefined ? {} : { codeList }),
      ...(text === undefined ? {} : { text }),
      ...(reasons.length === 0 ? {} : { reasons }),
    };
    this.trace('', reader);
    this.trace('/status', reader);
  }

  #readReference(reader: SegmentReader): void {
    const reference = takeReference(reader);
    if (reference === undefined) return;
    const { qualifier, number, lineNumber } = reference;
    const field = Object.hasOwn(FIELDS, qualifier) ? FIELDS[qualifier] : undefined;
    if (field !== undefined && lineNumber === undefined && this.event[field] === undefined) {
      this.event[field] = number;
      this.trace(`/${field}`, reader);
    } else {
      this.addReference(qualifier, lineNumber === undefined ? number : `${number}/${lineNumber}`, reader);
    }
  }

  addReference(type: string, number: string, reader: SegmentReader): void {
    this.event.references ??= [];
    this.trace(`/references/${this.event.references.length}`, reader);
    this.event.references.push({ type, number });
  }

  /** A time of a place of the route is of that place; the first time of the event is when it happened. */
  #readTime(reader: SegmentReader): void {
    const time = takeStatedTime(reader);
    if (time === undefined) {
      this.#log.unreadable(this.pointer, reader, 1, 2);
      return;
    }
    const { event } = this;
    if (this.#stop !== undefined) {
      this.#stop.times ??= [];
      this.#stop.times.push(time);
      this.trace(`/route/${(event.route?.length ?? 1) - 1}/times/${this.#stop.times.length - 1}`, reader);
      return;
    }
    if (!this.#shared && happens(event, time)) {
      this.trace(time.at === undefined ? '/occurredLocal' : '/occurredAt', reader);
      return;
    }
    event.otherTimes ??= [];
    this.trace(`/otherTimes/${event.otherTimes.length}`, reader);
    event.otherTimes.push(time);
  }

  #readPlace(reader: SegmentReader): void {
    this.#stop = undefined;
    const code = reader.peek(1);
    const place = takePlace(reader);
    if (place === undefined) return;
    if (!this.#inTransport && EVENT_PLACES.includes(code) && this.event.place === undefined) {
      this.event.place = place;
      this.trace('/place', reader);
      return;
    }
    this.#stop = { function: code.trim() === '' ? 'ZZZ' : code, place };
    this.event.route ??= [];
    this.trace(`/route/${this.event.route.length}`, reader);
    this.event.route.push(this.#stop);
  }

  #readTransport(reader: SegmentReader): void {
    this.#stop = undefined;
    this.#inTransport = true;
    if (this.event.conveyance !== undefined) return;
    this.event.conveyance = takeConveyance(reader, '20');
    this.trace('/conveyance', reader);
  }

  readEquipment(reader: SegmentReader): void {
    this.#stop = undefined;
    this.#equipmentSeen = true;
    const stated = this.event.containerNumber;
    const equipment = takeEquipment(reader);
    // the number of a reference gives way to that of the equipment
    if (stated !== undefined && equipment.containerNumber !== undefined && stated !== equipment.containerNumber) {
      const at = this.traces.findIndex(({ path }) => path === '/containerNumber');
      const [earlier] = at < 0 ? [] : this.traces.splice(at, 1);
      this.addReference('EQ', stated, earlier?.reader ?? reader);
    }
    Object.assign(this.event, equipment);
    for (const [field, element] of EQUIPMENT_ELEMENTS) {
      if (equipment[field] !== undefined) this.trace(`/${field}`, reader, element);
    }
  }

  #readSeal(reader: SegmentReader): void {
    const number = reader.take(1);
    if (number === undefined) return;
    const issuer = reader.take(2, 1);
    this.event.seals ??= [];
    this.trace(`/seals/${this.event.seals.length}`, reader);
    this.event.seals.push({ number, ...(issuer === undefined ? {} : { issuer }) });
  }

  /** The property (6313) is the quantity, as it came. */
  #readMeasurement(reader: SegmentReader): void {
    const value = readSignedDecimal(reader.peek(3, 2));
    const element = reader.peek(2, 1).trim() === '' ? 1 : 2;
    const quantity = reader.peek(element, 1);
    if (value === undefined || quantity.trim() === '') {
      this.#log.unreadable(this.pointer, reader, 3, 2);
      return;
    }
    reader.take(element, 1);
    if (element === 2) reader.expect(1, 1, ...PURPOSES);
    reader.take(3, 2);
    const unitCode = reader.take(3, 1);
    this.event.measurements ??= [];
    this.trace(`/measurements/${this.event.measurements.length}`, reader);
    this.event.measurements.push({ quantity, value, ...(unitCode === undefined ? {} : { unitCode }) });
  }

  #readParty(reader: SegmentReader): void {
    const role = reader.peek(1);
    const party = takeParty(reader);
    if (party === undefined) return;
    this.event.parties ??= [];
    this.trace(`/parties/${this.event.parties.length}`, reader);
    this.event.parties.push({ role: role.trim() === '' ? 'ZZZ' : role, party });
  }

  /** @see UN/EDIFACT D.95B, DOC: C002 1001, C503 1004 */
  #readDocument(reader: SegmentReader): void {
    const number = reader.take(2, 1);
    if (number === undefined) return;
    this.addReference(reader.take(1, 1) ?? 'ZZZ', number, reader);
  }

  #readRemark(reader: SegmentReader): void {
    const text = takeText(reader);
    if (text === undefined) return;
    this.event.remarks = this.event.remarks === undefined ? text : `${this.event.remarks}\n${text}`;
    this.trace('/remarks', reader);
  }
}

/**
 * Sets when an event happened or is expected to, if nothing has said it yet.
 * @returns whether the time says that
 */
export function happens(event: TrackingEvent, time: StatedEventTime): boolean {
  const happened = EVENT_TIMES.includes(time.function);
  if (event.occurredAt !== undefined || event.occurredLocal !== undefined || time.on !== undefined) return false;
  if (!happened && !EXPECTED_TIMES.includes(time.function)) return false;
  if (!happened) event.classifier = 'ESTIMATED';
  if (time.at === undefined) event.occurredLocal = time.local;
  else event.occurredAt = time.at;
  return true;
}

function takeReason(reader: SegmentReader, element: number): NonNullable<EventStatus['reasons']> {
  const code = reader.take(element, 1);
  const text = reader.take(element, 4);
  if (code === undefined && text === undefined) return [];
  const codeList = takeCodeList(reader, element, 2);
  return [
    {
      ...(code === undefined ? {} : { code }),
      ...(codeList === undefined ? {} : { codeList }),
      ...(text === undefined ? {} : { text }),
    },
  ];
}
