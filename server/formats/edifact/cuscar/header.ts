/** The part of a CUSCAR message before its consignments: the manifest, the means of transport, the lodger. */
import type { Manifest } from '../../../../protocol/documents/manifest.ts';
import type { TradeParty } from '../../../../protocol/documents/trade-party.ts';
import { takeConveyance } from '../conveyances.ts';
import type { MappingLog } from '../mapping-log.ts';
import { readContact, takeParty } from '../parties.ts';
import { takePlace } from '../places.ts';
import type { SegmentReader } from '../segment-reader.ts';
import { peekTime, takeTime } from '../times.ts';
import type { EdifactTime } from '../values.ts';

const DOCUMENT_TYPES = [85, 785, 788, 833, 933] as const;
type ManifestType = (typeof DOCUMENT_TYPES)[number];

/** Functions of a place (3227) that say where the goods enter: arrival, port of entry, first entry. */
const ENTRY_FUNCTIONS = new Set(['60', '24', '79']);

export type Header = Omit<Manifest, 'schema' | 'simulated' | 'source' | 'consignments' | 'number' | 'documentType'> & {
  documentType: ManifestType;
  number: string | undefined;
};

export class HeaderMapping {
  readonly header: Header = { documentType: 85, number: undefined, conveyance: {} };
  readonly #log: MappingLog;
  #transportSeen = false;
  /** Party that the segment before was about: its contact follows. */
  #party: TradeParty | undefined;

  constructor(log: MappingLog) {
    this.#log = log;
  }

  read(reader: SegmentReader): void {
    switch (reader.tag) {
      case 'BGM':
        this.#readMessageHead(reader);
        break;
      case 'DTM':
        this.#readTime(reader);
        break;
      case 'NAD':
        this.#readParty(reader);
        break;
      case 'CTA':
      case 'COM':
        readContact(reader, this.#party);
        break;
      case 'TDT':
        if (!this.#transportSeen) this.#readTransport(reader);
        break;
      case 'LOC':
        this.#readPlace(reader);
        break;
      case 'RFF':
        this.#readReference(reader);
        break;
    }
  }

  #readMessageHead(reader: SegmentReader): void {
    const type = DOCUMENT_TYPES.find((known) => String(known) === reader.peek(1));
    if (type === undefined) {
      this.#log.report('EDIFACT_VALUE', '/documentType', `document type ${reader.peek(1)}`, reader.position(1));
    } else {
      this.header.documentType = type;
      reader.take(1);
      this.#log.trace('/documentType', reader, 1);
    }
    if (this.header.number === undefined) {
      this.header.number = reader.take(2);
      this.#log.trace('/number', reader, 2);
    }
    const messageFunction = reader.take(3);
    if (messageFunction !== undefined) this.header.messageFunction = messageFunction;
  }

  #readTime(reader: SegmentReader): void {
    const stated = peekTime(reader);
    if (stated === undefined) this.#log.unreadable('', reader, 1, 2);
    else if (stated.qualifier === '137' && !this.#transportSeen) this.#readIssue(reader, stated.time);
    else if (stated.qualifier === '132') this.#readEstimate(reader, stated.time, 'Arrival');
    else if (stated.qualifier === '133') this.#readEstimate(reader, stated.time, 'Departure');
  }

  #readIssue(reader: SegmentReader, time: EdifactTime): void {
    const { header } = this;
    if (header.issuedOn !== undefined || header.issuedAt !== undefined) return;
    if (time.instant !== undefined) header.issuedAt = time.instant;
    else header.issuedOn = time.date;
    // a time of day without zone has no place in a date: it stays in the list of what was not mapped
    if (time.instant !== undefined || time.local === undefined) {
      this.#takeTime(reader, time.instant === undefined ? '/issuedOn' : '/issuedAt');
    }
  }

  #readEstimate(reader: SegmentReader, time: EdifactTime, end: 'Arrival' | 'Departure'): void {
    const { header } = this;
    if (header[`estimated${end}At`] !== undefined || header[`estimated${end}Local`] !== undefined) return;
    if (time.instant !== undefined) {
      header[`estimated${end}At`] = time.instant;
      this.#takeTime(reader, `/estimated${end}At`);
    } else if (time.local !== undefined) {
      header[`estimated${end}Local`] = time.local;
      this.#takeTime(reader, `/estimated${end}Local`);
      this.#log.report('EDIFACT_LOCAL_TIME', `/estimated${end}Local`, time.local, reader.position(1, 2));
    }
  }

  #takeTime(reader: SegmentReader, pointer: string): void {
    takeTime(reader);
    this.#log.trace(pointer, reader, 1, 2);
  }

  #readParty(reader: SegmentReader): void {
    const role = reader.peek(1);
    const party = takeParty(reader);
    this.#party = party;
    if (party === undefined) return;
    if (role === 'MS' && this.header.lodger === undefined) {
      this.header.lodger = party;
      this.#log.trace('/lodger', reader);
    } else {
      this.header.otherParties ??= [];
      this.header.otherParties.push({ role: role === '' ? 'ZZZ' : role, party });
    }
  }

  #readPlace(reader: SegmentReader): void {
    const code = reader.peek(1);
    const place = takePlace(reader);
    if (place === undefined) {
      this.#log.report('EDIFACT_VALUE', '', `LOC ${code} names no place`, reader.position(2));
    } else if (ENTRY_FUNCTIONS.has(code) && this.header.placeOfEntry === undefined) {
      this.header.placeOfEntry = place;
      this.#log.trace('/placeOfEntry', reader, 2, 1);
    } else {
      this.header.otherPlaces ??= [];
      this.header.otherPlaces.push({ function: code === '' ? 'ZZZ' : code, place });
    }
  }

  #readReference(reader: SegmentReader): void {
    const [qualifier, number] = [reader.peek(1, 1), reader.take(1, 2)];
    if (number === undefined) return;
    reader.take(1, 1);
    this.header.references ??= [];
    this.header.references.push({ qualifier: qualifier === '' ? 'ZZZ' : qualifier, number });
  }

  #readTransport(reader: SegmentReader): void {
    this.#transportSeen = true;
    this.#log.trace('/conveyance', reader);
    this.header.conveyance = takeConveyance(reader, '20');
    if (this.header.conveyance.imoNumber !== undefined) this.#log.trace('/conveyance/imoNumber', reader, 8, 1);
  }
}
