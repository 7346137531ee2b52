/** Events of containers, consignments and means of transport, in a batch whose root one `RecordEvents` action anchors. */
import { z } from 'zod';
import { documentHead } from './document-head.ts';
import { chainWord, date, localTime, longText, shortText, signedDecimal, text, timestamp } from './primitives.ts';
import { partyInRoleSchema } from './trade-party.ts';
import { conveyanceSchema, placeSchema, sealSchema } from './transport.ts';

export const TRACKING_EVENTS_SCHEMA_NAME = 'corridor/tracking-events/1';

/** A document or number that an event refers to. */
const referenceSchema = z.strictObject({
  /** DCSA Track & Trace, for example `BKG`, `TRD`, `CUC` customs clearance, `CEO` certificate of origin; or CBV. */
  type: shortText.optional(),
  number: longText,
});

/** What a reefer or another sensor reports. */
const measurementSchema = z.strictObject({
  /** In the words of the standard, for example `ambientMeasuredTemperature` or a URI of CBV. */
  quantity: shortText,
  value: signedDecimal,
  /** UN/ECE Recommendation 20 or the unit of the standard. */
  unitCode: shortText.optional(),
  measuredAt: timestamp.optional(),
});

/** A logistic unit, trade item or asset that an event is about. */
const objectSchema = z.strictObject({
  /** EPC URI or GS1 Digital Link. */
  id: longText,
  role: z.enum(['OBJECT', 'PARENT', 'CHILD', 'INPUT', 'OUTPUT']),
  quantity: z.strictObject({ value: signedDecimal, unitCode: shortText.optional() }).optional(),
});

/** A time that an event states beside its own; UNTDID 2005 as function. */
const statedTimeSchema = z.strictObject({
  function: shortText,
  on: date.optional(),
  at: timestamp.optional(),
  /** Where no time zone is stated. */
  local: localTime.optional(),
});

/** What happened in the words of the sender. */
const statusSchema = z.strictObject({
  /** What the status is about: UNTDID 9015, `1` transport. */
  category: shortText.optional(),
  /** UN/ECE Recommendation 24 or a list of the sender's. */
  code: shortText.optional(),
  codeList: shortText.optional(),
  text: shortText.optional(),
  /** Why: UNTDID 9013. */
  reasons: z
    .array(z.strictObject({ code: shortText.optional(), codeList: shortText.optional(), text: shortText.optional() }))
    .max(20)
    .optional(),
});

/** Everything is optional because files leave it out; what an event needs is a matter of the checks. */
const eventSchema = z.strictObject({
  eventId: text(500).optional(),
  subject: z.enum(['EQUIPMENT', 'TRANSPORT', 'CONSIGNMENT', 'IOT', 'REEFER', 'GOODS']).optional(),
  /** DCSA Track & Trace 3.0, for example `GTIN`, `LOAD`, `ARRI`, `CUSS`. */
  code: z
    .string()
    .regex(/^[A-Z]{4}$/, 'not a DCSA event code')
    .optional(),
  /** What happened as the sender of an EDIFACT message codes it. */
  status: statusSchema.optional(),
  /** What happened in the words of GS1 CBV, as it came. */
  businessStep: shortText.optional(),
  disposition: shortText.optional(),
  /** EPCIS: whether the objects were seen, added or taken away. */
  action: z.enum(['OBSERVE', 'ADD', 'DELETE']).optional(),
  /** Only ACTUAL was observed. */
  classifier: z.enum(['PLANNED', 'ESTIMATED', 'ACTUAL']).optional(),
  occurredAt: timestamp.optional(),
  /** In place of `occurredAt` where the file names no time zone. */
  occurredLocal: localTime.optional(),
  /** Offset of the place where it happened, if `occurredAt` is written with another; for example `+08:00`. */
  localOffset: shortText.optional(),
  recordedAt: timestamp.optional(),
  otherTimes: z.array(statedTimeSchema).max(100).optional(),
  /** The sender takes the event and everything sent before under its id back. */
  retracted: z.boolean().optional(),
  /** The sender declares an event that it sent before to be wrong. */
  error: z
    .strictObject({
      declaredAt: timestamp.optional(),
      reason: shortText.optional(),
      correctedBy: z.array(longText).max(100).optional(),
    })
    .optional(),
  place: placeSchema.optional(),
  /** Where the objects are after the event, until another says otherwise. */
  destination: placeSchema.optional(),
  /** Places of the journey with what is known or expected of them; UNTDID 3227 as function. No events of their own. */
  route: z
    .array(
      z.strictObject({
        function: shortText,
        place: placeSchema,
        times: z.array(statedTimeSchema).max(50).optional(),
      }),
    )
    .max(100)
    .optional(),
  containerNumber: shortText.optional(),
  /** ISO 6346 size and type. */
  containerTypeCode: shortText.optional(),
  fullness: z.enum(['FULL', 'EMPTY']).optional(),
  movement: z.enum(['IMPORT', 'EXPORT', 'TRANSHIPMENT']).optional(),
  seals: z.array(sealSchema).max(20).optional(),
  /** Document that the event is about. */
  document: referenceSchema.optional(),
  transportDocumentNumber: shortText.optional(),
  bookingNumber: shortText.optional(),
  references: z.array(referenceSchema).max(200).optional(),
  conveyance: conveyanceSchema.optional(),
  /** Call of the means of transport at the place, as the carrier numbers it. */
  call: z.strictObject({ reference: shortText.optional(), sequence: shortText.optional() }).optional(),
  delayReasons: z.array(shortText).max(20).optional(),
  reason: longText.optional(),
  /** DCSA: `DRO` door opened, `DRC` door closed, `LOC` location update. */
  detection: shortText.optional(),
  measurements: z.array(measurementSchema).max(1_000).optional(),
  objects: z.array(objectSchema).max(10_000).optional(),
  parties: z.array(partyInRoleSchema).max(20).optional(),
  remarks: longText.optional(),
});

export const trackingEventsSchema = z.strictObject({
  schema: z.literal(TRACKING_EVENTS_SCHEMA_NAME),
  ...documentHead,
  caseId: chainWord.optional(),
  /** Of the message that reports the events. */
  number: shortText.optional(),
  /** UNTDID 1225: `9` original, `1` cancellation. */
  messageFunction: shortText.optional(),
  events: z.array(eventSchema).min(1).max(10_000),
});

export type TrackingEvents = z.infer<typeof trackingEventsSchema>;
export type TrackingEvent = z.infer<typeof eventSchema>;
export type EventStatus = z.infer<typeof statusSchema>;
export type StatedEventTime = z.infer<typeof statedTimeSchema>;

/** Whether an event happened and was seen; what is planned, estimated, taken back or declared wrong never counts. */
export function isObserved({ classifier, retracted, error }: TrackingEvent): boolean {
  return classifier === 'ACTUAL' && retracted !== true && error === undefined;
}
