/** Raw transactions that carry batches of actions, one unfinished per lane. */
import type { Insertable, Selectable } from 'kysely';
import type { Db } from '../../database/pool.ts';
import type { BatchesTable } from '../../database/types.ts';

export type BatchRow = Selectable<BatchesTable>;

export interface NewBatch {
  readonly lane: string;
  readonly nonce: number;
  readonly txHash: string;
  readonly rawTx: Buffer;
  readonly items: number;
  readonly gasLimit: number;
  readonly createdAt: Date;
}

/** Out of its block: to be sent again at once. */
const TRAVELLING_AGAIN = {
  status: 'REORGED',
  settled: false,
  block_number: null,
  block_hash: null,
  gas_used: null,
  last_broadcast_at: null,
} as const;

/** @returns id of the batch */
export async function insertBatch(trx: Db, batch: NewBatch): Promise<number> {
  const values: Insertable<BatchesTable> = {
    lane: batch.lane,
    nonce: batch.nonce,
    tx_hash: batch.txHash,
    raw_tx: batch.rawTx,
    item_count: batch.items,
    gas_limit: batch.gasLimit,
    status: 'SIGNED',
    created_at: batch.createdAt,
  };
  const { id } = await trx.insertInto('batches').values(values).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** Batches of a lane that are neither mined nor given up, by nonce. */
export function unfinishedBatches(db: Db, lane: string): Promise<BatchRow[]> {
  return db
    .selectFrom('batches')
    .selectAll()
    .where('lane', '=', lane)
    .where('status', 'in', ['SIGNED', 'REORGED'])
    .orderBy('nonce')
    .execute();
}

/** Lanes that have something unfinished, configured or not. */
export async function lanesWithUnfinished(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('batches')
    .select('lane')
    .distinct()
    .where('status', 'in', ['SIGNED', 'REORGED'])
    .execute();
  return rows.map(({ lane }) => lane);
}

/** Mined batches up to a block whose items have not been judged yet. */
export function unsettledBatches(db: Db, upToBlock: number): Promise<BatchRow[]> {
  return db
    .selectFrom('batches')
    .selectAll()
    .where('status', '=', 'MINED')
    .where('settled', '=', false)
    .where('block_number', '<=', upToBlock)
    .orderBy('id')
    .execute();
}

export async function noteBroadcast(db: Db, id: number, at: Date): Promise<void> {
  await db
    .updateTable('batches')
    .set((where) => ({ last_broadcast_at: at, broadcasts: where('broadcasts', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

export async function markMined(
  db: Db,
  id: number,
  {
    blockNumber,
    blockHash,
    gasUsed,
  }: { readonly blockNumber: number; readonly blockHash: string; readonly gasUsed: number },
): Promise<void> {
  await db
    .updateTable('batches')
    .set({ status: 'MINED', settled: false, block_number: blockNumber, block_hash: blockHash, gas_used: gasUsed })
    .where('id', '=', id)
    .execute();
}

export async function closeBatch(trx: Db, id: number, status: 'MINED' | 'REVERTED' | 'LOST'): Promise<void> {
  await trx.updateTable('batches').set({ status, settled: true }).where('id', '=', id).execute();
}

/** Puts a batch whose block is gone back to travelling. */
export async function markReorged(trx: Db, id: number): Promise<void> {
  await trx.updateTable('batches').set(TRAVELLING_AGAIN).where('id', '=', id).execute();
}

/** As {@link markReorged}, for every batch in a block above one. */
export async function markReorgedAbove(trx: Db, blockNumber: number): Promise<void> {
  await trx
    .updateTable('batches')
    .set(TRAVELLING_AGAIN)
    .where('block_number', '>', blockNumber)
    .where('status', 'in', ['MINED', 'REVERTED'])
    .execute();
}

/** Batches among some that are over: nothing can travel in them any more. */
export async function settledAmong(trx: Db, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom('batches')
    .select('id')
    .where('settled', '=', true)
    .where('id', 'in', [...ids])
    .execute();
  return rows.map(({ id }) => id);
}

export async function gasOfBatch(db: Db, id: number): Promise<{ gasUsed: number; items: number } | undefined> {
  const row = await db.selectFrom('batches').select(['gas_used', 'item_count']).where('id', '=', id).executeTakeFirst();
  return row === undefined || row.gas_used === null ? undefined : { gasUsed: row.gas_used, items: row.item_count };
}

/** Batches after an id, oldest first; pages through all of them. */
export function batchesAfter(db: Db, id: number, limit: number): Promise<BatchRow[]> {
  return db.selectFrom('batches').selectAll().where('id', '>', id).orderBy('id').limit(limit).execute();
}

/** Hashes among some that are transactions of ours. */
export async function knownTransactions(db: Db, hashes: readonly string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await db
    .selectFrom('batches')
    .select('tx_hash')
    .where('tx_hash', 'in', [...hashes])
    .execute();
  return new Set(rows.map(({ tx_hash }) => tx_hash));
}
