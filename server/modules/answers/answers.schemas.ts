/** Wire format of answers: the formats themselves are published standards. */
import { z } from 'zod';
import { hexSchema } from '../../http/wire-schemas.ts';
import { ANSWER_FORMAT_NAMES } from './answer-formats.ts';

export const answersParams = z.object({ caseId: hexSchema(32, 'Case') });

export const answersQuery = z.strictObject({
  format: z.enum(ANSWER_FORMAT_NAMES).meta({
    description:
      '`cusres` UN/EDIFACT D.96B CUSRES, `dcsa-tnt-3` DCSA Track & Trace 3.0 events, ' +
      '`wco-response` WCO Data Model 3.6 Response',
  }),
  declarationId: hexSchema(32, 'Declaration; all of the case if absent').optional(),
});

export type AnswersQuery = z.output<typeof answersQuery>;
