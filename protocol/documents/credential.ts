/** A credential whose content has no document schema of ours: its claims are kept one by one, with what its proof says. */
import { z } from 'zod';
import { documentHead } from './document-head.ts';
import { integritySchema } from './integrity.ts';
import { count, longText, shortText, timestamp } from './primitives.ts';

export const CREDENTIAL_SCHEMA_NAME = 'corridor/credential/1';

export const credentialSchema = z.strictObject({
  schema: z.literal(CREDENTIAL_SCHEMA_NAME),
  /** Any type of UNTDID 1001; absent where the credential does not say what it is. */
  documentType: count(1, 999).optional(),
  ...documentHead,
  id: longText.optional(),
  types: z.array(shortText).max(50).optional(),
  issuer: longText.optional(),
  issuedAt: timestamp.optional(),
  claims: z.array(z.strictObject({ path: z.string().max(1_000), value: longText })).max(5_000),
  integrity: integritySchema.optional(),
});

export type Credential = z.infer<typeof credentialSchema>;
