/**
 * A second implementation of the trees, written from the recursive definitions of RFC 6962 section 2.1 and from the
 * comment of the head map, over node:crypto; slow, and without a line of the product.
 */
import { createHash } from 'node:crypto';

export const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};

const split = (n: number): number => 2 ** Math.floor(Math.log2(n - 1));

/** MTH(D[n]) over leaf inputs. */
export function treeHash(entries: readonly Uint8Array[]): Uint8Array {
  const [only] = entries;
  if (only === undefined) return sha256();
  if (entries.length === 1) return sha256(new Uint8Array([0]), only);
  const k = split(entries.length);
  return sha256(new Uint8Array([1]), treeHash(entries.slice(0, k)), treeHash(entries.slice(k)));
}

/** PATH(m, D[n]). */
export function auditPath(m: number, entries: readonly Uint8Array[]): Uint8Array[] {
  if (entries.length === 1) return [];
  const k = split(entries.length);
  return m < k
    ? [...auditPath(m, entries.slice(0, k)), treeHash(entries.slice(k))]
    : [...auditPath(m - k, entries.slice(k)), treeHash(entries.slice(0, k))];
}

/** PROOF(m, D[n]). */
export function consistencyProof(m: number, entries: readonly Uint8Array[]): Uint8Array[] {
  return subProof(m, entries, true);
}

function subProof(m: number, entries: readonly Uint8Array[], whole: boolean): Uint8Array[] {
  if (m === entries.length) return whole ? [] : [treeHash(entries)];
  const k = split(entries.length);
  return m <= k
    ? [...subProof(m, entries.slice(0, k), whole), treeHash(entries.slice(k))]
    : [...subProof(m - k, entries.slice(k), false), treeHash(entries.slice(0, k))];
}

/** A head of the map: place, head (32 bytes each) and sequence. */
export interface ReferenceHead {
  readonly place: Uint8Array;
  readonly head: Uint8Array;
  readonly sequence: bigint;
}

/** Root of the head map by its definition: zeros, the leaf itself, or the node over both halves. */
export function mapHash(heads: readonly ReferenceHead[], depth = 0): Uint8Array {
  const [first] = heads;
  if (first === undefined) return new Uint8Array(32);
  if (heads.length === 1) {
    const sequence = Buffer.alloc(8);
    sequence.writeBigUInt64BE(first.sequence);
    return sha256(new Uint8Array([2]), first.place, first.head, sequence);
  }
  const right = (place: Uint8Array) => ((place[Math.floor(depth / 8)]! >> (7 - (depth % 8))) & 1) === 1;
  const left = mapHash(
    heads.filter(({ place }) => !right(place)),
    depth + 1,
  );
  return sha256(
    new Uint8Array([3]),
    left,
    mapHash(
      heads.filter(({ place }) => right(place)),
      depth + 1,
    ),
  );
}
