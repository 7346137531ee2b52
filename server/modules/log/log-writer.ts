/**
 * Keeps the log in step with the index, in the transactions of the projection. The log is a function of the applied
 * actions alone: what a reorganisation takes back is cut off, and what was lost is made again.
 */
import { growTiles } from '../../../protocol/log/grow-tiles.ts';
import type { HeadPage } from '../../../protocol/log/head-page.ts';
import { headsRoot, setHead } from '../../../protocol/log/head-trie.ts';
import { headChanges, type LogLeaf, logLeafHash } from '../../../protocol/log/log-leaf.ts';
import { HASH_BYTES, TILE_WIDTH } from '../../../protocol/log/tiles.ts';
import type { Db } from '../../database/pool.ts';
import { newestCosigned } from './checkpoints.repository.ts';
import { loadPages } from './heads.ts';
import {
  appendedUpTo,
  prunePages,
  readState,
  readTiles,
  type TilePlace,
  type TileRow,
  tileKey,
  truncatePages,
  truncateTiles,
  writePages,
  writeState,
  writeTiles,
} from './log.repository.ts';

/** Leaves appended at once, and versions of the head map kept behind the newest. */
const CHUNK = 500;
const HISTORY = 2_000;

/** Applied actions after a sequence, in order. */
export type LeavesAfter = (db: Db, sequence: number, limit: number) => Promise<readonly LogLeaf[]>;

export interface LogWriter {
  /** Appends whatever the index has and the log has not. */
  extend(trx: Db): Promise<void>;
  /** Takes back everything after a sequence. The index must have been rolled back before. */
  rollBack(trx: Db, sequence: number): Promise<void>;
}

export function createLogWriter({ leavesAfter }: { readonly leavesAfter: LeavesAfter }): LogWriter {
  async function extend(trx: Db): Promise<void> {
    for (;;) {
      const { size, provenFrom } = await readState(trx);
      const leaves = await leavesAfter(trx, size, CHUNK);
      if (leaves.length === 0) return;
      await appendLeaves(trx, size, provenFrom, leaves);
    }
  }

  return {
    extend,
    async rollBack(trx, sequence) {
      const { size, provenFrom } = await readState(trx);
      if (sequence >= size) return;
      // the head map is known only as it stood after each append, and not for ever: what is between is appended again
      const kept = sequence < provenFrom ? 0 : await appendedUpTo(trx, sequence);
      await truncateTiles(trx, kept);
      await truncatePages(trx, kept);
      await writeState(trx, { size: kept, provenFrom: Math.min(provenFrom, kept) });
      await extend(trx);
    },
  };
}

/**
 * Appends leaves to a log of `size`.
 * @throws {RangeError} if they do not follow
 */
export async function appendLeaves(
  trx: Db,
  size: number,
  provenFrom: number,
  leaves: readonly LogLeaf[],
): Promise<void> {
  leaves.forEach(({ sequence }, index) => {
    if (sequence !== size + index + 1) throw new RangeError(`leaf ${sequence} does not follow ${size + index}`);
  });
  const { pages, touched, roots } = await moveHeads(trx, size, leaves);
  const partial = await readTiles(trx, partialTiles(size));
  const last = (place: TilePlace) => partial.get(tileKey(place)) ?? new Uint8Array();
  const tree = growTiles(
    size,
    (level, index) => last({ series: 'TREE', level, position: index }),
    leaves.map(logLeafHash),
  ).map(({ level, index, bytes }): TileRow => ({ series: 'TREE', level, position: index, bytes }));
  await writeTiles(trx, [...tree, ...growHeadRoots(size, last, roots)]);
  const after = size + leaves.length;
  await writePages(trx, after, new Map([...touched].map((prefix) => [prefix, pageOf(pages, prefix)])));
  const oldest = Math.min(after - HISTORY, await newestCosigned(trx));
  if (oldest > provenFrom) await prunePages(trx, [...touched], oldest);
  await writeState(trx, { size: after, provenFrom: Math.max(provenFrom, oldest) });
}

async function moveHeads(trx: Db, size: number, leaves: readonly LogLeaf[]) {
  const moves = leaves.map(headChanges);
  const pages = await loadPages(trx, moves.flat(), size);
  const touched = new Set<string>();
  const roots = moves.map((changes) => {
    for (const change of changes) for (const prefix of setHead(pages, change)) touched.add(prefix);
    return headsRoot(pages);
  });
  return { pages, touched, roots };
}

function pageOf(pages: ReadonlyMap<string, HeadPage>, prefix: string): HeadPage {
  const page = pages.get(prefix);
  if (page === undefined) throw new RangeError(`page ${prefix} was touched and is not there`);
  return page;
}

/** Roots of the head map go into tiles of one level, which nothing is hashed from. */
function growHeadRoots(size: number, last: (place: TilePlace) => Uint8Array, roots: readonly Uint8Array[]): TileRow[] {
  const first = Math.floor(size / TILE_WIDTH);
  const before = size % TILE_WIDTH === 0 ? new Uint8Array() : last({ series: 'HEADS', level: 0, position: first });
  const all = Buffer.concat([before, ...roots]);
  const tileBytes = TILE_WIDTH * HASH_BYTES;
  return Array.from({ length: Math.ceil(all.length / tileBytes) }, (_, at) => ({
    series: 'HEADS',
    level: 0,
    position: first + at,
    bytes: all.subarray(at * tileBytes, (at + 1) * tileBytes),
  }));
}

/** Tiles that are not full at the end of a log of some size. */
function partialTiles(size: number): TilePlace[] {
  const places: TilePlace[] = [];
  let hashes = size;
  for (let level = 0; hashes > 0; level += 1) {
    const position = Math.floor(hashes / TILE_WIDTH);
    if (hashes % TILE_WIDTH !== 0) places.push({ series: 'TREE', level, position });
    hashes = position;
  }
  if (size % TILE_WIDTH !== 0) places.push({ series: 'HEADS', level: 0, position: Math.floor(size / TILE_WIDTH) });
  return places;
}
