/**
 * Judges the items of a mined batch by the receipt of our own hash: the i-th closing event belongs to the i-th item, and
 * what has none was not processed. Nothing else sets an outcome, neither what the node said when it took the
 * transaction nor a refusal in a transaction of somebody else.
 */
import { type AppliedAction, decodeLogs, type RefusedAction } from '../../chain/event-decoder.ts';
import type { ChainReceipt, LedgerClient } from '../../chain/ledger-client.ts';
import { type Db, inTransaction } from '../../database/pool.ts';
import {
  type ActionRow,
  actionsOfBatch,
  markAnchored,
  markRejected,
  quarantine,
  returnToQueue,
} from '../actions/actions.repository.ts';
import type { EventRow } from '../projection/rows.ts';
import { type BatchRow, closeBatch, markReorged } from './relayer.repository.ts';

export interface SettlementDeps {
  readonly db: Db;
  readonly chain: LedgerClient;
  readonly appliedEvent: (db: Db, digest: string) => Promise<EventRow | undefined>;
  /** Tries after which an action that fails with a batch of its own is set aside. */
  readonly maxAttempts: number;
}

/**
 * Judges one batch.
 * @param upToBlock block up to which the index was read; a receipt above it is left for later
 * @returns digests that became final or were set aside
 */
export async function settleBatch(deps: SettlementDeps, batch: BatchRow, upToBlock: number): Promise<string[]> {
  const receipt = await deps.chain.receipt(batch.tx_hash);
  if (receipt === undefined) {
    await markReorged(deps.db, batch.id);
    return [];
  }
  if (receipt.blockNumber > upToBlock) return [];
  const block = await deps.chain.block(receipt.blockNumber);
  if (block === undefined || block.hash !== receipt.blockHash) return [];
  return inTransaction(deps.db, async (trx) => {
    const rows = await actionsOfBatch(trx, batch.id);
    if (!receipt.succeeded) return settleReverted(deps, trx, batch, rows);
    const digests = await settleItems(deps, trx, rows, receipt, block.time);
    await closeBatch(trx, batch.id, 'MINED');
    return digests;
  });
}

/** The transaction as a whole reverted: its items go again in halves until the one to blame is alone. */
async function settleReverted(
  { maxAttempts }: SettlementDeps,
  trx: Db,
  batch: BatchRow,
  rows: readonly ActionRow[],
): Promise<string[]> {
  await closeBatch(trx, batch.id, 'REVERTED');
  const [only] = rows;
  if (rows.length === 1 && only !== undefined && only.attempts + 1 >= maxAttempts) {
    await quarantine(trx, only.digest, 'REVERTS_ALONE');
    return [only.digest];
  }
  const digests = rows.map(({ digest }) => digest);
  await returnToQueue(trx, digests, { failed: true, batchLimit: Math.max(1, Math.ceil(rows.length / 2)) });
  return [];
}

async function settleItems(
  deps: SettlementDeps,
  trx: Db,
  rows: readonly ActionRow[],
  receipt: ChainReceipt,
  blockTime: number,
): Promise<string[]> {
  const ours = receipt.logs.filter(({ address }) => Object.values(deps.chain.addresses).includes(address));
  const outcomes = decodeLogs(ours, deps.chain.addresses).filter(isOutcome);
  const final: string[] = [];
  const unprocessed: ActionRow[] = [];
  for (const row of rows) {
    const outcome = outcomes[row.batch_position ?? -1];
    if (outcome === undefined) unprocessed.push(row);
    else if (row.status === 'SENT') {
      await settleItem(deps, trx, row, outcome, { ...receipt, blockTime });
      final.push(row.digest);
    }
  }
  return [...final, ...(await returnUnprocessed(deps, trx, unprocessed, outcomes.length))];
}

function isOutcome(item: { readonly type: string }): item is AppliedAction | RefusedAction {
  return item.type === 'APPLIED' || item.type === 'REFUSED';
}

async function settleItem(
  { appliedEvent }: SettlementDeps,
  trx: Db,
  { digest }: ActionRow,
  outcome: AppliedAction | RefusedAction,
  place: {
    readonly blockNumber: number;
    readonly blockHash: string;
    readonly blockTime: number;
    readonly txHash: string;
  },
): Promise<void> {
  if (outcome.type === 'APPLIED') {
    await markAnchored(trx, [{ ...outcome, digest }], () => place.blockTime);
    return;
  }
  const event = outcome.result === 'DUPLICATE' ? await appliedEvent(trx, digest) : undefined;
  if (event === undefined) {
    await markRejected(trx, digest, outcome.result, place);
    return;
  }
  // another carried it first: it stands where that transaction put it
  const { sequence, block_number, block_hash, block_time, tx_hash } = event;
  const applied = { digest, sequence, blockNumber: block_number, blockHash: block_hash, txHash: tx_hash };
  await markAnchored(trx, [applied], () => block_time);
}

/** What the gas did not reach goes again; if not even the first item was reached, that counts as a failure of it. */
async function returnUnprocessed(
  { maxAttempts }: SettlementDeps,
  trx: Db,
  rows: readonly ActionRow[],
  processed: number,
): Promise<string[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const digests = rows.map(({ digest }) => digest);
  if (processed > 0) {
    await returnToQueue(trx, digests, { failed: false, batchLimit: null });
    return [];
  }
  if (first.attempts + 1 >= maxAttempts) {
    await quarantine(trx, first.digest, 'EXCEEDS_GAS_CAP');
    await returnToQueue(trx, digests.slice(1), { failed: false, batchLimit: null });
    return [first.digest];
  }
  await returnToQueue(trx, digests, { failed: true, batchLimit: Math.max(1, Math.ceil(rows.length / 2)) });
  return [];
}
