/** The outbox: accepted actions and what became of them. */

import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { SignedAction } from '../../../protocol/actions.ts';
import type { AppliedAction } from '../../chain/event-decoder.ts';
import type { Db } from '../../database/pool.ts';
import type { ActionsTable } from '../../database/types.ts';

export type ActionRow = Selectable<ActionsTable>;

export interface NewAction {
  readonly digest: string;
  readonly action: SignedAction;
  readonly orderKey: string;
  readonly caseId: string | null;
  readonly acceptedAt: Date;
  /** Signed note. */
  readonly promise: string;
}

/** Where in the chain an action became final. */
export interface FinalPlace {
  readonly blockNumber: number;
  readonly blockHash: string;
  /** unix seconds */
  readonly blockTime: number;
  readonly txHash: string | null;
}

const OPEN = ['ACCEPTED', 'SENT'] as const;

export function findAction(db: Db, digest: string): Promise<ActionRow | undefined> {
  return db.selectFrom('actions').selectAll().where('digest', '=', digest).executeTakeFirst();
}

export function findActions(db: Db, digests: readonly string[]): Promise<ActionRow[]> {
  if (digests.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('actions')
    .selectAll()
    .where('digest', 'in', [...digests])
    .execute();
}

/** @returns false if the digest is there already */
export async function insertAction(
  trx: Db,
  { digest, action, orderKey, caseId, acceptedAt, promise }: NewAction,
): Promise<boolean> {
  const { kind, message, signatures, attachment } = action;
  const inserted = await trx
    .insertInto('actions')
    .values({
      digest,
      kind,
      message: JSON.stringify(message),
      signatures: JSON.stringify(signatures),
      attachment: attachment ?? '0x',
      key_id: typeof message['keyId'] === 'string' ? message['keyId'] : null,
      jurisdiction: typeof message['keyId'] === 'string' ? null : String(message['jurisdiction']),
      case_id: caseId,
      order_key: orderKey,
      not_before: Number(message['notBefore']),
      deadline: Number(message['deadline']),
      status: 'ACCEPTED',
      accepted_at: acceptedAt,
      promise,
    })
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .returning('digest')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Puts a quarantined action back into the queue. */
export async function requeue(trx: Db, digest: string): Promise<void> {
  await trx
    .updateTable('actions')
    .set({ status: 'ACCEPTED', reason: null, result_code: null, attempts: 0, batch_limit: null })
    .where('digest', '=', digest)
    .where('status', '=', 'QUARANTINED')
    .execute();
}

/** Actions that are accepted and not final. */
export async function countOpen(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('actions')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('status', 'in', [...OPEN])
    .executeTakeFirstOrThrow();
  return count;
}

/** Open actions of an order key that are not held back, oldest first. @param now unix seconds */
export function openActionsOf(db: Db, orderKey: string, now: number, limit: number): Promise<ActionRow[]> {
  return db
    .selectFrom('actions')
    .selectAll()
    .where('order_key', '=', orderKey)
    .where('status', 'in', [...OPEN])
    .where('not_before', '<=', now)
    .orderBy('position')
    .limit(limit)
    .execute();
}

/** Open actions of a case, oldest first. */
export function openActionsOfCase(db: Db, caseId: string): Promise<ActionRow[]> {
  return db
    .selectFrom('actions')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('status', 'in', [...OPEN])
    .orderBy('position')
    .execute();
}

/**
 * Takes what may be sent: found by status, oldest first, cancellations before everything, and nothing of an order key
 * that has something under way. Rows stay locked until the transaction ends.
 * @param now unix seconds: what is not valid before later is held back
 */
export function lockSendable(trx: Db, now: number, limit: number, except: readonly string[]): Promise<ActionRow[]> {
  let query = trx
    .selectFrom('actions')
    .selectAll()
    .where('status', '=', 'ACCEPTED')
    .where('not_before', '<=', now)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('actions as sent')
            .select('sent.digest')
            .whereRef('sent.order_key', '=', 'actions.order_key')
            .where('sent.status', '=', 'SENT'),
        ),
      ),
    );
  if (except.length > 0) query = query.where('digest', 'not in', [...except]);
  return query
    .orderBy(sql`(kind = 'CancelAction')`, 'desc')
    .orderBy('position')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** Marks actions as travelling in a batch, in its order. @returns how many were still waiting */
export async function markSent(trx: Db, batchId: number, digests: readonly string[]): Promise<number> {
  const result = await sql`
    UPDATE actions SET status = 'SENT', batch_id = ${batchId}, batch_position = item.position - 1
    FROM unnest(${sql.val([...digests])}::text[]) WITH ORDINALITY AS item (digest, position)
    WHERE actions.digest = item.digest AND actions.status = 'ACCEPTED'`.execute(trx);
  return Number(result.numAffectedRows ?? 0n);
}

export function actionsOfBatch(db: Db, batchId: number): Promise<ActionRow[]> {
  return db.selectFrom('actions').selectAll().where('batch_id', '=', batchId).orderBy('batch_position').execute();
}

/** Returns actions that travel in a batch to the queue. @param batchLimit size of the next batch that may carry them */
export async function returnToQueue(
  trx: Db,
  digests: readonly string[],
  { failed, batchLimit }: { readonly failed: boolean; readonly batchLimit: number | null },
): Promise<void> {
  if (digests.length === 0) return;
  await trx
    .updateTable('actions')
    .set((where) => ({
      status: 'ACCEPTED',
      batch_id: null,
      batch_position: null,
      batch_limit: batchLimit,
      attempts: where('attempts', '+', failed ? 1 : 0),
    }))
    .where('digest', 'in', [...digests])
    .where('status', '=', 'SENT')
    .execute();
}

