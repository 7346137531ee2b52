/**
 * Consignments of a CUSCAR message.
 *
 * By the directory a CNI holds one or more groups that start with RFF, one per consignment. Senders differ: some give
 * one RFF, some several about the same consignment, some put all consignments of a shipper below one CNI. So a
 * reference that names a transport document starts a new consignment once the present one says more than references.
 */
import type { Consignment, ManifestItem } from '../../../../protocol/documents/manifest.ts';
import type { TradeParty } from '../../../../protocol/documents/trade-party.ts';
import { FormatError } from '../../format-error.ts';
import type { MappingLog } from '../mapping-log.ts';
import { readContact, takeParty } from '../parties.ts';
import { takePlace } from '../places.ts';
import type { SegmentReader } from '../segment-reader.ts';
import { takeText } from '../texts.ts';
import type { EquipmentMapping } from './equipment.ts';
import { openItem, readItemSegment } from './items.ts';

/** UNTDID 1001 type of the transport document that a reference qualifier (1153) names; `undefined` if it does not say. */
export const TRANSPORT_DOCUMENTS: ReadonlyMap<string, number | undefined> = new Map<string, number | undefined>([
  ['BM', 705],
  ['MB', 704],
  ['BH', 714],
  ['AEX', 710],
  ['RCN', 720],
  ['WY', 720],
  ['CMR', 730],
  ['AWB', 740],
  ['MWB', 741],
  ['HWB', 703],
  ['AAM', undefined],
  ['AAA', undefined],
]);

const PLACES: Readonly<Record<string, 'placeOfReceipt' | 'placeOfLoading' | 'placeOfDischarge' | 'placeOfDelivery'>> = {
  '88': 'placeOfReceipt',
  '9': 'placeOfLoading',
  '11': 'placeOfDischarge',
  '7': 'placeOfDelivery',
};

const TRANSHIPMENT_PLACE = '13';
const NOTIFY_ROLES = new Set(['NI', 'N1', 'N2']);

/** 4451 of texts that belong to a goods item: description, technical name of dangerous goods. */
const ITEM_TEXTS = ['AAA', 'AAD'];

/** The CNI that is open, and what it says of the consignments below it. */
interface OpenGroup {
  readonly reader: SegmentReader;
  readonly sequence: string | undefined;
  readonly number: string | undefined;
  hasConsignment: boolean;
}

export class ConsignmentMapping {
  readonly consignments: Consignment[] = [];
  readonly #log: MappingLog;
  readonly #equipment: EquipmentMapping;
  #group: OpenGroup | undefined;
  #consignment: Consignment | undefined;
  /** Reference that the transport document of the present consignment was read from. */
  #documentReader: SegmentReader | undefined;
  #item: ManifestItem | undefined;
  /** Party that the segment before was about: its contact follows. */
  #party: TradeParty | undefined;
  /** Numbers that the present consignment and the present item already have. */
  readonly #containers = new Set<string>();
  readonly #itemContainers = new Set<string>();
  /** Whether the present consignment says more than references. */
  #hasContent = false;

  constructor(log: MappingLog, equipment: EquipmentMapping) {
    this.#log = log;
    this.#equipment = equipment;
  }

  /** Whether a CNI was seen: everything that follows belongs to consignments. */
  get started(): boolean {
    return this.#group !== undefined;
  }

  read(reader: SegmentReader): void {
    switch (reader.tag) {
      case 'CNI':
        this.#openGroup(reader);
        break;
      case 'RFF':
        this.#readReference(reader);
        break;
      default:
        this.#readContent(reader, this.#consignment ?? this.#openWithoutReference());
    }
  }

  /** Ends the last group. */
  close(): void {
    if (this.#group !== undefined && !this.#group.hasConsignment) this.#openWithoutReference();
  }

  get #pointer(): string {
    return `/consignments/${this.consignments.length - 1}`;
  }

