/** What customs answered about declarations: decisions and notices, in the order in which they came. */
import { z } from 'zod';
import { changeSchema, dutyTaxSchema, pointerStepSchema, statementSchema } from './customs-data.ts';
import { changedPartSchema } from './declaration-request.ts';
import { documentHead } from './document-head.ts';
import { count, date, longText, shortText, timestamp } from './primitives.ts';

export const CUSTOMS_RESPONSE_SCHEMA_NAME = 'corridor/customs-response/1';

const errorSchema = z.strictObject({
  code: shortText.optional(),
  description: longText.optional(),
  /** Kind of error in the words of the sender. */
  category: shortText.optional(),
  raisedBy: shortText.optional(),
  /** Of the WCO Data Model, into the declaration. */
  pointer: z.array(pointerStepSchema).max(20).optional(),
  /** Path into the message that was answered, as the sender writes it. */
  location: longText.optional(),
});

const responseEventSchema = z.strictObject({
  /** WCO response function, for example `01` accepted, `13` duties. */
  functionCode: shortText.optional(),
  /** State, outcome or shown control of `protocol/transitions.json` that the function stands for; absent if none. */
  state: shortText.optional(),
  /** Reference that customs gave the answer; the same answer may come more than once. */
  reference: shortText.optional(),
  issuedAt: timestamp.optional(),
  issuedOn: date.optional(),
  /** The declaration, by the reference that customs gave. */
  mrn: shortText.optional(),
  /** Declarant's own reference of the message that is answered. */
  lrn: shortText.optional(),
  /** Version of the declaration that the answer is about. */
  version: count(0).optional(),
  acceptedAt: timestamp.optional(),
  rejectedAt: timestamp.optional(),
  cancelledAt: timestamp.optional(),
  statuses: z
    .array(z.strictObject({ code: shortText.optional(), effectiveAt: timestamp.optional() }))
    .max(100)
    .optional(),
  statements: z.array(statementSchema).max(1_000).optional(),
  errors: z.array(errorSchema).max(1_000).optional(),
  /** What customs changed, and why. */
  changes: z.array(changeSchema).max(1_000).optional(),
  /** What the declaration says since. */
  changed: changedPartSchema.optional(),
  duties: z.array(dutyTaxSchema).max(10_000).optional(),
  /** Where a payment goes. */
  bank: z.strictObject({ id: shortText.optional(), reference: shortText.optional() }).optional(),
});

export const customsResponseSchema = z.strictObject({
  schema: z.literal(CUSTOMS_RESPONSE_SCHEMA_NAME),
  ...documentHead,
  events: z.array(responseEventSchema).min(1).max(10_000),
});

export type CustomsResponse = z.infer<typeof customsResponseSchema>;
export type ResponseEvent = z.infer<typeof responseEventSchema>;
