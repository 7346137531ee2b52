/** What an invoice says as a whole: its head, parties, terms and transport. */
import type { Invoice, InvoicePayment } from '../../../../protocol/documents/invoice.ts';
import type { TradeParty } from '../../../../protocol/documents/trade-party.ts';
import { takeConveyance } from '../conveyances.ts';
import type { MappingLog } from '../mapping-log.ts';
import { readMeasure, takeMeasure } from '../measures.ts';
import { readContact, takeParty } from '../parties.ts';
import { takePlace } from '../places.ts';
import { takeReference } from '../references.ts';
import type { SegmentReader } from '../segment-reader.ts';
import { peekTime, type StatedTime, takeTime } from '../times.ts';
import { readDecimal } from '../values.ts';

const DOCUMENT_TYPES = [380, 325, 935, 381, 383, 384, 386, 388, 389, 393, 395] as const;

/** 3035 of parties with a field of their own. */
const PARTIES: Readonly<Record<string, 'seller' | 'buyer' | 'consignee'>> = {
  SE: 'seller',
  SU: 'seller',
  BY: 'buyer',
  CN: 'consignee',
};

/** 1153 of numbers that a party has, not a document. */
const PARTY_NUMBERS = ['VA', 'XA', 'GN', 'FC', 'IA', 'IT', 'API', 'AHP', 'AHL', 'AMT', 'ABO', 'AVQ', 'YC1', 'SC'];

/** 2005 of the date of issue: of the document, of the invoice. */
const ISSUE = ['3', '137'];
/** 2005 of the day until which is to be paid. */
const DUE = ['13', '140', '12'];

/** What the segments that follow belong to. */
type Group =
  | { readonly kind: 'PARTY'; readonly party: TradeParty; readonly pointer: string }
  | { readonly kind: 'PAYMENT'; readonly payment: InvoicePayment; readonly pointer: string }
  | { readonly kind: 'DELIVERY_TERMS' };

export class InvoiceHeader {
  readonly #invoice: Invoice;
  readonly #log: MappingLog;
  #group: Group | undefined;

  constructor(invoice: Invoice, log: MappingLog) {
    this.#invoice = invoice;
    this.#log = log;
  }

  /** Whether a percentage or date that follows belongs to terms of payment. */
  get inPayment(): boolean {
    return this.#group?.kind === 'PAYMENT';
  }

  /** Ends the group of a party or of terms. */
  close(): void {
    this.#group = undefined;
  }

  /** @returns whether the segment is one that only the invoice as a whole has */
  read(reader: SegmentReader): boolean {
    switch (reader.tag) {
      case 'BGM':
        this.#readMessageHead(reader);
        return true;
      case 'NAD':
        this.#readParty(reader);
        return true;
      case 'CTA':
      case 'COM':
        readContact(reader, this.#group?.kind === 'PARTY' ? this.#group.party : undefined);
        return true;
      case 'CUX':
        this.#readCurrency(reader);
        return true;
      case 'PAT':
        this.#readPayment(reader);
        return true;
      case 'TOD':
        this.#readDeliveryTerms(reader);
        return true;
      default:
        return this.#readTransport(reader);
    }
  }

  #readTransport(reader: SegmentReader): boolean {
    switch (reader.tag) {
      case 'TDT':
        this.#readConveyance(reader);
        return true;
      case 'LOC':
        this.#readPlace(reader);
        return true;
      case 'MEA':
        this.#readMass(reader);
        return true;
      case 'EQD':
        this.#readContainer(reader);
        return true;
      default:
        return false;
    }
  }

