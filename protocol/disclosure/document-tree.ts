/**
 * The salted Merkle tree of a document: leaves -> section roots -> root. Both levels are RFC 6962 trees; on the upper
 * one a section's root is the leaf data.
 */
import { assertStrictJson } from '../json/canonical-json.ts';
import type { JsonValue } from '../json/json-value.ts';
import { toChainHex } from '../merkle/hex.ts';
import { inclusionPath, leafHash, merkleRoot } from '../merkle/rfc6962.ts';
import { type AttachedFile, type Leaf, listSections } from './leaves.ts';
import { saltDeriver, saltedLeafHash } from './salted-hash.ts';

/** Everything that a document's root depends on. */
export interface SaltedDocument {
  readonly document: JsonValue;
  readonly files: readonly AttachedFile[];
  /** Of this version alone; 32 bytes, bare hex. */
  readonly secret: string;
  /** Array whose items are sections of their own, see `DOCUMENT_SCHEMAS`. */
  readonly sectionPointer: string | undefined;
}

export interface SectionTree {
  readonly leaves: readonly Leaf[];
  readonly salts: readonly string[];
  readonly hashes: readonly Uint8Array[];
  readonly root: Uint8Array;
}

export interface DocumentTree {
  /** 32 bytes. */
  readonly root: Uint8Array;
  /** Everything outside the section array first, then its items in order. */
  readonly sections: readonly SectionTree[];
  /** Leaf hashes of the upper tree. */
  readonly sectionHashes: readonly Uint8Array[];
}

/**
 * Builds the whole tree of a document.
 * @throws {JsonError} if the document is not of the strict JSON profile
 * @throws {CodedError} SECRET_INVALID
 */
export function buildDocumentTree({ document, files, secret, sectionPointer }: SaltedDocument): DocumentTree {
  assertStrictJson(document);
  assertStrictJson(files.map(({ name, mediaType, sha256 }) => [name, mediaType, sha256]));
  const salt = saltDeriver(secret);
  const sections = listSections(document, files, sectionPointer).map((leaves): SectionTree => {
    const salts = leaves.map(salt);
    const hashes = leaves.map((leaf, index) => saltedLeafHash(leaf, salts[index] ?? ''));
    return { leaves, salts, hashes, root: merkleRoot(hashes) };
  });
  const sectionHashes = sections.map(({ root }) => leafHash(root));
  return { root: merkleRoot(sectionHashes), sections, sectionHashes };
}

/**
 * The digest that is anchored for a document.
 * @param secret of this version alone; 32 bytes, bare hex
 * @returns 32 bytes, `0x…`
 * @throws {JsonError} if the document is not of the strict JSON profile
 * @throws {CodedError} SECRET_INVALID
 */
export function documentRoot(
  document: JsonValue,
  files: readonly AttachedFile[],
  secret: string,
  sectionPointer?: string,
): string {
  return toChainHex(buildDocumentTree({ document, files, secret, sectionPointer }).root);
}

/** Proof that one consignment stands in a manifest; the arguments of `ILedger.verifyConsignment`, all hashes `0x…`. */
export interface ConsignmentProof {
  readonly consignmentRoot: string;
  /** Position of the consignment's section in the tree, from 0; section 0 is the manifest's head. */
  readonly index: number;
  /** Sections in the tree. */
  readonly size: number;
  readonly proof: readonly string[];
}

/**
 * Proves one consignment of a manifest.
 * @param consignment position in `/consignments`, from 0
 * @throws {RangeError} if there is no such consignment
 * @see ILedger.verifyConsignment
 */
export function consignmentProof(manifest: SaltedDocument, consignment: number): ConsignmentProof {
  return proveSection(buildDocumentTree(manifest), consignment + 1);
}

/** Like {@link consignmentProof}, for several proofs from one tree. @param index section, from 0 */
export function proveSection(tree: DocumentTree, index: number): ConsignmentProof {
  const section = tree.sections[index];
  if (section === undefined) throw new RangeError(`no section ${index} in a tree of ${tree.sections.length}`);
  return {
    consignmentRoot: toChainHex(section.root),
    index,
    size: tree.sections.length,
    proof: inclusionPath(tree.sectionHashes, index).map(toChainHex),
  };
}
