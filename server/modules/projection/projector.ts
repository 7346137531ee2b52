/** Writes what was read into the event tables and folds the read tables anew for whatever it touched. */
import { concernsCase } from '../../chain/event-decoder.ts';
import { ZERO_8, ZERO_32 } from '../../chain/hex.ts';
import type { Db } from '../../database/pool.ts';
import type { EnvelopeFacts, RegistryLookup } from './case-state.ts';
import type { ReadRange } from './chain-reader.ts';
import { foldCase } from './fold-case.ts';
import { foldRegistry, REGISTRY_EVENTS } from './fold-registry.ts';
import {
  deleteAbove,
  eventsOfCases,
  eventsOfRegistry,
  insertBlocks,
  insertEvents,
  insertRefusals,
  lockCursor,
} from './projection.repository.ts';
import { replaceCases, replaceRegistry } from './read-tables.repository.ts';
import { type EventRow, eventsOf, type RegistryRows } from './rows.ts';

/** Finds the envelopes of cases by their root, as far as this gateway holds them. */
export type FindEnvelopes = (db: Db, roots: readonly string[]) => Promise<ReadonlyMap<string, EnvelopeFacts>>;

/** Kind of the row that holds the founding councils. */
export const FOUNDING = 'Founding';

/** Event rows of a range that was read. */
export function eventRows(range: ReadRange): EventRow[] {
  const times = new Map(range.blocks.map(({ blockNumber, blockTime }) => [blockNumber, blockTime]));
  const timeOf = (blockNumber: number) => times.get(blockNumber) ?? 0;
  const founding = range.founding.map(
    (item): EventRow => ({
      sequence: 0,
      digest: ZERO_32,
      kind: FOUNDING,
      subject: ZERO_32,
      case_id: null,
      actor: ZERO_32,
      party: ZERO_8,
      operator: ZERO_8,
      signed_at: timeOf(item.blockNumber),
      subject_head: ZERO_32,
      actor_head: ZERO_32,
      signature_digest: ZERO_32,
      block_number: item.blockNumber,
      block_hash: item.blockHash,
      block_time: timeOf(item.blockNumber),
      tx_hash: item.txHash,
      log_index: item.logIndex,
      payload: [...item.events],
    }),
  );
  const applied = range.applied.map(
    (item): EventRow => ({
      sequence: item.sequence,
      digest: item.digest,
      kind: item.kind,
      subject: item.subject,
      case_id: concernsCase(item.kind) ? item.subject : null,
      actor: item.actor,
      party: item.party,
      operator: item.operator,
      signed_at: item.signedAt,
      subject_head: item.subjectHead,
      actor_head: item.actorHead,
      signature_digest: item.signatureDigest,
      block_number: item.blockNumber,
      block_hash: item.blockHash,
      block_time: timeOf(item.blockNumber),
      tx_hash: item.txHash,
      log_index: item.logIndex,
      payload: [...item.events],
    }),
  );
  return [...founding, ...applied];
}

/** Whether an event row changes who is who. */
export function concernsRegistry(row: EventRow): boolean {
  return row.payload.some(({ name }) => REGISTRY_EVENTS.has(name));
}

/** Answers a fold's questions from the folded registry. */
export function registryLookup(rows: RegistryRows): RegistryLookup {
  const jurisdictions = new Map(rows.projected_parties.map(({ party_id, jurisdiction }) => [party_id, jurisdiction]));
  const newestFirst = [...rows.projected_policies].sort((a, b) => b.sequence - a.sequence);
  return {
    jurisdictionOf: (partyId) => {
      const code = jurisdictions.get(partyId);
      if (code === undefined) throw new RangeError(`party ${partyId} is not enrolled`);
      return code;
    },
    policyAt: (jurisdiction, sequence) => {
      const policy = newestFirst.find((row) => row.jurisdiction === jurisdiction && row.sequence <= sequence);
      if (policy === undefined) throw new RangeError(`jurisdiction ${jurisdiction} has no policy at ${sequence}`);
      return policy;
    },
  };
}