  #readMessageHead(reader: SegmentReader): void {
    const type = DOCUMENT_TYPES.find((known) => String(known) === reader.peek(1));
    if (type === undefined) {
      this.#log.report('EDIFACT_VALUE', '/documentType', `document type ${reader.peek(1)}`, reader.position(1));
    } else {
      this.#invoice.documentType = type;
      reader.take(1);
      this.#log.trace('/documentType', reader, 1);
    }
    const number = this.#invoice.number === undefined ? reader.take(2) : undefined;
    if (number !== undefined) {
      this.#invoice.number = number;
      this.#log.trace('/number', reader, 2);
    }
    const messageFunction = this.#invoice.messageFunction === undefined ? reader.take(3) : undefined;
    if (messageFunction !== undefined) {
      this.#invoice.messageFunction = messageFunction;
      this.#log.trace('/messageFunction', reader, 3);
    }
  }

  /** DTM: of the terms of payment, of issue, or another. */
  readTime(reader: SegmentReader): void {
    const stated = peekTime(reader);
    if (stated === undefined) {
      this.#log.unreadable('', reader, 1, 2);
      return;
    }
    const group = this.#group;
    if (group?.kind === 'PAYMENT' && DUE.includes(stated.qualifier) && group.payment.dueOn === undefined) {
      if (stated.time.local !== undefined) return;
      group.payment.dueOn = stated.time.date;
      takeTime(reader);
      this.#log.trace(`${group.pointer}/dueOn`, reader, 1, 2);
    } else if (ISSUE.includes(stated.qualifier) && this.#invoice.issuedOn === undefined) {
      this.#readIssue(reader, stated);
    } else {
      this.#keepTime(reader, stated);
    }
  }

  /** The day counts; a time of day is kept beside it. */
  #readIssue(reader: SegmentReader, stated: StatedTime): void {
    this.#invoice.issuedOn = stated.time.date;
    if (stated.time.local !== undefined) this.#keepTime(reader, stated);
    takeTime(reader);
    this.#log.trace('/issuedOn', reader, 1, 2);
  }

  #keepTime(reader: SegmentReader, { qualifier, time }: StatedTime): void {
    this.#invoice.otherDates ??= [];
    this.#log.trace(`/otherDates/${this.#invoice.otherDates.length}`, reader, 1, 2);
    this.#invoice.otherDates.push({
      function: qualifier.trim() === '' ? 'ZZZ' : qualifier,
      ...(time.instant === undefined
        ? time.local === undefined
          ? { on: time.date }
          : { local: time.local }
        : { at: time.instant }),
    });
    takeTime(reader);
  }

  #readParty(reader: SegmentReader): void {
    this.#group = undefined;
    const role = reader.peek(1);
    const party = takeParty(reader);
    if (party === undefined) return;
    const field = PARTIES[role];
    let pointer = `/${field}`;
    if (field !== undefined && this.#invoice[field] === undefined) {
      this.#invoice[field] = party;
    } else {
      this.#invoice.otherParties ??= [];
      pointer = `/otherParties/${this.#invoice.otherParties.length}/party`;
      this.#invoice.otherParties.push({ role: role.trim() === '' ? 'ZZZ' : role, party });
    }
    this.#log.trace(pointer, reader);
    this.#group = { kind: 'PARTY', party, pointer };
  }

  /**
   * RFF: a number of the party before it, the order, the consignment, or none of these.
   * @returns whether the reference was taken
   */
  readReference(reader: SegmentReader): boolean {
    const [qualifier, number] = [reader.peek(1, 1), reader.peek(1, 2)];
    const group = this.#group;
    if (number.trim() === '') return false;
    if (group?.kind === 'PARTY' && PARTY_NUMBERS.includes(qualifier)) {
      group.party.identifiers ??= [];
      this.#log.trace(`${group.pointer}/identifiers/${group.party.identifiers.length}`, reader, 1, 2);
      group.party.identifiers.push({ scheme: qualifier, value: number });
    } else if (qualifier === 'ON' && this.#invoice.purchaseOrderNumber === undefined && reader.peek(1, 3) === '') {
      this.#invoice.purchaseOrderNumber = number;
      this.#log.trace('/purchaseOrderNumber', reader, 1, 2);
    } else if (qualifier === 'UCN' && this.#invoice.ucr === undefined && /^[A-Z0-9()/-]{1,35}$/.test(number)) {
      this.#invoice.ucr = number;
      this.#log.trace('/ucr', reader, 1, 2);
    } else {
      return false;
    }
    takeReference(reader);
    return true;
  }

  /** @see UN/EDIFACT D.95B, CUX C504: 6347, 6345, 6343; a second currency with its rate stays unmapped */
  #readCurrency(reader: SegmentReader): void {
    this.#group = undefined;
    const currency = reader.peek(1, 2);
    if (this.#invoice.currency !== undefined || !/^[A-Z]{3}$/.test(currency)) return;
    this.#invoice.currency = currency;
    reader.take(1, 2);
    reader.expect(1, 1, '1', '2');
    reader.expect(1, 3, '4');
    this.#log.trace('/currency', reader, 1, 2);
  }

  /** @see UN/EDIFACT D.95B, PAT: 4279, C110, C112 */
  #readPayment(reader: SegmentReader): void {
    const typeCode = reader.take(1);
    const texts = [reader.take(2, 4), reader.take(2, 5)].filter((text) => text !== undefined);
    const fields = ['reference', 'relation', 'unit', 'count'] as const;
    const period = fields.flatMap((field, at) => {
      const value = reader.take(3, at + 1);
      return value === undefined ? [] : [[field, value] as const];
    });
    if (texts.length > 0) this.#invoice.paymentTerms ??= texts.join(' ');
    const payment: InvoicePayment = {
      ...(typeCode === undefined ? {} : { typeCode }),
      ...(texts.length === 0 ? {} : { terms: texts.join('\n') }),
      ...(period.length === 0 ? {} : { period: Object.fromEntries(period) }),
    };
    this.#invoice.payments ??= [];
    const pointer = `/payments/${this.#invoice.payments.length}`;
    this.#invoice.payments.push(payment);
    this.#log.trace(pointer, reader);
    this.#group = { kind: 'PAYMENT', payment, pointer };
  }

  /** PCD of terms of payment. */
  readPaymentPercentage(reader: SegmentReader): void {
    const percent = readDecimal(reader.peek(1, 2));
    if (this.#group?.kind !== 'PAYMENT' || percent === undefined || this.#group.payment.percent !== undefined) return;
    this.#group.payment.percent = percent;
    reader.take(1, 2);
    reader.expect(1, 1, '12', '15', '1');
    this.#log.trace(`${this.#group.pointer}/percent`, reader, 1, 2);
  }

  /** @see UN/EDIFACT D.95B, TOD: 4055, 4215, C100 */
  #readDeliveryTerms(reader: SegmentReader): void {
    this.#group = undefined;
    if (this.#invoice.deliveryTerms !== undefined) return;
    const incoterm = /^[A-Z]{3}$/.test(reader.peek(3, 1)) ? reader.take(3, 1) : undefined;
    const texts = [reader.take(3, 4), reader.take(3, 5)].filter((text) => text !== undefined);
    this.#group = { kind: 'DELIVERY_TERMS' };
    if (incoterm === undefined && texts.length === 0) return;
    reader.expect(1, 1, '3', '5', '6');
    this.#invoice.deliveryTerms = {
      ...(incoterm === undefined ? {} : { incoterm }),
      ...(texts.length === 0 ? {} : { namedPlace: texts.join(' ') }),
    };
    this.#log.trace('/deliveryTerms', reader);
  }

  #readConveyance(reader: SegmentReader): void {
    this.#group = undefined;
    if (this.#invoice.conveyance !== undefined) return;
    this.#invoice.conveyance = takeConveyance(reader, '20');
    this.#log.trace('/conveyance', reader);
  }

  #readPlace(reader: SegmentReader): void {
    const code = reader.peek(1);
    // a place of the party before it stays unmapped: it has no place in the address
    if (this.#group?.kind === 'PARTY') return;
    const place = takePlace(reader);
    if (place === undefined) return;
    if (this.#group?.kind === 'DELIVERY_TERMS' && code === '1' && this.#placeTerms(place.code, place.name, reader)) {
      return;
    }
    const field = code === '9' ? 'placeOfLoading' : code === '11' ? 'placeOfDischarge' : undefined;
    if (field !== undefined && this.#invoice[field] === undefined) {
      this.#invoice[field] = place;
      this.#log.trace(`/${field}`, reader, 2, 1);
      return;
    }
    this.#invoice.otherPlaces ??= [];
    this.#log.trace(`/otherPlaces/${this.#invoice.otherPlaces.length}`, reader);
    this.#invoice.otherPlaces.push({ function: code.trim() === '' ? 'ZZZ' : code, place });
  }

  /** The named place of the terms of delivery; not if it would say less than the segment does. */
  #placeTerms(code: string | undefined, name: string | undefined, reader: SegmentReader): boolean {
    const terms = this.#invoice.deliveryTerms ?? {};
    if (terms.placeCode !== undefined || (name !== undefined && terms.namedPlace !== undefined)) return false;
    if (reader.rest().length > 0 || reader.peek(3) !== '' || reader.peek(4) !== '') return false;
    this.#invoice.deliveryTerms = {
      ...terms,
      ...(name === undefined ? {} : { namedPlace: name }),
      ...(code === undefined ? {} : { placeCode: code }),
    };
    this.#log.trace(code === undefined ? '/deliveryTerms/namedPlace' : '/deliveryTerms/placeCode', reader);
    return true;
  }

  #readMass(reader: SegmentReader): void {
    const measure = readMeasure(reader);
    if (measure?.property !== 'GROSS_MASS' || measure.canonical === undefined) return;
    if (this.#invoice.totalGrossMassKg !== undefined) return;
    this.#invoice.totalGrossMassKg = measure.canonical;
    takeMeasure(reader);
    this.#log.trace('/totalGrossMassKg', reader, 3, 2);
  }

  #readContainer(reader: SegmentReader): void {
    if (reader.peek(1) !== 'CN') return;
    const number = reader.take(2, 1);
    if (number === undefined) return;
    reader.take(1);
    this.#invoice.containerNumbers ??= [];
    this.#log.trace(`/containerNumbers/${this.#invoice.containerNumbers.length}`, reader, 2, 1);
    this.#invoice.containerNumbers.push(number);
  }
}
