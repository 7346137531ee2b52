/** Appending to a tree that is stored as tiles: what is written is the end of one tile a level, whatever the size. */
import { joinBytes } from '../merkle/bytes.ts';
import { merkleRoot } from '../merkle/rfc6962.ts';
import { HASH_BYTES, hashesOf, TILE_WIDTH } from './tiles.ts';

/** A tile after growing; its bytes are all its hashes so far. */
export interface GrownTile {
  readonly level: number;
  readonly index: number;
  readonly bytes: Uint8Array;
}

/**
 * Appends leaf hashes.
 * @param size leaves before
 * @param lastTile the partial tile at the end of a level before, empty where there is none
 * @param hashes of the new leaves in order
 * @returns every tile that is new or grew
 */
export function growTiles(
  size: number,
  lastTile: (level: number, index: number) => Uint8Array,
  hashes: readonly Uint8Array[],
): GrownTile[] {
  const grown: GrownTile[] = [];
  let level = 0;
  let before = size;
  let added = hashes;
  while (added.length > 0) {
    const firstIndex = Math.floor(before / TILE_WIDTH);
    const partial = before % TILE_WIDTH === 0 ? new Uint8Array() : lastTile(level, firstIndex);
    const all = joinBytes(partial, ...added);
    const full: Uint8Array[] = [];
    for (let at = 0; at * TILE_WIDTH * HASH_BYTES < all.length; at += 1) {
      const bytes = all.slice(at * TILE_WIDTH * HASH_BYTES, (at + 1) * TILE_WIDTH * HASH_BYTES);
      grown.push({ level, index: firstIndex + at, bytes });
      if (bytes.length === TILE_WIDTH * HASH_BYTES) full.push(merkleRoot(hashesOf(bytes, 0, TILE_WIDTH)));
    }
    before = firstIndex;
    added = full;
    level += 1;
  }
  return grown;
}