  #openGroup(reader: SegmentReader): void {
    this.close();
    this.#group = { reader, sequence: reader.take(1), number: reader.take(2, 1), hasConsignment: false };
    this.#consignment = undefined;
    this.#item = undefined;
  }

  #open(transportDocument: Consignment['transportDocument'], reader: SegmentReader): Consignment {
    const { sequence, number } = this.#group ?? {};
    const consignment: Consignment = {
      ...(sequence === undefined ? {} : { sequence }),
      transportDocument,
      ...(number === undefined || number === transportDocument.number ? {} : { consolidationNumber: number }),
      containers: [],
      items: [],
    };
    this.consignments.push(consignment);
    this.#consignment = consignment;
    this.#item = undefined;
    this.#containers.clear();
    this.#hasContent = false;
    if (this.#group !== undefined) this.#group.hasConsignment = true;
    this.#log.trace(this.#pointer, reader);
    return consignment;
  }

  /** A group without references: its own number is that of the transport document. */
  #openWithoutReference(): Consignment {
    const { reader, number } = this.#group as OpenGroup;
    if (number === undefined) throw new FormatError('EDIFACT_NO_NUMBER', { segment: reader.segment.number });
    const consignment = this.#open({ number }, reader);
    this.#log.trace(`${this.#pointer}/transportDocument`, reader, 2, 1);
    return consignment;
  }

  #readReference(reader: SegmentReader): void {
    const number = reader.take(1, 2);
    if (number === undefined) return;
    const qualifier = reader.take(1, 1) ?? 'ZZZ';
    const names = TRANSPORT_DOCUMENTS.has(qualifier);
    const consignment = this.#consignment;
    if (consignment === undefined || (names && this.#hasContent)) {
      this.#openByReference(reader, qualifier, number);
    } else if (saysMore(qualifier, consignment.transportDocument)) {
      this.#promote(consignment, reader, qualifier, number);
    } else {
      this.#addReference(consignment, reader, qualifier, number);
    }
  }

  #openByReference(reader: SegmentReader, qualifier: string, number: string): void {
    const document = transportDocument(qualifier, number);
    this.#open(document, reader);
    this.#documentReader = reader;
    const pointer = `${this.#pointer}/transportDocument`;
    this.#log.trace(pointer, reader, 1, 2);
    if (document.documentType === undefined) {
      this.#log.report('EDIFACT_TRANSPORT_DOCUMENT', `${pointer}/qualifier`, qualifier, reader.position(1, 1));
    }
  }

  /** A later reference says more clearly which transport document it is: the earlier one becomes a reference. */
  #promote(consignment: Consignment, reader: SegmentReader, qualifier: string, number: string): void {
    const { qualifier: earlier = 'ZZZ', number: earlierNumber } = consignment.transportDocument;
    consignment.transportDocument = transportDocument(qualifier, number);
    this.#log.trace(`${this.#pointer}/transportDocument`, reader, 1, 2);
    this.#addReference(consignment, this.#documentReader ?? reader, earlier, earlierNumber);
    this.#documentReader = reader;
  }

  #addReference(consignment: Consignment, reader: SegmentReader, qualifier: string, number: string): void {
    if (qualifier === 'UCN' && consignment.ucr === undefined && /^[A-Z0-9()/-]{1,35}$/.test(number)) {
      consignment.ucr = number;
      this.#log.trace(`${this.#pointer}/ucr`, reader, 1, 2);
    } else {
      consignment.references ??= [];
      consignment.references.push({ qualifier, number });
    }
  }

  #readContent(reader: SegmentReader, consignment: Consignment): void {
    this.#hasContent = true;
    switch (reader.tag) {
      case 'LOC':
        this.#readPlace(reader, consignment);
        break;
      case 'NAD':
        this.#readParty(reader, consignment);
        break;
      case 'CTA':
      case 'COM':
        readContact(reader, this.#party);
        break;
      case 'GIS':
        this.#readStatus(reader, consignment, 1);
        break;
      case 'GEI':
        this.#readStatus(reader, consignment, 2);
        break;
      case 'GID':
        this.#item = openItem(reader, `${this.#pointer}/items/${consignment.items.length}`, this.#log);
        consignment.items.push(this.#item);
        this.#itemContainers.clear();
        break;
      case 'SGP':
        this.#readContainer(reader, consignment);
        break;
      case 'FTX':
        this.#readText(reader, consignment);
        break;
      default:
        this.#readItemSegment(reader, consignment);
    }
  }

  #readItemSegment(reader: SegmentReader, consignment: Consignment): void {
    if (this.#item === undefined) return;
    readItemSegment(reader, this.#item, `${this.#pointer}/items/${consignment.items.length - 1}`, this.#log);
  }

  /** @param element of 7365: GIS was replaced by GEI in later directories */
  #readStatus(reader: SegmentReader, consignment: Consignment, element: 1 | 2): void {
    const status = consignment.customsStatus === undefined ? reader.take(element, 1) : undefined;
    if (status !== undefined) consignment.customsStatus = status;
  }

  /** Description and technical name are of the item; every other text is a remark on the consignment. */
  #readText(reader: SegmentReader, consignment: Consignment): void {
    if (this.#item !== undefined && ITEM_TEXTS.includes(reader.peek(1))) {
      this.#readItemSegment(reader, consignment);
      return;
    }
    const text = takeText(reader);
    if (text === undefined) return;
    consignment.remarks ??= [];
    consignment.remarks.push(text);
  }

  #readPlace(reader: SegmentReader, consignment: Consignment): void {
    const code = reader.peek(1);
    const place = takePlace(reader);
    if (place === undefined) {
      this.#log.report('EDIFACT_VALUE', this.#pointer, `LOC ${code} names no place`, reader.position(2));
      return;
    }
    if (code === TRANSHIPMENT_PLACE) consignment.transhipment = true;
    const field = PLACES[code];
    if (field !== undefined && consignment[field] === undefined) {
      consignment[field] = place;
      this.#log.trace(`${this.#pointer}/${field}`, reader, 2, 1);
    } else {
      consignment.otherPlaces ??= [];
      consignment.otherPlaces.push({ function: code === '' ? 'ZZZ' : code, place });
    }
  }

  #readParty(reader: SegmentReader, consignment: Consignment): void {
    const role = reader.peek(1);
    const party = takeParty(reader);
    this.#party = party;
    if (party === undefined) return;
    const field = role === 'CZ' ? 'consignor' : role === 'CN' ? 'consignee' : undefined;
    if (field !== undefined && consignment[field] === undefined) {
      consignment[field] = party;
      this.#log.trace(`${this.#pointer}/${field}`, reader);
    } else if (NOTIFY_ROLES.has(role)) {
      consignment.notifyParties ??= [];
      consignment.notifyParties.push(party);
    } else {
      consignment.otherParties ??= [];
      consignment.otherParties.push({ role: role === '' ? 'ZZZ' : role, party });
    }
  }

  #readContainer(reader: SegmentReader, consignment: Consignment): void {
    const number = reader.take(1, 1);
    if (number === undefined) return;
    this.addContainer(number, reader);
    const item = this.#item;
    if (item === undefined || this.#itemContainers.has(number)) return;
    this.#itemContainers.add(number);
    item.containerNumbers ??= [];
    const pointer = `${this.#pointer}/items/${consignment.items.length - 1}/containerNumbers`;
    this.#log.trace(`${pointer}/${item.containerNumbers.length}`, reader, 1, 1);
    item.containerNumbers.push(number);
  }

  /** Lists a container in the open consignment, once. */
  addContainer(number: string, reader: SegmentReader): void {
    const consignment = this.#consignment ?? this.#openWithoutReference();
    if (this.#containers.has(number)) return;
    this.#containers.add(number);
    this.#log.trace(`${this.#pointer}/containers/${consignment.containers.length}`, reader, 1, 1);
    consignment.containers.push(this.#equipment.use(number));
  }
}

/** Whether a reference says more clearly than the one before which transport document it names. */
function saysMore(
  qualifier: string,
  { documentType, qualifier: earlier = '' }: Consignment['transportDocument'],
): boolean {
  if (documentType !== undefined || !TRANSPORT_DOCUMENTS.has(qualifier)) return false;
  return TRANSPORT_DOCUMENTS.get(qualifier) !== undefined || !TRANSPORT_DOCUMENTS.has(earlier);
}

function transportDocument(qualifier: string, number: string): Consignment['transportDocument'] {
  const documentType = TRANSPORT_DOCUMENTS.get(qualifier);
  return { number, qualifier, ...(documentType === undefined ? {} : { documentType }) };
}
