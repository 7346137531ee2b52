/** Inclusion and consistency proofs of the log in the form in which they travel in JSON. */

import { equalBytes } from '../merkle/bytes.ts';
import { isConsistent } from '../merkle/consistency.ts';
import { BARE_HEX_32, fromHex, toBareHex } from '../merkle/hex.ts';
import { consistencyRanges, hashOfRange, inclusionRanges, type SubtreeHash } from '../merkle/ranges.ts';
import { rootFromPath } from '../merkle/rfc6962.ts';
import { type LogLeaf, logLeafHash } from './log-leaf.ts';

/** That a leaf stands in the tree; the leaf itself travels beside it. */
export interface InclusionProof {
  /** Leaves in the tree. */
  readonly size: number;
  /** From 1; the leaf's index is one less. */
  readonly sequence: number;
  /** From the leaf's sibling up, bare hex. */
  readonly path: readonly string[];
}

/** That the tree of `from` leaves is the beginning of the tree of `to` leaves. */
export interface ConsistencyProof {
  readonly from: number;
  readonly to: number;
  /** As RFC 6962 section 2.1.2 orders it, bare hex. */
  readonly path: readonly string[];
}

/** @throws {RangeError} if the tree has no such leaf */
export function makeInclusionProof(sequence: number, size: number, hashOf: SubtreeHash): InclusionProof {
  const path = inclusionRanges(sequence - 1, size).map((range) => toBareHex(hashOfRange(range, hashOf)));
  return { size, sequence, path };
}

/** @throws {RangeError} if `from` is larger than `to` */
export function makeConsistencyProof(from: number, to: number, hashOf: SubtreeHash): ConsistencyProof {
  return { from, to, path: consistencyRanges(from, to).map((range) => toBareHex(hashOfRange(range, hashOf))) };
}

/** Whether a leaf stands where the proof says in the tree with this root. */
export function verifyInclusion(leaf: LogLeaf, proof: InclusionProof, root: Uint8Array): boolean {
  const path = hashes(proof.path);
  if (path === undefined || leaf.sequence !== proof.sequence) return false;
  const found = rootFromPath(logLeafHash(leaf), proof.sequence - 1, proof.size, path);
  return found !== undefined && equalBytes(found, root);
}

/** Whether the tree with the first root is the beginning of the tree with the second. */
export function verifyConsistency(proof: ConsistencyProof, fromRoot: Uint8Array, toRoot: Uint8Array): boolean {
  const path = hashes(proof.path);
  if (path === undefined) return false;
  return isConsistent({ size: proof.from, root: fromRoot }, { size: proof.to, root: toRoot }, path);
}

function hashes(path: readonly string[]): Uint8Array[] | undefined {
  return path.every((hash) => BARE_HEX_32.test(hash)) ? path.map(fromHex) : undefined;
}
