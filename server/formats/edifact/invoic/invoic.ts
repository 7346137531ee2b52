/**
 * INVOIC, invoice, to the canonical invoice.
 * @see UN/EDIFACT directories D.95B to D.01B, message INVOIC; tolerant to what invoicing systems really send
 */
import { INVOICE_SCHEMA_NAME, type Invoice } from '../../../../protocol/documents/invoice.ts';
import type { JsonValue } from '../../../../protocol/json/json-value.ts';
import { MappingLog } from '../mapping-log.ts';
import type { MappedDocument, MessageMapper, MessageMapping } from '../message-mapping.ts';
import { SegmentReader } from '../segment-reader.ts';
import type { Segment } from '../tokenizer.ts';
import { readCount } from '../values.ts';
import { InvoiceHeader } from './header.ts';
import { LineMapping } from './lines.ts';
import { InvoiceParts } from './parts.ts';

/** Whether a message without a type has the look of an invoice. */
export function looksLikeInvoic(segments: readonly Segment[]): boolean {
  const has = (wanted: string) => segments.some(({ tag }) => tag === wanted);
  return segments[0]?.tag === 'BGM' && has('LIN') && has('MOA') && !has('CNI');
}

/** 5025 of the total, the best first: invoice total, invoice amount, total amount. */
const TOTALS = ['39', '77', '128', '86'];
/** 2005 of the date of a reference: of the document, of the order. */
const REFERENCE_DATES = ['171', '4'];
/** 6069 of the number of lines. */
const LINES = '2';

class InvoicMapper implements MessageMapper {
  readonly #log = new MappingLog();
  readonly #invoice: Invoice = {
    schema: INVOICE_SCHEMA_NAME,
    documentType: 380,
    simulated: false,
    lines: [],
  };
  readonly #header = new InvoiceHeader(this.#invoice, this.#log);
  readonly #parts = new InvoiceParts(this.#invoice, this.#invoice, '', this.#log);
  #line: LineMapping | undefined;
  #afterReference = false;

  read(segment: Segment): void {
    const reader = new SegmentReader(segment);
    this.#read(reader);
    this.#log.close(reader);
  }

  finish(): MappedDocument {
    this.#closeLine();
    const total = this.#parts.settleAmounts(TOTALS, '/total');
    if (total !== undefined) this.#invoice.total = total;
    return this.#log.document(this.#invoice as unknown as JsonValue);
  }

  #read(reader: SegmentReader): void {
    switch (reader.tag) {
      case 'LIN':
        this.#openLine(reader);
        break;
      case 'UNS':
        this.#closeLine();
        reader.expect(1, 1, 'S', 'D');
        break;
      case 'CNT':
        this.#closeLine();
        this.#readControl(reader);
        break;
      default:
        if (this.#line === undefined) this.#readWhole(reader);
        else this.#line.read(reader);
    }
  }

  #openLine(reader: SegmentReader): void {
    this.#closeLine();
    const { lines } = this.#invoice;
    this.#line = new LineMapping(reader, this.#invoice, `/lines/${lines.length}`, this.#log);
    lines.push(this.#line.line);
  }

  #closeLine(): void {
    this.#line?.close();
    this.#line = undefined;
    this.#header.close();
    this.#parts.close();
  }

  /** A segment of the head or of the summary. */
  #readWhole(reader: SegmentReader): void {
    const afterReference = this.#afterReference;
    this.#afterReference = reader.tag === 'RFF';
    if (reader.tag === 'RFF' && this.#header.readReference(reader)) {
      this.#parts.close();
      return;
    }
    if (reader.tag === 'PCD' && this.#header.inPayment) {
      this.#header.readPaymentPercentage(reader);
      return;
    }
    if (this.#header.read(reader)) {
      this.#parts.close();
      return;
    }
    if (['ALC', 'TAX'].includes(reader.tag)) this.#header.close();
    if (this.#parts.read(reader)) return;
    // the date of a reference that has no place for it is none of the invoice
    if (reader.tag === 'DTM' && !(afterReference && REFERENCE_DATES.includes(reader.peek(1)))) {
      this.#header.readTime(reader);
    }
  }

  #readControl(reader: SegmentReader): void {
    if (reader.peek(1, 1) !== LINES) return;
    const [stated, counted] = [readCount(reader.peek(1, 2)), this.#invoice.lines.length];
    if (stated === counted) {
      for (const place of [1, 2]) reader.take(1, place);
    } else {
      const message = `${reader.peek(1, 2)} lines stated, ${counted} read`;
      this.#log.report('EDIFACT_CONTROL_TOTAL', '/lines', message, reader.position(1, 2));
    }
  }
}

export const INVOIC: MessageMapping = {
  kind: 'INVOIC',
  mapping: 'edifact/invoic',
  version: '1',
  open: () => new InvoicMapper(),
};
