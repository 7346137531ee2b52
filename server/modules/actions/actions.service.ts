/**
 * Takes signed actions in. What is answered with 202 is committed; the digest is the idempotency key, and it stands in
 * the same transaction as the outbox row.
 */
import { ACTION_KINDS, actionDigest, type SignedAction } from '../../../protocol/actions.ts';
import { encodeAction } from '../../chain/action-encoding.ts';
import { concernsCase } from '../../chain/event-decoder.ts';
import type { LedgerClient } from '../../chain/ledger-client.ts';
import { type Db, inTransaction } from '../../database/pool.ts';
import type { ActionStatus } from '../../database/types.ts';
import { AppError } from '../../errors/app-error.ts';
import { ledgerErrorCode } from '../../errors/catalogue.ts';
import type { Caller } from '../../http/caller.ts';
import { type Clock, isoSeconds, isoTime, unixSeconds } from '../../platform/clock.ts';
import { contentNeed } from '../contents/content-rules.ts';
import type { CheckedLink, ContentClaim, ContentsService } from '../contents/contents.service.ts';
import type { Notifications } from '../projection/notifications.ts';
import type { EventRow } from '../projection/rows.ts';
import {
  type ActionRow,
  countOpen,
  findAction,
  insertAction,
  openActionsOf,
  requeue,
  signedActionOf,
} from './actions.repository.ts';
import { orderKeyOf } from './order-key.ts';
import { checkSigners, encodable, MAX_PENDING_SIMULATED, simulateAfter } from './precheck.ts';
import { type PromisedAction, promisedAction } from './promise.ts';

/** What became of an action, as it is answered. */
export interface ActionView {
  readonly digest: string;
  readonly kind: string;
  readonly status: ActionStatus;
  /** Catalogue code of the refusal, or why the action was set aside. */
  readonly reason?: string;
  readonly sequence?: number;
  readonly blockNumber?: number;
  readonly blockHash?: string;
  readonly blockTime?: string;
  readonly txHash?: string;
  /** Gas of the transaction, divided by the actions that it carried. */
  readonly gasUsed?: number;
  readonly acceptedAt?: string;
  /** The gateway's promise, a signed note. */
  readonly promise?: string;
}

export interface ActionsDeps {
  readonly db: Db;
  readonly chain: LedgerClient;
  readonly clock: Clock;
  readonly contents: ContentsService;
  readonly notifications: Notifications;
  /** Signs the promise that an action will be anchored. */
  readonly promise: (action: PromisedAction) => string;
  /** Actions that may wait, in all. */
  readonly queueCapacity: number;
  /** An action that was applied, whoever carried it; from the index. */
  readonly appliedEvent: (digest: string) => Promise<EventRow | undefined>;
  /** Gas of a batch and the number of its actions. */
  readonly gasOfBatch: (batchId: number) => Promise<{ gasUsed: number; items: number } | undefined>;
  /** UNTDID type that a document was lodged under. */
  readonly documentTypeOf: (caseId: string, documentId: string) => Promise<number | undefined>;
  /** Holds an envelope against who is enrolled. @throws {AppError} ENVELOPE_NOT_ALLOWED */
  readonly checkEnvelope: (link: CheckedLink) => Promise<void>;
  /** Puts a case together again in the index, because more of its content is known. */
  readonly refoldCase: (trx: Db, caseId: string) => Promise<void>;
  /** Makes the relayer look at the queue. */
  readonly wakeRelayer: () => void;
  /** Reads the chain up to now. */
  readonly catchUp: () => Promise<void>;
  /** For crash tests: called at the points where a kill matters. */
  readonly checkpoint?: (name: string) => Promise<void> | void;
}

export type ActionsService = ReturnType<typeof createActionsService>;

const FINAL: ReadonlySet<string> = new Set(['ANCHORED', 'REJECTED', 'QUARANTINED']);

