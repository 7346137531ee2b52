/** What somebody presents for verification, told apart by its form. */
import { sha256 } from '@noble/hashes/sha2';
import { z } from 'zod';
import { DISCLOSURE_FORMAT } from '../disclosure/disclosure.ts';
import type { AttachedFile } from '../disclosure/leaves.ts';
import { PACKED_DISCLOSURE_FORMAT } from '../disclosure/packed-disclosure.ts';
import { type DocumentFile, parseDocumentFile } from '../document-file.ts';
import { documentSchema } from '../documents/registry.ts';
import { DOSSIER_LIMITS } from '../dossier/dossier.ts';
import { isDossier } from '../dossier/read-dossier.ts';
import { canonicalJson } from '../json/canonical-json.ts';
import { JsonError } from '../json/json-error.ts';
import { valueAt } from '../json/json-pointer.ts';
import type { JsonValue } from '../json/json-value.ts';
import { parseStrictJson } from '../json/strict-json.ts';
import { PROMISE_HEAD } from '../log/promise.ts';
import { toBareHex } from '../merkle/hex.ts';
import { DOCUMENT_MEDIA_TYPE } from './media-types.ts';

export type PresentedFile =
  | { readonly type: 'DOSSIER'; readonly dossier: JsonValue }
  /** The file that whoever lodged a document keeps. */
  | { readonly type: 'DOCUMENT_FILE'; readonly file: DocumentFile }
  | {
      readonly type: 'DOCUMENT';
      readonly document: JsonValue;
      /** Bare hex. */
      readonly secret: string;
      readonly files: readonly AttachedFile[];
    }
  /** A gateway's promise about an action, a signed note. */
  | { readonly type: 'PROMISE'; readonly note: string }
  | { readonly type: 'DISCLOSURE'; readonly disclosure: JsonValue }
  /** A document without its secret. @property sha256 of its canonical form */
  | { readonly type: 'BARE_DOCUMENT'; readonly document: JsonValue; readonly sha256: string }
  | { readonly type: 'FILE'; readonly sha256: string };

/** Document with its secret, as it is sent; members that it has besides are not looked at. */
const documentInputSchema = z.object({
  document: z.unknown(),
  secret: z
    .string()
    .regex(/^(0x)?[0-9a-f]{64}$/)
    .transform((text) => text.replace(/^0x/, '')),
  files: z
    .array(z.object({ name: z.string(), mediaType: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
    .default([]),
});

/**
 * Tells apart what was presented.
 * @param mediaType that was stated, if any
 * @returns undefined if the media type promises a document with its secret and there is none
 */
export function readPresented(bytes: Uint8Array, mediaType = ''): PresentedFile | undefined {
  const json = jsonOf(bytes);
  if (mediaType === DOCUMENT_MEDIA_TYPE) return withSecret(json);
  const note = promiseIn(bytes);
  if (note !== undefined) return { type: 'PROMISE', note };
  const unknown: PresentedFile = { type: 'FILE', sha256: toBareHex(sha256(bytes)) };
  if (json === undefined) return unknown;
  if (isDossier(json)) return { type: 'DOSSIER', dossier: json };
  const format = valueAt(json, '/format');
  if (format === DISCLOSURE_FORMAT || format === PACKED_DISCLOSURE_FORMAT)
    return { type: 'DISCLOSURE', disclosure: json };
  const kept = parseDocumentFile(json);
  if (kept !== undefined) return { type: 'DOCUMENT_FILE', file: kept };
  const schema = valueAt(json, '/schema');
  const known = typeof schema === 'string' && documentSchema(schema) !== undefined;
  const canonical = known ? canonicalOf(json) : undefined;
  if (canonical === undefined) return unknown;
  return { type: 'BARE_DOCUMENT', document: json, sha256: toBareHex(sha256(canonical)) };
}

/** Longest promise that is looked at. */
const MAX_PROMISE_BYTES = 64 * 1024;

function promiseIn(bytes: Uint8Array): string | undefined {
  if (bytes.length > MAX_PROMISE_BYTES) return undefined;
  const text = new TextDecoder().decode(bytes);
  return text.startsWith(PROMISE_HEAD) ? text : undefined;
}

function withSecret(json: JsonValue | undefined): PresentedFile | undefined {
  const parsed = documentInputSchema.safeParse(json);
  if (!parsed.success || parsed.data.document === undefined) return undefined;
  const { document, secret, files } = parsed.data;
  return { type: 'DOCUMENT', document: document as JsonValue, secret, files };
}

function jsonOf(bytes: Uint8Array): JsonValue | undefined {
  try {
    return parseStrictJson(bytes, DOSSIER_LIMITS);
  } catch {
    // any other file may be asked about as well
    return undefined;
  }
}

/** Undefined for what is larger than a document may be. */
function canonicalOf(json: JsonValue): Uint8Array | undefined {
  try {
    return new TextEncoder().encode(canonicalJson(json));
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}
