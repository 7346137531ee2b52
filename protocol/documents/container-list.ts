/** What stands or is to stand on a means of transport, place by place: stowage plans, loading and discharge lists. */
import { z } from 'zod';
import { documentHead } from './document-head.ts';
import { count, date, decimal, localTime, longText, shortText, signedDecimal, timestamp } from './primitives.ts';
import { partyInRoleSchema } from './trade-party.ts';
import { conveyanceSchema, placeSchema, sealSchema } from './transport.ts';

export const CONTAINER_LIST_SCHEMA_NAME = 'corridor/container-list/1';

/** UNTDID 1153 as type, as it came. */
const referenceSchema = z.strictObject({ type: shortText.optional(), number: longText });

/** UNTDID 2005 as function. */
const timeSchema = z.strictObject({
  function: shortText,
  on: date.optional(),
  at: timestamp.optional(),
  /** Where no time zone is stated. */
  local: localTime.optional(),
});

/** UNTDID 3227 as function. */
const placeInRoleSchema = z.strictObject({ function: shortText, place: placeSchema });

/** UNTDID 4451 as subject, 4441 as code. */
const remarkSchema = z.strictObject({ subject: shortText.optional(), code: shortText.optional(), text: longText });

const measurementSchema = z.strictObject({
  /** UNTDID 6313, or 6311 where only the purpose is stated. */
  quantity: shortText,
  value: signedDecimal,
  /** UN/ECE Recommendation 20, as it came. */
  unitCode: shortText.optional(),
});

/** What is over or under the size of the container, or of goods without one. */
const dimensionsSchema = z.strictObject({
  /** UNTDID 6145: `5` front, `6` back, `7` right, `8` left, `9` height. */
  function: shortText.optional(),
  unitCode: shortText.optional(),
  length: decimal.optional(),
  width: decimal.optional(),
  height: decimal.optional(),
});

const temperatureSchema = z.strictObject({
  /** UNTDID 6245 or 6167. */
  function: shortText.optional(),
  unitCode: shortText.optional(),
  value: signedDecimal.optional(),
  minimum: signedDecimal.optional(),
  maximum: signedDecimal.optional(),
});

const hazardSchema = z.strictObject({
  unNumber: z
    .string()
    .regex(/^\d{4}$/, 'not four digits')
    .optional(),
  /** Class or division, for example `3` or `2.1`. */
  hazardClass: shortText.optional(),
  /** Page and version of the regulations, as they came. */
  page: shortText.optional(),
  regulationsVersion: shortText.optional(),
  flashpoint: z.strictObject({ value: signedDecimal, unitCode: shortText.optional() }).optional(),
  packingGroup: shortText.optional(),
  /** EmS and MFAG of the IMDG Code. */
  emergencySchedule: shortText.optional(),
  medicalGuide: shortText.optional(),
  /** Labels, as they came. */
  labels: z.array(shortText).max(10).optional(),
  technicalName: longText.optional(),
});

/** A container, other equipment or goods without one; a place may also stand empty. */
const unitSchema = z.strictObject({
  /** Bay, row and tier or whatever the code list says; absent from lists without places. */
  position: z.strictObject({ code: shortText, codeList: shortText.optional() }).optional(),
  /** UNTDID 8053 where it is no container. */
  equipmentKind: shortText.optional(),
  /** ISO 6346 as it came; a wrong check digit is a finding. */
  containerNumber: shortText.optional(),
  /** ISO 6346 size and type. */
  containerTypeCode: shortText.optional(),
  fullness: z.enum(['FULL', 'EMPTY']).optional(),
  movement: z.enum(['IMPORT', 'EXPORT', 'TRANSHIPMENT']).optional(),
  shipperOwned: z.boolean().optional(),
  grossMassKg: decimal.optional(),
  verifiedGrossMassKg: decimal.optional(),
  tareMassKg: decimal.optional(),
  measurements: z.array(measurementSchema).max(100).optional(),
  dimensions: z.array(dimensionsSchema).max(50).optional(),
  temperatures: z.array(temperatureSchema).max(20).optional(),
  placeOfLoading: placeSchema.optional(),
  placeOfDischarge: placeSchema.optional(),
  placeOfDelivery: placeSchema.optional(),
  otherPlaces: z.array(placeInRoleSchema).max(100).optional(),
  times: z.array(timeSchema).max(50).optional(),
  transportDocumentNumber: shortText.optional(),
  bookingNumber: shortText.optional(),
  references: z.array(referenceSchema).max(200).optional(),
  seals: z.array(sealSchema).max(50).optional(),
  /** Chassis, generator sets and the like. */
  attachedEquipment: z
    .array(z.strictObject({ kind: shortText.optional(), number: shortText }))
    .max(50)
    .optional(),
  dangerousGoods: z.array(hazardSchema).max(200).optional(),
  /** UNTDID 7085. */
  cargoNature: shortText.optional(),
  /** UNTDID 4079, or a list of the sender's. */
  handling: z
    .array(z.strictObject({ code: shortText.optional(), codeList: shortText.optional(), text: shortText.optional() }))
    .max(50)
    .optional(),
  onCarriage: z.array(conveyanceSchema).max(20).optional(),
  parties: z.array(partyInRoleSchema).max(50).optional(),
  remarks: z.array(remarkSchema).max(200).optional(),
});

/** Everything is optional because files leave it out; what a list needs is a matter of the checks. */
export const containerListSchema = z.strictObject({
  schema: z.literal(CONTAINER_LIST_SCHEMA_NAME),
  ...documentHead,
  /** UNTDID 1001 or a code of the message's own, as it came: loading list, discharge list, bay plan. */
  listType: shortText.optional(),
  number: shortText.optional(),
  /** UNTDID 1225: `9` original, `5` replace, `1` cancel. */
  messageFunction: shortText.optional(),
  /** Long lists come as several documents with one head, counted from 1. */
  part: count(1).optional(),
  conveyance: conveyanceSchema.optional(),
  places: z.array(placeInRoleSchema).max(100).optional(),
  times: z.array(timeSchema).max(100).optional(),
  references: z.array(referenceSchema).max(200).optional(),
  parties: z.array(partyInRoleSchema).max(50).optional(),
  remarks: z.array(remarkSchema).max(200).optional(),
  /** UNTDID 6069 as function: what the sender counted. */
  totals: z
    .array(z.strictObject({ function: shortText, value: signedDecimal }))
    .max(50)
    .optional(),
  units: z.array(unitSchema).max(10_000),
});

export type ContainerList = z.infer<typeof containerListSchema>;
export type ListedUnit = z.infer<typeof unitSchema>;
