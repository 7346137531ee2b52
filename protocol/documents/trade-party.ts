/** Parties named in trade documents; enrolled parties of the ledger are named by their opaque id instead. */
import { z } from 'zod';
import { countryCode, longText, opaqueId, shortText } from './primitives.ts';

/** An identifier and who gives it out. */
export const identifierSchema = z.strictObject({
  /** Which register: `USCC` (China), `SSM` and `TIN` (Malaysia), `EORI`, `GLN`, `AEO`, or the sender's own code list. */
  scheme: shortText,
  value: shortText,
});

export const addressSchema = z.strictObject({
  lines: z.array(shortText).max(10),
  city: shortText.optional(),
  region: shortText.optional(),
  postcode: shortText.optional(),
  countryCode: countryCode.optional(),
});

export const contactSchema = z.strictObject({
  name: shortText.optional(),
  telephone: shortText.optional(),
  email: shortText.optional(),
});

/** Consignor, consignee, seller and so on. */
export const tradePartySchema = z.strictObject({
  name: longText.optional(),
  address: addressSchema.optional(),
  identifiers: z.array(identifierSchema).max(20).optional(),
  contact: contactSchema.optional(),
  /** Set if the party is enrolled in the ledger. */
  partyId: opaqueId.optional(),
});

/** A party in a role that has no field of its own. */
export const partyInRoleSchema = z.strictObject({
  /** UNTDID 3035 as it came. */
  role: shortText,
  party: tradePartySchema,
});

export type TradeParty = z.infer<typeof tradePartySchema>;
export type TradePartyIdentifier = z.infer<typeof identifierSchema>;