/** Sets actions aside for a reason that only people can resolve. They block nothing. */
export async function quarantine(trx: Db, digest: string, reason: string): Promise<void> {
  await trx
    .updateTable('actions')
    .set({ status: 'QUARANTINED', reason, batch_id: null, batch_position: null })
    .where('digest', '=', digest)
    .where('status', 'in', [...OPEN])
    .execute();
}

/** Sets applied actions final, whoever carried them. @returns digests that are ours */
export async function markAnchored(
  trx: Db,
  applied: readonly Pick<AppliedAction, 'digest' | 'sequence' | 'blockNumber' | 'blockHash' | 'txHash'>[],
  timeOf: (blockNumber: number) => number,
): Promise<string[]> {
  if (applied.length === 0) return [];
  const column = <T>(pick: (item: (typeof applied)[number]) => T) => sql.val(applied.map(pick));
  const { rows } = await sql<{ digest: string }>`
    UPDATE actions SET status = 'ANCHORED', result_code = 'APPLIED', reason = NULL, sequence = item.sequence,
      block_number = item.block_number, block_hash = item.block_hash, block_time = item.block_time, tx_hash = item.tx_hash
    FROM unnest(
      ${column(({ digest }) => digest)}::text[], ${column(({ sequence }) => sequence)}::bigint[],
      ${column(({ blockNumber }) => blockNumber)}::bigint[], ${column(({ blockHash }) => blockHash)}::text[],
      ${column(({ blockNumber }) => timeOf(blockNumber))}::bigint[], ${column(({ txHash }) => txHash)}::text[]
    ) AS item (digest, sequence, block_number, block_hash, block_time, tx_hash)
    WHERE actions.digest = item.digest
    RETURNING actions.digest`.execute(trx);
  return rows.map(({ digest }) => digest);
}

/** Sets an action final that the chain refused, unless it was applied elsewhere. */
export async function markRejected(trx: Db, digest: string, resultCode: string, place: FinalPlace): Promise<void> {
  await trx
    .updateTable('actions')
    .set({
      status: 'REJECTED',
      result_code: resultCode,
      reason: `LEDGER_${resultCode}`,
      block_number: place.blockNumber,
      block_hash: place.blockHash,
      block_time: place.blockTime,
      tx_hash: place.txHash,
    })
    .where('digest', '=', digest)
    .where('status', 'in', [...OPEN])
    .execute();
}

/** Sets final what was never sent and can never be applied any more: the chain's own time has passed its deadline. */
export async function rejectExpired(trx: Db, { blockNumber, blockHash, blockTime }: FinalPlace): Promise<string[]> {
  const rows = await trx
    .updateTable('actions')
    .set({
      status: 'REJECTED',
      result_code: 'EXPIRED',
      reason: 'LEDGER_EXPIRED',
      block_number: blockNumber,
      block_hash: blockHash,
      block_time: blockTime,
    })
    .where('status', '=', 'ACCEPTED')
    .where('deadline', '<', blockTime)
    .returning('digest')
    .execute();
  return rows.map(({ digest }) => digest);
}

/** Takes back what became final above a block: back to travelling if it was sent, else back to the queue. */
export async function undoFinal(trx: Db, blockNumber: number): Promise<void> {
  await trx
    .updateTable('actions')
    .set({
      status: sql`CASE WHEN batch_id IS NULL THEN 'ACCEPTED' ELSE 'SENT' END`,
      result_code: null,
      reason: null,
      sequence: null,
      block_number: null,
      block_hash: null,
      block_time: null,
      tx_hash: null,
    })
    .where('block_number', '>', blockNumber)
    .where('status', 'in', ['ANCHORED', 'REJECTED'])
    .execute();
}

/** Actions that travel in one of some batches. */
export async function sentIn(trx: Db, batchIds: readonly number[]): Promise<string[]> {
  if (batchIds.length === 0) return [];
  const rows = await trx
    .selectFrom('actions')
    .select('digest')
    .where('status', '=', 'SENT')
    .where('batch_id', 'in', [...batchIds])
    .execute();
  return rows.map(({ digest }) => digest);
}

/** Batches that actions travel in. */
export async function travellingIn(trx: Db): Promise<number[]> {
  const rows = await trx.selectFrom('actions').select('batch_id').distinct().where('status', '=', 'SENT').execute();
  return rows.flatMap(({ batch_id }) => batch_id ?? []);
}

/** Actions after a position, oldest first; pages through all of them. */
export function actionsAfter(db: Db, position: number, limit: number): Promise<ActionRow[]> {
  return db
    .selectFrom('actions')
    .selectAll()
    .where('position', '>', position)
    .orderBy('position')
    .limit(limit)
    .execute();
}

/** How many actions have which status, for metrics. */
export async function countByStatus(db: Db): Promise<{ status: string; count: number }[]> {
  return db
    .selectFrom('actions')
    .select((select) => ['status', select.fn.countAll<number>().as('count')])
    .groupBy('status')
    .execute();
}

/** The signed action of a row. */
export function signedActionOf({ kind, message, signatures, attachment }: ActionRow): SignedAction {
  return { kind, message, signatures, attachment };
}
