/** What tells one chain and ledger from every other; pinned in the database when it is first used. */

import { AppError } from '../errors/app-error.ts';
import { toHex } from './hex.ts';
import { codeHash, type LedgerClient } from './ledger-client.ts';
import type { Rpc } from './rpc.ts';

export interface LiveIdentity {
  readonly chain_id: number;
  readonly genesis_hash: string;
  readonly ledger_address: string;
  readonly registry_address: string;
  readonly ledger_id: string;
  readonly ledger_code_hash: string;
}

/** Reads the identity of the chain that a node serves. */
export async function readLiveIdentity(rpc: Rpc, chain: LedgerClient): Promise<LiveIdentity> {
  const genesis = await chain.block(0);
  if (genesis === undefined) throw new AppError('BAD_CHAIN_ANSWER', { detail: 'no genesis block' });
  return {
    chain_id: chain.domain.chainId,
    genesis_hash: toHex(genesis.hash),
    ledger_address: chain.addresses.ledger,
    registry_address: chain.addresses.registry,
    ledger_id: chain.domain.ledgerId.toLowerCase(),
    ledger_code_hash: await codeHash(rpc, chain.addresses.ledger),
  };
}