/** Appends a range and folds what it touched. @returns ids of the cases that changed */
export async function appendRange(trx: Db, range: ReadRange, findEnvelopes: FindEnvelopes): Promise<string[]> {
  const rows = eventRows(range);
  await insertBlocks(
    trx,
    range.blocks.map((block) => ({
      number: block.blockNumber,
      hash: block.blockHash,
      parent_hash: block.parentHash,
      time: block.blockTime,
      sequence: block.sequence,
      ledger_head: block.ledgerHead,
    })),
  );
  await insertEvents(trx, rows);
  await insertRefusals(trx, refusalRows(range));
  return refold(trx, rows, findEnvelopes);
}

/** Takes back everything above a block and folds what that touched. @returns ids of the cases that changed */
export async function rollBack(trx: Db, blockNumber: number, findEnvelopes: FindEnvelopes): Promise<string[]> {
  return refold(trx, await deleteAbove(trx, blockNumber), findEnvelopes);
}

/** Folds again whatever some event rows, added or removed, concern. */
async function refold(trx: Db, changed: readonly EventRow[], findEnvelopes: FindEnvelopes): Promise<string[]> {
  if (changed.length === 0) return [];
  const registry = foldRegistry(await eventsOfRegistry(trx));
  if (changed.some(concernsRegistry)) await replaceRegistry(trx, registry);
  const caseIds = [...new Set(changed.flatMap(({ case_id }) => case_id ?? []))];
  await refoldCases(trx, caseIds, registryLookup(registry), findEnvelopes);
  return caseIds;
}

/**
 * Folds one case again, because more of its content is known. Takes its turn with the projection by locking the cursor,
 * so that neither overwrites what the other has read.
 */
export async function refoldCase(trx: Db, caseId: string, findEnvelopes: FindEnvelopes): Promise<void> {
  await lockCursor(trx);
  const registry = registryLookup(foldRegistry(await eventsOfRegistry(trx)));
  await refoldCases(trx, [caseId], registry, findEnvelopes);
}

/** Folds some cases again from their events. */
export async function refoldCases(
  trx: Db,
  caseIds: readonly string[],
  registry: RegistryLookup,
  findEnvelopes: FindEnvelopes,
): Promise<void> {
  if (caseIds.length === 0) return;
  const byCase = groupByCase(await eventsOfCases(trx, caseIds));
  const envelopes = await findEnvelopes(trx, [...byCase.values()].flatMap(envelopeRoot));
  const folded = [...byCase.values()].map((events) =>
    foldCase(events, envelopes.get(envelopeRoot(events)[0] ?? ''), registry),
  );
  await replaceCases(trx, caseIds, folded);
}

/** Root of the envelope that the first event of a case names. */
export function envelopeRoot([first]: readonly EventRow[]): string[] {
  if (first === undefined) return [];
  return eventsOf(first, 'CaseOpened').map((args) => String(args['envelope']));
}

export function groupByCase(rows: readonly EventRow[]): Map<string, EventRow[]> {
  const groups = new Map<string, EventRow[]>();
  for (const row of rows) {
    if (row.case_id === null) continue;
    const group = groups.get(row.case_id);
    if (group === undefined) groups.set(row.case_id, [row]);
    else group.push(row);
  }
  return groups;
}

/** Rows of the refusals of a range. */
export function refusalRows(range: ReadRange) {
  const times = new Map(range.blocks.map(({ blockNumber, blockTime }) => [blockNumber, blockTime]));
  return range.refused.map(({ txHash, logIndex, digest, result, blockNumber, blockHash }) => ({
    tx_hash: txHash,
    log_index: logIndex,
    digest,
    result,
    block_number: blockNumber,
    block_hash: blockHash,
    block_time: times.get(blockNumber) ?? 0,
  }));
}
