/** Answers from the stored log: roots of any size, proofs, tiles. */
import type { Checkpoint } from '../../../protocol/log/checkpoint.ts';
import { EMPTY_SUBTREE, type HeadProof, verifyHead } from '../../../protocol/log/head-map.ts';
import { proveHead } from '../../../protocol/log/head-trie.ts';
import { hashesOf, subtreeHashes, TILE_WIDTH, tilesOfRanges } from '../../../protocol/log/tiles.ts';
import {
  type ConsistencyProof,
  type InclusionProof,
  makeConsistencyProof,
  makeInclusionProof,
} from '../../../protocol/log/tree-proofs.ts';
import {
  consistencyRanges,
  hashOfRange,
  inclusionRanges,
  type LeafRange,
  type SubtreeHash,
} from '../../../protocol/merkle/ranges.ts';
import type { Db } from '../../database/pool.ts';
import { type HeadName, loadPages } from './heads.ts';
import { type LogState, readState, readTiles, type TilePlace, tileKey } from './log.repository.ts';

export interface LogReader {
  state(): Promise<LogState>;
  /** What a checkpoint of a size says. @param size at most that of the log */
  checkpointAt(size: number): Promise<Checkpoint>;
  inclusion(sequence: number, size: number): Promise<InclusionProof>;
  consistency(from: number, to: number): Promise<ConsistencyProof>;
  /** @returns undefined if the map is not kept as it stood at this size */
  head(name: HeadName, size: number): Promise<HeadProof | undefined>;
  /** Hashes of a tile of the tree, all that are there. */
  tile(level: number, position: number): Promise<Uint8Array | undefined>;
}

/** @param origin of the log */
export function createLogReader(db: Db, origin: string): LogReader {
  async function hashesFor(ranges: readonly LeafRange[], size: number): Promise<SubtreeHash> {
    const places = tilesOfRanges(ranges, size).map(({ level, index }): TilePlace => {
      return { series: 'TREE', level: Number(level), position: index };
    });
    const tiles = await readTiles(db, places);
    return subtreeHashes((level, index) => {
      const bytes = tiles.get(tileKey({ series: 'TREE', level, position: index }));
      if (bytes === undefined) throw new RangeError(`tile ${level}/${index} of the log is missing`);
      return bytes;
    });
  }

  async function headsRootAt(size: number): Promise<Uint8Array> {
    if (size === 0) return EMPTY_SUBTREE;
    const place: TilePlace = { series: 'HEADS', level: 0, position: Math.floor((size - 1) / TILE_WIDTH) };
    const bytes = (await readTiles(db, [place])).get(tileKey(place));
    const [root] = bytes === undefined ? [] : hashesOf(bytes, (size - 1) % TILE_WIDTH, 1);
    if (root === undefined) throw new RangeError(`root ${size} of the head map is missing`);
    return root;
  }

  return {
    state: () => readState(db),
    async checkpointAt(size) {
      const whole = { from: 0, to: size };
      const [hashOf, headsRoot] = await Promise.all([hashesFor([whole], size), headsRootAt(size)]);
      return { origin, size, root: hashOfRange(whole, hashOf), headsRoot };
    },
    async inclusion(sequence, size) {
      return makeInclusionProof(sequence, size, await hashesFor(inclusionRanges(sequence - 1, size), size));
    },
    async consistency(from, to) {
      return makeConsistencyProof(from, to, await hashesFor(consistencyRanges(from, to), to));
    },
    async head(name, size) {
      const [pages, root] = await Promise.all([loadPages(db, [name], size), headsRootAt(size)]);
      const proof = proveHead(pages, name.kind, name.id);
      // pages are kept from one appended range to the next: between two of them there is no proof
      return verifyHead(proof, root).outcome === 'INVALID' ? undefined : proof;
    },
    async tile(level, position) {
      const place: TilePlace = { series: 'TREE', level, position };
      return (await readTiles(db, [place])).get(tileKey(place));
    },
  };
}
