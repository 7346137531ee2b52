/**
 * The map of current heads: a sparse Merkle tree over (kind, id) -> (head, sequence), whose root stands in every
 * checkpoint. Membership shows the current head of a case or key, so that nothing later was left out; absence shows that
 * the ledger never saw it.
 *
 * - A head's place is `SHA-256(kind || id)`, one byte kind (1 CASE, 2 REGISTRY, 3 STANDING) and 32 bytes id; its bits, most
 *   significant first, are the way from the root.
 * - A subtree without heads hashes to 32 zero bytes.
 * - A subtree with one head, at whatever depth, *is* that leaf: `SHA-256(0x02 || place || head || sequence)`, sequence as
 *   8 bytes big-endian. The place in the leaf makes it impossible to show it elsewhere.
 * - Any other subtree is `SHA-256(0x03 || left || right)`.
 *
 * With n heads a proof has about log2(n) hashes and an update costs as many. The prefixes differ from those of the log's
 * tree, so that no node of one can pass for a node of the other.
 * @see docs/adr/0016-head-map-is-a-sparse-merkle-tree.md
 */
import { sha256 } from '@noble/hashes/sha2';
import { nextHead } from '../actions.ts';
import { encodeUint64, equalBytes, joinBytes } from '../merkle/bytes.ts';
import { BARE_HEX_32, CHAIN_HEX_32, fromHex, toBareHex } from '../merkle/hex.ts';
import type { HeadChange, HeadKind } from './log-leaf.ts';

const KIND_NUMBER: Readonly<Record<HeadKind, number>> = { CASE: 1, REGISTRY: 2, STANDING: 3 };
const NO_HEAD = `0x${'0'.repeat(64)}`;
const LEAF_PREFIX = new Uint8Array([2]);
const NODE_PREFIX = new Uint8Array([3]);
/** Depth of the tree in bits, the longest that a proof can be. */
const MAX_DEPTH = 256;

/** Hash of a subtree without heads, and root of the map before the first action. */
export const EMPTY_SUBTREE: Uint8Array = new Uint8Array(32);

/** A head at its place. */
export interface HeadLeaf {
  /** Bare hex, 32 bytes. */
  readonly place: string;
  /** 0x hex, 32 bytes. */
  readonly head: string;
  /** Sequence of the action that moved it last. */
  readonly sequence: number;
}

/** What stands at a place of the map. */
export interface HeadProof {
  readonly kind: HeadKind;
  /** 0x hex, 32 bytes. */
  readonly id: string;
  /** Sibling hashes from the root down, bare hex; empty text stands for a subtree without heads. */
  readonly siblings: readonly string[];
  /** The one head in the subtree where the way ends: the one asked for, another (which proves absence), or none. */
  readonly leaf: HeadLeaf | null;
}

/** What a proof shows; INVALID if it does not lead to the root. */
export type ProvenHead =
  | { readonly outcome: 'PRESENT'; readonly head: string; readonly sequence: number }
  | { readonly outcome: 'ABSENT' }
  | { readonly outcome: 'INVALID' };

/** Place of a head in the map, 32 bytes. @param id 0x hex, 32 bytes */
export function headPlace(kind: HeadKind, id: string): Uint8Array {
  return sha256(joinBytes(new Uint8Array([KIND_NUMBER[kind]]), fromHex(id)));
}

/** A head as it stands in the map after a change. @param before what stood in its place */
export function headLeafOf(change: HeadChange, before: HeadLeaf | undefined): HeadLeaf {
  const head = change.kind === 'STANDING' ? nextHead(before?.head ?? NO_HEAD, change.digest) : change.head;
  return { place: toBareHex(headPlace(change.kind, change.id)), head, sequence: change.sequence };
}

/** Hash of a subtree with one head. */
export function headLeafHash({ place, head, sequence }: HeadLeaf): Uint8Array {
  return sha256(joinBytes(LEAF_PREFIX, fromHex(place), fromHex(head), encodeUint64(sequence)));
}

/** Hash of a subtree with several heads. */
export function headNodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(joinBytes(NODE_PREFIX, left, right));
}

/** The way bit at a depth, 0 left and 1 right. */
export function bitAt(place: Uint8Array, depth: number): 0 | 1 {
  return (((place[depth >> 3] ?? 0) >> (7 - (depth & 7))) & 1) as 0 | 1;
}

/**
 * What a proof shows about a head of the map with this root.
 * @param root 32 bytes, from a checkpoint
 */
export function verifyHead(proof: HeadProof, root: Uint8Array): ProvenHead {
  const { siblings, leaf } = proof;
  if (!isWellFormed(proof)) return { outcome: 'INVALID' };
  const place = headPlace(proof.kind, proof.id);
  if (leaf !== null && !sharesBits(place, fromHex(leaf.place), siblings.length)) return { outcome: 'INVALID' };
  let hash = leaf === null ? EMPTY_SUBTREE : headLeafHash(leaf);
  for (let depth = siblings.length - 1; depth >= 0; depth -= 1) {
    const text = siblings[depth] ?? '';
    const sibling = text === '' ? EMPTY_SUBTREE : fromHex(text);
    hash = bitAt(place, depth) === 0 ? headNodeHash(hash, sibling) : headNodeHash(sibling, hash);
  }
  if (!equalBytes(hash, root)) return { outcome: 'INVALID' };
  if (leaf === null || leaf.place !== toBareHex(place)) return { outcome: 'ABSENT' };
  return { outcome: 'PRESENT', head: leaf.head, sequence: leaf.sequence };
}

function isWellFormed({ kind, id, siblings, leaf }: HeadProof): boolean {
  if (!Object.hasOwn(KIND_NUMBER, kind) || !CHAIN_HEX_32.test(id) || siblings.length > MAX_DEPTH) return false;
  if (!siblings.every((sibling) => sibling === '' || BARE_HEX_32.test(sibling))) return false;
  if (leaf === null) return true;
  const sequenceSound = Number.isSafeInteger(leaf.sequence) && leaf.sequence > 0;
  return sequenceSound && BARE_HEX_32.test(leaf.place) && CHAIN_HEX_32.test(leaf.head);
}

function sharesBits(a: Uint8Array, b: Uint8Array, count: number): boolean {
  for (let depth = 0; depth < count; depth += 1) {
    if (bitAt(a, depth) !== bitAt(b, depth)) return false;
  }
  return true;
}
