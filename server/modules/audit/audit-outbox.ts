/**
 * Holds the outbox against what it sent: each stored transaction says which actions it carries, each action says which
 * message its digest stands for, each anchored one stands in the index, and each content that was needed is there.
 */
import { keccak256 } from 'ethers';
import { actionDigest, type LedgerDomain } from '../../../protocol/actions.ts';
import { decodeExecute } from '../../chain/action-encoding.ts';
import { bufferToHex } from '../../chain/hex.ts';
import type { LedgerClient } from '../../chain/ledger-client.ts';
import { transactionData } from '../../chain/raw-transaction.ts';
import type { Db } from '../../database/pool.ts';
import { type ActionRow, actionsAfter, signedActionOf } from '../actions/actions.repository.ts';
import { contentNeed } from '../contents/content-rules.ts';
import { linksOf } from '../contents/contents.repository.ts';
import type { EventRow } from '../projection/rows.ts';
import { type BatchRow, batchesAfter, knownTransactions } from '../relayer/relayer.repository.ts';
import type { AnyRow, Difference } from './compare-rows.ts';

export interface OutboxAuditDeps {
  readonly db: Db;
  readonly chain: LedgerClient;
  /** Addresses of the relay accounts. */
  readonly lanes: readonly string[];
}

const PAGE = 200;

/** Every difference between the outbox, its transactions and the chain. */
export async function auditOutbox(
  deps: OutboxAuditDeps,
  truth: { readonly events: readonly EventRow[]; readonly refusals: readonly AnyRow[] },
): Promise<{ differences: Difference[]; actions: number }> {
  const applied = new Map(truth.events.map((event) => [event.digest, event]));
  const differences: Difference[] = [];
  const bodies = new Set<string>();
  let actions = 0;
  for (let after = 0; ; ) {
    const page = await actionsAfter(deps.db, after, PAGE);
    const links = await linksOf(
      deps.db,
      page.flatMap((row) => neededRoot(row) ?? []),
    );
    const roots = new Set(links.map(({ root }) => root));
    for (const row of page) {
      bodies.add(row.digest);
      differences.push(...auditAction(deps.chain.domain, row, applied.get(row.digest), roots));
    }
    actions += page.length;
    after = page.at(-1)?.position ?? after;
    if (page.length < PAGE) break;
  }
  differences.push(...(await auditBatches(deps, bodies)), ...(await auditForgotten(deps, truth)));
  return { differences, actions };
}

function neededRoot(row: ActionRow): string | undefined {
  const need = contentNeed(signedActionOf(row));
  return need?.required === true ? need.root : undefined;
}

function auditAction(
  domain: LedgerDomain,
  row: ActionRow,
  event: EventRow | undefined,
  roots: ReadonlySet<string>,
): Difference[] {
  const differences: Difference[] = [];
  const fault = (column: string | null, problem: Difference['problem'], detail: string) =>
    differences.push({ where: 'OUTBOX', table: 'actions', key: row.digest, column, problem, detail });
  const digest = digestOf(domain, row);
  if (digest !== row.digest) fault('message', 'DIGEST_DIFFERS', `its message has digest ${digest ?? 'none'}`);
  if (row.status === 'ANCHORED' && event === undefined)
    fault('status', 'CHAIN_DIFFERS', 'the chain has not applied it');
  if (row.status !== 'ANCHORED' && event !== undefined) fault('status', 'CHAIN_DIFFERS', 'the chain has applied it');
  if (event !== undefined && row.sequence !== null && row.sequence !== event.sequence) {
    fault('sequence', 'CHAIN_DIFFERS', `the chain gave it ${event.sequence}`);
  }
  const root = neededRoot(row);
  if (root !== undefined && !roots.has(root)) fault(null, 'CONTENT_MISSING', `nothing is stored for root ${root}`);
  return differences;
}

function digestOf(domain: LedgerDomain, row: ActionRow): string | undefined {
  try {
    return actionDigest(domain, row.kind, row.message);
  } catch {
    return undefined;
  }
}

/** Each stored transaction has the hash that it says, and carries actions that are in the outbox. */
async function auditBatches({ db, chain }: OutboxAuditDeps, known: ReadonlySet<string>): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (let after = 0; ; ) {
    const page = await batchesAfter(db, after, PAGE);
    for (const batch of page) differences.push(...auditBatch(chain, batch, known));
    after = page.at(-1)?.id ?? after;
    if (page.length < PAGE) return differences;
  }
}

function auditBatch(chain: LedgerClient, batch: BatchRow, known: ReadonlySet<string>): Difference[] {
  const raw = bufferToHex(batch.raw_tx);
  const base = { where: 'OUTBOX' as const, key: batch.tx_hash, column: 'raw_tx' };
  if (keccak256(raw) !== batch.tx_hash) {
    const detail = 'the stored bytes have another hash';
    return [{ ...base, table: 'batches', problem: 'DIGEST_DIFFERS', detail }];
  }
  return decodeExecute(transactionData(raw)).flatMap(({ kind, body }): Difference[] => {
    const digest = chain.digestOf(kind, body);
    if (known.has(digest)) return [];
    const detail = `transaction ${batch.tx_hash} carries it`;
    return [{ where: 'OUTBOX', table: 'actions', key: digest, column: null, problem: 'ROW_MISSING', detail }];
  });
}

/** Transactions on chain that our accounts sent and that are not in the outbox any more. */
async function auditForgotten(
  { db, chain, lanes }: OutboxAuditDeps,
  truth: { readonly events: readonly EventRow[]; readonly refusals: readonly AnyRow[] },
): Promise<Difference[]> {
  const hashes = [...new Set([...truth.events, ...truth.refusals].map((row) => String(row.tx_hash)))];
  const known = await knownTransactions(db, hashes);
  const differences: Difference[] = [];
  for (const hash of hashes.filter((each) => !known.has(each))) {
    const transaction = await chain.transaction(hash);
    if (transaction === undefined || !lanes.includes(transaction.from) || transaction.to !== chain.addresses.ledger)
      continue;
    const detail = 'a relay account sent it, and the outbox does not know it';
    differences.push({ where: 'OUTBOX', table: 'batches', key: hash, column: null, problem: 'ROW_MISSING', detail });
  }
  return differences;
}
