/**
 * Carries accepted actions to the chain. Per lane (relay account) at most one transaction is unfinished; its bytes are
 * stored before they are sent, sent again until they are mined, and judged by the receipt of their hash alone. There is
 * no nonce counter: the nonce is read from the chain when the lane is empty.
 */
import { encodeExecute } from '../../chain/action-encoding.ts';
import { bufferToHex, hexToBuffer } from '../../chain/hex.ts';
import type { LedgerClient } from '../../chain/ledger-client.ts';
import type { RelayAccount } from '../../chain/relay-account.ts';
import { type Db, inTransaction } from '../../database/pool.ts';
import { type Clock, unixSeconds } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { createLoop } from '../../platform/loop.ts';
import {
  lockSendable,
  markSent,
  quarantine,
  returnToQueue,
  sentIn,
  travellingIn,
  undoFinal,
} from '../actions/actions.repository.ts';
import type { Notifications } from '../projection/notifications.ts';
import type { EventRow } from '../projection/rows.ts';
import { type BuiltBatch, buildBatch, type Candidate } from './batch-builder.ts';
import {
  type BatchRow,
  closeBatch,
  insertBatch,
  lanesWithUnfinished,
  markMined,
  markReorgedAbove,
  noteBroadcast,
  settledAmong,
  unfinishedBatches,
  unsettledBatches,
} from './relayer.repository.ts';
import { settleBatch } from './settlement.ts';

export interface RelayerDeps {
  readonly db: Db;
  readonly chain: LedgerClient;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly notifications: Notifications;
  /** One lane each. */
  readonly accounts: readonly RelayAccount[];
  readonly appliedEvent: (db: Db, digest: string) => Promise<EventRow | undefined>;
  /** Makes the projection read at once. */
  readonly wakeProjection: () => void;
  /** Gas of one transaction at most. */
  readonly batchMaxGas: number;
  /** How long an action may wait for company, milliseconds. */
  readonly batchMaxDelayMs: number;
  readonly pollMs: number;
  /** For crash tests: called at the points where a kill matters. */
  readonly checkpoint?: (name: string) => Promise<void> | void;
}

/** Calldata of one transaction; geth's pool refuses transactions over 128 kB. */
const MAX_BATCH_BYTES = 100_000;
/** Actions looked at for one batch: more never fit the gas cap. */
const MAX_CANDIDATES = 400;
/** Tries of an action alone before it is set aside. */
const MAX_ATTEMPTS = 3;
/** Time after which the same bytes are sent again, milliseconds. */
const REBROADCAST_MS = 2_000;
/** Time for which an action that only needs time is not looked at, milliseconds. */
const DEFER_MS = 1_000;

export interface LaneStatus {
  readonly address: string;
  readonly balanceWei: string;
  readonly nonce: number;
  /** Transactions signed and not mined. */
  readonly unfinished: number;
  /** Age of the oldest of them, milliseconds. */
  readonly unfinishedForMs: number;
}

export type RelayerService = ReturnType<typeof createRelayer>;

/** Makes the relayer; it does nothing until started. */
export function createRelayer(deps: RelayerDeps) {
  const { db, chain, clock, logger } = deps;
  const lanes = new Map(deps.accounts.map((account) => [account.address, createLane(deps, account.address, account)]));

  async function step(): Promise<boolean> {
    // a lane whose key was replaced: what it has signed is followed to its end, which takes no key
    for (const address of await lanesWithUnfinished(db)) {
      if (!lanes.has(address)) lanes.set(address, createLane(deps, address, undefined));
    }
    let more = false;
    for (const lane of lanes.values()) more = (await lane.step()) || more;
    return more;
  }

  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const loop = createLoop({ name: 'relayer', logger, intervalMs: deps.pollMs, step: () => inTurn(step) });
  let delayed: NodeJS.Timeout | undefined;

  return {
    start: loop.start,
    async stop() {
      clearTimeout(delayed);
      await loop.stop();
    },
    /** Looks at the queue soon: after the time that an action may wait for company. */
    wake() {
      if (delayed !== undefined) return;
      delayed = setTimeout(() => {
        delayed = undefined;
        loop.poke();
      }, deps.batchMaxDelayMs);
    },
    /** One step of every lane; for tests and tools. @returns true if there is more to do at once */
    runOnce: () => inTurn(step),

    /** Judges mined batches up to a block that the index has read. @returns digests that became final */
    async settleUpTo(blockNumber: number): Promise<string[]> {
      const digests: string[] = [];
      const settlement = { db, chain, appliedEvent: deps.appliedEvent, maxAttempts: MAX_ATTEMPTS };
      for (const batch of await unsettledBatches(db, blockNumber)) {
        digests.push(...(await settleBatch(settlement, batch, blockNumber)));
      }
      if (digests.length > 0) loop.poke();
      return digests;
    },

    /** Takes back what became final above a block, in the transaction that takes the index back. */
    async undoAbove(trx: Db, blockNumber: number): Promise<void> {
      await undoFinal(trx, blockNumber);
      await markReorgedAbove(trx, blockNumber);
      const stranded = await sentIn(trx, await settledAmong(trx, await travellingIn(trx)));
      await returnToQueue(trx, stranded, { failed: false, batchLimit: null });
    },

    /** Lanes with their money and what is under way, for readiness and metrics. */
    async status(): Promise<{ lanes: LaneStatus[]; failures: number; error: unknown }> {
      const now = clock.now();
      const statuses = await Promise.all(
        deps.accounts.map(async ({ address }): Promise<LaneStatus> => {
          const open = await unfinishedBatches(db, address);
          const [balance, nonce] = await Promise.all([chain.balance(address), chain.nonce(address)]);
          const oldest = Math.min(now, ...open.map(({ created_at }) => created_at.getTime()));
          return {
            address,
            balanceWei: balance.toString(),
            nonce,
            unfinished: open.length,
            unfinishedForMs: now - oldest,
          };
        }),
      );
      return { lanes: statuses, ...loop.trouble };
    },
  };
}

