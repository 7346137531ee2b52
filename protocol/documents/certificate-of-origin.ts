/** Certificate of origin, preferential or not. */
import { z } from 'zod';
import { documentHead, documentTypeOf } from './document-head.ts';
import { quantitySchema } from './goods-declaration.ts';
import { count, countryCode, date, decimal, hs6, longText, money, shortText, ucr } from './primitives.ts';
import { tradePartySchema } from './trade-party.ts';
import { conveyanceSchema, packagesSchema, placeSchema } from './transport.ts';

export const CERTIFICATE_OF_ORIGIN_SCHEMA_NAME = 'corridor/certificate-of-origin/1';

const itemSchema = z.strictObject({
  itemNumber: count(1, 99_999),
  hsCode: hs6,
  description: longText,
  marks: z.array(longText).max(100).optional(),
  packages: packagesSchema.optional(),
  countryOfOrigin: countryCode,
  /** Origin conferring criterion of the agreement: `WO`, `PE`, `CTC`, `RVC` and so on. */
  originCriterion: shortText,
  quantity: quantitySchema.optional(),
  grossMassKg: decimal.optional(),
  fobValue: money.optional(),
  invoiceNumber: shortText,
});

export const certificateOfOriginSchema = z.strictObject({
  schema: z.literal(CERTIFICATE_OF_ORIGIN_SCHEMA_NAME),
  /** 861 certificate of origin, 864 preferential. */
  documentType: documentTypeOf(861, 864),
  ...documentHead,
  number: shortText,
  issuedOn: date,
  issuer: tradePartySchema,
  /** Agreement under which preference can be claimed; absent from a non-preferential certificate. */
  scheme: shortText.optional(),
  ucr: ucr.optional(),
  exporter: tradePartySchema,
  producer: tradePartySchema.optional(),
  importer: tradePartySchema,
  conveyance: conveyanceSchema.optional(),
  placeOfLoading: placeSchema.optional(),
  placeOfDischarge: placeSchema.optional(),
  items: z.array(itemSchema).min(1).max(9_999),
});

export type CertificateOfOrigin = z.infer<typeof certificateOfOriginSchema>;
