/** Commercial invoice. */
import { z } from 'zod';
import { documentHead, documentTypeOf } from './document-head.ts';
import { deliveryTermsSchema, quantitySchema } from './goods-declaration.ts';
import { count, countryCode, currencyCode, date, decimal, hs6, longText, shortText, ucr } from './primitives.ts';
import { tradePartySchema } from './trade-party.ts';

export const INVOICE_SCHEMA_NAME = 'corridor/invoice/1';

const lineSchema = z.strictObject({
  lineNumber: count(1, 99_999),
  description: longText,
  hsCode: hs6.optional(),
  countryOfOrigin: countryCode.optional(),
  quantity: quantitySchema,
  /** In the invoice currency, per unit of `quantity`. */
  unitPrice: decimal,
  /** In the invoice currency. */
  lineValue: decimal,
});

export const invoiceSchema = z.strictObject({
  schema: z.literal(INVOICE_SCHEMA_NAME),
  /** 380 commercial, 325 pro forma, 935 customs invoice. */
  documentType: documentTypeOf(380, 325, 935),
  ...documentHead,
  number: shortText,
  issuedOn: date,
  ucr: ucr.optional(),
  purchaseOrderNumber: shortText.optional(),
  seller: tradePartySchema,
  buyer: tradePartySchema,
  consignee: tradePartySchema.optional(),
  currency: currencyCode,
  deliveryTerms: deliveryTermsSchema,
  paymentTerms: shortText.optional(),
  lines: z.array(lineSchema).min(1).max(9_999),
  /** In `currency`; allowances negative by their kind. */
  adjustments: z
    .array(z.strictObject({ kind: z.enum(['CHARGE', 'ALLOWANCE']), description: shortText, amount: decimal }))
    .max(100)
    .optional(),
  /** In `currency`: lines plus charges less allowances. */
  total: decimal,
});

export type Invoice = z.infer<typeof invoiceSchema>;
export type InvoiceLine = z.infer<typeof lineSchema>;
