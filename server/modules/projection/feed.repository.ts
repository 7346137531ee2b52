/** What a reader of the event feed gets next: applied actions of cases that it may see, from a place in the index on. */
import type { Db } from '../../database/pool.ts';
import { type CaseFilter, seenBy } from './case-queries.repository.ts';
import type { EventRow } from './rows.ts';

/** A place in the index: the last action that was looked at, and the block that it was applied in. */
export interface FeedPlace {
  readonly sequence: number;
  /** hex, 32 bytes */
  readonly blockHash: string;
}

export interface FeedPage {
  /** True if the place asked from is no longer part of the index: the chain was reorganised behind it. */
  readonly lost: boolean;
  readonly rows: readonly EventRow[];
  /** Where the next page begins. */
  readonly place: FeedPlace;
  /** Whether there is more to read at once. */
  readonly more: boolean;
}

/** Sequences that one question looks through at most, however few of them the reader may see. */
const WINDOW = 5_000;
const NOTHING: FeedPlace = { sequence: 0, blockHash: `0x${'0'.repeat(64)}` };

/** The newest place; before anything was read, a place that is none. */
export async function newestPlace(db: Db): Promise<FeedPlace> {
  const row = await db
    .selectFrom('projected_events')
    .select(['sequence', 'block_hash'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? NOTHING : { sequence: row.sequence, blockHash: row.block_hash };
}

/** The place of a sequence; undefined if nothing stands there. */
export async function placeAt(db: Db, sequence: number): Promise<FeedPlace | undefined> {
  const row = await db
    .selectFrom('projected_events')
    .select('block_hash')
    .where('sequence', '=', sequence)
    .executeTakeFirst();
  return row === undefined ? undefined : { sequence, blockHash: row.block_hash };
}

/**
 * The next actions after a place, oldest first, all read from one state of the index. After a reorganisation behind the
 * place there are none: the reader is told and goes on from the newest place.
 * @param limit actions at most
 */
export function readFeed(db: Db, visible: CaseFilter, after: FeedPlace, limit: number): Promise<FeedPage> {
  const transaction = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
  return transaction.execute(async (trx): Promise<FeedPage> => {
    const newest = await newestPlace(trx);
    const standing = after.blockHash === NOTHING.blockHash ? after : await placeAt(trx, after.sequence);
    if (standing?.blockHash !== after.blockHash) return { lost: true, rows: [], place: newest, more: false };
    const to = Math.min(newest.sequence, after.sequence + WINDOW);
    const rows = await trx
      .selectFrom('projected_events as e')
      .selectAll('e')
      .where('e.sequence', '>', after.sequence)
      .where('e.sequence', '<=', to)
      .where(seenBy(visible, 'e.case_id'))
      .orderBy('e.sequence')
      .limit(limit)
      .execute();
    const last = rows.length < limit ? undefined : rows.at(-1);
    const reached = last === undefined ? to : last.sequence;
    const place = (await placeAt(trx, reached)) ?? newest;
    return { lost: false, rows, place, more: place.sequence < newest.sequence };
  });
}
