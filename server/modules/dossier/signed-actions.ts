/**
 * The signed actions behind rows of the index: from the outbox if they came this way, else out of the transaction that
 * applied them. Signatures count as well: one action may be signed twice, and the log holds one of the signings.
 */
import { actionDigest, type LedgerDomain, type SignedAction } from '../../../protocol/actions.ts';
import { signatureDigest } from '../../../protocol/dossier/applied-action.ts';
import type { LoggedAction } from '../../../protocol/dossier/assemble-dossier.ts';
import { decodeAction } from '../../chain/action-decoding.ts';
import { decodeExecute } from '../../chain/action-encoding.ts';
import type { ChainTransaction } from '../../chain/ledger-client.ts';
import type { Db } from '../../database/pool.ts';
import { AppError } from '../../errors/app-error.ts';
import { findActions, signedActionOf } from '../actions/actions.repository.ts';
import { leafOfEvent } from '../log/leaves.ts';
import type { EventRow } from '../projection/rows.ts';

export interface SignedActionsDeps {
  readonly db: Db;
  readonly domain: LedgerDomain;
  readonly transaction: (txHash: string) => Promise<ChainTransaction | undefined>;
}

/** @throws {AppError} DOSSIER_ACTION_UNAVAILABLE, CHAIN_UNAVAILABLE */
export async function loggedActions(deps: SignedActionsDeps, rows: readonly EventRow[]): Promise<LoggedAction[]> {
  const digests = rows.map(({ digest }) => digest);
  const own = new Map((await findActions(deps.db, digests)).map((row) => [row.digest, signedActionOf(row)]));
  const sent = new Map<string, Promise<readonly SignedAction[]>>();
  return Promise.all(
    rows.map(async (row) => {
      const kept = own.get(row.digest);
      const action = kept !== undefined && isSigning(kept, row) ? kept : await fromChain(deps, row, sent);
      return { leaf: leafOfEvent(row), action };
    }),
  );
}

function isSigning(action: SignedAction, row: EventRow): boolean {
  return action.kind === row.kind && signatureDigest(action) === row.signature_digest;
}

async function fromChain(
  { domain, transaction }: SignedActionsDeps,
  row: EventRow,
  sent: Map<string, Promise<readonly SignedAction[]>>,
): Promise<SignedAction> {
  const read = async () => {
    const found = await transaction(row.tx_hash);
    return found === undefined ? [] : actionsIn(found.data);
  };
  const pending = sent.get(row.tx_hash) ?? read();
  sent.set(row.tx_hash, pending);
  // a refused action beside it may carry the same signatures
  const action = (await pending).find(
    (each) => isSigning(each, row) && actionDigest(domain, each.kind, each.message) === row.digest,
  );
  if (action !== undefined) return action;
  throw new AppError('DOSSIER_ACTION_UNAVAILABLE', { params: { sequence: row.sequence, txHash: row.tx_hash } });
}

/** Actions in the calldata of `execute`; none if the transaction called something else. */
function actionsIn(data: string): SignedAction[] {
  try {
    return decodeExecute(data).map(decodeAction);
  } catch {
    return [];
  }
}
