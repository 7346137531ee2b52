/** Nonces of requests that were answered, and what is still wanted of other gateways. */
import { sql } from 'kysely';
import { ZERO_32 } from '../../chain/hex.ts';
import type { Db } from '../../database/pool.ts';

/** A root that is anchored and whose content this gateway does not hold. */
export interface Wanted {
  readonly root: string;
  /** Kind of action that anchored it, which says what the content must be. */
  readonly kind: 'OpenCase' | 'LodgeDocument' | 'DecideClearance' | 'RecordEvents';
  readonly caseId: string;
  readonly documentId: string | null;
  /** UNTDID 1001 */
  readonly documentType: number | null;
  readonly partyId: string;
  /** Newest sequence of the case. */
  readonly sequence: number;
  /** How often this gateway was asked in vain. */
  readonly attempts: number;
}

/**
 * What to ask one gateway for now. The other contents of a case are wanted once its envelope is here: before that nobody
 * here is known to have a part in it, and one refusal a case is enough.
 * @param now unix seconds; a root that was refused waits for its time, or for news of its case
 */
export async function wantedOf(db: Db, gateway: string, now: number, limit: number): Promise<Wanted[]> {
  const { rows } = await sql<Wanted>`
    SELECT DISTINCT ON (c.last_sequence, w.root)
           w.root, w.kind, w.case_id AS "caseId", w.document_id AS "documentId", w.document_type AS "documentType",
           w.party_id AS "partyId", c.last_sequence AS sequence, coalesce(r.attempts, 0) AS attempts
      FROM (
        SELECT envelope AS root, 'OpenCase' AS kind, case_id, NULL::text AS document_id, NULL::integer AS document_type,
               opened_by AS party_id FROM projected_cases
        UNION ALL
        SELECT v.root, 'LodgeDocument', v.case_id, v.document_id, d.document_type, d.party_id
          FROM projected_versions v JOIN projected_documents d USING (case_id, document_id)
        UNION ALL
        SELECT conditions, 'DecideClearance', case_id, NULL, NULL, party_id FROM projected_decisions
        UNION ALL
        SELECT root, 'RecordEvents', case_id, NULL, NULL, party_id FROM projected_tracking
      ) w
      JOIN projected_cases c ON c.case_id = w.case_id
      LEFT JOIN exchange_requests r ON r.gateway = ${gateway} AND r.root = w.root
     WHERE w.root <> ${ZERO_32}
       AND (w.kind = 'OpenCase' OR c.envelope_known)
       AND NOT EXISTS (SELECT 1 FROM document_contents d WHERE d.root = w.root)
       AND (r.root IS NULL OR r.next_at <= ${now} OR r.asked_sequence < c.last_sequence)
     ORDER BY c.last_sequence, w.root LIMIT ${limit}`.execute(db);
  return rows;
}

/** What came of asking in vain. Times in unix seconds. */
export interface Refusal {
  readonly outcome: string;
  readonly askedAt: number;
  readonly nextAt: number;
}

export async function storeRefusal(
  db: Db,
  gateway: string,
  { root, attempts, sequence }: Wanted,
  { outcome, askedAt, nextAt }: Refusal,
): Promise<void> {
  const row = { outcome, attempts: attempts + 1, asked_at: askedAt, next_at: nextAt, asked_sequence: sequence };
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
