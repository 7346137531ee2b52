/** Wire format of dossiers and of what they are checked against. */
import { z } from 'zod';
import { TRUST_SCHEMA } from '../../../protocol/dossier/trust.ts';
import { hexSchema } from '../../http/wire-schemas.ts';

const documentId = /^0x[0-9a-f]{64}$/;
/** Documents that one request may name. */
const MAX_NAMED = 100;

export const dossierParams = z.object({ caseId: hexSchema(32, 'Case') });

export const dossierQuery = z.strictObject({
  documents: z
    .string()
    .max(70 * MAX_NAMED)
    .default('all')
    .refine((text) => ['all', 'none'].includes(text) || text.split(',').every((id) => documentId.test(id)), {
      error: 'all, none, or ids of documents with commas between',
    })
    .meta({ description: 'Documents to show with their content: `all`, `none`, or ids with commas between' }),
  attachments: z
    .enum(['all', 'none'])
    .default('none')
    .meta({ description: 'Whether the files of the documents that are shown come along' }),
  format: z
    .enum(['json', 'html'])
    .default('json')
    .meta({ description: '`html`: a page that verifies the dossier offline, with the dossier in it' }),
});

export const trustSchema = TRUST_SCHEMA.meta({
  id: 'Trust',
  description: 'What a verifier pins; compare it with the other side before you use it',
});
