/** Whether a ledger key may be used now, by what the registry says of it. */
import type { KeyWithParty } from '../projection/registry.repository.ts';

/** Results of contracts/types/Types.sol that a key's standing can have. */
export type KeyStanding = 'VALID' | 'KEY_REVOKED' | 'KEY_NOT_YET_VALID' | 'KEY_EXPIRED' | 'PARTY_SUSPENDED';

/**
 * The same order of checks as in the contract, less the pause of a jurisdiction: who cannot act may still read.
 * @param nowSeconds seconds since the Unix epoch
 */
export function keyStanding({ key, party }: KeyWithParty, nowSeconds: number): KeyStanding {
  if (key.revoked_at !== null) return 'KEY_REVOKED';
  if (nowSeconds < key.valid_from) return 'KEY_NOT_YET_VALID';
  if (nowSeconds >= key.valid_until) return 'KEY_EXPIRED';
  return party.status === 'ACTIVE' ? 'VALID' : 'PARTY_SUSPENDED';
}
