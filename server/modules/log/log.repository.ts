/** Tiles and pages of the log as rows. */
import { sql } from 'kysely';
import type { HeadPage } from '../../../protocol/log/head-page.ts';
import type { Db } from '../../database/pool.ts';
import type { LogSeries } from '../../database/types.ts';

/** Where a tile stands. */
export interface TilePlace {
  readonly series: LogSeries;
  readonly level: number;
  readonly position: number;
}

export interface TileRow extends TilePlace {
  readonly bytes: Uint8Array;
}

export interface LogState {
  readonly size: number;
  /** Smallest size for which heads can be proven. */
  readonly provenFrom: number;
}

const HASH_BYTES = 32;
const TILE_WIDTH = 256;

export async function readState(db: Db): Promise<LogState> {
  const row = await db.selectFrom('log_state').selectAll().executeTakeFirstOrThrow();
  return { size: row.size, provenFrom: row.proven_from };
}

export async function writeState(trx: Db, { size, provenFrom }: LogState): Promise<void> {
  await trx.updateTable('log_state').set({ size, proven_from: provenFrom }).execute();
}

export function tileKey({ series, level, position }: TilePlace): string {
  return `${series}/${level}/${position}`;
}

/** Some tiles by {@link tileKey}; those that are not there are left out. */
export async function readTiles(db: Db, places: readonly TilePlace[]): Promise<Map<string, Uint8Array>> {
  if (places.length === 0) return new Map();
  const { rows } = await sql<TileRow>`
    SELECT tile.series, tile.level, tile.position, tile.bytes
    FROM unnest(
      ${sql.val(places.map(({ series }) => series))}::text[], ${sql.val(places.map(({ level }) => level))}::smallint[],
      ${sql.val(places.map(({ position }) => position))}::bigint[]
    ) AS wanted (series, level, position)
    JOIN log_tiles AS tile USING (series, level, position)`.execute(db);
  return new Map(rows.map((row) => [tileKey(row), row.bytes]));
}

export async function writeTiles(trx: Db, rows: readonly TileRow[]): Promise<void> {
  for (const { series, level, position, bytes } of rows) {
    const stored = Buffer.from(bytes);
    await trx
      .insertInto('log_tiles')
      .values({ series, level, position, bytes: stored })
      .onConflict((conflict) => conflict.columns(['series', 'level', 'position']).doUpdateSet({ bytes: stored }))
      .execute();
  }
}

/** Cuts all tiles to a smaller size of the log. */
export async function truncateTiles(trx: Db, size: number): Promise<void> {
  // hashes of level n: one for each 256^n leaves; numeric, since a high level has more leaves than a bigint counts
  const kept = sql`floor(${size}::numeric / power(${TILE_WIDTH}::numeric, level))`;
  await sql`
    DELETE FROM log_tiles WHERE position * ${TILE_WIDTH} >= ${kept}`.execute(trx);
  await sql`
    UPDATE log_tiles SET bytes = substring(bytes FROM 1 FOR ((${kept} - position * ${TILE_WIDTH}) * ${HASH_BYTES})::integer)
    WHERE octet_length(bytes) > (${kept} - position * ${TILE_WIDTH}) * ${HASH_BYTES}`.execute(trx);
}

/** Pages as they stood at a size of the log. */
export async function readPages(
  db: Db,
  prefixes: readonly string[],
  size: number,
): Promise<{ readonly prefix: string; readonly bytes: Uint8Array }[]> {
  const { rows } = await sql<{ prefix: string; bytes: Uint8Array }>`
    SELECT wanted.prefix, page.bytes
    FROM unnest(${sql.val([...new Set(prefixes)])}::text[]) AS wanted (prefix)
    CROSS JOIN LATERAL (
      SELECT bytes FROM log_head_pages WHERE prefix = wanted.prefix AND from_size <= ${size}
      ORDER BY from_size DESC LIMIT 1
    ) AS page`.execute(db);
  return rows;
}

/** Writes pages as they stand from a size on. */
export async function writePages(trx: Db, size: number, pages: ReadonlyMap<string, HeadPage>): Promise<void> {
  if (pages.size === 0) return;
  const prefixes = [...pages.keys()];
  const bytes = [...pages.values()].map((page) => Buffer.from(page.encode()));
  await sql`
    INSERT INTO log_head_pages (prefix, from_size, bytes)
    SELECT page.prefix, ${size}, page.bytes
    FROM unnest(${sql.val(prefixes)}::text[], ${sql.val(bytes)}::bytea[]) AS page (prefix, bytes)`.execute(trx);
}

/** Forgets how pages stood before a size, but for the version in force at it. */
export async function prunePages(trx: Db, prefixes: readonly string[], before: number): Promise<void> {
  await sql`
    DELETE FROM log_head_pages AS old
    USING unnest(${sql.val([...prefixes])}::text[]) AS touched (prefix)
    WHERE old.prefix = touched.prefix AND old.from_size < (
      SELECT max(from_size) FROM log_head_pages WHERE prefix = touched.prefix AND from_size <= ${before}
    )`.execute(trx);
}

/** Newest size, not above another, after which leaves were appended: all pages are known as they stood there. */
export async function appendedUpTo(db: Db, size: number): Promise<number> {
  const row = await db
    .selectFrom('log_head_pages')
    .select((select) => select.fn.max<number | null>('from_size').as('size'))
    .where('prefix', '=', '')
    .where('from_size', '<=', size)
    .executeTakeFirst();
  return row?.size ?? 0;
}

export async function truncatePages(trx: Db, size: number): Promise<void> {
  await trx.deleteFrom('log_head_pages').where('from_size', '>', size).execute();
}