/** One relay account with its unfinished transaction. @param account undefined if this gateway does not have its key */
function createLane(deps: RelayerDeps, address: string, account: RelayAccount | undefined) {
  const { db, chain, clock, logger } = deps;
  const deferred = new Map<string, number>();

  async function step(): Promise<boolean> {
    const unfinished = await unfinishedBatches(db, address);
    if (unfinished.length === 0) return account === undefined ? false : sendNext(account);
    let moved = false;
    for (const batch of unfinished) moved = (await follow(batch)) || moved;
    return moved;
  }

  /** Brings one unfinished transaction on. @returns whether it is finished */
  async function follow(batch: BatchRow): Promise<boolean> {
    if (await tryMined(batch)) return true;
    if ((await chain.nonce(address)) > batch.nonce) {
      // the nonce is used: either by this transaction, whose receipt has come meanwhile, or by another
      if (!(await tryMined(batch))) await giveUp(batch);
      return true;
    }
    const last = batch.last_broadcast_at?.getTime() ?? 0;
    if (clock.now() - last < REBROADCAST_MS && clock.now() >= last) return false;
    await broadcast(batch.id, bufferToHex(batch.raw_tx));
    return tryMined(batch);
  }

  async function tryMined({ id, tx_hash }: Pick<BatchRow, 'id' | 'tx_hash'>): Promise<boolean> {
    const receipt = await chain.receipt(tx_hash);
    if (receipt === undefined) return false;
    await deps.checkpoint?.('relay:mined');
    await markMined(db, id, receipt);
    deps.wakeProjection();
    return true;
  }

  async function giveUp({ id, tx_hash, nonce }: BatchRow): Promise<void> {
    logger.warn({ txHash: tx_hash, nonce, lane: address }, 'the nonce was used by another transaction');
    await inTransaction(db, async (trx) => {
      const digests = await sentIn(trx, [id]);
      await returnToQueue(trx, digests, { failed: false, batchLimit: null });
      await closeBatch(trx, id, 'LOST');
    });
  }

  async function broadcast(id: number, raw: string): Promise<void> {
    await noteBroadcast(db, id, new Date(clock.now()));
    try {
      await chain.broadcast(raw);
    } catch (error) {
      // "already known", "nonce too low", no answer at all: only the receipt says what became of it
      logger.debug({ err: error, batch: id }, 'the node did not take the transaction');
    }
  }

  /** Signs and sends the next batch. @returns whether one was sent */
  async function sendNext(relay: RelayAccount): Promise<boolean> {
    const signed = await storeNext(relay);
    if (signed === undefined) return false;
    await deps.checkpoint?.('relay:stored');
    await broadcast(signed.id, signed.raw);
    await deps.checkpoint?.('relay:broadcast');
    return tryMined({ id: signed.id, tx_hash: signed.txHash });
  }

  /** Builds a batch and stores it with its raw transaction, in one transaction with the marks on its actions. */
  async function storeNext(relay: RelayAccount): Promise<{ id: number; raw: string; txHash: string } | undefined> {
    const now = clock.now();
    for (const [digest, until] of deferred) if (until <= now) deferred.delete(digest);
    const set = { aside: [] as string[] };
    const stored = await inTransaction(db, async (trx) => {
      const rows = await lockSendable(trx, unixSeconds(clock), MAX_CANDIDATES, [...deferred.keys()]);
      if (rows.length === 0) return undefined;
      const batch = await buildBatch(chain, rows, { maxGas: deps.batchMaxGas, maxBytes: MAX_BATCH_BYTES });
      await setAside(trx, batch, set.aside);
      for (const digest of batch.deferred) deferred.set(digest, now + DEFER_MS);
      return batch.items.length === 0 ? undefined : storeSigned(trx, relay, batch.items);
    });
    if (set.aside.length > 0) deps.notifications.publish({ type: 'ACTIONS', digests: set.aside });
    return stored;
  }

  async function setAside(trx: Db, { poisoned }: BuiltBatch, digests: string[]): Promise<void> {
    for (const { digest, reason } of poisoned) {
      logger.error({ digest, reason }, 'an action was quarantined');
      await quarantine(trx, digest, reason);
      digests.push(digest);
    }
  }

  async function storeSigned(
    trx: Db,
    relay: RelayAccount,
    items: readonly Candidate[],
  ): Promise<{ id: number; raw: string; txHash: string }> {
    const [nonce, fees] = await Promise.all([chain.nonce(address), chain.fees()]);
    const { raw, hash } = await relay.sign({
      chainId: chain.domain.chainId,
      to: chain.addresses.ledger,
      data: encodeExecute(items.map(({ encoded }) => encoded)),
      nonce,
      gasLimit: deps.batchMaxGas,
      ...fees,
    });
    const id = await insertBatch(trx, {
      lane: address,
      nonce,
      txHash: hash,
      rawTx: hexToBuffer(raw),
      items: items.length,
      gasLimit: deps.batchMaxGas,
      createdAt: new Date(clock.now()),
    });
    const digests = items.map(({ row }) => row.digest);
    const marked = await markSent(trx, id, digests);
    if (marked !== digests.length) throw new Error(`${marked} of ${digests.length} actions were still waiting`);
    await deps.checkpoint?.('relay:before-store');
    return { id, raw, txHash: hash };
  }

  return { step };
}
