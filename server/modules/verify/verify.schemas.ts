/** Wire format of verification. @see protocol/verification.ts */
import { z } from 'zod';
import { hexSchema } from '../../http/wire-schemas.ts';

export const verifyQuery = z.strictObject({
  caseId: hexSchema(32, 'Case in which the document is said to stand').optional(),
  documentId: hexSchema(32, 'Document that it is said to be').optional(),
});

export const verificationSchema = z
  .object({
    outcome: z.enum(['VALID', 'SUPERSEDED', 'WITHDRAWN', 'DIGEST_MISMATCH', 'NOT_ANCHORED', 'CANNOT_CHECK']),
    reason: z.string().meta({ description: 'One sentence for people' }),
    checks: z.array(
      z.object({
        name: z.enum(['FORM', 'ROOT', 'ANCHORED', 'CURRENT', 'CONTENT']),
        ok: z.boolean().nullable().meta({ description: 'Null if the check could not be made' }),
        detail: z.string(),
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
  })
  .meta({ id: 'Verification' });
