/** Recomputes what a root stands for from the stored bytes: the only proof that a content belongs to a signed root. */
import { documentRoot } from '../../../protocol/disclosure/document-tree.ts';
import type { DocumentSchema } from '../../../protocol/documents/registry.ts';
import { validateDocument } from '../../../protocol/documents/validate.ts';
import { canonicalJson } from '../../../protocol/json/canonical-json.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { parseStrictJson } from '../../../protocol/json/strict-json.ts';
import type { StoredFile } from '../../database/types.ts';
import { AppError, type ErrorPlace } from '../../errors/app-error.ts';

/** A stored document that is what it must be. */
export interface CheckedDocument {
  readonly document: JsonValue;
  readonly schema: DocumentSchema;
}

/**
 * Reads stored bytes as a canonical document of one of the schemas.
 * @throws {AppError} CONTENT_INVALID with the places that are wrong
 */
export function readCanonicalDocument(bytes: Uint8Array): CheckedDocument {
  const document = parse(bytes);
  if (canonicalJson(document) !== Buffer.from(bytes).toString('utf8')) {
    throw invalid([{ detail: 'The bytes are not the canonical form (RFC 8785) of the document.', pointer: '#' }]);
  }
  const validated = validateDocument(document);
  if (validated.ok) return { document, schema: validated.schema };
  throw invalid(validated.errors.map(({ pointer, message }) => ({ detail: message, pointer: `#${pointer}` })));
}

function parse(bytes: Uint8Array): JsonValue {
  try {
    return parseStrictJson(bytes);
  } catch (cause) {
    const pointer = (cause as { pointer?: unknown }).pointer;
    const detail = cause instanceof Error ? cause.message : 'not JSON';
    throw invalid([{ detail, pointer: `#${typeof pointer === 'string' ? pointer : ''}` }]);
  }
}

/** @throws {AppError} always */
export function invalid(errors: readonly ErrorPlace[]): AppError {
  return new AppError('CONTENT_INVALID', { errors });
}

/** Root of a document with its files under a secret. */
export function rootOf(checked: CheckedDocument, files: readonly StoredFile[], secret: string): string {
  return documentRoot(checked.document, files, secret, checked.schema.sectionPointer);
}
