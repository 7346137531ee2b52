/**
 * The durable core of the gateway, wired together: outbox, relayer, projection, content store, cases, verification,
 * audit. The same for the server, for tools and for the tests.
 */
import type { CaseEnvelope } from '../protocol/documents/case-envelope.ts';
import type { LedgerClient } from './chain/ledger-client.ts';
import type { RelayAccount } from './chain/relay-account.ts';
import type { Db } from './database/pool.ts';
import type { CaseAccess } from './http/authorise.ts';
import type { Caller } from './http/caller.ts';
import { markAnchored, rejectExpired } from './modules/actions/actions.repository.ts';
import { type ActionsService, createActionsService } from './modules/actions/actions.service.ts';
import { type AuditService, createAuditService } from './modules/audit/audit.service.ts';
import { mayReadLodged, standingOf } from './modules/cases/cases.policy.ts';
import { type CasesService, createCasesService } from './modules/cases/cases.service.ts';
import { checkEnvelope } from './modules/cases/envelope-check.ts';
import {
  type ContentsService,
  createContentsService,
  findEnvelopes,
  type RootPlace,
} from './modules/contents/contents.service.ts';
import { circleOf, documentTypeOf, placesOfRoot } from './modules/projection/case-queries.repository.ts';
import { createNotifications, type Notifications } from './modules/projection/notifications.ts';
import { eventByDigest } from './modules/projection/projection.repository.ts';
import {
  createProjection,
  type ProjectionService,
  type ProjectionSink,
} from './modules/projection/projection.service.ts';
import { refoldCase } from './modules/projection/projector.ts';
import { gasOfBatch } from './modules/relayer/relayer.repository.ts';
import { createRelayer, type RelayerService } from './modules/relayer/relayer.service.ts';
import { createVerifyService, type VerifyService } from './modules/verify/verify.service.ts';
import type { Clock } from './platform/clock.ts';
import type { Logger } from './platform/logger.ts';

export interface CoreOptions {
  readonly db: Db;
  readonly chain: LedgerClient;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Relay accounts, one lane each. */
  readonly accounts: readonly RelayAccount[];
  readonly deployBlock: number;
  readonly confirmations: number;
  readonly pollMs: number;
  readonly queueCapacity: number;
  readonly batchMaxGas: number;
  readonly batchMaxDelayMs: number;
  /** For crash tests: called at the points where a kill matters. */
  readonly checkpoint?: (name: string) => Promise<void> | void;
}

export interface LedgerCore {
  readonly actions: ActionsService;
  readonly contents: ContentsService;
  readonly cases: CasesService;
  readonly verify: VerifyService;
  readonly audit: AuditService;
  readonly projection: ProjectionService;
  readonly relayer: RelayerService;
  readonly notifications: Notifications;
  readonly caseAccess: CaseAccess;
  /** Starts relayer and projection. */
  start(): void;
  /** Ends both after the step under way. */
  stop(): Promise<void>;
}

/** Wires the core; nothing runs until it is started. */
export function createLedgerCore(options: CoreOptions): LedgerCore {
  const { db, chain, clock, logger } = options;
  const checkpoint = options.checkpoint === undefined ? {} : { checkpoint: options.checkpoint };
  const notifications = createNotifications(logger.child({ module: 'projection' }));
  const caseAccess: CaseAccess = async (caller, caseId) => standingOf(caller, await circleOf(db, caseId));
  const mayRead = async (caller: Caller, place: RootPlace) =>
    mayReadLodged(caller, place.partyId, await caseAccess(caller, place.caseId));
  const contents = createContentsService({ db, clock, placesOfRoot: (root) => placesOfRoot(db, root), mayRead });
  const relayer = createRelayer({
    ...options,
    ...checkpoint,
    logger: logger.child({ module: 'relayer' }),
    notifications,
    appliedEvent: eventByDigest,
    wakeProjection: () => projection.poke(),
  });
  const projection = createProjection({
    ...options,
    logger: logger.child({ module: 'projection' }),
    notifications,
    findEnvelopes,
    sink: createSink(relayer, options.checkpoint),
  });
  const actions = createActionsService({
    db,
    chain,
    clock,
    contents,
    notifications,
    queueCapacity: options.queueCapacity,
    appliedEvent: (digest) => eventByDigest(db, digest),
    gasOfBatch: (batchId) => gasOfBatch(db, batchId),
    documentTypeOf: (caseId, documentId) => documentTypeOf(db, caseId, documentId),
    checkEnvelope: ({ checked }) => checkEnvelope(db, checked.document as unknown as CaseEnvelope),
    refoldCase: (trx, caseId) => refoldCase(trx, caseId, findEnvelopes),
    wakeRelayer: relayer.wake,
    catchUp: projection.catchUp,
    ...checkpoint,
  });
  return {
    actions,
    contents,
    cases: createCasesService({ db, contents }),
    verify: createVerifyService({ db, chain, contents, mayRead }),
    audit: createAuditService({
      ...options,
      logger: logger.child({ module: 'audit' }),
      findEnvelopes,
      lanes: options.accounts.map(({ address }) => address),
    }),
    projection,
    relayer,
    notifications,
    caseAccess,
    start() {
      projection.start();
      relayer.start();
    },
    async stop() {
      await relayer.stop();
      await projection.stop();
    },
  };
}

/** What changes beside the index when the chain is read: outcomes of actions and batches. */
function createSink(relayer: RelayerService, checkpoint: CoreOptions['checkpoint']): ProjectionSink {
  return {
    async onBlocks(trx, { applied, blocks }, position) {
      const times = new Map(blocks.map(({ blockNumber, blockTime }) => [blockNumber, blockTime]));
      const anchored = await markAnchored(trx, applied, (blockNumber) => times.get(blockNumber) ?? position.blockTime);
      const expired = await rejectExpired(trx, { ...position, txHash: null });
      await checkpoint?.('project:before-commit');
      return [...anchored, ...expired];
    },
    onRollback: (trx, blockNumber) => relayer.undoAbove(trx, blockNumber),
    async onPosition({ blockNumber }) {
      await checkpoint?.('project:committed');
      return relayer.settleUpTo(blockNumber);
    },
  };
}
