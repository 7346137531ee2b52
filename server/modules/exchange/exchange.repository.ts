/** Nonces of requests that were answered, and what is still wanted of other gateways. */
import type { Db } from '../../database/pool.ts';

/** Roots that a gateway was asked for in vain, and that are to be asked for again. @param now unix seconds */
export async function dueRequests(db: Db, gateway: string, now: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('exchange_requests')
    .select('root')
    .where('gateway', '=', gateway)
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(limit)
    .execute();
  return rows.map(({ root }) => root);
}

/** How often a gateway was asked for a root in vain. */
export async function attemptsOf(db: Db, gateway: string, root: string): Promise<number> {
  const row = await db
    .selectFrom('exchange_requests')
    .select('attempts')
    .where('gateway', '=', gateway)
    .where('root', '=', root)
    .executeTakeFirst();
  return row?.attempts ?? 0;
}

/** What came of asking in vain. Times in unix seconds. */
export interface Refusal {
  readonly root: string;
  readonly outcome: string;
  /** How often it was asked for, this time included. */
  readonly attempts: number;
  readonly askedAt: number;
  readonly nextAt: number;
}

export async function storeRefusal(
  db: Db,
  gateway: string,
  { root, outcome, attempts, askedAt, nextAt }: Refusal,
): Promise<void> {
  const row = { outcome, attempts, asked_at: askedAt, next_at: nextAt };
  await db
    .insertInto('exchange_requests')
    .values({ gateway, root, ...row })
    .onConflict((conflict) => conflict.columns(['gateway', 'root']).doUpdateSet(row))
    .execute();
}

/** Nobody is asked for a root any more. */
export async function forgetRequests(db: Db, root: string): Promise<void> {
  await db.deleteFrom('exchange_requests').where('root', '=', root).execute();
}

/** Refusals that stand, by gateway and root. */
export function listRefusals(db: Db) {
  return db.selectFrom('exchange_requests').selectAll().orderBy('gateway').orderBy('root').execute();
}

/**
 * Uses up a nonce.
 * @param forgetBefore unix seconds; requests signed before are refused by their time, so their nonces may go
 * @returns false if it was used before
 */
export async function spendNonce(
  db: Db,
  gateway: string,
  { nonce, time }: { readonly nonce: string; readonly time: number },
  forgetBefore: number,
): Promise<boolean> {
  await db.deleteFrom('exchange_nonces').where('signed_at', '<', forgetBefore).execute();
  const inserted = await db
    .insertInto('exchange_nonces')
    .values({ gateway, nonce, signed_at: time })
    .onConflict((conflict) => conflict.doNothing())
    .returning('nonce')
    .executeTakeFirst();
  return inserted !== undefined;
}
