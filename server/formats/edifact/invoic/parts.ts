/**
 * What an invoice and each of its lines may have alike: charges, allowances, taxes, amounts, references, packages, marks
 * and remarks. A segment that follows belongs to the last of them: MOA to its charge, DTM to its reference.
 */
import type { Invoice, InvoiceAdjustment, InvoiceLine, InvoiceTax } from '../../../../protocol/documents/invoice.ts';
import { peekAmount, type StatedAmount, takeAmount } from '../amounts.ts';
import type { MappingLog } from '../mapping-log.ts';
import { takeReference } from '../references.ts';
import type { SegmentReader } from '../segment-reader.ts';
import { takeText } from '../texts.ts';
import { peekTime, takeTime } from '../times.ts';
import { readCount, readDecimal } from '../values.ts';

type Parts = Pick<
  InvoiceLine,
  'adjustments' | 'taxes' | 'references' | 'packages' | 'marks' | 'remarks' | 'otherAmounts'
>;
type Reference = NonNullable<Parts['references']>[number];

/** The part that the segments after it may say more of. */
type OpenPart =
  | { readonly kind: 'ADJUSTMENT'; readonly adjustment: InvoiceAdjustment; readonly pointer: string }
  | { readonly kind: 'TAX'; readonly tax: InvoiceTax; readonly pointer: string }
  | { readonly kind: 'REFERENCE'; readonly reference: Reference; readonly pointer: string };

/** 5463. */
const KINDS: Readonly<Record<string, InvoiceAdjustment['kind']>> = { C: 'CHARGE', A: 'ALLOWANCE' };
/** 5025 of the amount of a charge or allowance; of a tax; of what a tax is due on. */
const ADJUSTMENT_AMOUNTS = ['8', '23', '204'];
const TAX_AMOUNTS = ['124', '150', '161'];
const TAX_BASES = ['125', '56'];
/** 5245 of percentages of a charge, an allowance, a discount. */
const PERCENTAGES = ['1', '2', '3', '12', '15'];

export class InvoiceParts {
  readonly #parts: Parts;
  readonly #pointer: string;
  readonly #log: MappingLog;
  readonly #invoice: Invoice;
  #open: OpenPart | undefined;
  /** Amounts that belong to no part, with their segments. */
  readonly amounts: { readonly stated: StatedAmount; readonly reader: SegmentReader }[] = [];

  /** @param pointer of the invoice or line that has the parts */
  constructor(invoice: Invoice, parts: Parts, pointer: string, log: MappingLog) {
    this.#invoice = invoice;
    this.#parts = parts;
    this.#pointer = pointer;
    this.#log = log;
  }

  /** The next segments belong to no part. */
  close(): void {
    this.#open = undefined;
  }

  /** @returns whether the segment is one of a part */
  read(reader: SegmentReader): boolean {
    switch (reader.tag) {
      case 'ALC':
        this.#openAdjustment(reader);
        return true;
      case 'TAX':
        this.#openTax(reader);
        return true;
      case 'RFF':
        this.#openReference(reader);
        return true;
      case 'PCD':
        this.#readPercentage(reader);
        return true;
      case 'MOA':
        this.#readAmount(reader);
        return true;
      case 'DTM':
        return this.#readReferenceDate(reader);
      default:
        return this.#readCargo(reader);
    }
  }

