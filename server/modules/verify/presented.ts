/** What somebody presents for verification, told apart by its form. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DISCLOSURE_FORMAT } from '../../../protocol/disclosure/disclosure.ts';
import { documentSchema } from '../../../protocol/documents/registry.ts';
import { canonicalJson } from '../../../protocol/json/canonical-json.ts';
import { valueAt } from '../../../protocol/json/json-pointer.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { parseStrictJson } from '../../../protocol/json/strict-json.ts';
import type { StoredFile } from '../../database/types.ts';
import { AppError } from '../../errors/app-error.ts';

/** Media type of a document together with its secret. */
export const DOCUMENT_MEDIA_TYPE = 'application/vnd.corridor.document+json';

export type Input =
  | { readonly type: 'DOCUMENT'; readonly document: JsonValue; readonly secret: string; readonly files: StoredFile[] }
  | { readonly type: 'DISCLOSURE'; readonly disclosure: JsonValue }
  /** A canonical document without its secret. @property sha256 of its canonical form */
  | { readonly type: 'BARE_DOCUMENT'; readonly document: JsonValue; readonly sha256: string }
  | { readonly type: 'FILE'; readonly sha256: string };

/** Document with its secret, as it is sent; members that a kept file has besides are not looked at. */
export const documentInputSchema = z.object({
  document: z.unknown(),
  secret: z
    .string()
    .regex(/^(0x)?[0-9a-f]{64}$/, '32 bytes hex')
    .transform((text) => text.replace(/^0x/, '')),
  files: z
    .array(z.object({ name: z.string(), mediaType: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
    .default([]),
});

/**
 * Tells apart what was sent.
 * @throws {AppError} VERIFY_INPUT_UNREADABLE if the media type promises a document with its secret and there is none
 */
export function readInput(bytes: Uint8Array, mediaType: string): Input {
  const json = jsonOf(bytes);
  if (mediaType === DOCUMENT_MEDIA_TYPE) return withSecret(json);
  if (json === undefined) return { type: 'FILE', sha256: sha256Of(bytes) };
  if (valueAt(json, '/format') === DISCLOSURE_FORMAT) return { type: 'DISCLOSURE', disclosure: json };
  const schema = valueAt(json, '/schema');
  if (typeof schema === 'string' && documentSchema(schema) !== undefined) {
    return { type: 'BARE_DOCUMENT', document: json, sha256: sha256Of(Buffer.from(canonicalJson(json))) };
  }
  return { type: 'FILE', sha256: sha256Of(bytes) };
}

function withSecret(json: JsonValue | undefined): Input {
  const parsed = documentInputSchema.safeParse(json);
  if (!parsed.success || parsed.data.document === undefined) throw new AppError('VERIFY_INPUT_UNREADABLE');
  const { document, secret, files } = parsed.data;
  return { type: 'DOCUMENT', document: document as JsonValue, secret, files };
}

function jsonOf(bytes: Uint8Array): JsonValue | undefined {
  try {
    return parseStrictJson(bytes);
  } catch {
    // any other file may be asked about as well
    return undefined;
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
