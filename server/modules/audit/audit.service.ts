/**
 * Consistency audit: everything that is stored is computed again from the chain and from the bytes, and each difference
 * is named. It trusts no flag and no timestamp of the database, only the chain node.
 */
import type { LedgerClient } from '../../chain/ledger-client.ts';
import type { Db } from '../../database/pool.ts';
import { AppError } from '../../errors/app-error.ts';
import { type Clock, isoTime } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { readCursor } from '../projection/projection.repository.ts';
import type { FindEnvelopes } from '../projection/projector.ts';
import { auditContents } from './audit-contents.ts';
import { auditIndex, auditState, readTruth } from './audit-index.ts';
import { auditLog, type LogIdentity } from './audit-log.ts';
import { auditOutbox } from './audit-outbox.ts';
import type { Difference } from './compare-rows.ts';

export interface AuditDeps {
  readonly db: Db;
  readonly chain: LedgerClient;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly findEnvelopes: FindEnvelopes;
  readonly deployBlock: number;
  readonly lanes: readonly string[];
  readonly log: LogIdentity;
}

export interface ConsistencyReport {
  readonly consistent: boolean;
  readonly checkedAt: string;
  readonly upTo: { readonly blockNumber: number; readonly blockHash: string; readonly sequence: number };
  readonly compared: {
    readonly events: number;
    readonly cases: number;
    readonly contents: number;
    readonly links: number;
    readonly actions: number;
    readonly tiles: number;
    readonly checkpoints: number;
  };
  /** At most a thousand. */
  readonly differences: readonly Difference[];
}

const MAX_DIFFERENCES = 1_000;

export type AuditService = ReturnType<typeof createAuditService>;

/** Makes the service. */
export function createAuditService(deps: AuditDeps) {
  const { db, chain, clock } = deps;
  return {
    /**
     * Compares index, content store, outbox, log and chain.
     * @throws {AppError} NOT_READY before the first block was read, CHAIN_UNAVAILABLE
     */
    async checkConsistency(): Promise<ConsistencyReport> {
      // one snapshot of the database: what the projection writes meanwhile is not half seen
      return db
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute(async (snapshot) => report({ ...deps, db: snapshot }));
    },
  };

  async function report(on: AuditDeps): Promise<ConsistencyReport> {
    const cursor = await readCursor(on.db);
    if (cursor === undefined) throw new AppError('NOT_READY', { retryAfterSeconds: 1 });
    const differences: Difference[] = await auditCursor(cursor);
    const truth = await readTruth(on, cursor.block_number);
    const contents = await auditContents(on.db);
    const outbox = await auditOutbox(on, truth);
    const log = await auditLog(on.db, on.log, truth.events);
    differences.push(
      ...(await auditIndex(on, truth)),
      ...(await auditState(on, truth.cases, cursor.block_number)),
      ...contents.differences,
      ...outbox.differences,
      ...log.differences,
    );
    return {
      consistent: differences.length === 0,
      checkedAt: isoTime(clock.now()),
      upTo: { blockNumber: cursor.block_number, blockHash: cursor.block_hash, sequence: cursor.sequence },
      compared: {
        events: truth.events.length,
        cases: truth.cases.size,
        contents: contents.contents,
        links: contents.links,
        actions: outbox.actions,
        tiles: log.tiles,
        checkpoints: log.checkpoints,
      },
      differences: differences.slice(0, MAX_DIFFERENCES),
    };
  }

  async function auditCursor(cursor: { block_number: number; block_hash: string }): Promise<Difference[]> {
    const block = await chain.block(cursor.block_number);
    if (block?.hash === cursor.block_hash) return [];
    const detail = `block ${cursor.block_number} of the chain is ${block?.hash ?? 'missing'}`;
    return [
      { where: 'CHAIN', table: 'chain_cursor', key: '1', column: 'block_hash', problem: 'CHAIN_DIFFERS', detail },
    ];
  }
}
