/** Checkpoints that this gateway signed, and the cosignatures of others below them. */
import { type Selectable, sql } from 'kysely';
import type { Db } from '../../database/pool.ts';
import type { LogCheckpointsTable, LogCosignaturesTable } from '../../database/types.ts';

export type CheckpointRow = Selectable<LogCheckpointsTable>;
export type CosignatureRow = Selectable<LogCosignaturesTable>;

/** Signed checkpoints kept that nobody cosigned. */
const KEPT = 1_000;

export function newestCheckpoint(db: Db): Promise<CheckpointRow | undefined> {
  return db.selectFrom('log_checkpoints').selectAll().orderBy('size', 'desc').limit(1).executeTakeFirst();
}

export function checkpointOf(db: Db, size: number): Promise<CheckpointRow | undefined> {
  return db.selectFrom('log_checkpoints').selectAll().where('size', '=', size).executeTakeFirst();
}

/** Stores a checkpoint, or its newer signature of the same text. */
export async function storeCheckpoint(trx: Db, row: CheckpointRow): Promise<void> {
  await trx
    .insertInto('log_checkpoints')
    .values(row)
    .onConflict((conflict) => conflict.column('size').doUpdateSet({ note: row.note, signed_at: row.signed_at }))
    .execute();
  await sql`
    DELETE FROM log_checkpoints AS old
    WHERE size < (SELECT min(size) FROM (SELECT size FROM log_checkpoints ORDER BY size DESC LIMIT ${KEPT}) AS newest)
      AND NOT EXISTS (SELECT FROM log_cosignatures WHERE log_cosignatures.size = old.size)`.execute(trx);
}

export function cosignaturesOf(db: Db, size: number): Promise<CosignatureRow[]> {
  return db.selectFrom('log_cosignatures').selectAll().where('size', '=', size).orderBy('key_name').execute();
}

export async function storeCosignature(db: Db, row: CosignatureRow): Promise<void> {
  await db
    .insertInto('log_cosignatures')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['size', 'key_name'])
        .doUpdateSet({ line: row.line, signed_at: row.signed_at })
        .where('log_cosignatures.signed_at', '<=', row.signed_at),
    )
    .execute();
}

/** Largest size that another gateway cosigned; infinite if none did. */
export async function newestCosigned(db: Db): Promise<number> {
  const row = await db
    .selectFrom('log_cosignatures')
    .select((select) => select.fn.max<number | null>('size').as('size'))
    .executeTakeFirst();
  return row?.size ?? Number.POSITIVE_INFINITY;
}
