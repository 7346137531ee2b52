/** Commercial invoice. What a file leaves out is a matter of the checks. */
import { z } from 'zod';
import { documentHead, documentTypeOf } from './document-head.ts';
import { deliveryTermsSchema } from './goods-declaration.ts';
import { integritySchema } from './integrity.ts';
import {
  count,
  countryCode,
  currencyCode,
  date,
  decimal,
  hs6,
  localTime,
  longText,
  shortText,
  signedDecimal,
  timestamp,
  ucr,
} from './primitives.ts';
import { identifierSchema, partyInRoleSchema, tradePartySchema } from './trade-party.ts';
import { conveyanceSchema, packagesSchema, placeSchema } from './transport.ts';

export const INVOICE_SCHEMA_NAME = 'corridor/invoice/1';

const referenceSchema = z.strictObject({
  /** UNTDID 1153 as it came. */
  qualifier: shortText,
  number: shortText,
  /** Line of the document referred to. */
  lineNumber: shortText.optional(),
  on: date.optional(),
});

const quantitySchema = z.strictObject({ value: signedDecimal, unitCode: shortText.optional() });

/** In the invoice currency. */
const adjustmentSchema = z.strictObject({
  kind: z.enum(['CHARGE', 'ALLOWANCE']),
  /** UNTDID 7161 or the sender's own, as it came. */
  code: shortText.optional(),
  description: shortText.optional(),
  /** Absent where only a percentage is stated. */
  amount: signedDecimal.optional(),
  percent: decimal.optional(),
});

const taxSchema = z.strictObject({
  /** UNTDID 5153: `VAT`, `GST`, `CUD`. */
  typeCode: shortText.optional(),
  /** UNTDID 5305: `S` standard, `Z` zero, `E` exempt. */
  category: shortText.optional(),
  /** In percent, as it came. */
  rate: shortText.optional(),
  /** In the invoice currency. */
  base: signedDecimal.optional(),
  /** In the invoice currency. */
  amount: signedDecimal.optional(),
});

const statedAmountSchema = z.strictObject({
  /** UNTDID 5025 as it came. */
  qualifier: shortText,
  amount: signedDecimal,
  /** Where it is not that of the invoice. */
  currency: currencyCode.optional(),
});

const lineSchema = z.strictObject({
  lineNumber: count(1, 99_999).optional(),
  description: longText.optional(),
  /** Article numbers of seller, buyer and GS1, and commodity codes longer than six digits; UNTDID 7143 as scheme. */
  itemNumbers: z.array(identifierSchema).max(100).optional(),
  hsCode: hs6.optional(),
  countryOfOrigin: countryCode.optional(),
  quantity: quantitySchema.optional(),
  /** Quantities beside the invoiced one; UNTDID 6063 as qualifier. */
  otherQuantities: z
    .array(quantitySchema.extend({ qualifier: shortText }))
    .max(50)
    .optional(),
  /** In the invoice currency, per `priceBasis` or, without one, per unit of `quantity`. */
  unitPrice: decimal.optional(),
  /** How many units the price is for. */
  priceBasis: z.strictObject({ value: decimal, unitCode: shortText.optional() }).optional(),
  /** Prices beside the one invoiced; UNTDID 5125 as qualifier. */
  otherPrices: z
    .array(z.strictObject({ qualifier: shortText, price: decimal }))
    .max(50)
    .optional(),
  /** In the invoice currency, charges and allowances of the line included. */
  lineValue: signedDecimal.optional(),
  adjustments: z.array(adjustmentSchema).max(100).optional(),
  taxes: z.array(taxSchema).max(50).optional(),
  otherAmounts: z.array(statedAmountSchema).max(100).optional(),
  references: z.array(referenceSchema).max(100).optional(),
  packages: z.array(packagesSchema).max(20).optional(),
  marks: z.array(longText).max(100).optional(),
  grossMassKg: decimal.optional(),
  netMassKg: decimal.optional(),
  remarks: z.array(longText).max(100).optional(),
});

/** When and how a part of the invoice is to be paid. */
const paymentSchema = z.strictObject({
  /** UNTDID 4279: `1` basic, `3` fixed date, `22` discount. */
  typeCode: shortText.optional(),
  terms: longText.optional(),
  /** For example 30 (`count`) days (`unit` D) after (`relation` 3) the date of the invoice (`reference` 5). */
  period: z
    .strictObject({
      reference: shortText.optional(),
      relation: shortText.optional(),
      unit: shortText.optional(),
      count: shortText.optional(),
    })
    .optional(),
  percent: decimal.optional(),
  dueOn: date.optional(),
});

export const invoiceSchema = z.strictObject({
  schema: z.literal(INVOICE_SCHEMA_NAME),
  /** 380 commercial, 325 pro forma, 935 customs; 381 credit note, 383 debit note, 384 corrected and other kinds. */
  documentType: documentTypeOf(380, 325, 935, 381, 383, 384, 386, 388, 389, 393, 395),
  ...documentHead,
  number: shortText.optional(),
  /** UNTDID 1225: what the sender wants done, `9` original, `5` replace, `1` cancel. */
  messageFunction: shortText.optional(),
  issuedOn: date.optional(),
  /** Dates besides the one of issue, with the time of day if stated; UNTDID 2005 as function. */
  otherDates: z
    .array(
      z.strictObject({
        function: shortText,
        on: date.optional(),
        at: timestamp.optional(),
        local: localTime.optional(),
      }),
    )
    .max(50)
    .optional(),
  ucr: ucr.optional(),
  purchaseOrderNumber: shortText.optional(),
  references: z.array(referenceSchema).max(200).optional(),
  seller: tradePartySchema.optional(),
  buyer: tradePartySchema.optional(),
  consignee: tradePartySchema.optional(),
  otherParties: z.array(partyInRoleSchema).max(50).optional(),
  currency: currencyCode.optional(),
  deliveryTerms: deliveryTermsSchema.partial().extend({ placeCode: shortText.optional() }).optional(),
  paymentTerms: shortText.optional(),
  payments: z.array(paymentSchema).max(50).optional(),
  conveyance: conveyanceSchema.optional(),
  placeOfLoading: placeSchema.optional(),
  placeOfDischarge: placeSchema.optional(),
  otherPlaces: z
    .array(z.strictObject({ function: shortText, place: placeSchema }))
    .max(50)
    .optional(),
  containerNumbers: z.array(shortText).max(1_000).optional(),
  packages: z.array(packagesSchema).max(50).optional(),
  marks: z.array(longText).max(100).optional(),
  lines: z.array(lineSchema).max(9_999),
  adjustments: z.array(adjustmentSchema).max(100).optional(),
  taxes: z.array(taxSchema).max(50).optional(),
  /** In `currency`: lines plus charges less allowances, and taxes where they are charged. */
  total: signedDecimal.optional(),
  /** Amounts besides the total: of the lines, taxable, payable and so on. */
  otherAmounts: z.array(statedAmountSchema).max(100).optional(),
  totalGrossMassKg: decimal.optional(),
  remarks: z.array(longText).max(100).optional(),
  /** How far a document issued by OpenAttestation or as a credential was checked. */
  integrity: integritySchema.optional(),
});

export type Invoice = z.infer<typeof invoiceSchema>;
export type InvoiceLine = z.infer<typeof lineSchema>;
export type InvoiceAdjustment = z.infer<typeof adjustmentSchema>;
export type InvoiceTax = z.infer<typeof taxSchema>;
export type InvoicePayment = z.infer<typeof paymentSchema>;
