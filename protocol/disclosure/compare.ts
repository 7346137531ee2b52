/** Naming the fields in which a document differs from what was anchored. */

import { parentPointer } from '../json/json-pointer.ts';
import type { JsonValue } from '../json/json-value.ts';
import { fromHex, toBareHex } from '../merkle/hex.ts';
import { leafHash, merkleRoot } from '../merkle/rfc6962.ts';
import { buildDocumentTree, type DocumentTree, type SaltedDocument } from './document-tree.ts';
import { type AttachedFile, type Leaf, listSections } from './leaves.ts';

/** One place in which two documents differ. */
export interface Difference {
  /** RFC 6901, or `file:/n`. */
  readonly pointer: string;
  readonly change: 'CHANGED' | 'ADDED' | 'REMOVED';
}

/**
 * Compares what is known to be anchored with a given document.
 * @param expected leaves of a sound disclosure; with `complete` false only the shown ones are compared
 * @returns differences in pointer order; empty if none. A container whose size changed is left out where one of its
 * members is named already.
 */
export function compareDocuments(
  expected: { readonly leaves: readonly Leaf[]; readonly complete: boolean },
  given: { readonly document: JsonValue; readonly files: readonly AttachedFile[] },
): Difference[] {
  const before = new Map(expected.leaves.map((leaf) => [leaf.pointer, leaf]));
  const after = new Map(
    listSections(given.document, given.files, undefined)
      .flat()
      .map((leaf) => [leaf.pointer, leaf]),
  );
  const differences: Difference[] = [];
  for (const [pointer, leaf] of before) {
    const other = after.get(pointer);
    if (other === undefined) differences.push({ pointer, change: 'REMOVED' });
    else if (!sameLeaf(leaf, other)) differences.push({ pointer, change: 'CHANGED' });
  }
  if (expected.complete) {
    for (const pointer of after.keys()) if (!before.has(pointer)) differences.push({ pointer, change: 'ADDED' });
  }
  return withoutExplainedSizes(differences, before, after);
}

function sameLeaf(a: Leaf, b: Leaf): boolean {
  return a.kind === b.kind && JSON.stringify(a.value) === JSON.stringify(b.value);
}

function withoutExplainedSizes(
  differences: readonly Difference[],
  before: ReadonlyMap<string, Leaf>,
  after: ReadonlyMap<string, Leaf>,
): Difference[] {
  const parents = new Set(
    differences.flatMap(({ pointer, change }) => (change === 'CHANGED' ? [] : [parentPointer(pointer)])),
  );
  const onlySize = (pointer: string): boolean => {
    const a = before.get(pointer);
    const b = after.get(pointer);
    return a?.kind === 'container' && b?.kind === 'container' && a.value[0] === b.value[0];
  };
  return differences
    .filter(({ pointer, change }) => !(change === 'CHANGED' && parents.has(pointer) && onlySize(pointer)))
    .sort((a, b) => (a.pointer < b.pointer ? -1 : 1));
}

/**
 * Leaf hashes of a document by section, bare hex. They reveal nothing but how many fields there are, and let whoever
 * holds them with a tampered copy (and the secret) name the fields that were changed.
 */
export function leafHashes(salted: SaltedDocument): string[][] {
  return buildDocumentTree(salted).sections.map(({ hashes }) => hashes.map(toBareHex));
}

/** Root of leaf hashes as {@link leafHashes} lists them, 32 bytes; `undefined` for an empty list. */
export function rootOfLeafHashes(hashes: readonly (readonly string[])[]): Uint8Array | undefined {
  if (hashes.length === 0) return undefined;
  return merkleRoot(hashes.map((section) => leafHash(merkleRoot(section.map(fromHex)))));
}

/**
 * Names the leaves of a document that are not among the anchored ones. What was removed is not among the given
 * leaves: it shows in the changed size of its container.
 * @param anchored leaf hashes whose root is the anchored one
 */
export function compareWithLeafHashes(anchored: readonly (readonly string[])[], given: DocumentTree): Difference[] {
  const known = new Set(anchored.flat());
  return given.sections
    .flatMap(({ leaves, hashes }) =>
      leaves.flatMap(({ pointer }, at): Difference[] => {
        const hash = hashes[at];
        return hash !== undefined && known.has(toBareHex(hash)) ? [] : [{ pointer, change: 'CHANGED' }];
      }),
    )
    .sort((a, b) => (a.pointer < b.pointer ? -1 : 1));
}
