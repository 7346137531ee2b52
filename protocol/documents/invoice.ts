/** Commercial invoice. What a file leaves out is a matter of the checks. */
import { z } from 'zod';
import { documentHead, documentTypeOf } from './document-head.ts';
import { deliveryTermsSchema } from './goods-declaration.ts';
import { integritySchema } from './integrity.ts';
import { count, countryCode, currencyCode, date, decimal, hs6, longText, shortText, ucr } from './primitives.ts';
import { tradePartySchema } from './trade-party.ts';

export const INVOICE_SCHEMA_NAME = 'corridor/invoice/1';

const lineSchema = z.strictObject({
  lineNumber: count(1, 99_999).optional(),
  description: longText.optional(),
  hsCode: hs6.optional(),
  countryOfOrigin: countryCode.optional(),
  quantity: z.strictObject({ value: decimal, unitCode: shortText.optional() }).optional(),
  /** In the invoice currency, per unit of `quantity`. */
  unitPrice: decimal.optional(),
  /** In the invoice currency. */
  lineValue: decimal.optional(),
  grossMassKg: decimal.optional(),
});

export const invoiceSchema = z.strictObject({
  schema: z.literal(INVOICE_SCHEMA_NAME),
  /** 380 commercial, 325 pro forma, 935 customs invoice. */
  documentType: documentTypeOf(380, 325, 935),
  ...documentHead,
  number: shortText.optional(),
  issuedOn: date.optional(),
  ucr: ucr.optional(),
  purchaseOrderNumber: shortText.optional(),
  seller: tradePartySchema.optional(),
  buyer: tradePartySchema.optional(),
  consignee: tradePartySchema.optional(),
  currency: currencyCode.optional(),
  deliveryTerms: deliveryTermsSchema.optional(),
  paymentTerms: shortText.optional(),
  lines: z.array(lineSchema).max(9_999),
  /** In `currency`; allowances negative by their kind. */
  adjustments: z
    .array(z.strictObject({ kind: z.enum(['CHARGE', 'ALLOWANCE']), description: shortText, amount: decimal }))
    .max(100)
    .optional(),
  /** In `currency`: lines plus charges less allowances. */
  total: decimal.optional(),
  totalGrossMassKg: decimal.optional(),
  /** How far a document issued by OpenAttestation or as a credential was checked. */
  integrity: integritySchema.optional(),
});

export type Invoice = z.infer<typeof invoiceSchema>;
export type InvoiceLine = z.infer<typeof lineSchema>;
