/** How far a document that came with a cryptographic proof was checked, offline and from the file alone. */
import { z } from 'zod';
import { longText, shortText, timestamp } from './primitives.ts';

/** What one check of a proof says. */
const statementSchema = z.strictObject({
  /** `CONTENT` as issued; `SIGNATURE` by the key named; `ISSUER` is who it claims; `REVOCATION` not revoked since. */
  check: z.enum(['CONTENT', 'SIGNATURE', 'ISSUER', 'REVOCATION']),
  outcome: z.enum(['VALID', 'INVALID', 'CANNOT_CHECK']),
  /** Why, for people. */
  reason: longText,
});

export const integritySchema = z.strictObject({
  /** For example `OPEN_ATTESTATION_V2`, `W3C_VC`. */
  scheme: shortText,
  /** Root that the issuer anchored or signed, as the file states it. */
  anchoredRoot: shortText.optional(),
  issuer: longText.optional(),
  /** Key that the proof names. */
  verificationMethod: longText.optional(),
  signedAt: timestamp.optional(),
  /** Store or registry in which the issuer can revoke. */
  revocation: longText.optional(),
  /** How many values the holder left out; their hashes are still part of the root. */
  redactedValues: z.int().min(0).optional(),
  statements: z.array(statementSchema).min(1).max(10),
});

export type Integrity = z.infer<typeof integritySchema>;
export type IntegrityStatement = z.infer<typeof statementSchema>;
