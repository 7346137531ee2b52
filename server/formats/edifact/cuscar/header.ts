/** The part of a CUSCAR message before its consignments: the manifest, the means of transport, the lodger. */
import type { Manifest } from '../../../../protocol/documents/manifest.ts';
import { type Conveyance, TRANSPORT_MODES } from '../../../../protocol/documents/transport.ts';
import type { MappingLog } from '../mapping-log.ts';
import { takeParty } from '../parties.ts';
import { takePlace } from '../places.ts';
import type { SegmentReader } from '../segment-reader.ts';
import { type EdifactTime, readTime } from '../values.ts';

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
    const [qualifier, value, format] = [reader.peek(1, 1), reader.peek(1, 2), reader.peek(1, 3)];
    const time = readTime(value, format);
    if (time === undefined) this.#log.unreadable('', reader, 1, 2);
    else if (qualifier === '137' && !this.#transportSeen) this.#readIssue(reader, time);
    else if (qualifier === '132') this.#readEstimate(reader, time, 'Arrival');
    else if (qualifier === '133') this.#readEstimate(reader, time, 'Departure');
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
    for (const place of [1, 2, 3]) reader.take(1, place);
    this.#log.trace(pointer, reader, 1, 2);
  }

  #readParty(reader: SegmentReader): void {
    const role = reader.peek(1);
    const party = takeParty(reader);
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

  /** @see UN/EDIFACT D.95B, TDT: 8051, 8028, C220, C228, C040, 8101, C401, C222 */
  #readTransport(reader: SegmentReader): void {
    this.#transportSeen = true;
    this.#log.trace('/conveyance', reader);
    const conveyance: Conveyance = {};
    reader.expect(1, 1, '20');
    const mode = TRANSPORT_MODES[Number(reader.peek(3, 1)) - 1];
    if (mode !== undefined) {
      conveyance.mode = mode;
      reader.take(3, 1);
    }
    const journey = reader.take(2);
    if (journey !== undefined) conveyance[mode === 'RAIL' ? 'trainNumber' : 'journeyNumber'] = journey;
    const carrier = takeCarrier(reader);
    if (carrier !== undefined) conveyance.carrier = carrier;
    Object.assign(conveyance, this.#takeIdentification(reader));
    const name = reader.take(8, 4);
    if (name !== undefined) conveyance.name = name;
    if (/^[A-Z]{2}$/.test(reader.peek(8, 5))) conveyance.nationality = reader.take(8, 5);
    this.header.conveyance = conveyance;
  }

  /** Seven digits are an IMO number; anything else (call sign, wagon) is kept with the code list that it came under. */
  #takeIdentification(reader: SegmentReader): Pick<Conveyance, 'imoNumber' | 'identification'> {
    const value = reader.take(8, 1);
    if (value === undefined) return {};
    const codeList = takeCodeList(reader, 8, 2);
    if (/^\d{7}$/.test(value)) {
      this.#log.trace('/conveyance/imoNumber', reader, 8, 1);
      return { imoNumber: value };
    }
    return { identification: codeList === undefined ? { value } : { value, codeList } };
  }
}

function takeCarrier(reader: SegmentReader): Conveyance['carrier'] {
  const code = reader.take(5, 1);
  const name = reader.take(5, 4);
  if (code === undefined && name === undefined) return undefined;
  const codeList = takeCodeList(reader, 5, 2);
  return {
    ...(code === undefined ? {} : { code }),
    ...(codeList === undefined ? {} : { codeList }),
    ...(name === undefined ? {} : { name }),
  };
}

/** Code list (1131) and agency (3055), joined by a colon as in the file. */
function takeCodeList(reader: SegmentReader, element: number, place: number): string | undefined {
  const [list, agency] = [reader.take(element, place), reader.take(element, place + 1)];
  return list === undefined && agency === undefined ? undefined : `${list ?? ''}:${agency ?? ''}`;
}
