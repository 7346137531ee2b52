/**
 * Documents on their way to a gateway, and the check that what comes back is what was anchored.
 */
import { sha256 as sha256Hex } from 'ethers';
import { documentRoot } from '../protocol/disclosure/document-tree.ts';
import type { AttachedFile } from '../protocol/disclosure/leaves.ts';
import { createSecret } from '../protocol/disclosure/salted-hash.ts';
import { documentSchema } from '../protocol/documents/registry.ts';
import { canonicalJson } from '../protocol/json/canonical-json.ts';
import { valueAt } from '../protocol/json/json-pointer.ts';
import type { JsonValue } from '../protocol/json/json-value.ts';
import { toChainHex } from '../protocol/merkle/hex.ts';

/** A file to attach: its bytes stay as they are. */
export interface FileInput {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Everything that the holder of one document version has to keep. */
export interface PreparedDocument {
  readonly document: JsonValue;
  readonly files: readonly AttachedFile[];
  /** Secret of this version alone; bare hex. Whoever has it and a guess of the content can confirm the guess. */
  readonly secret: string;
  /** What is signed and anchored, `0x…`. */
  readonly root: string;
  /** Canonical JSON, UTF-8. */
  readonly canonical: Uint8Array;
  /** SHA-256 of the canonical bytes, bare hex. */
  readonly canonicalSha256: string;
  /** Bytes of the attached files by their SHA-256. */
  readonly contents: ReadonlyMap<string, FileInput>;
}

/** Bare hex SHA-256 of bytes. */
export function digestOf(bytes: Uint8Array): string {
  return sha256Hex(bytes).slice(2);
}

/** Secure random bytes of the platform. */
export function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** Random 32 bytes, `0x…`: a case id. */
export function randomId(): string {
  return toChainHex(randomBytes(32));
}

/**
 * Makes a document ready to lodge: canonical bytes, a fresh secret and the root over document and files.
 * @param secret only to recompute an earlier result; a version must never reuse another's
 * @throws {JsonError} the document is not of the strict JSON profile
 */
export function prepareDocument(
  document: JsonValue,
  files: readonly FileInput[] = [],
  secret = createSecret(randomBytes),
): PreparedDocument {
  const canonical = new TextEncoder().encode(canonicalJson(document));
  const attached = files.map(({ name, mediaType, bytes }) => ({ name, mediaType, sha256: digestOf(bytes) }));
  return {
    document,
    files: attached,
    secret,
    root: rootOf(document, attached, secret),
    canonical,
    canonicalSha256: digestOf(canonical),
    contents: new Map(files.map((file, index) => [attached[index]?.sha256 ?? '', file])),
  };
}

/**
 * The root of a document, recomputed; which parts are sections follows from the schema that the document names.
 * @param secret bare hex or `0x…`
 * @returns `0x…`
 */
export function rootOf(document: JsonValue, files: readonly AttachedFile[], secret: string): string {
  const name = valueAt(document, '/schema');
  const schema = typeof name === 'string' ? documentSchema(name) : undefined;
  return documentRoot(document, files, secret.replace(/^0x/, ''), schema?.sectionPointer);
}
