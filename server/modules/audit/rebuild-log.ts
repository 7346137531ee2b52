/** The log as it must be: made again, in memory, from the applied actions that the chain gives. */
import type { Checkpoint } from '../../../protocol/log/checkpoint.ts';
import { growTiles } from '../../../protocol/log/grow-tiles.ts';
import { EMPTY_SUBTREE } from '../../../protocol/log/head-map.ts';
import type { HeadPage } from '../../../protocol/log/head-page.ts';
import { headsRoot, setHead } from '../../../protocol/log/head-trie.ts';
import { headChanges, type LogLeaf, logLeafHash } from '../../../protocol/log/log-leaf.ts';
import { subtreeHashes, TILE_WIDTH } from '../../../protocol/log/tiles.ts';
import { joinBytes } from '../../../protocol/merkle/bytes.ts';
import { hashOfRange } from '../../../protocol/merkle/ranges.ts';
import { type TilePlace, type TileRow, tileKey } from '../log/log.repository.ts';

export interface RebuiltLog {
  readonly size: number;
  readonly tiles: readonly TileRow[];
  /** Pages of the head map as they stand at the end, by prefix. */
  readonly pages: ReadonlyMap<string, HeadPage>;
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
  atSize: (size: number, pages: ReadonlyMap<string, HeadPage>) => void,
): RebuiltLog {
  const pages = new Map<string, HeadPage>();
  const roots: Uint8Array[] = [];
  for (const leaf of leaves) {
    for (const change of headChanges(leaf)) setHead(pages, change);
    roots.push(headsRoot(pages));
    atSize(roots.length, pages);
  }
  const tree = growTiles(0, () => new Uint8Array(), leaves.map(logLeafHash)).map(
    ({ level, index, bytes }): TileRow => ({ series: 'TREE', level, position: index, bytes }),
  );
  const byPlace = new Map(tree.map((tile) => [tileKey(tile), tile.bytes]));
  const hashOf = subtreeHashes((level, index) => {
    const place: TilePlace = { series: 'TREE', level, position: index };
    return byPlace.get(tileKey(place)) ?? new Uint8Array();
  });
  return {
    size: leaves.length,
    tiles: [...tree, ...headRootTiles(roots)],
    pages,
    checkpointAt: (size) => ({
      origin,
      size,
      root: hashOfRange({ from: 0, to: size }, hashOf),
      headsRoot: roots[size - 1] ?? EMPTY_SUBTREE,
    }),
  };
}

/** Roots of the head map after each action, in tiles of one level. */
function headRootTiles(roots: readonly Uint8Array[]): TileRow[] {
  return Array.from({ length: Math.ceil(roots.length / TILE_WIDTH) }, (_, position) => {
    const bytes = joinBytes(...roots.slice(position * TILE_WIDTH, (position + 1) * TILE_WIDTH));
    return { series: 'HEADS', level: 0, position, bytes };
  });
}
