/**
 * Compares the index with the chain: every event is read again from the deployment on, every case and the registry are
 * folded again, and each row is held against the one that is stored. Then the folds themselves are held against the
 * contract's state.
 */

import transitions from '../../../protocol/transitions.json' with { type: 'json' };
import { ZERO_32 } from '../../chain/hex.ts';
import type { LedgerClient } from '../../chain/ledger-client.ts';
import type { Db } from '../../database/pool.ts';
import { AppError } from '../../errors/app-error.ts';
import type { Logger } from '../../platform/logger.ts';
import { type ReadPosition, type ReadRange, readRange } from '../projection/chain-reader.ts';
import { foldCase } from '../projection/fold-case.ts';
import { foldRegistry } from '../projection/fold-registry.ts';
import { eventsFrom, refusalsFrom } from '../projection/projection.repository.ts';
import {
  envelopeRoot,
  eventRows,
  type FindEnvelopes,
  groupByCase,
  refusalRows,
  registryLookup,
} from '../projection/projector.ts';
import { caseIdsAfter, readCases, readRegistry } from '../projection/read-tables.repository.ts';
import { CASE_TABLES, type CaseRows, type EventRow, emptyCaseRows, REGISTRY_TABLES } from '../projection/rows.ts';
import { type AnyRow, compareRows, type Difference } from './compare-rows.ts';

export interface IndexAuditDeps {
  readonly db: Db;
  readonly chain: LedgerClient;
  readonly logger: Logger;
  readonly findEnvelopes: FindEnvelopes;
  readonly deployBlock: number;
}

/** What the chain says of everything up to a block. */
export interface ChainTruth {
  readonly events: readonly EventRow[];
  readonly refusals: readonly AnyRow[];
  readonly cases: ReadonlyMap<string, CaseRows>;
}

const RANGE_BLOCKS = 1_000;
const PAGE = 500;

/** Reads the chain again up to a block. @throws {ChainGapError} if the node's own record has a hole */
export async function readTruth(deps: IndexAuditDeps, upToBlock: number): Promise<ChainTruth> {
  const events: EventRow[] = [];
  const refusals: AnyRow[] = [];
  for await (const range of rangesUpTo(deps, upToBlock)) {
    events.push(...eventRows(range));
    refusals.push(...refusalRows(range));
  }
  return { events, refusals, cases: await foldAll(deps, events) };
}

async function* rangesUpTo(
  { chain, logger, deployBlock }: IndexAuditDeps,
  upToBlock: number,
): AsyncGenerator<ReadRange> {
  const start = Math.max(0, deployBlock - 1);
  const first = await chain.block(start);
  let at: ReadPosition = {
    blockNumber: start,
    blockHash: first?.hash ?? ZERO_32,
    blockTime: first?.time ?? 0,
    sequence: 0,
    ledgerHead: ZERO_32,
  };
  while (at.blockNumber < upToBlock) {
    const range = await readRange(chain, at, Math.min(upToBlock, at.blockNumber + RANGE_BLOCKS), logger);
    if (range === undefined)
      throw new AppError('NOT_READY', { retryAfterSeconds: 1, detail: 'the chain was reorganised during the audit' });
    yield range;
    at = range.blocks.at(-1) ?? at;
  }
}

async function foldAll(
  { db, findEnvelopes }: IndexAuditDeps,
  events: readonly EventRow[],
): Promise<Map<string, CaseRows>> {
  const registry = registryLookup(foldRegistry(events));
  const cases = new Map<string, CaseRows>();
  for (const [caseId, rows] of groupByCase(events)) {
    const [root = ''] = envelopeRoot(rows);
    const envelopes = await findEnvelopes(db, [root]);
    cases.set(caseId, foldCase(rows, envelopes.get(root), registry));
  }
  return cases;
}