/** Whether nothing will happen to an action any more. */
export function isFinal({ status }: ActionView): boolean {
  return FINAL.has(status);
}

/** Makes the service that takes actions in and answers what became of them. */
export function createActionsService(deps: ActionsDeps) {
  const { db, chain, clock, contents } = deps;

  async function view(digest: string): Promise<ActionView | undefined> {
    const row = await findAction(db, digest);
    if (row !== undefined) return viewOfRow(deps, row);
    const event = await deps.appliedEvent(digest);
    return event === undefined ? undefined : viewOfEvent(event);
  }

  /** @returns whether the chain already has the action */
  async function precheck(action: SignedAction, digest: string, orderKey: string): Promise<'NEW' | 'APPLIED'> {
    const pending = await openActionsOf(db, orderKey, unixSeconds(clock), MAX_PENDING_SIMULATED);
    const before = encodable(pending.filter((row) => row.digest !== digest).map(signedActionOf));
    const result = await simulateAfter(chain, before, encodeAction(action));
    if (result === 'APPLIED') return 'NEW';
    if (result === 'DUPLICATE') return 'APPLIED';
    if (result !== 'NOT_YET_VALID') throw new AppError(ledgerErrorCode(result));
    await checkSigners(chain, action, digest);
    return 'NEW';
  }

  async function checkContent(action: SignedAction, claim: ContentClaim | undefined, caller: Caller | undefined) {
    const signer = action.message['keyId'];
    const party = typeof signer === 'string' ? (await chain.key(signer)).party : undefined;
    const parties = [party, caller?.partyId].filter((id) => id !== undefined);
    const { caseId, documentId } = action.message;
    const lodgedType =
      action.kind === 'AmendDocument' ? await deps.documentTypeOf(String(caseId), String(documentId)) : undefined;
    const link = await contents.check(action, claim, parties, lodgedType);
    if (link !== undefined && action.kind === 'OpenCase') await deps.checkEnvelope(link);
    return link;
  }

  async function accept(action: SignedAction, digest: string, orderKey: string, link: CheckedLink | undefined) {
    await deps.checkpoint?.('submit:before-commit');
    await inTransaction(db, async (trx) => {
      if (link !== undefined) await contents.link(trx, link);
      const caseId = concernsCase(action.kind) ? String(action.message['caseId']) : null;
      const acceptedAt = new Date(clock.now());
      const promise = deps.promise(promisedAction(action, digest, acceptedAt));
      const inserted = await insertAction(trx, { digest, action, orderKey, caseId, acceptedAt, promise });
      if (!inserted) await requeue(trx, digest);
    });
    await deps.checkpoint?.('submit:committed');
    deps.wakeRelayer();
  }

  /** Links the content of an action that another carried: the chain has it already, this gateway's store has not. */
  async function addContent(action: SignedAction, claim: ContentClaim | undefined, caller: Caller | undefined) {
    const need = contentNeed(action);
    if (claim === undefined || need === undefined || (await contents.linksOf([need.root])).length > 0) return;
    const link = await checkContent(action, claim, caller);
    if (link === undefined) return;
    await inTransaction(db, async (trx) => {
      await contents.link(trx, link);
      if (link.caseId !== null) await deps.refoldCase(trx, link.caseId);
    });
  }

  async function submit(action: SignedAction, claim?: ContentClaim, caller?: Caller): Promise<ActionView> {
    const digest = actionDigest(chain.domain, action.kind, action.message);
    const known = await view(digest);
    if (known !== undefined && known.status !== 'QUARANTINED') {
      if (known.status === 'ANCHORED') await addContent(action, claim, caller);
      return known;
    }
    if ((await countOpen(db)) >= deps.queueCapacity) throw new AppError('QUEUE_FULL', { retryAfterSeconds: 5 });
    const orderKey = orderKeyOf(action, digest);
    if ((await precheck(action, digest, orderKey)) === 'APPLIED') {
      await deps.catchUp();
      const applied = await view(digest);
      if (applied === undefined) throw new AppError('LEDGER_DUPLICATE');
      await addContent(action, claim, caller);
      return applied;
    }
    const link = await checkContent(action, claim, caller);
    await accept(action, digest, orderKey, link);
    const accepted = await view(digest);
    if (accepted === undefined) throw new AppError('INTERNAL_ERROR');
    return accepted;
  }

  return {
    /**
     * Takes a signed action in; the same digest again gets the same answer and is never queued twice.
     * @param caller whose uploads may be named beside the signer's
     * @throws {AppError} LEDGER_… as the contract answers, QUEUE_FULL, content codes, CHAIN_UNAVAILABLE
     */
    submit,

    /** @throws {AppError} ACTION_NOT_FOUND */
    async read(digest: string): Promise<ActionView> {
      const found = await view(digest);
      if (found === undefined) throw new AppError('ACTION_NOT_FOUND');
      return found;
    },

    /**
     * Waits until an action is final.
     * @param seconds at most; then what is known is answered
     */
    async waitFinal(digest: string, seconds: number, signal?: AbortSignal): Promise<ActionView> {
      const news = waitForNews(deps.notifications, digest, seconds * 1_000, signal);
      try {
        let found = await view(digest);
        while (found !== undefined && !isFinal(found) && (await news.next())) found = await view(digest);
        if (found === undefined) throw new AppError('ACTION_NOT_FOUND');
        return (await view(digest)) ?? found;
      } finally {
        news.end();
      }
    },
  };
}

