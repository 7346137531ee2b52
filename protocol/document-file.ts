/**
 * The file that the holder of a document version keeps: the document, the secret of its salts and where it is anchored.
 * With it anyone can recompute the root; the leaf hashes let a checker name the field that was tampered with.
 */
import { z } from 'zod';
import { compareWithLeafHashes, type Difference, leafHashes, rootOfLeafHashes } from './disclosure/compare.ts';
import { buildDocumentTree, type SaltedDocument } from './disclosure/document-tree.ts';
import { documentSchema } from './documents/registry.ts';
import { valueAt } from './json/json-pointer.ts';
import type { JsonValue } from './json/json-value.ts';
import { BARE_HEX_32, CHAIN_HEX_32, toChainHex } from './merkle/hex.ts';

export const DOCUMENT_FILE_FORMAT = 'corridor/document-file/1';

const hex32 = z.string().regex(CHAIN_HEX_32);
const bareHex32 = z.string().regex(BARE_HEX_32);

const documentFileSchema = z.strictObject({
  format: z.literal(DOCUMENT_FILE_FORMAT),
  ledger: z.strictObject({ chainId: z.int(), verifyingContract: z.string(), ledgerId: hex32 }),
  caseId: hex32,
  documentId: hex32,
  root: hex32,
  secret: bareHex32,
  files: z.array(z.strictObject({ name: z.string(), mediaType: z.string(), sha256: bareHex32 })),
  document: z.json(),
  leafHashes: z.array(z.array(bareHex32)),
});

export type DocumentFile = z.infer<typeof documentFileSchema>;

/** A document version with everything that its root depends on. */
export interface PreparedVersion {
  readonly document: JsonValue;
  readonly files: SaltedDocument['files'];
  /** Bare hex. */
  readonly secret: string;
  readonly root: string;
}

/** The file to keep for a document that was lodged. */
export function documentFileOf(
  prepared: PreparedVersion,
  place: Pick<DocumentFile, 'ledger' | 'caseId' | 'documentId'>,
): DocumentFile {
  const { document, files, secret, root } = prepared;
  return {
    format: DOCUMENT_FILE_FORMAT,
    ...place,
    root,
    secret,
    files: files.map((file) => ({ ...file })),
    document: document as DocumentFile['document'],
    leafHashes: leafHashes(salted(document, files, secret)),
  };
}

/** Reads a document file of unknown origin; undefined if it is none. */
export function parseDocumentFile(value: unknown): DocumentFile | undefined {
  const parsed = documentFileSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/** What recomputing a document file shows. */
export interface DocumentFileCheck {
  /** Root that its content really has, `0x…`. */
  readonly root: string;
  readonly matches: boolean;
  /** Fields that are not what the leaf hashes stand for; empty if the leaf hashes do not lead to the root either. */
  readonly differences: readonly Difference[];
}

/**
 * Recomputes the root of a document file; needs nobody's server.
 * @throws {JsonError} the document is not of the strict JSON profile
 */
export function checkDocumentFile(file: DocumentFile): DocumentFileCheck {
  const tree = buildDocumentTree(saltedOf(file));
  const root = toChainHex(tree.root);
  if (root === file.root) return { root, matches: true, differences: [] };
  const claimed = rootOfLeafHashes(file.leafHashes);
  const sound = claimed !== undefined && toChainHex(claimed) === file.root;
  return { root, matches: false, differences: sound ? compareWithLeafHashes(file.leafHashes, tree) : [] };
}

/** The document as its tree is made of it. */
export function saltedOf({ document, files, secret }: DocumentFile): SaltedDocument {
  return salted(document as JsonValue, files, secret);
}

function salted(document: JsonValue, files: SaltedDocument['files'], secret: string): SaltedDocument {
  const name = valueAt(document, '/schema');
  const schema = typeof name === 'string' ? documentSchema(name) : undefined;
  return { document, files, secret, sectionPointer: schema?.sectionPointer };
}
