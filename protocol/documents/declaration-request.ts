/**
 * What a declarant asks of customs about a declaration lodged before: to amend it, to cancel it, to note that the goods
 * are there. @see WCO Data Model, function 13; Revised Kyoto Convention standards 3.27 to 3.29
 */
import { z } from 'zod';
import { changeSchema, statementSchema } from './customs-data.ts';
import { documentHead } from './document-head.ts';
import { goodsDeclarationFields } from './goods-declaration.ts';
import { shortText, timestamp } from './primitives.ts';
import { tradePartySchema } from './trade-party.ts';

export const DECLARATION_REQUEST_SCHEMA_NAME = 'corridor/declaration-request/1';

/** The part of a declaration that changes: whatever it states, with places counted as in the declaration. */
export const changedPartSchema = z.strictObject(goodsDeclarationFields).partial();

export const declarationRequestSchema = z.strictObject({
  schema: z.literal(DECLARATION_REQUEST_SCHEMA_NAME),
  ...documentHead,
  request: z.enum(['AMENDMENT', 'CANCELLATION', 'PRESENTATION', 'OTHER']),
  /** UNTDID 1225, for example `13` request, `1` cancellation, `4` change. */
  messageFunction: shortText.optional(),
  /** Kind of request as the country codes it: `COR` amendment, `INV` cancellation, `GPR` presentation of the goods. */
  nationalTypeCode: shortText.optional(),
  /** The declaration that it is about, by the reference that customs gave. */
  mrn: shortText.optional(),
  /** The declarant's own reference of the request; some repeat that of the declaration. */
  lrn: shortText.optional(),
  requestedAt: timestamp.optional(),
  submitter: tradePartySchema.optional(),
  /** Why, in words; each statement points at the change that it explains. */
  statements: z.array(statementSchema).max(1_000).optional(),
  /** Why, in codes, and of what. */
  changes: z.array(changeSchema).max(1_000).optional(),
  /** What it shall say from now on. */
  changed: changedPartSchema.optional(),
});

export type DeclarationRequest = z.infer<typeof declarationRequestSchema>;
