/**
 * The durable core of the gateway, wired together: outbox, relayer, projection, content store, cases, verification,
 * audit. The same for the server, for tools and for the tests.
 */
import type { CaseEnvelope } from '../protocol/documents/case-envelope.ts';
import { logOrigin } from '../protocol/log/checkpoint.ts';
import { gatewayOf } from '../protocol/log/gateway-key.ts';
import type { NoteSecretKey } from '../protocol/log/note-key.ts';
import type { LedgerClient } from './chain/ledger-client.ts';
import type { RelayAccount } from './chain/relay-account.ts';
import type { PeerGateway } from './config/peer-gateways.ts';
import type { Db } from './database/pool.ts';
import type { CaseAccess } from './http/authorise.ts';
import type { Caller } from './http/caller.ts';
import { markAnchored, rejectExpired } from './modules/actions/actions.repository.ts';
import { type ActionsService, createActionsService } from './modules/actions/actions.service.ts';
import { createPromises } from './modules/actions/promise.ts';
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
import { createExchangeService, type ExchangeService } from './modules/exchange/exchange.service.ts';
import { createExchangeClient } from './modules/exchange/exchange-client.ts';
import { createExchangePuller, type ExchangePuller } from './modules/exchange/exchange-puller.ts';
import { leafOfEvent } from './modules/log/leaves.ts';
import { createLogService, type LogService } from './modules/log/log.service.ts';
import { createLogWriter, type LeavesAfter, type LogWriter } from './modules/log/log-writer.ts';
import { circleOf, documentTypeOf, placesOfRoot } from './modules/projection/case-queries.repository.ts';
import { createNotifications, type Notifications } from './modules/projection/notifications.ts';
import { eventByDigest, eventsFrom } from './modules/projection/projection.repository.ts';
import {
  createProjection,
  type ProjectionService,
  type ProjectionSink,
} from './modules/projection/projection.service.ts';
import { refoldCase } from './modules/projection/projector.ts';
import { gasOfBatch } from './modules/relayer/relayer.repository.ts';
import { createRelayer, type RelayerService } from './modules/relayer/relayer.service.ts';
import { createPeerClient } from './modules/witness/peer-client.ts';
import { createWitness, type WitnessService } from './modules/witness/witness.service.ts';
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
  /** Signs checkpoints, cosignatures and promises. */
  readonly gatewayKey: NoteSecretKey;
  /** Gateways that are witnessed and whose cosignatures count. */
  readonly peers: readonly PeerGateway[];
  readonly witnessIntervalMs: number;
  readonly promiseSeconds: number;
  /** For crash tests: called at the points where a kill matters. */
  readonly checkpoint?: (name: string) => Promise<void> | void;
}