/** Every difference between the stored index and what the chain says. */
export async function auditIndex({ db }: IndexAuditDeps, truth: ChainTruth): Promise<Difference[]> {
  const differences = [
    ...compareRows('projected_events', asRows(truth.events), asRows(await storedEvents(db))),
    ...compareRows('projected_refusals', truth.refusals, asRows(await refusalsFrom(db))),
  ];
  const [expected, stored] = [foldRegistry(truth.events), await readRegistry(db)];
  for (const table of REGISTRY_TABLES)
    differences.push(...compareRows(table, asRows(expected[table]), asRows(stored[table])));
  return [...differences, ...(await auditCases(db, truth.cases))];
}

async function storedEvents(db: Db): Promise<EventRow[]> {
  const rows: EventRow[] = [];
  for (;;) {
    const page = await eventsFrom(db, rows.at(-1)?.sequence ?? -1, PAGE);
    rows.push(...page);
    if (page.length < PAGE) return rows;
  }
}

async function auditCases(db: Db, expected: ReadonlyMap<string, CaseRows>): Promise<Difference[]> {
  const differences: Difference[] = [];
  const ids = new Set([...expected.keys(), ...(await storedCaseIds(db))]);
  for (const page of pagesOf([...ids].sort(), PAGE)) {
    const stored = await readCases(db, page);
    for (const caseId of page) {
      const [wanted, is] = [expected.get(caseId) ?? emptyCaseRows(), stored.get(caseId) ?? emptyCaseRows()];
      for (const table of CASE_TABLES)
        differences.push(...compareRows(table, asRows(wanted[table]), asRows(is[table])));
    }
  }
  return differences;
}

async function storedCaseIds(db: Db): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const page = await caseIdsAfter(db, ids.at(-1) ?? '', PAGE);
    ids.push(...page);
    if (page.length < PAGE) return ids;
  }
}

function pagesOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, page) =>
    items.slice(page * size, (page + 1) * size),
  );
}

function asRows(rows: readonly object[]): readonly AnyRow[] {
  return rows as readonly AnyRow[];
}

const STATE_CODES = new Map(transitions.states.map(({ id, code }) => [id, code]));

/** Holds the folds against the contract's own state at the block that the index has read. */
export async function auditState(
  { chain }: IndexAuditDeps,
  cases: ReadonlyMap<string, CaseRows>,
  atBlock: number,
): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const [caseId, rows] of cases) {
    const check = (table: string, key: string, column: string, wanted: unknown, is: unknown) => {
      if (wanted === is) return;
      const detail = `the contract says ${String(wanted)}, the events say ${String(is)}`;
      differences.push({ where: 'CHAIN', table, key, column, problem: 'CHAIN_DIFFERS', detail });
    };
    for (const row of rows.projected_cases) {
      check('projected_cases', caseId, 'head', await chain.headOf(caseId, atBlock), row.head);
    }
    for (const row of rows.projected_versions) {
      const key = `${caseId}/${row.document_id}/${row.root}`;
      const state = await chain.versionOf(caseId, row.document_id, row.root, atBlock);
      check('projected_versions', key, 'number', state.number, row.number);
      check('projected_versions', key, 'endorsements', state.endorsements, row.endorsements);
      check('projected_versions', key, 'superseded_by', state.superseded, row.superseded_by !== null);
      check('projected_versions', key, 'withdrawn_at', state.withdrawn, row.withdrawn_at !== null);
    }
    for (const row of rows.projected_declarations) {
      const key = `${caseId}/${row.declaration_id}`;
      const state = await chain.declarationOf(caseId, row.declaration_id, atBlock);
      check('projected_declarations', key, 'state', STATE_CODES.get(state.state), row.state);
      check('projected_declarations', key, 'version', state.version, row.version);
      check('projected_declarations', key, 'open_holds', state.openHolds, row.open_holds);
      check('projected_declarations', key, 'open_controls', state.openControls, row.open_controls);
      const isHead = await chain.isDeclarationHead(caseId, row.declaration_id, row.head, atBlock);
      check('projected_declarations', key, 'head', isHead ? row.head : 'another action', row.head);
    }
  }
  return differences;
}
