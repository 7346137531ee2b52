/** Arrival notice: the carrier tells the consignee when the goods come, and what has to be paid and returned. */
import { z } from 'zod';
import { documentHead, documentTypeOf } from './document-head.ts';
import { count, date, longText, shortText, timestamp, ucr } from './primitives.ts';
import { partyInRoleSchema, tradePartySchema } from './trade-party.ts';
import { containerSchema, conveyanceSchema, placeSchema } from './transport.ts';
import { chargeSchema, referenceSchema, serviceTermsSchema, transportItemSchema } from './transport-document.ts';

export const ARRIVAL_NOTICE_SCHEMA_NAME = 'corridor/arrival-notice/1';

/** Days that cost nothing. */
const freeTimeSchema = z.strictObject({
  /** DCSA, for example `DET` detention, `DEM` demurrage. */
  kinds: z.array(shortText).max(20),
  containerTypeCodes: z.array(shortText).max(100).optional(),
  containerNumbers: z.array(shortText).max(1_000).optional(),
  duration: count(0, 10_000).optional(),
  /** DCSA: `CD` calendar days, `WD` working days, `HR` hours, `DOD` day of discharge. */
  unit: shortText.optional(),
  basis: longText.optional(),
});

export const arrivalNoticeSchema = z.strictObject({
  schema: z.literal(ARRIVAL_NOTICE_SCHEMA_NAME),
  documentType: documentTypeOf(781),
  ...documentHead,
  transportDocumentNumber: shortText.optional(),
  bookingNumber: shortText.optional(),
  issuedAt: timestamp.optional(),
  ucr: ucr.optional(),
  references: z.array(referenceSchema).max(200).optional(),
  carrier: tradePartySchema.optional(),
  consignor: tradePartySchema.optional(),
  consignee: tradePartySchema.optional(),
  notifyParties: z.array(tradePartySchema).max(10).optional(),
  otherParties: z.array(partyInRoleSchema).max(50).optional(),
  conveyance: conveyanceSchema.optional(),
  serviceTerms: serviceTermsSchema.optional(),
  placeOfReceipt: placeSchema.optional(),
  placeOfLoading: placeSchema.optional(),
  placeOfDischarge: placeSchema.optional(),
  placeOfDelivery: placeSchema.optional(),
  arrival: z.strictObject({ on: date, classifier: z.enum(['PLANNED', 'ESTIMATED', 'ACTUAL']).optional() }).optional(),
  containers: z.array(containerSchema).max(1_000),
  items: z.array(transportItemSchema).max(9_999),
  freeTimes: z.array(freeTimeSchema).max(200).optional(),
  charges: z.array(chargeSchema).max(200).optional(),
});

export type ArrivalNotice = z.infer<typeof arrivalNoticeSchema>;
