/** The whole stored log, row after row, for whoever makes it again to compare. */
import type { Db } from '../../database/pool.ts';
import type { CheckpointRow, CosignatureRow } from './checkpoints.repository.ts';
import type { TileRow } from './log.repository.ts';

export interface StoredPage {
  readonly prefix: string;
  /** Size of the log from which on the page stands so. */
  readonly fromSize: number;
  readonly bytes: Uint8Array;
}

export function storedTiles(db: Db): Promise<TileRow[]> {
  return db
    .selectFrom('log_tiles')
    .select(['series', 'level', 'position', 'bytes'])
    .orderBy('series')
    .orderBy('level')
    .orderBy('position')
    .execute();
}

/** Every version of every page that is kept, oldest first. */
export async function storedPages(db: Db): Promise<StoredPage[]> {
  const rows = await db.selectFrom('log_head_pages').selectAll().orderBy('from_size').orderBy('prefix').execute();
  return rows.map(({ prefix, from_size: fromSize, bytes }) => ({ prefix, fromSize, bytes }));
}

export function storedCheckpoints(db: Db): Promise<CheckpointRow[]> {
  return db.selectFrom('log_checkpoints').selectAll().orderBy('size').execute();
}

export function storedCosignatures(db: Db): Promise<CosignatureRow[]> {
  return db.selectFrom('log_cosignatures').selectAll().orderBy('size').orderBy('key_name').execute();
}
