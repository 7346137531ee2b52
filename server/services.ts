/** The services of a gateway, each given what it needs and nothing more. */
import { sql } from 'kysely';
import { gatewayOf } from '../protocol/log/gateway-key.ts';
import type { NoteSecretKey } from '../protocol/log/note-key.ts';
import type { Deployment } from './chain/deployment.ts';
import type { LedgerClient } from './chain/ledger-client.ts';
import type { RelayAccount } from './chain/relay-account.ts';
import type { Rpc } from './chain/rpc.ts';
import type { Environment } from './config/env.ts';
import { VERSION } from './config/version.ts';
import type { DatabaseHandle } from './database/pool.ts';
import type { Services } from './endpoints.ts';
import type { LedgerCore } from './ledger-core.ts';
import { createAnswersService } from './modules/answers/answers.service.ts';
import { createComparisonService } from './modules/comparison/comparison.service.ts';
import { findProfile } from './modules/contents/contents.service.ts';
import { createDocumentFilesService } from './modules/document-files/document-files.service.ts';
import { createDossierService } from './modules/dossier/dossier.service.ts';
import { gatewayTrust } from './modules/dossier/gateway-trust.ts';
import { createFeedService } from './modules/feed/feed.service.ts';
import { createHealthService } from './modules/health/health.service.ts';
import { gatewayProbes } from './modules/health/probes.ts';
import { createIntakeService } from './modules/intake/intake.service.ts';
import { createLedgerService } from './modules/ledger/ledger.service.ts';
import { createPartiesService } from './modules/parties/parties.service.ts';
import { createApiKeysService } from './modules/session/api-keys.service.ts';
import { createSessionService } from './modules/session/session.service.ts';
import { createVerifyService } from './modules/verify/verify.service.ts';
import type { Clock } from './platform/clock.ts';
import type { Logger } from './platform/logger.ts';
import type { Metrics } from './platform/metrics.ts';
import type { Shutdown } from './platform/shutdown.ts';

/** What is shared by everything that is started. */
export interface Parts {
  readonly config: Environment;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly shutdown: Shutdown;
  readonly database: DatabaseHandle;
  readonly rpc: Rpc;
  readonly chain: LedgerClient;
  readonly deployment: Deployment;
  readonly account: RelayAccount;
  readonly gatewayKey: NoteSecretKey;
}

/**
 * @param origin public origin, known once the port is
 * @param page template of the offline page of a dossier, if there is one
 */
export function createServices(parts: Parts, core: LedgerCore, origin: string, page: string | undefined): Services {
  const { config, clock, chain, rpc, deployment, account, shutdown } = parts;
  const { db } = parts.database;
  const { domain } = chain;
  const gateways = [gatewayOf(parts.gatewayKey), ...config.PEER_GATEWAYS.map(({ key }) => key)];
  const trust = () => gatewayTrust({ db, deployment, gateways });
  const probes = gatewayProbes({
    ping: async () => {
      await sql`SELECT 1`.execute(db);
    },
    rpc,
    chain,
    projection: core.projection,
    relayer: account.address,
    clock,
  });
  return {
    actions: core.actions,
    answers: createAnswersService({ db, contents: core.contents }),
    audit: core.audit,
    contents: core.contents,
    cases: core.cases,
    comparison: createComparisonService({ cases: core.cases, contents: core.contents }),
    documentFiles: createDocumentFilesService(core.cases),
    dossiers: createDossierService({ db, chain, contents: core.contents, log: core.log, trust, page }),
    verify: createVerifyService({ db, clock, chain, contents: core.contents, mayRead: core.mayRead, trust }),
    exchange: core.exchange,
    feed: createFeedService({ db, notifications: core.notifications }),
    log: core.log,
    witness: core.witness,
    health: createHealthService({ probes, stopping: () => shutdown.started }),
    intake: createIntakeService({ domain, clock }),
    ledger: createLedgerService({
      db,
      deployment,
      deployBlock: config.DEPLOY_BLOCK,
      gateway: { version: VERSION, origin, signer: config.SIGNER_ORIGIN ?? null },
    }),
    parties: createPartiesService({
      db,
      clock,
      webAuthnVerifier: deployment.verifiers.webAuthn,
      findProfiles: async (roots) => {
        const found = await Promise.all(roots.map(async (root) => [root, await findProfile(db, root)] as const));
        return new Map(found.flatMap(([root, profile]) => (profile === undefined ? [] : [[root, profile]])));
      },
    }),
    sessions: createSessionService({
      db,
      clock,
      domain,
      origin,
      ttlSeconds: config.SESSION_TTL_SECONDS,
      checkSignature: chain.checkSignature,
    }),
    apiKeys: createApiKeysService({ db, clock }),
  };
}
