/**
 * What a bill of lading, a sea waybill, a rail consignment note and the shipping instructions for them have in common.
 * Files leave much of it out, so nearly everything is optional here; what is missing is a matter of the checks.
 */
import { z } from 'zod';
import { documentHead } from './document-head.ts';
import { count, date, decimal, hs6, longText, money, shortText, timestamp, ucr } from './primitives.ts';
import { identifierSchema, partyInRoleSchema, tradePartySchema } from './trade-party.ts';
import {
  containerSchema,
  conveyanceSchema,
  dangerousGoodsSchema,
  packagesSchema,
  placeSchema,
  statedMeasureSchema,
  TRANSPORT_MODES,
} from './transport.ts';

/** A number under which somebody knows the consignment. */
export const referenceSchema = z.strictObject({
  /** UNTDID 1153 or the code of the sender's standard, as it came. */
  qualifier: shortText,
  number: shortText,
});

export const transportItemSchema = z.strictObject({
  itemNumber: count(1, 99_999).optional(),
  packages: packagesSchema.optional(),
  marks: z.array(longText).max(100).optional(),
  description: longText.optional(),
  hsCode: hs6.optional(),
  /** Longer or national codes as they came; `HS` for the Harmonized System with more than six digits. */
  commodityCodes: z.array(identifierSchema).max(50).optional(),
  grossMassKg: decimal.optional(),
  /** In place of `grossMassKg` where the unit has no fixed relation to the kilogram. */
  statedGrossMass: statedMeasureSchema.optional(),
  netMassKg: decimal.optional(),
  volumeM3: decimal.optional(),
  dangerousGoods: z.array(dangerousGoodsSchema).max(20).optional(),
  containerNumbers: z.array(shortText).max(200).optional(),
});

/** From where to where the carrier is responsible, in DCSA codes: `CY`, `CFS`, `SD`; `FCL`, `LCL`, `BB`. */
export const serviceTermsSchema = z.strictObject({
  receiptAtOrigin: shortText.optional(),
  deliveryAtDestination: shortText.optional(),
  movementAtOrigin: shortText.optional(),
  movementAtDestination: shortText.optional(),
});

export const chargeSchema = z.strictObject({
  name: shortText,
  amount: money.optional(),
  paymentTerms: z.enum(['PREPAID', 'COLLECT']).optional(),
  basis: shortText.optional(),
  unitPrice: decimal.optional(),
  quantity: decimal.optional(),
});

/** An advance filing with customs that the document speaks of, for example `ENS` or `ACE`. */
const manifestFilingSchema = z.strictObject({
  manifestType: shortText.optional(),
  countryCode: shortText.optional(),
  /** Who files for the house bills: `CARRIER` or `SELF`. */
  filedBy: shortText.optional(),
  filerCode: shortText.optional(),
  identificationNumber: shortText.optional(),
});

export const transportDocumentFields = {
  ...documentHead,
  number: shortText.optional(),
  /** As the carrier names it, for example `ISSUED`. */
  status: shortText.optional(),
  issuedOn: date.optional(),
  placeOfIssue: placeSchema.optional(),
  ucr: ucr.optional(),
  bookingNumber: shortText.optional(),
  references: z.array(referenceSchema).max(200).optional(),
  carrier: tradePartySchema.optional(),
  consignor: tradePartySchema.optional(),
  consignee: tradePartySchema.optional(),
  notifyParties: z.array(tradePartySchema).max(10).optional(),
  otherParties: z.array(partyInRoleSchema).max(50).optional(),
  conveyance: conveyanceSchema.optional(),
  preCarriageMode: z.enum(TRANSPORT_MODES).optional(),
  onCarriageMode: z.enum(TRANSPORT_MODES).optional(),
  placeOfReceipt: placeSchema.optional(),
  placeOfLoading: placeSchema.optional(),
  placeOfDischarge: placeSchema.optional(),
  placeOfDelivery: placeSchema.optional(),
  onwardRouting: placeSchema.optional(),
  plannedDepartureOn: date.optional(),
  plannedArrivalOn: date.optional(),
  loadedAt: timestamp.optional(),
  /** In place of `loadedAt` where only the day is stated. */
  shippedOnBoardOn: date.optional(),
  receivedForShipmentOn: date.optional(),
  shippedOnBoard: z.boolean().optional(),
  electronic: z.boolean().optional(),
  serviceTerms: serviceTermsSchema.optional(),
  freightTerms: z.enum(['PREPAID', 'COLLECT']).optional(),
  freightPayableAt: placeSchema.optional(),
  charges: z.array(chargeSchema).max(200).optional(),
  declaredValue: money.optional(),
  manifestFilings: z.array(manifestFilingSchema).max(50).optional(),
  containers: z.array(containerSchema).max(1_000),
  items: z.array(transportItemSchema).max(9_999),
  totalPackages: count().optional(),
  totalGrossMassKg: decimal.optional(),
  clauses: z.array(longText).max(100).optional(),
  terms: longText.optional(),
  remarks: z.array(longText).max(100).optional(),
};

export type TransportItem = z.infer<typeof transportItemSchema>;
