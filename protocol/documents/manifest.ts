/** Cargo particulars on a means of transport. @see Revised Kyoto Convention, "cargo declaration"; domain section 5 */
import { z } from 'zod';
import { documentHead, documentTypeOf } from './document-head.ts';
import { count, date, decimal, hs6, localTime, longText, shortText, timestamp, ucr } from './primitives.ts';
import { partyInRoleSchema, tradePartySchema } from './trade-party.ts';
import {
  containerSchema,
  conveyanceSchema,
  dangerousGoodsSchema,
  packagesSchema,
  placeSchema,
  statedMeasureSchema,
} from './transport.ts';

export const MANIFEST_SCHEMA_NAME = 'corridor/manifest/1';

const referenceSchema = z.strictObject({
  /** UNTDID 1153 as it came. */
  qualifier: shortText,
  number: shortText,
});

const goodsItemSchema = z.strictObject({
  itemNumber: count(1).optional(),
  packages: z.array(packagesSchema).max(20).optional(),
  marks: z.array(longText).max(100).optional(),
  description: longText.optional(),
  hsCode: hs6.optional(),
  grossMassKg: decimal.optional(),
  /** In place of `grossMassKg` where the unit has no fixed relation to the kilogram. */
  statedGrossMass: statedMeasureSchema.optional(),
  netMassKg: decimal.optional(),
  volumeM3: decimal.optional(),
  dangerousGoods: z.array(dangerousGoodsSchema).max(20).optional(),
  /** Numbers of the containers that hold the item. */
  containerNumbers: z.array(shortText).max(200).optional(),
});

const consignmentSchema = z.strictObject({
  /** Sequence number that the sender gave. */
  sequence: shortText.optional(),
  transportDocument: z.strictObject({
    number: shortText,
    /** UNTDID 1001: 704, 705, 710, 714, 720, 722; absent where the file does not say. */
    documentType: count(1, 999).optional(),
    /** UNTDID 1153 under which the number came. */
    qualifier: shortText.optional(),
  }),
  /** Document under which several consignments were consolidated. */
  consolidationNumber: shortText.optional(),
  ucr: ucr.optional(),
  references: z.array(referenceSchema).max(100).optional(),
  /** Customs status of the goods as it came, for example a code of UNTDID 7365 or 9353. */
  customsStatus: shortText.optional(),
  transhipment: z.boolean().optional(),
  placeOfReceipt: placeSchema.optional(),
  placeOfLoading: placeSchema.optional(),
  placeOfDischarge: placeSchema.optional(),
  placeOfDelivery: placeSchema.optional(),
  /** Places with another UNTDID 3227 function. */
  otherPlaces: z
    .array(z.strictObject({ function: shortText, place: placeSchema }))
    .max(50)
    .optional(),
  consignor: tradePartySchema.optional(),
  consignee: tradePartySchema.optional(),
  notifyParties: z.array(tradePartySchema).max(10).optional(),
  otherParties: z.array(partyInRoleSchema).max(20).optional(),
  containers: z.array(containerSchema).max(1_000),
  items: z.array(goodsItemSchema).max(10_000),
  remarks: z.array(longText).max(100).optional(),
});

/** One root is anchored for all consignments; each is a section of its own and can be proven by itself. */
export const manifestSchema = z.strictObject({
  schema: z.literal(MANIFEST_SCHEMA_NAME),
  documentType: documentTypeOf(85, 785, 788, 833, 933),
  ...documentHead,
  /** Number that the lodger gave. */
  number: shortText,
  /** UNTDID 1225: what the sender wants done, `9` original, `5` replace, `1` cancel. */
  messageFunction: shortText.optional(),
  issuedOn: date.optional(),
  issuedAt: timestamp.optional(),
  lodger: tradePartySchema.optional(),
  otherParties: z.array(partyInRoleSchema).max(20).optional(),
  conveyance: conveyanceSchema,
  /** First port or office of entry. */
  placeOfEntry: placeSchema.optional(),
  otherPlaces: z
    .array(z.strictObject({ function: shortText, place: placeSchema }))
    .max(50)
    .optional(),
  estimatedArrivalAt: timestamp.optional(),
  /** In place of `estimatedArrivalAt` where the file names no time zone. */
  estimatedArrivalLocal: localTime.optional(),
  estimatedDepartureAt: timestamp.optional(),
  estimatedDepartureLocal: localTime.optional(),
  references: z.array(referenceSchema).max(100).optional(),
  consignments: z.array(consignmentSchema).max(10_000),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type Consignment = z.infer<typeof consignmentSchema>;
export type ManifestItem = z.infer<typeof goodsItemSchema>;
