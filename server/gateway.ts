/**
 * A whole gateway in this process: database, chain, write path, index, HTTP. Used by main.ts and by the tests, so that
 * what is tested is what runs.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { createApp } from './app.ts';
import { readDeployment } from './chain/deployment.ts';
import { readLiveIdentity } from './chain/identity.ts';
import { createLedgerClient } from './chain/ledger-client.ts';
import { hasP256Precompile } from './chain/probes.ts';
import { createRelayAccount, type RelayAccount } from './chain/relay-account.ts';
import { openRpc } from './chain/rpc.ts';
import type { Environment } from './config/env.ts';
import { readGatewayKey } from './config/gateway-key.ts';
import { readRelayerKey } from './config/relayer-key.ts';
import { VERSION } from './config/version.ts';
import { takeExclusiveLock } from './database/exclusive-lock.ts';
import { migrate } from './database/migrate.ts';
import { type DatabaseHandle, openDatabase } from './database/pool.ts';
import { endpointsOf } from './endpoints.ts';
import { allowedHosts } from './http/host-guard.ts';
import { type HttpServer, listen } from './http/http-server.ts';
import { createRateLimiter } from './http/rate-limit.ts';
import { type CoreOptions, createLedgerCore, type LedgerCore } from './ledger-core.ts';
import { countByStatus } from './modules/actions/actions.repository.ts';
import { type ConsoleFiles, readConsoleFiles } from './modules/console/console-files.ts';
import { registerCoreMetrics } from './modules/health/core-metrics.ts';
import { pinChain } from './modules/projection/pinned-chain.ts';
import { type Clock, systemClock } from './platform/clock.ts';
import { createLogger, type Logger } from './platform/logger.ts';
import { createLoop } from './platform/loop.ts';
import { createMetrics, type Metrics } from './platform/metrics.ts';
import { createShutdown, type Shutdown } from './platform/shutdown.ts';
import { createServices, type Parts } from './services.ts';

/** Longest wait for answers under way when stopping, milliseconds. */
const DRAIN_MS = 8_000;
/** Default of `lockWaitMs`. */
const LOCK_WAIT_MS = 10_000;
const SWEEP_MS = 60_000;
/** How long the first reading of the chain may hold back the start, milliseconds. */
const FIRST_READING_MS = 30_000;

export interface GatewayOptions {
  readonly config: Environment;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** Hold every answer against its schema: for tests. */
  readonly checkResponses?: boolean;
  /** Collect figures of the process; keeps a handle open. */
  readonly processMetrics?: boolean;
  /** How long a predecessor that was killed may take to let go of the relay key, milliseconds. */
  readonly lockWaitMs?: number;
  /** For crash tests: called at the points where a kill matters. */
  readonly checkpoint?: CoreOptions['checkpoint'];
}

export interface Gateway {
  /** Address that the server is bound to. */
  readonly url: string;
  /** Public origin. */
  readonly origin: string;
  readonly core: LedgerCore;
  readonly metrics: Metrics;
  /** Settles when the gateway must not go on: another process took its relay key. */
  readonly lost: Promise<string>;
  /** Stops everything in order. @returns true if every part ended without an error and in time */
  close(reason: string): Promise<boolean>;
}

/**
 * Starts a gateway; what was started before a failure is stopped again.
 * @throws {ConfigurationError | DeploymentMismatchError | ChainReplacedError | MigrationMismatchError | LockHeldError}
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { config, clock = systemClock } = options;
  const logger = options.logger ?? createLogger({ level: config.LOG_LEVEL });
  const metrics = createMetrics({ process: options.processMetrics ?? false });
  const shutdown = createShutdown({ logger, stepTimeoutMs: DRAIN_MS + 2_000 });
  try {
    const account = createRelayAccount(await readRelayerKey(config.RELAYER_KEY_FILE));
    const gatewayKey = await readGatewayKey(config.GATEWAY_KEY_FILE);
    const { database, lost } = await openStorage(options, account, logger, shutdown);
    const { rpc, chain, deployment } = await openChain(config, database, logger, shutdown);
    const parts: Parts = {
      config,
      clock,
      logger,
      metrics,
      shutdown,
      database,
      rpc,
      chain,
      deployment,
      account,
      gatewayKey,
    };
    const core = startCore(parts, options.checkpoint);
    await firstReading(core, logger);
    const consoleFiles = config.CONSOLE_DIR === undefined ? undefined : await readConsoleFiles(config.CONSOLE_DIR);
    const server = await listen(config.HOST, config.PORT);
    const origin = config.PUBLIC_ORIGIN ?? `http://localhost:${server.port}`;
    serve(parts, core, server, { origin, consoleFiles, checkResponses: options.checkResponses ?? false });
    const url = `http://${config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST}:${server.port}`;
    return { url, origin, core, metrics, lost, close: (reason) => shutdown.run(reason) };
  } catch (error) {
    await shutdown.run('failed to start');
    throw error;
  }
}

/** Whoever reads `listening` may ask at once; only an index that is far behind is caught up with while serving. */
async function firstReading(core: LedgerCore, logger: Logger): Promise<void> {
  const late = new AbortController();
  const timeout = delay(FIRST_READING_MS, undefined, { signal: late.signal }).then(
    () => logger.warn('the index is far behind; serving while it catches up'),
    () => undefined,
  );
  const reading = core.projection
    .catchUp()
    .catch((error) => logger.warn({ err: error }, 'the index could not be read'));
  await Promise.race([reading, timeout]);
  late.abort();
}

