/** What a customs decision says beyond its codes: conditions, errors with pointers, duty. Its root is anchored with it. */
import { z } from 'zod';
import { documentHead, documentTypeOf } from './document-head.ts';
import { chainWord, longText, money, shortText, timestamp } from './primitives.ts';
import { sealSchema } from './transport.ts';

export const DECISION_SCHEMA_NAME = 'corridor/decision/1';

export const decisionSchema = z.strictObject({
  schema: z.literal(DECISION_SCHEMA_NAME),
  /** 961 general, 962 document, 963 error, 964 package, 965 tax response. */
  documentType: documentTypeOf(961, 962, 963, 964, 965),
  ...documentHead,
  caseId: chainWord,
  declarationId: chainWord,
  /** Code of `protocol/transitions.json`. */
  outcome: shortText,
  /** Code of `protocol/transitions.json`. */
  reason: shortText,
  /** For people; holds no more than the declarant may see. */
  remarks: longText.optional(),
  /** What must hold for a conditional release to stay valid. */
  conditions: z
    .array(
      z.strictObject({
        code: z.enum(['UNDERTAKING', 'GUARANTEE', 'DOCUMENT_TO_FOLLOW', 'SEAL_INTACT', 'ROUTE', 'RE_EXAMINATION']),
        description: longText,
        dueAt: timestamp.optional(),
      }),
    )
    .max(50)
    .optional(),
  /** Seals under which a conditional release is valid. */
  seals: z
    .array(z.strictObject({ containerNumber: shortText, seal: sealSchema }))
    .max(1_000)
    .optional(),
  validUntil: timestamp.optional(),
  /** What is wrong with the declaration, for a rejection or a request for amendment. */
  errors: z
    .array(z.strictObject({ pointer: z.string().max(1_000), code: shortText, description: longText }))
    .max(1_000)
    .optional(),
  duties: z
    .array(z.strictObject({ kind: z.enum(['DUTY', 'VAT', 'SALES_TAX', 'EXCISE', 'FEE']), amount: money }))
    .max(1_000)
    .optional(),
});

export type Decision = z.infer<typeof decisionSchema>;
