/** Who is addressed on a case, and by which way the goods go. Signed by digest when the case is opened; stays off chain. */
import { z } from 'zod';
import { documentHead } from './document-head.ts';
import { chainWord, jurisdictionCode, opaqueId, shortText, timestamp, ucr } from './primitives.ts';
import { placeSchema, TRANSPORT_MODES } from './transport.ts';

export const CASE_ENVELOPE_SCHEMA_NAME = 'corridor/case-envelope/1';

/** What a party does on a case. */
export const CASE_ROLES = [
  'EXPORTER',
  'IMPORTER',
  'EXPORT_BROKER',
  'IMPORT_BROKER',
  'CARRIER',
  'RAIL_OPERATOR',
  'TERMINAL',
  'AGENCY',
  'CERTIFICATE_ISSUER',
  'AUDITOR',
] as const;

export const caseEnvelopeSchema = z.strictObject({
  schema: z.literal(CASE_ENVELOPE_SCHEMA_NAME),
  ...documentHead,
  /** Random, so that nobody can look a case up by guessing its content. */
  caseId: chainWord,
  ucr,
  openedAt: timestamp,
  title: shortText.optional(),
  /** Parties that may see the case and act on it; each is enrolled in the ledger. */
  parties: z.array(z.strictObject({ partyId: opaqueId, role: z.enum(CASE_ROLES) })).max(100),
  /** Competent customs offices. */
  offices: z
    .array(
      z.strictObject({
        partyId: opaqueId,
        jurisdiction: jurisdictionCode,
        procedure: z.enum(['EXPORT', 'IMPORT', 'TRANSIT']),
      }),
    )
    .max(20),
  /** Legs in order of travel. */
  route: z.array(z.strictObject({ mode: z.enum(TRANSPORT_MODES), from: placeSchema, to: placeSchema })).max(50),
});

export type CaseEnvelope = z.infer<typeof caseEnvelopeSchema>;