async function openStorage(
  { config, lockWaitMs = LOCK_WAIT_MS }: GatewayOptions,
  account: RelayAccount,
  logger: Logger,
  shutdown: Shutdown,
) {
  const database = openDatabase({
    connectionString: config.DATABASE_URL,
    logger: logger.child({ module: 'database' }),
  });
  shutdown.add('database', () => database.close());
  const lock = await takeExclusiveLock({
    connectionString: config.DATABASE_URL,
    name: `relayer ${config.CHAIN_ID} ${account.address}`,
    waitMs: lockWaitMs,
    logger: logger.child({ module: 'lock' }),
  });
  shutdown.add('lock', () => lock.release());
  const applied = await migrate(database.pool);
  if (applied.length > 0) logger.info({ applied }, 'migrated');
  return { database, lost: lock.lost.then(() => 'another gateway holds the relay key') };
}

async function openChain(config: Environment, { db }: DatabaseHandle, logger: Logger, shutdown: Shutdown) {
  const rpc = openRpc({ url: config.RPC_URL });
  shutdown.add('chain', () => rpc.close());
  const expected = { chainId: config.CHAIN_ID, ledger: config.LEDGER_ADDRESS, ledgerId: config.LEDGER_ID };
  const deployment = await readDeployment(rpc, expected);
  const domain = { chainId: config.CHAIN_ID, verifyingContract: deployment.ledger, ledgerId: deployment.ledgerId };
  const chain = createLedgerClient({ rpc, domain, registry: deployment.registry });
  await pinChain(db, await readLiveIdentity(rpc, chain), config.DEPLOY_BLOCK);
  if (!(await hasP256Precompile(rpc)))
    logger.warn('the chain has no P-256 precompile: passkeys cost ten times the gas');
  return { rpc, chain, deployment };
}

function startCore(
  { config, clock, logger, metrics, shutdown, database, chain, account, gatewayKey }: Parts,
  checkpoint: CoreOptions['checkpoint'],
): LedgerCore {
  const core = createLedgerCore({
    db: database.db,
    chain,
    clock,
    logger,
    accounts: [account],
    deployBlock: config.DEPLOY_BLOCK,
    confirmations: config.CONFIRMATIONS,
    pollMs: config.POLL_MS,
    queueCapacity: config.QUEUE_CAPACITY,
    batchMaxGas: config.BATCH_MAX_GAS,
    batchMaxDelayMs: config.BATCH_MAX_DELAY_MS,
    gatewayKey,
    peers: config.PEER_GATEWAYS,
    witnessIntervalMs: config.WITNESS_INTERVAL_MS,
    promiseSeconds: config.PROMISE_SECONDS,
    ...(checkpoint === undefined ? {} : { checkpoint }),
  });
  registerCoreMetrics(metrics, { ...core, countByStatus: () => countByStatus(database.db) });
  shutdown.add('core', () => core.stop());
  core.start();
  return core;
}

/** What is served beside the services. */
interface Served {
  readonly origin: string;
  readonly consoleFiles: ConsoleFiles | undefined;
  readonly checkResponses: boolean;
}

/** Builds services and application for an origin, which is known once the port is, and starts answering. */
function serve(parts: Parts, core: LedgerCore, server: HttpServer, about: Served): void {
  const { origin, consoleFiles, checkResponses } = about;
  const { config, logger, metrics, shutdown } = parts;
  const services = createServices(parts, core, origin, consoleFiles?.dossierPage);
  const sweep = createLoop({
    name: 'session-sweep',
    logger,
    intervalMs: SWEEP_MS,
    step: async () => {
      await services.sessions.sweep();
      return false;
    },
  });
  sweep.start();
  shutdown.add('session-sweep', () => sweep.stop());
  const rateLimiter = createRateLimiter({
    readsPerMinute: config.RATE_READS_PER_MINUTE,
    writesPerMinute: config.RATE_WRITES_PER_MINUTE,
  });
  shutdown.add('rate-limits', () => rateLimiter.close());
  const app = createApp({
    endpoints: endpointsOf(services, {
      metrics,
      version: VERSION,
      origin,
      sessionTtlSeconds: config.SESSION_TTL_SECONDS,
      consoleFiles,
    }),
    authenticate: ({ secret }) => services.sessions.authenticate(secret),
    caseAccess: core.caseAccess,
    rateLimiter,
    logger: logger.child({ module: 'http' }),
    metrics,
    origin,
    hosts: allowedHosts(origin, server.port),
    trustedProxies: config.TRUSTED_PROXIES?.split(',').map((each) => each.trim()),
    stopping: () => shutdown.started,
    checkResponses,
  });
  server.serve(app, origin);
  shutdown.add('http', () => server.close(DRAIN_MS));
  // streams have no end of their own that closing could wait for
  shutdown.add('event-feed', () => services.feed.close());
}
