/** Certificate of origin, preferential or not. */
import { z } from 'zod';
import { documentHead, documentTypeOf } from './document-head.ts';
import { quantitySchema } from './goods-declaration.ts';
import { integritySchema } from './integrity.ts';
import { count, countryCode, date, decimal, hs6, longText, money, shortText, timestamp, ucr } from './primitives.ts';
import { identifierSchema, tradePartySchema } from './trade-party.ts';
import { conveyanceSchema, packagesSchema, placeSchema } from './transport.ts';

export const CERTIFICATE_OF_ORIGIN_SCHEMA_NAME = 'corridor/certificate-of-origin/1';

const itemSchema = z.strictObject({
  itemNumber: count(1, 99_999).optional(),
  hsCode: hs6.optional(),
  description: longText.optional(),
  marks: z.array(longText).max(100).optional(),
  packages: packagesSchema.optional(),
  countryOfOrigin: countryCode.optional(),
  /** Origin conferring criterion of the agreement: `WO`, `PE`, `CTC`, `RVC` and so on. */
  originCriterion: shortText.optional(),
  quantity: quantitySchema.optional(),
  grossMassKg: decimal.optional(),
  fobValue: money.optional(),
  /** Longer codes than the Harmonized System has, as they came. */
  commodityCodes: z.array(identifierSchema).max(20).optional(),
  producer: tradePartySchema.optional(),
  invoiceNumber: shortText.optional(),
  invoicedAt: timestamp.optional(),
});

export const certificateOfOriginSchema = z.strictObject({
  schema: z.literal(CERTIFICATE_OF_ORIGIN_SCHEMA_NAME),
  /** 861 certificate of origin, 864 preferential. */
  documentType: documentTypeOf(861, 864),
  ...documentHead,
  number: shortText.optional(),
  issuedOn: date.optional(),
  /** In place of `issuedOn` where the moment is stated. */
  issuedAt: timestamp.optional(),
  issuer: tradePartySchema.optional(),
  /** Agreement under which preference can be claimed; absent from a non-preferential certificate. */
  scheme: shortText.optional(),
  ucr: ucr.optional(),
  exporter: tradePartySchema.optional(),
  producer: tradePartySchema.optional(),
  importer: tradePartySchema.optional(),
  conveyance: conveyanceSchema.optional(),
  placeOfLoading: placeSchema.optional(),
  placeOfDischarge: placeSchema.optional(),
  items: z.array(itemSchema).max(9_999),
  exportCountry: countryCode.optional(),
  importCountry: countryCode.optional(),
  consignmentNumber: shortText.optional(),
  departedAt: timestamp.optional(),
  /** How far a document issued by OpenAttestation or as a credential was checked. */
  integrity: integritySchema.optional(),
});

export type CertificateOfOrigin = z.infer<typeof certificateOfOriginSchema>;
