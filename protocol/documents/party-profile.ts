/** Who an enrolled party is. Its root stands on chain beside the opaque id; the profile itself does not. */
import { z } from 'zod';
import { documentHead } from './document-head.ts';
import { jurisdictionCode, opaqueId, shortText } from './primitives.ts';
import { addressSchema, contactSchema, identifierSchema } from './trade-party.ts';
import { placeSchema } from './transport.ts';

export const PARTY_PROFILE_SCHEMA_NAME = 'corridor/party-profile/1';

export const partyProfileSchema = z.strictObject({
  schema: z.literal(PARTY_PROFILE_SCHEMA_NAME),
  ...documentHead,
  partyId: opaqueId,
  jurisdiction: jurisdictionCode,
  legalName: shortText,
  /** In the script of the country. */
  localName: shortText.optional(),
  identifiers: z.array(identifierSchema).max(20).optional(),
  address: addressSchema.optional(),
  contact: contactSchema.optional(),
  website: shortText.optional(),
  /** Where a terminal or office stands. */
  places: z.array(placeSchema).max(50).optional(),
});

export type PartyProfile = z.infer<typeof partyProfileSchema>;
