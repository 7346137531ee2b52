/** Goods declaration for export, import or transit. @see Revised Kyoto Convention chapter 3; domain section 5 */
import { z } from 'zod';
import { documentHead, documentTypeOf } from './document-head.ts';
import {
  chainWord,
  count,
  countryCode,
  currencyCode,
  date,
  decimal,
  hs6,
  longText,
  money,
  opaqueId,
  shortText,
  timestamp,
  ucr,
} from './primitives.ts';
import { tradePartySchema } from './trade-party.ts';
import { containerSchema, conveyanceSchema, dangerousGoodsSchema, packagesSchema, placeSchema } from './transport.ts';

export const GOODS_DECLARATION_SCHEMA_NAME = 'corridor/goods-declaration/1';

/** Incoterms rule with its named place. */
export const deliveryTermsSchema = z.strictObject({
  /** Incoterms 2020, three letters; an unknown one is a finding. */
  incoterm: z.string().regex(/^[A-Z]{3}$/, 'not an Incoterms code'),
  namedPlace: shortText,
});

export const quantitySchema = z.strictObject({
  value: decimal,
  /** UN/ECE Recommendation 20. */
  unitCode: shortText,
});

/** Another document that a line or a declaration rests on. */
export const supportingDocumentSchema = z.strictObject({
  /** UNTDID 1001. */
  documentType: count(1, 999),
  number: shortText,
  /** Anchored root, if the document is in the ledger. */
  root: chainWord.optional(),
  issuedOn: date.optional(),
});

const lineSchema = z.strictObject({
  lineNumber: count(1, 99_999),
  /** Six digits, the international part. */
  hsCode: hs6,
  /** National tariff code: 10 digits in China, AHTN in Malaysia. */
  nationalTariffCode: z
    .string()
    .regex(/^\d{8,12}$/, 'not 8 to 12 digits')
    .optional(),
  description: longText,
  countryOfOrigin: countryCode,
  quantity: quantitySchema,
  netMassKg: decimal,
  grossMassKg: decimal,
  packages: packagesSchema.optional(),
  /** In the invoice currency, per unit of `quantity`. */
  unitPrice: decimal,
  /** In the invoice currency. */
  lineValue: decimal,
  statisticalValue: money.optional(),
  preference: z
    .strictObject({
      /** Scheme under which preference is claimed, for example `RCEP` or `FORM_E`. */
      scheme: shortText,
      /** Number of the certificate of origin. */
      certificateNumber: shortText,
    })
    .optional(),
  dangerousGoods: z.array(dangerousGoodsSchema).max(20).optional(),
  containerNumbers: z.array(shortText).max(200).optional(),
});

export const goodsDeclarationSchema = z.strictObject({
  schema: z.literal(GOODS_DECLARATION_SCHEMA_NAME),
  /** 830 export, 929 import, 950 transit. */
  documentType: documentTypeOf(830, 929, 950),
  ...documentHead,
  procedure: z.enum(['EXPORT', 'IMPORT', 'TRANSIT']),
  /** Procedure code of the country, for example `0110` (China, general trade). */
  nationalProcedureCode: shortText.optional(),
  /** Competent customs office as the ledger knows it. */
  officeId: opaqueId,
  /** Code of the office in its own country. */
  officeCode: shortText.optional(),
  /** The declarant's own reference. */
  lrn: z.string().min(1).max(35),
  /** The reference that customs gave. */
  mrn: shortText.optional(),
  ucr,
  declaredAt: timestamp.optional(),
  declarant: tradePartySchema,
  broker: tradePartySchema.optional(),
  exporter: tradePartySchema,
  importer: tradePartySchema,
  /** Authorized economic operator id of the party that claims the status. */
  aeoId: shortText.optional(),
  invoice: z.strictObject({
    number: shortText,
    issuedOn: date,
    currency: currencyCode,
    /** In `currency`. */
    total: decimal,
    deliveryTerms: deliveryTermsSchema,
  }),
  freight: money.optional(),
  insurance: money.optional(),
  conveyance: conveyanceSchema,
  transportDocuments: z.array(supportingDocumentSchema).max(100),
  placeOfLoading: placeSchema.optional(),
  placeOfDischarge: placeSchema.optional(),
  containers: z.array(containerSchema).max(1_000),
  countryOfDispatch: countryCode,
  countryOfDestination: countryCode,
  dutyPaymentMethod: z.enum(['ELECTRONIC', 'DEFERRED', 'GUARANTEE', 'CASH', 'NONE']).optional(),
  totalGrossMassKg: decimal,
  totalPackages: count(),
  lines: z.array(lineSchema).min(1).max(9_999),
  supportingDocuments: z.array(supportingDocumentSchema).max(1_000),
});

export type GoodsDeclaration = z.infer<typeof goodsDeclarationSchema>;
export type DeclarationLine = z.infer<typeof lineSchema>;
