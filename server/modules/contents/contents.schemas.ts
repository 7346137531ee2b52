/** Wire format of the content store. */
import { z } from 'zod';
import { sha256Schema } from '../../http/wire-schemas.ts';

export const sha256Params = z.object({ sha256: sha256Schema('Of the bytes') });

export const storedContentSchema = z
  .object({
    sha256: sha256Schema('Of the bytes'),
    sizeBytes: z.int().min(0),
    mediaType: z.string().meta({ description: 'As claimed, and held against the bytes' }),
  })
  .meta({ id: 'StoredContent' });
