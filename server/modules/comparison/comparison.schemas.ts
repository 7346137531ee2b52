/** Wire format of the comparison of a case. */
import { z } from 'zod';
import { RULES, type RuleId } from '../../../protocol/checks/rules.ts';
import type { ComparedFact } from '../../../protocol/comparison/comparison-row.ts';
import { LEFT_OUT_REASONS } from '../../../protocol/comparison/comparison-table.ts';
import { FACTS, type FactName } from '../../../protocol/comparison/facts.ts';
import { hexSchema } from '../../http/wire-schemas.ts';

export const comparisonParams = z.object({ caseId: hexSchema(32, 'Case') });

export const compareFileQuery = z.strictObject({
  fileName: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Name of the file; its ending is a claim that is checked' }),
  replaces: hexSchema(32, 'Document of the case that the file is to take the place of').optional(),
});

const FACT_NAMES: [ComparedFact, ...ComparedFact[]] = [
  'PREFERENCE',
  'CONTAINER_MASS',
  ...(Object.keys(FACTS) as FactName[]),
];
const RULE_IDS = Object.keys(RULES) as [RuleId, ...RuleId[]];

const place = z.int().min(0).meta({ description: 'Place in `documents`, from 0' });

const rowSchema = z
  .object({
    fact: z.enum(FACT_NAMES),
    subject: z.string().nullable().meta({ description: 'Container or line that the row is about' }),
    verdict: z.enum(['AGREE', 'DIFFER', 'MISSING']).meta({
      description:
        '`AGREE`: all who state it say the same; `DIFFER`: somebody says otherwise; `MISSING`: they agree, and a ' +
        'document that is expected to state it does not',
    }),
    ruleId: z.enum(RULE_IDS),
    unit: z.string().nullable().meta({ description: '`kg` or a currency' }),
    tolerance: z.string().nullable().meta({ description: 'By how much amounts may differ, in `unit`' }),
    values: z
      .array(
        z.object({
          document: place,
          pointer: z.string().meta({ description: 'RFC 6901, into that document' }),
          value: z.string(),
          differs: z.boolean().meta({ description: 'From the first value, the most authoritative one' }),
        }),
      )
      .readonly(),
    missing: z.array(place).readonly().meta({ description: 'Documents that are expected to state it and do not' }),
    doNext: z.string().meta({ description: 'Empty where all agree' }),
  })
  .meta({ id: 'ComparisonRow' });

const documentSchema = z.object({
  documentId: hexSchema(32, 'Document; null for a file that is not lodged').nullable(),
  fileName: z.string().nullable(),
  schema: z.string(),
  documentType: z.int().nullable().meta({ description: 'UNTDID 1001' }),
  number: z.string().nullable(),
  partyId: hexSchema(8, 'Who lodged it').nullable(),
  version: z.int().nullable(),
});

const leftOutSchema = z.object({
  documentId: hexSchema(32, 'Document'),
  documentType: z.int(),
  partyId: hexSchema(8, 'Who lodged it'),
  why: z.enum(LEFT_OUT_REASONS),
});

const total = z.int().min(0);

export const comparisonSchema = z
  .object({
    caseId: hexSchema(32, 'Case'),
    documents: z.array(documentSchema).readonly().meta({ description: 'Documents that were compared' }),
    leftOut: z.array(leftOutSchema).readonly().meta({ description: 'Documents of the case that were not, and why' }),
    rows: z.array(rowSchema).readonly(),
    totals: z.object({ AGREE: total, DIFFER: total, MISSING: total }),
  })
  .meta({ id: 'Comparison' });

export type CompareFileQuery = z.output<typeof compareFileQuery>;
