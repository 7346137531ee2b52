/** Cursor, block headers and the event tables: how far the chain was read, and what it said. */
import type { Insertable } from 'kysely';
import type { Db } from '../../database/pool.ts';
import type { ChainIdentityTable, Database } from '../../database/types.ts';
import type { EventRow, Row } from './rows.ts';

export type Cursor = Omit<Row<'chain_cursor'>, 'id'>;
export type BlockRow = Row<'chain_blocks'>;
export type RefusalRow = Row<'projected_refusals'>;
export type ChainIdentity = Omit<ChainIdentityTable, 'id'>;

/** Headers kept behind the cursor; blocks with events are kept as long as their events. */
const HEADERS_KEPT = 4_096;

/** Rows that one INSERT carries at most, far below the 65,535 parameters of the protocol. */
const CHUNK = 500;

export async function readIdentity(db: Db): Promise<ChainIdentity | undefined> {
  const row = await db.selectFrom('chain_identity').selectAll().executeTakeFirst();
  if (row === undefined) return undefined;
  const { id: _id, ...identity } = row;
  return identity;
}

export async function writeIdentity(db: Db, identity: ChainIdentity): Promise<void> {
  await db
    .insertInto('chain_identity')
    .values({ id: 1, ...identity })
    .execute();
}

export async function readCursor(db: Db): Promise<Cursor | undefined> {
  const row = await db.selectFrom('chain_cursor').selectAll().executeTakeFirst();
  if (row === undefined) return undefined;
  const { id: _id, ...cursor } = row;
  return cursor;
}

/** Locks the cursor until the transaction ends, so that two gateways on one database take turns. */
export async function lockCursor(trx: Db): Promise<Cursor | undefined> {
  const row = await trx.selectFrom('chain_cursor').selectAll().forUpdate().executeTakeFirst();
  if (row === undefined) return undefined;
  const { id: _id, ...cursor } = row;
  return cursor;
}

export async function writeCursor(trx: Db, cursor: Cursor): Promise<void> {
  await trx
    .insertInto('chain_cursor')
    .values({ id: 1, ...cursor })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(cursor))
    .execute();
}

export async function insertBlocks(trx: Db, blocks: readonly BlockRow[]): Promise<void> {
  await insertAll(trx, 'chain_blocks', blocks);
  const newest = blocks.at(-1);
  if (newest === undefined) return;
  await trx
    .deleteFrom('chain_blocks')
    .where('number', '<', newest.number - HEADERS_KEPT)
    .execute();
}

/** Headers from the newest down: candidates for the common ancestor after a reorganisation. */
export function headersBefore(db: Db, number: number, limit: number): Promise<BlockRow[]> {
  return db
    .selectFrom('chain_blocks')
    .selectAll()
    .where('number', '<', number)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
}

export async function insertEvents(trx: Db, rows: readonly EventRow[]): Promise<void> {
  await insertAll(
    trx,
    'projected_events',
    rows.map((row) => ({ ...row, payload: JSON.stringify(row.payload) })),
  );
}

export async function insertRefusals(trx: Db, rows: readonly RefusalRow[]): Promise<void> {
  await insertAll(trx, 'projected_refusals', rows);
}

/** Forgets everything read above a block. @returns cases that lost events, and whether the registry did */
export async function deleteAbove(trx: Db, blockNumber: number): Promise<EventRow[]> {
  await trx.deleteFrom('chain_blocks').where('number', '>', blockNumber).execute();
  await trx.deleteFrom('projected_refusals').where('block_number', '>', blockNumber).execute();
  return trx.deleteFrom('projected_events').where('block_number', '>', blockNumber).returningAll().execute();
}

/** Forgets everything that was read, so that it is read again from the deployment on. */
export async function forgetAll(trx: Db): Promise<void> {
  await trx.deleteFrom('chain_cursor').execute();
  await deleteAbove(trx, -1);
}

/** Events of some cases, by case and sequence. */
export function eventsOfCases(db: Db, caseIds: readonly string[]): Promise<EventRow[]> {
  return db
    .selectFrom('projected_events')
    .selectAll()
    .where('case_id', 'in', [...caseIds])
    .orderBy('case_id')
    .orderBy('sequence')
    .execute();
}

/** Events that concern no case: registry, founding, cancellations. */
export function eventsOfRegistry(db: Db): Promise<EventRow[]> {
  return db.selectFrom('projected_events').selectAll().where('case_id', 'is', null).orderBy('sequence').execute();
}

/** Events in sequence order, for feeds, timelines and the audit. */
export function eventsFrom(db: Db, afterSequence: number, limit: number): Promise<EventRow[]> {
  return db
    .selectFrom('projected_events')
    .selectAll()
    .where('sequence', '>', afterSequence)
    .orderBy('sequence')
    .limit(limit)
    .execute();
}

/** One page of a case's events. @param afterSequence 0 for the first page */
export function caseEventsFrom(db: Db, caseId: string, afterSequence: number, limit: number): Promise<EventRow[]> {
  return db
    .selectFrom('projected_events')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('sequence', '>', afterSequence)
    .orderBy('sequence')
    .limit(limit)
    .execute();
}

/**
 * Registry actions that changed the standing of an id, in order: those on it, and the rotation that a key signed itself.
 * @param upTo last sequence that counts
 */
export function standingEvents(db: Db, id: string, upTo: number): Promise<EventRow[]> {
  return db
    .selectFrom('projected_events')
    .selectAll()
    .where('case_id', 'is', null)
    .where('sequence', '>', 0)
    .where('sequence', '<=', upTo)
    .where('kind', '!=', 'CancelAction')
    .where((where) =>
      where.or([where('subject', '=', id), where.and([where('actor', '=', id), where('kind', '=', 'RotateKey')])]),
    )
    .orderBy('sequence')
    .execute();
}

/** Row of the founding councils; undefined until it was read. */
export function foundingEvent(db: Db): Promise<EventRow | undefined> {
  return db.selectFrom('projected_events').selectAll().where('sequence', '=', 0).executeTakeFirst();
}

export function eventByDigest(db: Db, digest: string): Promise<EventRow | undefined> {
  return db.selectFrom('projected_events').selectAll().where('digest', '=', digest).executeTakeFirst();
}

/** First refusal of an action by the chain. */
export function refusalOf(db: Db, digest: string): Promise<RefusalRow | undefined> {
  const rows = db.selectFrom('projected_refusals').selectAll().where('digest', '=', digest);
  return rows.orderBy('block_number').orderBy('log_index').limit(1).executeTakeFirst();
}

export function refusalsFrom(db: Db): Promise<RefusalRow[]> {
  return db.selectFrom('projected_refusals').selectAll().orderBy('block_number').orderBy('log_index').execute();
}

/** Case that an OpenCase, or any version of a document, gave a root; for questions that start from a root. */
export function versionsOfRoot(db: Db, root: string): Promise<Row<'projected_versions'>[]> {
  return db.selectFrom('projected_versions').selectAll().where('root', '=', root).orderBy('lodged_sequence').execute();
}

export async function insertAll<T extends keyof Database>(
  trx: Db,
  table: T,
  rows: readonly Insertable<Database[T]>[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += CHUNK) {
    await trx
      .insertInto(table)
      .values(rows.slice(at, at + CHUNK))
      .execute();
  }
}