async function viewOfRow({ gasOfBatch }: ActionsDeps, row: ActionRow): Promise<ActionView> {
  const batch = row.batch_id === null ? undefined : await gasOfBatch(row.batch_id);
  return {
    digest: row.digest,
    kind: row.kind,
    status: row.status,
    acceptedAt: isoTime(row.accepted_at.getTime()),
    ...(row.promise === null ? {} : { promise: row.promise }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.sequence === null ? {} : { sequence: row.sequence }),
    ...(row.block_number === null ? {} : { blockNumber: row.block_number }),
    ...(row.block_hash === null ? {} : { blockHash: row.block_hash }),
    ...(row.block_time === null ? {} : { blockTime: isoSeconds(row.block_time) }),
    ...(row.tx_hash === null ? {} : { txHash: row.tx_hash }),
    ...(batch === undefined ? {} : { gasUsed: Math.round(batch.gasUsed / batch.items) }),
  };
}

/** An applied action that another carried to the chain. */
function viewOfEvent(event: EventRow): ActionView {
  return {
    digest: event.digest,
    kind: event.kind,
    status: 'ANCHORED',
    sequence: event.sequence,
    blockNumber: event.block_number,
    blockHash: event.block_hash,
    blockTime: isoSeconds(event.block_time),
    txHash: event.tx_hash,
  };
}

/** Tells each time when something became final that may be the action; false when time is up or nobody waits. */
function waitForNews(notifications: Notifications, digest: string, ms: number, signal: AbortSignal | undefined) {
  let fresh = false;
  let over = signal?.aborted ?? false;
  let wake: (() => void) | undefined;
  const finish = () => {
    over = true;
    wake?.();
  };
  const timer = setTimeout(finish, ms);
  signal?.addEventListener('abort', finish, { once: true });
  const unsubscribe = notifications.subscribe((news) => {
    if (news.type !== 'ACTIONS' || !news.digests.includes(digest)) return;
    fresh = true;
    wake?.();
  });
  return {
    async next(): Promise<boolean> {
      if (!fresh && !over) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const more = fresh;
      fresh = false;
      return more;
    },
    end() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      unsubscribe();
      over = true;
    },
  };
}

/** Names of kinds, for the schema of answers. */
export const KIND_NAMES = Object.keys(ACTION_KINDS);
