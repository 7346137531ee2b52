import { z } from 'zod';
import { sourceSchema } from './source.ts';

/** What every document starts with. */
export const documentHead = {
  /** True for content made up for demonstration and study; shown wherever the document is. */
  simulated: z.boolean(),
  /** Present if the document came in a foreign format. */
  source: sourceSchema.optional(),
};

/** One of some UNTDID 1001 document types. */
export const documentTypeOf = <const T extends readonly number[]>(...types: T) => z.literal(types);
