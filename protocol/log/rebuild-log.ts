/** The log as it must be: made again, in memory, from the applied actions that the chain gives. */

import { joinBytes } from '../merkle/bytes.ts';
import { hashOfRange } from '../merkle/ranges.ts';
import type { Checkpoint } from './checkpoint.ts';
import { growTiles } from './grow-tiles.ts';
import { EMPTY_SUBTREE } from './head-map.ts';
import type { HeadPage } from './head-page.ts';
import { headsRoot, setHead } from './head-trie.ts';
import { headChanges, type LogLeaf, logLeafHash } from './log-leaf.ts';
import { subtreeHashes, TILE_WIDTH } from './tiles.ts';

/** A tile of the tree, or of the roots that the head map had after each action. */
export interface RebuiltTile {
  readonly series: 'TREE' | 'HEADS';
  readonly level: number;
  readonly position: number;
  readonly bytes: Uint8Array;
}

export interface RebuiltLog {
  readonly size: number;
  readonly tiles: readonly RebuiltTile[];
  /** Pages of the head map as they stand at the end, by prefix. */
  readonly pages: ReadonlyMap<string, HeadPage>;
  /** Hashes of a tile of the tree, all that there are. */
  tile(level: number, position: number): Uint8Array | undefined;
  /** What a checkpoint of a size says. @param size at most that of the log */
  checkpointAt(size: number): Checkpoint;
}

/**
 * @param leaves all of them, in order
 * @param atSize told of the pages after each leaf, before the next one changes them
 */
export function rebuildLog(
  origin: string,
  leaves: readonly LogLeaf[],
  atSize: (size: number, pages: ReadonlyMap<string, HeadPage>) => void = () => undefined,
): RebuiltLog {
  const pages = new Map<string, HeadPage>();
  const roots: Uint8Array[] = [];
  for (const leaf of leaves) {
    for (const change of headChanges(leaf)) setHead(pages, change);
    roots.push(headsRoot(pages));
    atSize(roots.length, pages);
  }
  const tree = growTiles(0, () => new Uint8Array(), leaves.map(logLeafHash)).map(
    ({ level, index, bytes }): RebuiltTile => ({ series: 'TREE', level, position: index, bytes }),
  );
  const byPlace = new Map(tree.map(({ level, position, bytes }) => [`${level}/${position}`, bytes]));
  const tile = (level: number, position: number) => byPlace.get(`${level}/${position}`);
  const hashOf = subtreeHashes((level, index) => tile(level, index) ?? new Uint8Array());
  return {
    size: leaves.length,
    tiles: [...tree, ...headRootTiles(roots)],
    pages,
    tile,
    checkpointAt: (size) => ({
      origin,
      size,
      root: hashOfRange({ from: 0, to: size }, hashOf),
      headsRoot: roots[size - 1] ?? EMPTY_SUBTREE,
    }),
  };
}

/** Roots of the head map after each action, in tiles of one level. */
function headRootTiles(roots: readonly Uint8Array[]): RebuiltTile[] {
  return Array.from({ length: Math.ceil(roots.length / TILE_WIDTH) }, (_, position) => {
    const bytes = joinBytes(...roots.slice(position * TILE_WIDTH, (position + 1) * TILE_WIDTH));
    return { series: 'HEADS', level: 0, position, bytes };
  });
}
