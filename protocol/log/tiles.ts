/**
 * The tree as tiles of 256 hashes: where a hash stands and by which path a tile is fetched. Tile `n` of level `l` holds
 * the hashes of the subtrees of `256^l` leaves from `256 * n` on. A tile that is full never changes again.
 * @see https://c2sp.org/tlog-tiles
 */

import { type LeafRange, type SubtreeHash, type SubtreePlace, subtreesOf } from '../merkle/ranges.ts';
import { merkleRoot } from '../merkle/rfc6962.ts';

/** Hashes in a full tile. */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;
export const HASH_BYTES = 32;
/** Highest level that a path may name. */
const MAX_LEVEL = 63;

/** One tile; `width` hashes of it. `entries` are the leaves themselves, in bundles cut like the tiles of level 0. */
export interface Tile {
  readonly level: number | 'entries';
  readonly index: number;
  /** 1 to 256; less than 256 is a partial tile. */
  readonly width: number;
}

/** Path of a tile below the log's prefix, for example `tile/0/x001/x234/067.p/112`. */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g) ?? [];
  const name = groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join('/');
  return `tile/${level}/${name}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/** Reads what {@link tilePath} writes; undefined for any other spelling. */
export function parseTilePath(path: string): Tile | undefined {
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (match === null) return undefined;
  const [, level = '', name = '', width] = match;
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index: Number(name.replace(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  const sound = tile.level === 'entries' || tile.level <= MAX_LEVEL;
  return sound && tile.width > 0 && tilePath(tile) === path ? tile : undefined;
}

/** Hashes that tile `index` of a level has in a tree of `size` leaves; 0 if there is no such tile. */
export function tileWidth(level: number, index: number, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH));
}

/** The tile that a complete subtree is hashed from. */
export function tileOfSubtree({ height, index }: SubtreePlace): { readonly level: number; readonly index: number } {
  const level = Math.floor(height / TILE_HEIGHT);
  return { level, index: Math.floor((index * 2 ** (height % TILE_HEIGHT)) / TILE_WIDTH) };
}

/** Tiles of a tree of `size` leaves from which the hashes of some ranges follow, each once. */
export function tilesOfRanges(ranges: readonly LeafRange[], size: number): Tile[] {
  const tiles = new Map<string, Tile>();
  for (const place of ranges.flatMap(subtreesOf)) {
    const { level, index } = tileOfSubtree(place);
    const tile = { level, index, width: tileWidth(level, index, size) };
    tiles.set(`${level}/${index}`, tile);
  }
  return [...tiles.values()];
}

/**
 * Hashes of complete subtrees, from tiles that were loaded.
 * @param read the hashes of a tile one after the other, at least as many as the tree calls for
 * @throws {RangeError} if the tile is too short
 */
export function subtreeHashes(read: (level: number, index: number) => Uint8Array): SubtreeHash {
  return (place) => {
    const { level, index } = tileOfSubtree(place);
    const count = 2 ** (place.height % TILE_HEIGHT);
    const first = place.index * count - index * TILE_WIDTH;
    return merkleRoot(hashesOf(read(level, index), first, count));
  };
}

/** Some hashes of a tile. @throws {RangeError} if it has not so many */
export function hashesOf(tile: Uint8Array, first: number, count: number): Uint8Array[] {
  if (tile.length < (first + count) * HASH_BYTES) throw new RangeError('the tile is too short');
  return Array.from({ length: count }, (_, at) =>
    tile.subarray((first + at) * HASH_BYTES, (first + at + 1) * HASH_BYTES),
  );
}
