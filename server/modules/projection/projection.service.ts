/**
 * Follows the chain: reads ranges, writes rows and cursor in one transaction, takes back what a reorganisation undid.
 * It never listens, it only asks, so that a restarted node cannot make it deaf.
 */
import type { LedgerClient } from '../../chain/ledger-client.ts';
import { type Db, inTransaction } from '../../database/pool.ts';
import type { Logger } from '../../platform/logger.ts';
import { createLoop } from '../../platform/loop.ts';
import { type ReadPosition, type ReadRange, readRange } from './chain-reader.ts';
import type { Notifications } from './notifications.ts';
import { type Cursor, forgetAll, headersBefore, lockCursor, readCursor, writeCursor } from './projection.repository.ts';
import { appendRange, type FindEnvelopes, rollBack } from './projector.ts';
import { clearReadTables } from './read-tables.repository.ts';

/** Who must change their own tables in the transaction in which the index changes. */
export interface ProjectionSink {
  /** A range was read. @returns digests of actions that became final */
  onBlocks(trx: Db, range: ReadRange, position: ReadPosition): Promise<string[]>;
  /** Everything above a position was taken back. */
  onRollback(trx: Db, position: ReadPosition): Promise<void>;
  /** Everything was forgotten and will be read again. */
  onForgotten(trx: Db): Promise<void>;
  /** The cursor stands at a position and is committed; for work that needs the chain as well. @returns final digests */
  onPosition(position: ReadPosition): Promise<string[]>;
}

export interface ProjectionDeps {
  readonly db: Db;
  readonly chain: LedgerClient;
  readonly logger: Logger;
  readonly notifications: Notifications;
  readonly findEnvelopes: FindEnvelopes;
  readonly sink: ProjectionSink;
  /** Block of the deployment: nothing of ours is older. */
  readonly deployBlock: number;
  /** Blocks that must follow before one is read; 0 where blocks are final at once. */
  readonly confirmations: number;
  readonly pollMs: number;
  /** Blocks read at once, at most. */
  readonly maxRange?: number;
}

export interface ProjectionStatus {
  readonly blockNumber: number;
  readonly blockHash: string;
  /** unix seconds */
  readonly blockTime: number;
  readonly sequence: number;
  /** Newest block of the node when it was last asked. */
  readonly chainHead: number;
  /** Failures in a row; 0 if the last step succeeded. */
  readonly failures: number;
  readonly error: unknown;
}

export interface ProjectionService {
  start(): void;
  stop(): Promise<void>;
  /** Reads at once instead of at the next poll. */
  poke(): void;
  /** Reads until nothing is new; for tests and tools. */
  catchUp(): Promise<void>;
  /** Empties the index and reads it again from the chain. */
  rebuild(): Promise<void>;
  status(): Promise<ProjectionStatus>;
}

const ZERO_HEAD = `0x${'0'.repeat(64)}`;
const HEADERS_AT_ONCE = 64;

