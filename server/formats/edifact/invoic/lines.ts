/** Lines of an invoice: LIN and what follows it. */
import type { Invoice, InvoiceLine } from '../../../../protocol/documents/invoice.ts';
import type { MappingLog } from '../mapping-log.ts';
import { readMeasure, takeMeasure } from '../measures.ts';
import type { SegmentReader } from '../segment-reader.ts';
import { readCount, readDecimal, readSignedDecimal } from '../values.ts';
import { InvoiceParts } from './parts.ts';

/** 6063 of what is invoiced, the best first: invoiced, delivered, dispatched, ordered, discrete. */
const QUANTITIES = ['47', '46', '12', '21', '1'];
/** 5125 of the price that the line is counted with, the best first: net, invoice, calculated, gross. */
const PRICES = ['AAA', 'INV', 'CAL', 'NTP', 'AAB'];
/** 5025 of the value of a line, the best first: line item, goods item, invoice item. */
const VALUES = ['203', '66', '38'];
/** 7143 of the Harmonized System. */
const HARMONIZED_SYSTEM = 'HS';
/** 3227 of the country of origin. */
const ORIGIN = '27';

const MAX_LINE_NUMBER = 99_999;

interface Quantity {
  readonly qualifier: string;
  readonly value: string;
  readonly unitCode: string | undefined;
  readonly reader: SegmentReader;
}

interface Price {
  readonly qualifier: string;
  readonly price: string;
  readonly basis: InvoiceLine['priceBasis'];
  readonly reader: SegmentReader;
}

export class LineMapping {
  readonly line: InvoiceLine = {};
  readonly #pointer: string;
  readonly #log: MappingLog;
  readonly #parts: InvoiceParts;
  readonly #quantities: Quantity[] = [];
  readonly #prices: Price[] = [];

  constructor(reader: SegmentReader, invoice: Invoice, pointer: string, log: MappingLog) {
    this.#pointer = pointer;
    this.#log = log;
    this.#parts = new InvoiceParts(invoice, this.line, pointer, log);
    log.trace(pointer, reader);
    this.#readHead(reader);
  }

