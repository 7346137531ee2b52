/** Goods declaration for export, import or transit. @see Revised Kyoto Convention chapter 3; domain section 5 */
import { z } from 'zod';
import {
  authorizationSchema,
  dutyTaxSchema,
  goodsLocationSchema,
  guaranteeSchema,
  previousDocumentSchema,
  producedDocumentSchema,
  statedMoneySchema,
  statedQuantitySchema,
  statementSchema,
  valuationSchema,
} from './customs-data.ts';
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
import { partyInRoleSchema, tradePartySchema } from './trade-party.ts';
import {
  containerSchema,
  conveyanceSchema,
  dangerousGoodsSchema,
  packagesSchema,
  placeSchema,
  sealSchema,
} from './transport.ts';

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

/** A declaration may name the number alone. */
const declaredDangerousGoodsSchema = dangerousGoodsSchema.partial({ hazardClass: true });

/** Goods in bulk have no number of packages. */
const statedPackagesSchema = packagesSchema.partial({ count: true });

const packagesOfLine = {
  packages: statedPackagesSchema.optional(),
  /** Where the line has packages of several kinds: those besides the first. */
  otherPackages: z.array(statedPackagesSchema).max(99).optional(),
  marks: z.array(longText).max(100).optional(),
};

/**
 * One commodity. What a foreign declaration may leave out is optional here, and a finding where customs expects it
 * (rule `MISSING_FIELD`).
 */
const lineSchema = z.strictObject({
  lineNumber: count(1, 99_999),
  /** Six digits, the international part. */
  hsCode: hs6.optional(),
  /** National tariff code: 10 digits in China, AHTN in Malaysia. */
  nationalTariffCode: z
    .string()
    .regex(/^\d{8,12}$/, 'not 8 to 12 digits')
    .optional(),
  /** Further classifications of the goods, for example national additional codes. */
  classifications: z
    .array(z.strictObject({ scheme: shortText.optional(), code: shortText }))
    .max(100)
    .optional(),
  description: longText.optional(),
  countryOfOrigin: countryCode.optional(),
  quantity: quantitySchema.optional(),
  /** In the unit that the tariff asks for besides the mass. */
  supplementaryQuantity: statedQuantitySchema.optional(),
  netMassKg: decimal.optional(),
  grossMassKg: decimal.optional(),
  ...packagesOfLine,
  /** In the invoice currency, per unit of `quantity`. */
  unitPrice: decimal.optional(),
  /** In `currency`, or else the invoice currency. */
  lineValue: decimal.optional(),
  /** Where the line states the currency of its value. */
  currency: currencyCode.optional(),
  statisticalValue: statedMoneySchema.optional(),
  customsValue: statedMoneySchema.optional(),
  preference: z
    .strictObject({
      /** Scheme under which preference is claimed, for example `RCEP` or `FORM_E`. */
      scheme: shortText,
      /** Number of the certificate of origin. */
      certificateNumber: shortText,
    })
    .optional(),
  /** Procedure codes of the country: requested and previous procedure, then additional ones. */
  procedures: z
    .array(z.strictObject({ requested: shortText.optional(), previous: shortText.optional() }))
    .max(100)
    .optional(),
  valuation: valuationSchema.optional(),
  duties: z.array(dutyTaxSchema).max(100).optional(),
  producedDocuments: z.array(producedDocumentSchema).max(200).optional(),
  previousDocuments: z.array(previousDocumentSchema).max(200).optional(),
  statements: z.array(statementSchema).max(200).optional(),
  ucr: ucr.optional(),
  transactionNature: shortText.optional(),
  countryOfDispatch: countryCode.optional(),
  countryOfDestination: countryCode.optional(),
  otherParties: z.array(partyInRoleSchema).max(20).optional(),
  dangerousGoods: z.array(declaredDangerousGoodsSchema).max(20).optional(),
  containerNumbers: z.array(shortText).max(200).optional(),
});

const invoiceSchema = z.strictObject({
  number: shortText.optional(),
  issuedOn: date.optional(),
  currency: currencyCode.optional(),
  /** In `currency`. */
  total: decimal.optional(),
  deliveryTerms: deliveryTermsSchema.partial().extend({ placeCode: shortText.optional() }).optional(),
});

