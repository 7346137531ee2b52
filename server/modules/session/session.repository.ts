/** Nonces, sessions and API keys. Tokens and keys are stored as SHA-256 only: the table lets nobody in. */
import type { Selectable } from 'kysely';
import type { Db } from '../../database/pool.ts';
import type { ApiKeysTable, SessionsTable } from '../../database/types.ts';

export type SessionRow = Selectable<SessionsTable>;
export type ApiKeyRow = Selectable<ApiKeysTable>;

export async function insertNonce(db: Db, nonce: string, expiresAt: Date): Promise<void> {
  await db.insertInto('session_nonces').values({ nonce, expires_at: expiresAt }).execute();
}

/** Takes a nonce out, so that it can be taken once. @returns false if it is not there or has expired */
export async function takeNonce(db: Db, nonce: string, now: Date): Promise<boolean> {
  const row = await db
    .deleteFrom('session_nonces')
    .where('nonce', '=', nonce)
    .returning('expires_at')
    .executeTakeFirst();
  return row !== undefined && row.expires_at > now;
}

/** Removes nonces and sessions that have ended. */
export async function removeExpired(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('session_nonces').where('expires_at', '<=', now).execute();
  await db.deleteFrom('sessions').where('expires_at', '<=', now).execute();
}

export async function insertSession(db: Db, row: SessionRow): Promise<void> {
  await db.insertInto('sessions').values(row).execute();
}

export function findSession(db: Db, tokenHash: string): Promise<SessionRow | undefined> {
  return db.selectFrom('sessions').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst();
}

export async function deleteSession(db: Db, tokenHash: string): Promise<void> {
  await db.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute();
}

export async function insertApiKey(db: Db, row: ApiKeyRow): Promise<void> {
  await db.insertInto('api_keys').values(row).execute();
}

export function findApiKey(db: Db, keyHash: string): Promise<ApiKeyRow | undefined> {
  return db.selectFrom('api_keys').selectAll().where('key_hash', '=', keyHash).executeTakeFirst();
}

/** API keys of a ledger key, newest first. */
export function apiKeysOf(db: Db, keyId: string): Promise<ApiKeyRow[]> {
  return db
    .selectFrom('api_keys')
    .selectAll()
    .where('key_id', '=', keyId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
}

/** @returns false if the ledger key has no API key of this id; revoking twice keeps the first time */
export async function revokeApiKey(db: Db, keyId: string, id: string, now: Date): Promise<boolean> {
  const found = await db
    .selectFrom('api_keys')
    .select('revoked_at')
    .where('key_id', '=', keyId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (found === undefined) return false;
  await db
    .updateTable('api_keys')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
  return true;
}
