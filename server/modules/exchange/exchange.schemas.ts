/** Wire format of the exchange of contents between gateways. */
import { z } from 'zod';
import { hexSchema, sha256Schema } from '../../http/wire-schemas.ts';
import { fileSchema } from '../actions/actions.schemas.ts';

/** Largest signed request, characters; one is about 500. */
const MAX_REQUEST_LENGTH = 4_096;
/** Files of one document, at most. */
const MAX_FILES = 100;

export const exchangeRequestSchema = z
  .strictObject({
    request: z.string().max(MAX_REQUEST_LENGTH).meta({
      description:
        'Signed note that begins with `corridor-exchange/v1`: origin of the log, name of the gateway that is asked, time, nonce, root, and the SHA-256 of the bytes where bytes are asked for',
    }),
  })
  .meta({ id: 'ExchangeRequest' });

export const exchangeLinkSchema = z
  .object({
    root: hexSchema(32, 'Root on chain'),
    documentSha256: sha256Schema('Of the canonical document'),
    secret: sha256Schema('Secret of this version’s salts'),
    files: z.array(fileSchema).max(MAX_FILES),
    contents: z
      .array(
        z.object({
          sha256: sha256Schema('Of the bytes'),
          mediaType: z.string().max(255),
          sizeBytes: z.int().min(0),
        }),
      )
      .max(MAX_FILES + 1)
      .meta({ description: 'The canonical document and the files, each once, as they are kept' }),
  })
  .meta({ id: 'ExchangeLink' });

export type ExchangeLink = z.output<typeof exchangeLinkSchema>;