/** Makes the projection; it does nothing until started. */
export function createProjection(deps: ProjectionDeps): ProjectionService {
  const { db, chain, logger, notifications, sink, findEnvelopes } = deps;
  let chainHead = 0;

  async function step(): Promise<boolean> {
    const position = await currentPosition(db, chain, deps.deployBlock);
    if (await movedUnderneath(chain, position)) {
      await undoReorganisation(position);
      return true;
    }
    const head = await chain.block('latest');
    chainHead = head?.number ?? 0;
    const target = Math.min(chainHead - deps.confirmations, position.blockNumber + (deps.maxRange ?? 1_000));
    if (target <= position.blockNumber) {
      await settle(position);
      return false;
    }
    const range = await readRange(chain, position, target, logger);
    if (range === undefined) return true;
    const next = range.blocks.at(-1) ?? position;
    await append(position, range, next);
    await settle(next);
    return target < chainHead - deps.confirmations;
  }

  async function append(position: ReadPosition, range: ReadRange, next: ReadPosition): Promise<void> {
    const written = await inTransaction(db, async (trx) => {
      if (!sameCursor(await lockCursor(trx), position, deps.deployBlock)) return undefined;
      const caseIds = await appendRange(trx, range, findEnvelopes);
      const digests = await sink.onBlocks(trx, range, next);
      await writeCursor(trx, cursorOf(next));
      return { caseIds, digests };
    });
    if (written === undefined) return;
    const { caseIds, digests } = written;
    notifications.publish({ type: 'BLOCKS', blockNumber: next.blockNumber, sequence: next.sequence, caseIds });
    if (digests.length > 0) notifications.publish({ type: 'ACTIONS', digests });
  }

  async function settle(position: ReadPosition): Promise<void> {
    const digests = await sink.onPosition(position);
    if (digests.length > 0) notifications.publish({ type: 'ACTIONS', digests });
  }

  async function undoReorganisation(position: ReadPosition): Promise<void> {
    const ancestor = await commonAncestor(db, chain, position, deps.deployBlock);
    logger.warn({ from: position.blockNumber, to: ancestor.blockNumber }, 'the chain was reorganised; rolling back');
    await inTransaction(db, async (trx) => {
      if (!sameCursor(await lockCursor(trx), position, deps.deployBlock)) return;
      await rollBack(trx, ancestor.blockNumber, findEnvelopes);
      await sink.onRollback(trx, ancestor);
      await writeCursor(trx, cursorOf(ancestor));
    });
    notifications.publish({ type: 'ROLLBACK', blockNumber: ancestor.blockNumber, sequence: ancestor.sequence });
  }

  // one step at a time, whoever asks for it
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const loop = createLoop({ name: 'projection', logger, intervalMs: deps.pollMs, step: () => inTurn(step) });

  return {
    start: loop.start,
    stop: loop.stop,
    poke: loop.poke,
    async catchUp() {
      while (await inTurn(step));
    },
    async rebuild() {
      await inTurn(() =>
        inTransaction(db, async (trx) => {
          await forgetAll(trx);
          await clearReadTables(trx);
          await sink.onForgotten(trx);
        }),
      );
      while (await inTurn(step));
    },
    async status() {
      const { ledgerHead: _head, ...position } = await currentPosition(db, chain, deps.deployBlock);
      return { ...position, chainHead, ...loop.trouble };
    },
  };
}

/** Where reading stands; before the first range, just below the deployment. */
async function currentPosition(db: Db, chain: LedgerClient, deployBlock: number): Promise<ReadPosition> {
  const cursor = await readCursor(db);
  if (cursor !== undefined) return positionOf(cursor);
  const before = await chain.block(Math.max(0, deployBlock - 1));
  return {
    blockNumber: Math.max(0, deployBlock - 1),
    blockHash: before?.hash ?? ZERO_HEAD,
    blockTime: before?.time ?? 0,
    sequence: 0,
    ledgerHead: ZERO_HEAD,
  };
}

async function movedUnderneath(chain: LedgerClient, { blockNumber, blockHash }: ReadPosition): Promise<boolean> {
  const block = await chain.block(blockNumber);
  return block?.hash !== blockHash;
}

/** The newest block that was read and still stands, or the one before the deployment. */
async function commonAncestor(
  db: Db,
  chain: LedgerClient,
  position: ReadPosition,
  deployBlock: number,
): Promise<ReadPosition> {
  let below = position.blockNumber;
  for (;;) {
    const headers = await headersBefore(db, below, HEADERS_AT_ONCE);
    for (const { number, hash, time, sequence, ledger_head } of headers) {
      if ((await chain.block(number))?.hash === hash) {
        return { blockNumber: number, blockHash: hash, blockTime: time, sequence, ledgerHead: ledger_head };
      }
      below = number;
    }
    if (headers.length === 0) break;
  }
  const number = Math.max(0, deployBlock - 1);
  const block = await chain.block(number);
  const blockHash = block?.hash ?? ZERO_HEAD;
  return { blockNumber: number, blockHash, blockTime: block?.time ?? 0, sequence: 0, ledgerHead: ZERO_HEAD };
}

function sameCursor(
  cursor: Cursor | undefined,
  { blockHash, blockNumber }: ReadPosition,
  deployBlock: number,
): boolean {
  if (cursor === undefined) return blockNumber === Math.max(0, deployBlock - 1);
  return cursor.block_hash === blockHash && cursor.block_number === blockNumber;
}

function positionOf(cursor: Cursor): ReadPosition {
  return {
    blockNumber: cursor.block_number,
    blockHash: cursor.block_hash,
    blockTime: cursor.block_time,
    sequence: cursor.sequence,
    ledgerHead: cursor.ledger_head,
  };
}

function cursorOf(position: ReadPosition): Cursor {
  return {
    block_number: position.blockNumber,
    block_hash: position.blockHash,
    block_time: position.blockTime,
    sequence: position.sequence,
    ledger_head: position.ledgerHead,
  };
}
