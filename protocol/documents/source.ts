import { z } from 'zod';
import { count, sha256Hex, shortText } from './primitives.ts';

/**
 * The foreign file that a document was read from. The file is kept and hashed as it came; the mapping and its version
 * say how its content became the canonical document.
 */
export const sourceSchema = z.strictObject({
  /** For example `EDIFACT`. */
  format: shortText,
  /** For example `edifact/cuscar`. */
  mapping: shortText,
  /** Of the mapping; counts up when the same bytes would give another document. */
  mappingVersion: shortText,
  /** Of the bytes as they came. */
  sha256: sha256Hex,
  mediaType: shortText,
  fileName: shortText.optional(),
  /** Which message of a file that holds several, from 1. */
  item: count(1).optional(),
});

export type DocumentSource = z.infer<typeof sourceSchema>;