/** What a declaration says, without what makes it a document of its own. */
export const goodsDeclarationFields = {
  /** Procedure code of the country, for example `0110` (China, general trade). */
  nationalProcedureCode: shortText.optional(),
  /** Kind of declaration as the country codes it, for example `IMA` or `EXD`. */
  nationalTypeCode: shortText.optional(),
  /** UNTDID 1225: what the sender wants done, for example `9` original. */
  messageFunction: shortText.optional(),
  /** Competent customs office as the ledger knows it. */
  officeId: opaqueId.optional(),
  /** Code of the office in its own country. */
  officeCode: shortText.optional(),
  officeName: shortText.optional(),
  /** Other offices that have a part in it. */
  otherOffices: z
    .array(
      z.strictObject({
        function: z.enum(['EXIT', 'ENTRY', 'PRESENTATION', 'SUPERVISION', 'GUARANTEE', 'DESTINATION']),
        code: shortText,
      }),
    )
    .max(20)
    .optional(),
  /** The declarant's own reference. */
  lrn: z.string().min(1).max(35).optional(),
  /** The reference that customs gave. */
  mrn: shortText.optional(),
  /** Numbers under which customs registered it, where they are made of several parts. */
  registrations: z
    .array(
      z.strictObject({
        function: z.enum(['REGISTRATION', 'ASSESSMENT', 'RECEIPT']),
        serial: shortText.optional(),
        number: shortText,
      }),
    )
    .max(10)
    .optional(),
  ucr: ucr.optional(),
  declaredAt: timestamp.optional(),
  declaredOn: date.optional(),
  acceptedAt: timestamp.optional(),
  declarant: tradePartySchema.optional(),
  broker: tradePartySchema.optional(),
  /** How the broker stands for the declarant, as the country codes it: `2` direct, `3` indirect. */
  representation: shortText.optional(),
  exporter: tradePartySchema.optional(),
  importer: tradePartySchema.optional(),
  /** Parties in other roles (UNTDID 3035), for example buyer `BY`, seller `SE`, carrier `CA`. */
  otherParties: z.array(partyInRoleSchema).max(50).optional(),
  /** Authorized economic operator id of the party that claims the status. */
  aeoId: shortText.optional(),
  authorizations: z.array(authorizationSchema).max(200).optional(),
  invoice: invoiceSchema.optional(),
  freight: money.optional(),
  insurance: money.optional(),
  freightPaymentMethod: shortText.optional(),
  exchangeRates: z
    .array(z.strictObject({ currency: currencyCode.optional(), rate: decimal.optional() }))
    .max(20)
    .optional(),
  valuation: valuationSchema.optional(),
  duties: z.array(dutyTaxSchema).max(100).optional(),
  guarantees: z.array(guaranteeSchema).max(100).optional(),
  transactionNature: shortText.optional(),
  /** Active means of transport at the border. */
  conveyance: conveyanceSchema,
  conveyanceAtDeparture: conveyanceSchema.optional(),
  conveyanceAtArrival: conveyanceSchema.optional(),
  transportDocuments: z.array(supportingDocumentSchema).max(100),
  placeOfLoading: placeSchema.optional(),
  placeOfDischarge: placeSchema.optional(),
  placeOfDeclaration: placeSchema.optional(),
  goodsLocation: goodsLocationSchema.optional(),
  warehouse: z.strictObject({ id: shortText.optional(), typeCode: shortText.optional() }).optional(),
  containerized: z.boolean().optional(),
  containers: z.array(containerSchema).max(1_000),
  /** Seals of no container in particular. */
  seals: z.array(sealSchema).max(1_000).optional(),
  countryOfDispatch: countryCode.optional(),
  countryOfDestination: countryCode.optional(),
  countriesOfRouting: z.array(countryCode).max(99).optional(),
  dutyPaymentMethod: z.enum(['ELECTRONIC', 'DEFERRED', 'GUARANTEE', 'CASH', 'NONE']).optional(),
  totalGrossMassKg: decimal.optional(),
  totalPackages: count().optional(),
  totalLines: count().optional(),
  lines: z.array(lineSchema).max(9_999),
  supportingDocuments: z.array(supportingDocumentSchema).max(1_000),
  producedDocuments: z.array(producedDocumentSchema).max(1_000).optional(),
  previousDocuments: z.array(previousDocumentSchema).max(1_000).optional(),
  statements: z.array(statementSchema).max(1_000).optional(),
};

export const goodsDeclarationSchema = z.strictObject({
  schema: z.literal(GOODS_DECLARATION_SCHEMA_NAME),
  /** 830 export, 929 import, 950 transit. */
  documentType: documentTypeOf(830, 929, 950),
  ...documentHead,
  procedure: z.enum(['EXPORT', 'IMPORT', 'TRANSIT']),
  ...goodsDeclarationFields,
});

export type GoodsDeclaration = z.infer<typeof goodsDeclarationSchema>;
export type DeclarationLine = z.infer<typeof lineSchema>;
