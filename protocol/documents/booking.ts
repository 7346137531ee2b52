/** Booking: what a shipper asks a carrier to carry, or what the carrier confirmed. */
import { z } from 'zod';
import { documentHead, documentTypeOf } from './document-head.ts';
import { count, date, decimal, hs6, longText, shortText, ucr } from './primitives.ts';
import { partyInRoleSchema, tradePartySchema } from './trade-party.ts';
import { conveyanceSchema, placeSchema, statedMeasureSchema } from './transport.ts';
import { referenceSchema, serviceTermsSchema } from './transport-document.ts';

export const BOOKING_SCHEMA_NAME = 'corridor/booking/1';

const commoditySchema = z.strictObject({
  description: longText.optional(),
  hsCode: hs6.optional(),
  grossMassKg: decimal.optional(),
  statedGrossMass: statedMeasureSchema.optional(),
  volumeM3: decimal.optional(),
});

const equipmentRequestSchema = z.strictObject({
  /** ISO 6346 size and type. */
  typeCode: shortText.optional(),
  units: count(0, 100_000).optional(),
  shipperOwned: z.boolean().optional(),
  containerNumbers: z.array(shortText).max(1_000).optional(),
  commodities: z.array(commoditySchema).max(1_000).optional(),
});

export const bookingSchema = z.strictObject({
  schema: z.literal(BOOKING_SCHEMA_NAME),
  /** 335 booking request, 770 booking confirmation. */
  documentType: documentTypeOf(335, 770),
  ...documentHead,
  /** Number that the carrier gave; a request has none yet. */
  number: shortText.optional(),
  requestNumber: shortText.optional(),
  /** As the carrier names it, for example `CONFIRMED`. */
  status: shortText.optional(),
  ucr: ucr.optional(),
  references: z.array(referenceSchema).max(200).optional(),
  carrier: tradePartySchema.optional(),
  consignor: tradePartySchema.optional(),
  consignee: tradePartySchema.optional(),
  notifyParties: z.array(tradePartySchema).max(10).optional(),
  otherParties: z.array(partyInRoleSchema).max(50).optional(),
  conveyance: conveyanceSchema.optional(),
  serviceTerms: serviceTermsSchema.optional(),
  freightTerms: z.enum(['PREPAID', 'COLLECT']).optional(),
  placeOfReceipt: placeSchema.optional(),
  placeOfLoading: placeSchema.optional(),
  placeOfDischarge: placeSchema.optional(),
  placeOfDelivery: placeSchema.optional(),
  /** Places with another function, in DCSA location types, for example `PTP`. */
  otherPlaces: z
    .array(z.strictObject({ function: shortText, place: placeSchema }))
    .max(50)
    .optional(),
  expectedDepartureOn: date.optional(),
  expectedArrivalOn: date.optional(),
  equipmentSubstitutionAllowed: z.boolean().optional(),
  equipment: z.array(equipmentRequestSchema).max(1_000),
});

export type Booking = z.infer<typeof bookingSchema>;