  /** @see UN/EDIFACT D.95B, ALC: 5463, C552, 4471, 1227, C214 */
  #openAdjustment(reader: SegmentReader): void {
    this.#open = undefined;
    const kind = KINDS[reader.peek(1)];
    if (kind === undefined) return;
    reader.take(1);
    const special = [reader.take(5, 4), reader.take(5, 5)].filter((text) => text !== undefined);
    const code = reader.take(5, 1) ?? reader.take(2, 1);
    const adjustment: InvoiceAdjustment = {
      kind,
      ...(code === undefined ? {} : { code }),
      ...(special.length === 0 ? {} : { description: special.join(' ') }),
    };
    this.#parts.adjustments ??= [];
    const pointer = `${this.#pointer}/adjustments/${this.#parts.adjustments.length}`;
    this.#parts.adjustments.push(adjustment);
    this.#log.trace(pointer, reader);
    this.#open = { kind: 'ADJUSTMENT', adjustment, pointer };
  }

  /** @see UN/EDIFACT D.95B, TAX: 5283, C241, C533, 5286, C243, 5305 */
  #openTax(reader: SegmentReader): void {
    reader.expect(1, 1, '7', '5');
    const typeCode = reader.take(2, 1);
    const rate = reader.take(5, 4);
    const category = reader.take(6);
    const tax: InvoiceTax = {
      ...(typeCode === undefined ? {} : { typeCode }),
      ...(category === undefined ? {} : { category }),
      ...(rate === undefined ? {} : { rate }),
    };
    this.#parts.taxes ??= [];
    const pointer = `${this.#pointer}/taxes/${this.#parts.taxes.length}`;
    this.#parts.taxes.push(tax);
    this.#log.trace(pointer, reader);
    this.#open = { kind: 'TAX', tax, pointer };
  }

  #openReference(reader: SegmentReader): void {
    this.#open = undefined;
    const reference: Reference | undefined = takeReference(reader);
    if (reference === undefined) return;
    this.#parts.references ??= [];
    const pointer = `${this.#pointer}/references/${this.#parts.references.length}`;
    this.#parts.references.push(reference);
    this.#log.trace(pointer, reader);
    this.#open = { kind: 'REFERENCE', reference, pointer };
  }

  /** A date without a time of day; any other stays in the list of what was not mapped. */
  #readReferenceDate(reader: SegmentReader): boolean {
    const open = this.#open;
    const stated = peekTime(reader);
    if (open?.kind !== 'REFERENCE' || stated === undefined || open.reference.on !== undefined) return false;
    if (stated.time.local !== undefined) return false;
    open.reference.on = stated.time.date;
    takeTime(reader);
    this.#log.trace(`${open.pointer}/on`, reader, 1, 2);
    return true;
  }

  #readPercentage(reader: SegmentReader): void {
    const open = this.#open;
    const percent = readDecimal(reader.peek(1, 2));
    if (open?.kind !== 'ADJUSTMENT' || open.adjustment.percent !== undefined) return;
    if (percent === undefined) {
      this.#log.unreadable(`${open.pointer}/percent`, reader, 1, 2);
      return;
    }
    open.adjustment.percent = percent;
    reader.take(1, 2);
    reader.expect(1, 1, ...PERCENTAGES);
    this.#log.trace(`${open.pointer}/percent`, reader, 1, 2);
  }

  #readAmount(reader: SegmentReader): void {
    const stated = peekAmount(reader);
    if (stated === undefined) {
      this.#log.unreadable(this.#pointer, reader, 1, 2);
      return;
    }
    const { currency } = stated;
    if (currency !== '' && !/^[A-Z]{3}$/.test(currency)) return;
    if (currency !== '') this.#invoice.currency ??= currency;
    takeAmount(reader);
    if (currency !== '' && currency !== this.#invoice.currency) this.amounts.push({ stated, reader });
    else if (!this.#placeInPart(stated, reader)) this.amounts.push({ stated, reader });
  }

  /** @returns whether the open part took the amount */
  #placeInPart({ qualifier, amount }: StatedAmount, reader: SegmentReader): boolean {
    const open = this.#open;
    if (open?.kind === 'ADJUSTMENT' && ADJUSTMENT_AMOUNTS.includes(qualifier) && open.adjustment.amount === undefined) {
      open.adjustment.amount = amount;
      this.#log.trace(`${open.pointer}/amount`, reader, 1, 2);
      return true;
    }
    if (open?.kind !== 'TAX') return false;
    const field = TAX_AMOUNTS.includes(qualifier) ? 'amount' : TAX_BASES.includes(qualifier) ? 'base' : undefined;
    if (field === undefined || open.tax[field] !== undefined) return false;
    open.tax[field] = amount;
    this.#log.trace(`${open.pointer}/${field}`, reader, 1, 2);
    return true;
  }

  #readCargo(reader: SegmentReader): boolean {
    switch (reader.tag) {
      case 'PAC':
        this.#readPackages(reader);
        return true;
      case 'PCI':
        this.#readMarks(reader);
        return true;
      case 'FTX':
        this.#readRemark(reader);
        return true;
      default:
        return false;
    }
  }

  /** @see UN/EDIFACT D.95B, PAC: 7224, C531, C202 */
  #readPackages(reader: SegmentReader): void {
    const count = readCount(reader.peek(1));
    if (count === undefined) {
      this.#log.unreadable(`${this.#pointer}/packages`, reader, 1);
      return;
    }
    reader.take(1);
    const typeCode = reader.take(3, 1);
    const description = reader.take(3, 4);
    this.#parts.packages ??= [];
    this.#log.trace(`${this.#pointer}/packages/${this.#parts.packages.length}`, reader);
    this.#parts.packages.push({
      count,
      ...(typeCode === undefined ? {} : { typeCode }),
      ...(description === undefined ? {} : { description }),
    });
  }

  #readMarks(reader: SegmentReader): void {
    const marks = reader.takeAll(2);
    if (marks.length === 0) return;
    reader.expect(1, 1, '28');
    this.#parts.marks ??= [];
    this.#log.trace(`${this.#pointer}/marks/${this.#parts.marks.length}`, reader);
    this.#parts.marks.push(...marks);
  }

  #readRemark(reader: SegmentReader): void {
    const text = takeText(reader);
    if (text === undefined) return;
    this.#parts.remarks ??= [];
    this.#log.trace(`${this.#pointer}/remarks/${this.#parts.remarks.length}`, reader);
    this.#parts.remarks.push(text);
  }

  /**
   * Ends the reading of amounts: one of them may be the value of the line or the total, the others are kept.
   * @param wanted 5025, the best first
   * @returns the amount in the invoice currency, traced to `pointer`; `undefined` if none is stated
   */
  settleAmounts(wanted: readonly string[], pointer: string): string | undefined {
    const own = this.amounts.filter(({ stated }) => [undefined, '', this.#invoice.currency].includes(stated.currency));
    const best = wanted
      .map((qualifier) => own.find(({ stated }) => stated.qualifier === qualifier))
      .find((each) => each !== undefined);
    if (best !== undefined) this.#log.trace(pointer, best.reader, 1, 2);
    for (const each of this.amounts) if (each !== best) this.#keepAmount(each.stated, each.reader);
    return best?.stated.amount;
  }

  #keepAmount({ qualifier, amount, currency }: StatedAmount, reader: SegmentReader): void {
    this.#parts.otherAmounts ??= [];
    this.#log.trace(`${this.#pointer}/otherAmounts/${this.#parts.otherAmounts.length}`, reader, 1, 2);
    this.#parts.otherAmounts.push({
      qualifier: qualifier.trim() === '' ? 'ZZZ' : qualifier,
      amount,
      ...(currency === '' || currency === this.#invoice.currency ? {} : { currency }),
    });
  }
}
