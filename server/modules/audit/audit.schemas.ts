/** Wire format of the consistency audit. */
import { z } from 'zod';
import { hexSchema, instantSchema } from '../../http/wire-schemas.ts';

export const consistencySchema = z
  .object({
    consistent: z.boolean(),
    checkedAt: instantSchema('When'),
    upTo: z.object({
      blockNumber: z.int(),
      blockHash: hexSchema(32, 'Block up to which was compared'),
      sequence: z.int(),
    }),
    compared: z.object({
      events: z.int(),
      cases: z.int(),
      contents: z.int(),
      links: z.int(),
      actions: z.int(),
      tiles: z.int(),
      checkpoints: z.int(),
    }),
    differences: z
      .array(
        z.object({
          where: z.enum(['INDEX', 'CONTENT', 'OUTBOX', 'LOG', 'CHAIN']),
          table: z.string(),
          key: z.string(),
          column: z.string().nullable(),
          problem: z.enum([
            'VALUE_DIFFERS',
            'ROW_MISSING',
            'ROW_UNEXPECTED',
            'DIGEST_DIFFERS',
            'CONTENT_MISSING',
            'ROOT_DIFFERS',
            'SIGNATURE_INVALID',
            'CHAIN_DIFFERS',
          ]),
          detail: z.string(),
        }),
      )
      .meta({ description: 'At most a thousand' }),
  })
  .meta({ id: 'ConsistencyReport' });
