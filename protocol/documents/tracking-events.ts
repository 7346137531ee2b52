/** Events of containers, consignments and means of transport, in a batch whose root one `RecordEvents` action anchors. */
import { z } from 'zod';
import { documentHead } from './document-head.ts';
import { chainWord, longText, shortText, timestamp } from './primitives.ts';
import { conveyanceSchema, placeSchema, sealSchema } from './transport.ts';

export const TRACKING_EVENTS_SCHEMA_NAME = 'corridor/tracking-events/1';

const eventSchema = z.strictObject({
  eventId: shortText,
  subject: z.enum(['EQUIPMENT', 'TRANSPORT', 'CONSIGNMENT']),
  /** DCSA Track & Trace 3.0, for example `GTIN`, `LOAD`, `ARRI`, `CUSS`. */
  code: z.string().regex(/^[A-Z]{4}$/, 'not a DCSA event code'),
  /** Only ACTUAL was observed. */
  classifier: z.enum(['PLANNED', 'ESTIMATED', 'ACTUAL']),
  occurredAt: timestamp,
  recordedAt: timestamp,
  place: placeSchema.optional(),
  containerNumber: shortText.optional(),
  fullness: z.enum(['FULL', 'EMPTY']).optional(),
  seals: z.array(sealSchema).max(20).optional(),
  transportDocumentNumber: shortText.optional(),
  conveyance: conveyanceSchema.optional(),
  remarks: longText.optional(),
});

export const trackingEventsSchema = z.strictObject({
  schema: z.literal(TRACKING_EVENTS_SCHEMA_NAME),
  ...documentHead,
  caseId: chainWord.optional(),
  events: z.array(eventSchema).min(1).max(10_000),
});

export type TrackingEvents = z.infer<typeof trackingEventsSchema>;
export type TrackingEvent = z.infer<typeof eventSchema>;
