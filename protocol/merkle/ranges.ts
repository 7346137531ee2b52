/**
 * Proofs as ranges of leaves: which subtrees a proof consists of, before any hash is known. Whoever stores the tree as
 * complete subtrees (tiles) loads just those that the ranges call for.
 * @see RFC 6962 section 2.1.1 (audit paths) and 2.1.2 (consistency proofs)
 */
import { emptyRoot, nodeHash, splitPoint } from './rfc6962.ts';

/** Leaves `from` up to, but not with, `to`. */
export interface LeafRange {
  readonly from: number;
  readonly to: number;
}

/** A complete subtree of `2^height` leaves, the `index`-th of that height from the left. */
export interface SubtreePlace {
  readonly height: number;
  readonly index: number;
}

/** Hash of a complete subtree. */
export type SubtreeHash = (place: SubtreePlace) => Uint8Array;

/**
 * Ranges whose hashes are the inclusion path of a leaf, from its sibling up to the child of the root.
 * @param index position of the leaf, from 0
 * @throws {RangeError} if there is no such leaf
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  requireOrder(index, size - 1);
  const ranges: LeafRange[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + splitPoint(to - from);
    if (index < middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  return ranges.reverse();
}

/**
 * Ranges whose hashes prove that a tree of `first` leaves is the beginning of one of `second` leaves.
 * @returns nothing if `first` is 0 or equal to `second`: there is nothing to prove, or only equality
 * @throws {RangeError} if `first` is larger than `second`
 */
export function consistencyRanges(first: number, second: number): LeafRange[] {
  requireOrder(first, second);
  if (first === 0) return [];
  const ranges: LeafRange[] = [];
  let from = 0;
  let to = second;
  // whether the subtree that is looked at begins where the old tree begins: its hash is then known to the verifier
  let whole = true;
  while (first !== to) {
    const middle = from + splitPoint(to - from);
    if (first <= middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
      whole = false;
    }
  }
  if (!whole) ranges.push({ from, to });
  return ranges.reverse();
}

/** Complete subtrees that a range consists of, left to right; a range of no leaves has none. */
export function subtreesOf({ from, to }: LeafRange): SubtreePlace[] {
  if (from === to) return [];
  const height = heightOf(to - from);
  if (height !== undefined) return [{ height, index: from / 2 ** height }];
  const middle = from + splitPoint(to - from);
  return [...subtreesOf({ from, to: middle }), ...subtreesOf({ from: middle, to })];
}

/** Hash of the leaves of a range that begins where a subtree may begin, as all ranges of proofs and trees do. */
export function hashOfRange({ from, to }: LeafRange, hashOf: SubtreeHash): Uint8Array {
  if (from === to) return emptyRoot();
  const height = heightOf(to - from);
  if (height !== undefined) return hashOf({ height, index: from / 2 ** height });
  const middle = from + splitPoint(to - from);
  return nodeHash(hashOfRange({ from, to: middle }, hashOf), hashOfRange({ from: middle, to }, hashOf));
}

/** Height of a complete subtree of so many leaves, undefined if there is none. */
function heightOf(leaves: number): number | undefined {
  const height = Math.log2(leaves);
  return Number.isInteger(height) && 2 ** height === leaves ? height : undefined;
}

function requireOrder(low: number, high: number): void {
  const sound = Number.isSafeInteger(low) && Number.isSafeInteger(high) && low >= 0 && low <= high;
  if (!sound) throw new RangeError(`no proof from ${low} to ${high}`);
}
