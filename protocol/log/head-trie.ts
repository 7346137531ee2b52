/** Changing and proving heads over pages of the map that are at hand: all in memory, or loaded from a store before. */
import { toBareHex } from '../merkle/hex.ts';
import { bitAt, type HeadLeaf, type HeadProof, headLeafOf, headPlace } from './head-map.ts';
import { HeadPage, leafSubtree, PAGE_BITS, PAGE_SLOTS, subtreeHash } from './head-page.ts';
import type { HeadChange, HeadKind } from './log-leaf.ts';

/** Pages by their prefix: the first digits of the places below them, bare hex, empty for the top page. */
export interface HeadPages {
  get(prefix: string): HeadPage | undefined;
  set(prefix: string, page: HeadPage): unknown;
}

/** Root of the map. */
export function headsRoot(pages: HeadPages): Uint8Array {
  return subtreeHash((pages.get('') ?? HeadPage.empty()).top());
}

/**
 * Writes a head over the one before it.
 * @param pages must hold every page on the way that the store has
 * @returns prefixes of the pages that changed, from the top down
 */
export function setHead(pages: HeadPages, change: HeadChange): string[] {
  const place = toBareHex(headPlace(change.kind, change.id));
  return put(pages, { place, after: (before) => headLeafOf(change, before) }, 0);
}

/** A leaf that is to stand in its place, made from the one that stood there. */
interface Placed {
  readonly place: string;
  after(before: HeadLeaf | undefined): HeadLeaf;
}

function put(pages: HeadPages, placed: Placed, depth: number): string[] {
  const { place } = placed;
  const prefix = place.slice(0, depth);
  const page = pages.get(prefix) ?? HeadPage.empty();
  const digit = digitAt(place, depth);
  const there = page.slot(digit);
  let below: string[] = [];
  if (there.type === 'EMPTY' || (there.type === 'LEAF' && there.leaf.place === place)) {
    page.setSlot(digit, leafSubtree(placed.after(there.type === 'LEAF' ? there.leaf : undefined)));
  } else {
    // two heads share this slot from now on: both go one page down
    if (there.type === 'LEAF') put(pages, { place: there.leaf.place, after: () => there.leaf }, depth + 1);
    below = put(pages, placed, depth + 1);
    const child = pages.get(place.slice(0, depth + 1)) ?? HeadPage.empty();
    page.setSlot(digit, { type: 'NODE', hash: subtreeHash(child.top()) });
  }
  pages.set(prefix, page);
  return [prefix, ...below];
}

/** Proves what stands at a place. @param pages must hold every page on the way that the store has */
export function proveHead(pages: HeadPages, kind: HeadKind, id: string): HeadProof {
  const place = headPlace(kind, id);
  const digits = toBareHex(place);
  const siblings: string[] = [];
  for (let depth = 0; ; depth += 1) {
    const page = pages.get(digits.slice(0, depth)) ?? HeadPage.empty();
    let at = 1;
    while (at < PAGE_SLOTS && page.node(at).type === 'NODE') {
      const bit = bitAt(place, siblings.length);
      siblings.push(siblingText(page, 2 * at + (1 - bit)));
      at = 2 * at + bit;
    }
    const end = page.node(at);
    if (end.type !== 'NODE') return { kind, id, siblings, leaf: end.type === 'LEAF' ? end.leaf : null };
  }
}

/** Prefixes of the pages that may lie on the way to a place, from the top down. @param place bare hex */
export function prefixesOf(place: string, from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, index) => place.slice(0, from + index));
}

function siblingText(page: HeadPage, at: number): string {
  const sibling = page.node(at);
  return sibling.type === 'EMPTY' ? '' : toBareHex(subtreeHash(sibling));
}

function digitAt(place: string, depth: number): number {
  return Number.parseInt(place.charAt(depth), 2 ** PAGE_BITS);
}