export interface LedgerCore {
  readonly actions: ActionsService;
  readonly contents: ContentsService;
  readonly cases: CasesService;
  readonly audit: AuditService;
  readonly projection: ProjectionService;
  readonly relayer: RelayerService;
  readonly notifications: Notifications;
  readonly log: LogService;
  readonly witness: WitnessService;
  /** Gives contents to gateways of other jurisdictions. */
  readonly exchange: ExchangeService;
  /** Asks them for contents. */
  readonly puller: ExchangePuller;
  readonly caseAccess: CaseAccess;
  /** Whether a caller may read what a party lodged in a case. */
  readonly mayRead: (caller: Caller, place: RootPlace) => Promise<boolean>;
  /** Starts relayer, projection and witness. */
  start(): void;
  /** Ends them after the step under way. */
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
  const logWriter = createLogWriter({ leavesAfter });
  const projection = createProjection({
    ...options,
    logger: logger.child({ module: 'projection' }),
    notifications,
    findEnvelopes,
    sink: createSink(relayer, logWriter, options.checkpoint),
  });
  const actions = createActionsService({
    db,
    chain,
    clock,
    contents,
    notifications,
    promise: createPromises(options.gatewayKey, logOrigin(chain.domain.ledgerId), options.promiseSeconds),
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
  const { log, witness } = createPublishedLog(options);
  const { exchange, puller } = createExchange(options, notifications);
  return {
    actions,
    contents,
    cases: createCasesService({ db, contents }),
    audit: createAuditService({
      ...options,
      logger: logger.child({ module: 'audit' }),
      findEnvelopes,
      lanes: options.accounts.map(({ address }) => address),
      log: {
        origin: logOrigin(chain.domain.ledgerId),
        own: gatewayOf(options.gatewayKey),
        witnesses: options.peers.map(({ key }) => key),
      },
    }),
    projection,
    relayer,
    notifications,
    log,
    witness,
    exchange,
    puller,
    caseAccess,
    mayRead,
    start() {
      projection.start();
      relayer.start();
      witness.start();
      puller.start();
    },
    async stop() {
      await puller.stop();
      await witness.stop();
      await relayer.stop();
      await projection.stop();
    },
  };
}

const leavesAfter: LeavesAfter = async (db, sequence, limit) =>
  (await eventsFrom(db, sequence, limit)).map(leafOfEvent);

/** The log as it is signed and shown, and the watch over those of other gateways. */
function createPublishedLog(options: CoreOptions): { readonly log: LogService; readonly witness: WitnessService } {
  const { db, clock, peers, gatewayKey: secret } = options;
  const origin = logOrigin(options.chain.domain.ledgerId);
  const shared = { db, clock, origin, secret };
  const log = createLogService({
    ...shared,
    witnesses: peers.map(({ key }) => key),
    leavesAfter,
    sequenceOf: async (digest) => (await eventByDigest(db, digest))?.sequence,
    onContradiction: (note, size) => witness.ownLogChanged(note, size),
  });
  const witness = createWitness({
    ...shared,
    logger: options.logger.child({ module: 'witness' }),
    peers: peers.map(({ key, url }) => ({ key, client: createPeerClient(url) })),
    intervalMs: options.witnessIntervalMs,
    size: async () => (await log.describe()).size,
    checkpointAt: log.checkpointAt,
  });
  return { log, witness };
}

/** Exchange of contents with the pinned gateways whose jurisdiction is known. */
function createExchange(
  { db, clock, logger, chain, peers, gatewayKey: secret, witnessIntervalMs: intervalMs }: CoreOptions,
  notifications: Notifications,
): { readonly exchange: ExchangeService; readonly puller: ExchangePuller } {
  const origin = logOrigin(chain.domain.ledgerId);
  const served = peers.flatMap(({ key, url, jurisdiction }) =>
    jurisdiction === undefined ? [] : [{ key, url, jurisdiction }],
  );
  const exchange = createExchangeService({ db, clock, origin, name: secret.name, gateways: served });
  const puller = createExchangePuller({
    db,
    clock,
    logger: logger.child({ module: 'exchange' }),
    origin,
    secret,
    intervalMs,
    peers: served.map(({ key, url }) => ({ name: key.name, client: createExchangeClient(url) })),
    refoldCase: (trx, caseId) => refoldCase(trx, caseId, findEnvelopes),
  });
  notifications.subscribe((news) => {
    if (news.type === 'ROLLBACK') puller.poke(true);
    else if (news.type === 'BLOCKS' && news.caseIds.length > 0) puller.poke();
  });
  return { exchange, puller };
}

/** What changes beside the index when the chain is read: outcomes of actions and batches, and the log. */
function createSink(relayer: RelayerService, log: LogWriter, checkpoint: CoreOptions['checkpoint']): ProjectionSink {
  return {
    async onBlocks(trx, { applied, blocks }, position) {
      const times = new Map(blocks.map(({ blockNumber, blockTime }) => [blockNumber, blockTime]));
      const anchored = await markAnchored(trx, applied, (blockNumber) => times.get(blockNumber) ?? position.blockTime);
      await log.extend(trx);
      const expired = await rejectExpired(trx, { ...position, txHash: null });
      await checkpoint?.('project:before-commit');
      return [...anchored, ...expired];
    },
    async onRollback(trx, { blockNumber, sequence }) {
      await relayer.undoAbove(trx, blockNumber);
      await log.rollBack(trx, sequence);
    },
    onForgotten: (trx) => log.rollBack(trx, 0),
    async onPosition({ blockNumber }) {
      await checkpoint?.('project:committed');
      return relayer.settleUpTo(blockNumber);
    },
  };
}
