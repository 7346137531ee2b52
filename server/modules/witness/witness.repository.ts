/** What was seen of other gateways: the newest checkpoint that agreed, and evidence of those that did not. */
import type { Insertable, Selectable } from 'kysely';
import type { Db } from '../../database/pool.ts';
import type { WitnessAlarmsTable, WitnessedCheckpointsTable } from '../../database/types.ts';

export type WitnessedRow = Selectable<WitnessedCheckpointsTable>;
export type AlarmRow = Selectable<WitnessAlarmsTable>;

export function findWitnessed(db: Db, gateway: string): Promise<WitnessedRow | undefined> {
  return db.selectFrom('witnessed_checkpoints').selectAll().where('gateway', '=', gateway).executeTakeFirst();
}

export function listWitnessed(db: Db): Promise<WitnessedRow[]> {
  return db.selectFrom('witnessed_checkpoints').selectAll().orderBy('gateway').execute();
}

export async function storeWitnessed(db: Db, row: WitnessedRow): Promise<void> {
  await db
    .insertInto('witnessed_checkpoints')
    .values(row)
    .onConflict((conflict) => conflict.column('gateway').doUpdateSet(row))
    .execute();
}

/** @returns false if the same alarm was raised before */
export async function insertAlarm(db: Db, row: Insertable<WitnessAlarmsTable>): Promise<boolean> {
  const inserted = await db
    .insertInto('witness_alarms')
    .values(row)
    .onConflict((conflict) => conflict.columns(['kind', 'gateway', 'size']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Newest first. */
export function listAlarms(db: Db, limit: number): Promise<AlarmRow[]> {
  return db.selectFrom('witness_alarms').selectAll().orderBy('id', 'desc').limit(limit).execute();
}

export async function countAlarms(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('witness_alarms')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
