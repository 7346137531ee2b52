/** Wire format of documents as files: the formats themselves are published standards. */
import { z } from 'zod';
import { DOCUMENT_FORMAT_NAMES } from '../../formats/document-formats.ts';
import { documentQuery } from '../cases/cases.schemas.ts';

export const documentFileQuery = documentQuery.extend({
  format: z.enum(DOCUMENT_FORMAT_NAMES).meta({
    description:
      '`cuscar` UN/EDIFACT D.01B CUSCAR, of manifests; `csv` and `xlsx` our table templates, of manifests and goods declarations',
  }),
  partial: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: '`true` leaves out what the format cannot carry, instead of refusing' }),
});

export type DocumentFileQuery = z.output<typeof documentFileQuery>;
