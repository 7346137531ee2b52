/**
 * The map of heads in pages: four levels of the tree, sixteen slots, one record of a store. A page knows the hashes of
 * its inner nodes once they were asked for, so that changing one slot costs four hashes.
 */
import { CodedError } from '../coded-error.ts';
import { decodeUint64, encodeUint64, joinBytes } from '../merkle/bytes.ts';
import { fromHex, toBareHex, toChainHex } from '../merkle/hex.ts';
import { EMPTY_SUBTREE, type HeadLeaf, headLeafHash, headNodeHash } from './head-map.ts';

/** Levels of the tree in one page. */
export const PAGE_BITS = 4;
/** Slots of a page. */
export const PAGE_SLOTS = 16;

/** A subtree: without heads, with one, or with several (which stand in a page of their own below a slot). */
export type Subtree =
  | { readonly type: 'EMPTY' }
  | { readonly type: 'LEAF'; readonly leaf: HeadLeaf; readonly hash: Uint8Array }
  | { readonly type: 'NODE'; readonly hash: Uint8Array };

const EMPTY: Subtree = { type: 'EMPTY' };

/** A subtree of one head. */
export function leafSubtree(leaf: HeadLeaf): Subtree {
  return { type: 'LEAF', leaf, hash: headLeafHash(leaf) };
}

/** Hash of a subtree. */
export function subtreeHash(subtree: Subtree): Uint8Array {
  return subtree.type === 'EMPTY' ? EMPTY_SUBTREE : subtree.hash;
}

export class HeadPage {
  /** Heap order: node 1 is the top, nodes 16 to 31 are the slots. */
  readonly #nodes: (Subtree | undefined)[];

  private constructor(slots: readonly Subtree[]) {
    this.#nodes = [...Array.from({ length: PAGE_SLOTS }, () => undefined), ...slots];
  }

  static empty(): HeadPage {
    return new HeadPage(Array.from({ length: PAGE_SLOTS }, () => EMPTY));
  }

  slot(index: number): Subtree {
    return this.node(PAGE_SLOTS + index);
  }

  setSlot(index: number, subtree: Subtree): void {
    let at = PAGE_SLOTS + index;
    this.#nodes[at] = subtree;
    for (at >>= 1; at >= 1; at >>= 1) this.#nodes[at] = undefined;
  }

  /** The subtree of the whole page. */
  top(): Subtree {
    return this.node(1);
  }

  /** @param at heap index, 1 to 31 */
  node(at: number): Subtree {
    const known = this.#nodes[at];
    if (known !== undefined) return known;
    const made = join(this.node(2 * at), this.node(2 * at + 1));
    this.#nodes[at] = made;
    return made;
  }

  /** Bytes of a page, slot after slot: `0`, or `1 || place || head || sequence`, or `2 || hash`. */
  encode(): Uint8Array {
    const slots = Array.from({ length: PAGE_SLOTS }, (_, index) => encodeSlot(this.slot(index)));
    return joinBytes(...slots);
  }

  /** @throws {CodedError} HEAD_PAGE_INVALID if the bytes are no page */
  static decode(bytes: Uint8Array): HeadPage {
    const slots: Subtree[] = [];
    let at = 0;
    while (at < bytes.length && slots.length < PAGE_SLOTS) {
      const { slot, length } = decodeSlot(bytes, at);
      slots.push(slot);
      at += length;
    }
    if (slots.length !== PAGE_SLOTS || at !== bytes.length) throw invalidPage(bytes);
    return new HeadPage(slots);
  }
}

function join(left: Subtree, right: Subtree): Subtree {
  if (left.type === 'EMPTY' && right.type !== 'NODE') return right;
  if (right.type === 'EMPTY' && left.type !== 'NODE') return left;
  return { type: 'NODE', hash: headNodeHash(subtreeHash(left), subtreeHash(right)) };
}

const LEAF_SLOT_BYTES = 1 + 32 + 32 + 8;
const NODE_SLOT_BYTES = 1 + 32;

function encodeSlot(slot: Subtree): Uint8Array {
  if (slot.type === 'EMPTY') return new Uint8Array([0]);
  if (slot.type === 'NODE') return joinBytes(new Uint8Array([2]), slot.hash);
  const { place, head, sequence } = slot.leaf;
  return joinBytes(new Uint8Array([1]), fromHex(place), fromHex(head), encodeUint64(sequence));
}

function decodeSlot(bytes: Uint8Array, at: number): { readonly slot: Subtree; readonly length: number } {
  if (bytes[at] === 0) return { slot: EMPTY, length: 1 };
  if (bytes[at] === 1 && bytes.length >= at + LEAF_SLOT_BYTES) {
    const sequence = decodeUint64(bytes, at + 65);
    if (sequence === undefined) throw invalidPage(bytes);
    const place = toBareHex(bytes.subarray(at + 1, at + 33));
    const head = toChainHex(bytes.subarray(at + 33, at + 65));
    return { slot: leafSubtree({ place, head, sequence }), length: LEAF_SLOT_BYTES };
  }
  if (bytes[at] === 2 && bytes.length >= at + NODE_SLOT_BYTES) {
    return { slot: { type: 'NODE', hash: bytes.slice(at + 1, at + NODE_SLOT_BYTES) }, length: NODE_SLOT_BYTES };
  }
  throw invalidPage(bytes);
}

function invalidPage(bytes: Uint8Array): CodedError {
  return new CodedError('HEAD_PAGE_INVALID', 'The bytes are no page of the head map.', { length: bytes.length });
}
