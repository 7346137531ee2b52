/** API keys: credentials of machines that act for the holder of one ledger key, as long as that key is good. */
import { randomBytes } from 'node:crypto';
import type { Db } from '../../database/pool.ts';
import { AppError } from '../../errors/app-error.ts';
import type { Caller } from '../../http/caller.ts';
import { type Clock, isoTime } from '../../platform/clock.ts';
import type { ApiKeyRow } from './session.repository.ts';
import * as repository from './session.repository.ts';
import type { ApiKey, NewApiKey } from './session.schemas.ts';
import { API_KEY_PREFIX, newToken, tokenHash } from './tokens.ts';

/** API keys in force that one ledger key may have. */
const MAX_API_KEYS = 20;

export interface ApiKeysService {
  /** @throws {AppError} API_KEY_LIMIT */
  create(caller: Caller, name: string): Promise<NewApiKey>;
  list(caller: Caller): Promise<ApiKey[]>;
  /** @throws {AppError} API_KEY_NOT_FOUND */
  revoke(caller: Caller, id: string): Promise<void>;
}

export function createApiKeysService({ db, clock }: { readonly db: Db; readonly clock: Clock }): ApiKeysService {
  return {
    async create(caller, name) {
      const inForce = (await repository.apiKeysOf(db, caller.keyId)).filter(({ revoked_at }) => revoked_at === null);
      if (inForce.length >= MAX_API_KEYS) throw new AppError('API_KEY_LIMIT', { params: { limit: MAX_API_KEYS } });
      const key = newToken(API_KEY_PREFIX);
      const row: ApiKeyRow = {
        id: randomBytes(9).toString('base64url'),
        key_hash: tokenHash(key),
        key_id: caller.keyId,
        party_id: caller.partyId,
        name,
        created_at: new Date(clock.now()),
        revoked_at: null,
      };
      await repository.insertApiKey(db, row);
      return { ...apiKeyOf(row), key };
    },
    list: async (caller) => (await repository.apiKeysOf(db, caller.keyId)).map(apiKeyOf),
    async revoke(caller, id) {
      const found = await repository.revokeApiKey(db, caller.keyId, id, new Date(clock.now()));
      if (!found) throw new AppError('API_KEY_NOT_FOUND');
    },
  };
}

function apiKeyOf(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    createdAt: isoTime(row.created_at.getTime()),
    revokedAt: row.revoked_at === null ? null : isoTime(row.revoked_at.getTime()),
  };
}