  read(reader: SegmentReader): void {
    if (this.#parts.read(reader)) return;
    switch (reader.tag) {
      case 'PIA':
        for (const element of [2, 3, 4, 5, 6]) this.#readItemNumber(reader, element);
        if (!reader.untouched) reader.expect(1, 1, '1', '5');
        break;
      case 'IMD':
        this.#readDescription(reader);
        break;
      case 'QTY':
        this.#readQuantity(reader);
        break;
      case 'PRI':
        this.#readPrice(reader);
        break;
      case 'MEA':
        this.#readMass(reader);
        break;
      case 'ALI':
        this.#readOrigin(reader, 1);
        break;
      case 'LOC':
        if (reader.peek(1) === ORIGIN && this.#readOrigin(reader, 2)) reader.take(1);
        break;
    }
  }

  /** Ends the line: of several quantities, prices and amounts one is the invoiced one, the others are kept. */
  close(): void {
    const quantity = best(QUANTITIES, this.#quantities);
    const price = best(PRICES, this.#prices);
    for (const each of this.#quantities) this.#placeQuantity(each, each === quantity);
    for (const each of this.#prices) this.#placePrice(each, each === price);
    const value = this.#parts.settleAmounts(VALUES, `${this.#pointer}/lineValue`);
    if (value !== undefined) this.line.lineValue = value;
  }

  /** @see UN/EDIFACT D.95B, LIN: 1082, 1229, C212 */
  #readHead(reader: SegmentReader): void {
    const lineNumber = readCount(reader.peek(1));
    if (lineNumber === undefined || lineNumber < 1 || lineNumber > MAX_LINE_NUMBER) {
      this.#log.unreadable(`${this.#pointer}/lineNumber`, reader, 1);
    } else {
      this.line.lineNumber = lineNumber;
      reader.take(1);
    }
    this.#readItemNumber(reader, 3);
  }

  /** C212: 7140 with its kind, 7143. */
  #readItemNumber(reader: SegmentReader, element: number): void {
    const value = reader.take(element, 1);
    if (value === undefined) return;
    const scheme = reader.take(element, 2) ?? 'UNSPECIFIED';
    const code = value.replace(/[. ]/g, '');
    if (scheme === HARMONIZED_SYSTEM && /^\d{6,12}$/.test(code) && this.line.hsCode === undefined) {
      this.line.hsCode = code.slice(0, 6);
      this.#log.trace(`${this.#pointer}/hsCode`, reader, element, 1);
      if (value === this.line.hsCode) return;
    }
    this.line.itemNumbers ??= [];
    this.#log.trace(`${this.#pointer}/itemNumbers/${this.line.itemNumbers.length}`, reader, element, 1);
    this.line.itemNumbers.push({ scheme, value });
  }

  /** @see UN/EDIFACT D.95B, IMD: 7077, 7081, C273 */
  #readDescription(reader: SegmentReader): void {
    const pieces = [reader.take(3, 4), reader.take(3, 5)].filter((piece) => piece !== undefined);
    if (pieces.length === 0) return;
    reader.expect(1, 1, 'F', 'A', 'B', 'E');
    const text = pieces.join('\n');
    this.line.description = this.line.description === undefined ? text : `${this.line.description}\n${text}`;
    this.#log.trace(`${this.#pointer}/description`, reader, 3, 4);
  }

  #readQuantity(reader: SegmentReader): void {
    const value = readSignedDecimal(reader.peek(1, 2));
    if (value === undefined) {
      this.#log.unreadable(`${this.#pointer}/quantity`, reader, 1, 2);
      return;
    }
    reader.take(1, 2);
    const qualifier = reader.take(1, 1) ?? 'ZZZ';
    this.#quantities.push({ qualifier, value, unitCode: reader.take(1, 3), reader });
  }

  #placeQuantity({ qualifier, value, unitCode, reader }: Quantity, invoiced: boolean): void {
    const quantity = { value, ...(unitCode === undefined ? {} : { unitCode }) };
    if (invoiced) {
      this.line.quantity = quantity;
      this.#log.trace(`${this.#pointer}/quantity`, reader, 1, 2);
      return;
    }
    this.line.otherQuantities ??= [];
    this.#log.trace(`${this.#pointer}/otherQuantities/${this.line.otherQuantities.length}`, reader, 1, 2);
    this.line.otherQuantities.push({ qualifier, ...quantity });
  }

  /** @see UN/EDIFACT D.95B, PRI C509: 5125, 5118, 5375, 5387, 5284, 6411 */
  #readPrice(reader: SegmentReader): void {
    const price = readDecimal(reader.peek(1, 2));
    if (price === undefined) {
      this.#log.unreadable(`${this.#pointer}/unitPrice`, reader, 1, 2);
      return;
    }
    reader.take(1, 2);
    const qualifier = reader.take(1, 1) ?? 'ZZZ';
    const invoiced = PRICES.includes(qualifier);
    const value = readDecimal(reader.peek(1, 5));
    if (!invoiced || value === undefined) {
      if (invoiced) this.#log.unreadable(`${this.#pointer}/priceBasis`, reader, 1, 5);
      this.#prices.push({ qualifier, price, basis: undefined, reader });
      return;
    }
    const unitCode = reader.take(1, 6);
    reader.take(1, 5);
    this.#prices.push({ qualifier, price, basis: { value, ...(unitCode === undefined ? {} : { unitCode }) }, reader });
  }

  #placePrice({ qualifier, price, basis, reader }: Price, invoiced: boolean): void {
    if (invoiced) {
      this.line.unitPrice = price;
      this.#log.trace(`${this.#pointer}/unitPrice`, reader, 1, 2);
      if (basis === undefined) return;
      this.line.priceBasis = basis;
      this.#log.trace(`${this.#pointer}/priceBasis`, reader, 1, 5);
      return;
    }
    this.line.otherPrices ??= [];
    this.#log.trace(`${this.#pointer}/otherPrices/${this.line.otherPrices.length}`, reader, 1, 2);
    this.line.otherPrices.push({ qualifier, price });
    // the basis of a price that is not counted with
    if (basis !== undefined) this.#log.unmapped.push(...reader.taken().filter((each) => isBasis(each)));
  }

  #readMass(reader: SegmentReader): void {
    const measure = readMeasure(reader);
    if (measure?.canonical === undefined) return;
    const field =
      measure.property === 'GROSS_MASS' ? 'grossMassKg' : measure.property === 'NET_MASS' ? 'netMassKg' : undefined;
    if (field === undefined || this.line[field] !== undefined) return;
    this.line[field] = measure.canonical;
    takeMeasure(reader);
    this.#log.trace(`${this.#pointer}/${field}`, reader, 3, 2);
  }

  #readOrigin(reader: SegmentReader, element: number): boolean {
    if (this.line.countryOfOrigin !== undefined || !/^[A-Z]{2}$/.test(reader.peek(element))) return false;
    this.line.countryOfOrigin = reader.take(element);
    this.#log.trace(`${this.#pointer}/countryOfOrigin`, reader, element);
    reader.expect(element, 2, '162');
    reader.expect(element, 3, '5');
    return true;
  }
}

function best<T extends { readonly qualifier: string }>(order: readonly string[], stated: readonly T[]): T | undefined {
  return order.map((wanted) => stated.find(({ qualifier }) => qualifier === wanted)).find((each) => each !== undefined);
}

const isBasis = (value: object) => 'component' in value && (value.component === 5 || value.component === 6);
