/**
 * Merkle trees with domain-separated leaves and nodes and no duplicated last leaf.
 * @see RFC 6962 section 2.1
 */
import { sha256 } from '@noble/hashes/sha2';

const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;
const HASH_BYTES = 32;

/** `SHA-256(0x00 || data)`. */
export function leafHash(data: Uint8Array): Uint8Array {
  const input = new Uint8Array(data.length + 1);
  input[0] = LEAF_PREFIX;
  input.set(data, 1);
  return sha256(input);
}

// one buffer for all nodes: sha256 reads it before it returns, and trees have as many nodes as leaves
const nodeInput = new Uint8Array(1 + 2 * HASH_BYTES);

/** `SHA-256(0x01 || left || right)` of two 32-byte hashes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  nodeInput[0] = NODE_PREFIX;
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + HASH_BYTES);
  return sha256(nodeInput);
}

/** Size of the left subtree of a tree of `size` leaves: the largest power of two below it. @param size at least 2 */
export function splitPoint(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** Hash of the tree without leaves: SHA-256 of nothing. */
export function emptyRoot(): Uint8Array {
  return sha256(new Uint8Array());
}

/** Merkle tree hash over leaf *hashes*. */
export function merkleRoot(hashes: readonly Uint8Array[]): Uint8Array {
  return hashes.length === 0 ? emptyRoot() : subtreeRoot(hashes, 0, hashes.length);
}

function subtreeRoot(hashes: readonly Uint8Array[], from: number, to: number): Uint8Array {
  if (to - from === 1) return hashAt(hashes, from);
  const middle = from + splitPoint(to - from);
  return nodeHash(subtreeRoot(hashes, from, middle), subtreeRoot(hashes, middle, to));
}

/**
 * Inclusion path of one leaf, from its sibling up to the child of the root.
 * @param hashes leaf hashes of the whole tree
 * @param index position of the leaf, from 0
 * @throws {RangeError} if there is no such leaf
 */
export function inclusionPath(hashes: readonly Uint8Array[], index: number): Uint8Array[] {
  hashAt(hashes, index);
  const path: Uint8Array[] = [];
  let from = 0;
  let to = hashes.length;
  while (to - from > 1) {
    const middle = from + splitPoint(to - from);
    if (index < middle) {
      path.unshift(subtreeRoot(hashes, middle, to));
      to = middle;
    } else {
      path.unshift(subtreeRoot(hashes, from, middle));
      from = middle;
    }
  }
  return path;
}

/**
 * Root that an inclusion path leads to, `undefined` if the path cannot belong to a tree of that size.
 * @param leaf hash of the leaf
 * @param index position of the leaf, from 0
 * @param size leaves in the tree
 * @see RFC 9162 section 2.1.3.2, which spells out the algorithm for the same trees
 */
export function rootFromPath(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
): Uint8Array | undefined {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return undefined;
  let position = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0 || sibling.length !== HASH_BYTES) return undefined;
    if (position % 2 === 1 || position === last) {
      hash = nodeHash(sibling, hash);
      // a rightmost node without a sibling on its level moves up unhashed
      while (position % 2 === 0 && position !== 0) {
        position /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? hash : undefined;
}

function hashAt(hashes: readonly Uint8Array[], index: number): Uint8Array {
  const hash = hashes[index];
  if (hash === undefined) throw new RangeError(`no leaf ${index} in a tree of ${hashes.length}`);
  return hash;
}
