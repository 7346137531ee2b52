/** Advance declaration of cargo before it enters: safety and security data. @see WCO SAFE Framework; EU ICS, IE315 */
import { z } from 'zod';
import { documentHead, documentTypeOf } from './document-head.ts';
import { count, countryCode, decimal, hs6, localTime, longText, shortText } from './primitives.ts';
import { tradePartySchema } from './trade-party.ts';
import { conveyanceSchema, placeSchema, sealSchema } from './transport.ts';

export const ENTRY_SUMMARY_SCHEMA_NAME = 'corridor/entry-summary/1';

const packagesSchema = z.strictObject({
  /** UN/ECE Recommendation 21, as it came. */
  typeCode: shortText.optional(),
  count: count().optional(),
  pieces: count().optional(),
  marks: longText.optional(),
});

const itemSchema = z.strictObject({
  itemNumber: count(0).optional(),
  description: longText.optional(),
  /** Six digits; a shorter or longer code stands in `commodityCode`. */
  hsCode: hs6.optional(),
  commodityCode: shortText.optional(),
  grossMassKg: decimal.optional(),
  unNumber: z
    .string()
    .regex(/^\d{4}$/, 'not four digits')
    .optional(),
  commercialReference: shortText.optional(),
  freightPaymentMethod: shortText.optional(),
  placeOfLoading: placeSchema.optional(),
  placeOfDischarge: placeSchema.optional(),
  consignor: tradePartySchema.optional(),
  consignee: tradePartySchema.optional(),
  notifyParty: tradePartySchema.optional(),
  documents: z
    .array(z.strictObject({ typeCode: shortText.optional(), number: shortText.optional() }))
    .max(99)
    .optional(),
  /** Special mentions by their code. */
  mentions: z.array(shortText).max(99).optional(),
  containerNumbers: z.array(shortText).max(200).optional(),
  conveyances: z.array(conveyanceSchema).max(999).optional(),
  packages: z.array(packagesSchema).max(200).optional(),
});

export const entrySummarySchema = z.strictObject({
  schema: z.literal(ENTRY_SUMMARY_SCHEMA_NAME),
  /** 933 cargo declaration (arrival). */
  documentType: documentTypeOf(933),
  ...documentHead,
  /** UNTDID 1225: `9` original, `4` change. */
  messageFunction: z.enum(['9', '4']),
  lrn: shortText.optional(),
  /** The reference that customs gave; an amendment names it. */
  mrn: shortText.optional(),
  declaredLocal: localTime.optional(),
  amendedLocal: localTime.optional(),
  placeOfDeclaration: placeSchema.optional(),
  placeOfAmendment: placeSchema.optional(),
  conveyance: conveyanceSchema,
  commercialReference: shortText.optional(),
  /** Express consignments, postal and other special cases, as the country codes them. */
  specialCircumstance: shortText.optional(),
  freightPaymentMethod: shortText.optional(),
  placeOfLoading: placeSchema.optional(),
  placeOfDischarge: placeSchema.optional(),
  declarant: tradePartySchema.optional(),
  representative: tradePartySchema.optional(),
  carrier: tradePartySchema.optional(),
  consignor: tradePartySchema.optional(),
  consignee: tradePartySchema.optional(),
  notifyParty: tradePartySchema.optional(),
  totalItems: count().optional(),
  totalPackages: count().optional(),
  totalGrossMassKg: decimal.optional(),
  items: z.array(itemSchema).max(9_999),
  countriesOfRouting: z.array(countryCode).max(99).optional(),
  seals: z.array(sealSchema).max(9_999).optional(),
  officeOfLodgement: shortText.optional(),
  officeOfEntry: shortText.optional(),
  officesOfSubsequentEntry: z.array(shortText).max(99).optional(),
  estimatedArrivalLocal: localTime.optional(),
});

export type EntrySummary = z.infer<typeof entrySummarySchema>;
export type EntrySummaryItem = z.infer<typeof itemSchema>;
