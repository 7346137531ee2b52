/** Wire format of verification. @see protocol/verification.ts */
import { z } from 'zod';
import { DOSSIER_CHECKS, type DossierCheck } from '../../../protocol/dossier/faults.ts';
import { hexSchema } from '../../http/wire-schemas.ts';
import { dossierFaultSchema, dossierReportSchema } from './dossier-report.schemas.ts';

export const verifyQuery = z.strictObject({
  caseId: hexSchema(32, 'Case in which the document is said to stand').optional(),
  documentId: hexSchema(32, 'Document that it is said to be').optional(),
});

/** Checks of a document; `FORM` is one of a dossier as well. */
const DOCUMENT_CHECKS = ['ROOT', 'ANCHORED', 'CURRENT', 'CONTENT', 'CHAIN'] as const;

export const verificationSchema = z
  .object({
    outcome: z.enum(['VALID', 'SUPERSEDED', 'WITHDRAWN', 'DIGEST_MISMATCH', 'NOT_ANCHORED', 'CANNOT_CHECK']),
    reason: z.string().meta({ description: 'One sentence for people' }),
    checks: z.array(
      z.object({
        name: z.enum([...DOCUMENT_CHECKS, ...(Object.keys(DOSSIER_CHECKS) as DossierCheck[])]),
        ok: z.boolean().nullable().meta({ description: 'Null if the check could not be made' }),
        detail: z.string(),
        code: z.string().optional().meta({ description: 'What was found, where a code says more than the name' }),
        where: z.string().optional().meta({ description: 'RFC 6901 pointer into what was presented' }),
      }),
    ),
    root: z.string().optional().meta({ description: 'Root that the presented content leads to' }),
    anchored: z
      .object({
        caseId: hexSchema(32, 'Case'),
        documentId: hexSchema(32, 'Document'),
        root: hexSchema(32, 'Root'),
        version: z.int().min(1),
        supersededBy: z.string().optional(),
        withdrawnBecause: z.string().optional(),
      })
      .optional(),
    differs: z
      .array(z.object({ pointer: z.string(), change: z.enum(['CHANGED', 'ADDED', 'REMOVED']) }))
      .optional()
      .meta({ description: 'Where the presented content differs from what was anchored' }),
    dossier: dossierReportSchema.optional(),
    faults: z
      .array(dossierFaultSchema)
      .readonly()
      .optional()
      .meta({ description: 'Every defect of a dossier, in the order of the checks' }),
  })
  .meta({ id: 'Verification' });
