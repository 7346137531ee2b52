import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { CouncilKeys } from '../councils.ts';
import { openCouncils } from '../councils.ts';
import type { Deployment } from '../deployment.ts';
import type { DirectoryLock } from '../directory-lock.ts';
import { lockDirectory } from '../directory-lock.ts';
import { EmbeddedError } from '../errors.ts';
import { openGatewayKey } from '../gateway-key.ts';
import type { RelayerKey } from '../relayer-key.ts';
import { openRelayerKey } from '../relayer-key.ts';
import type { Part } from './child-part.ts';
import { setUpLedger } from './ledger-setup.ts';
import { PREDECESSOR_WAIT_MS, startChainPart, startDatabasePart, startGatewayPart, startSignerPart } from './parts.ts';
import { waitForFreePort, waitUntilReady } from './reachability.ts';

/** The two ends of the corridor. */
const JURISDICTIONS = ['CN', 'MY'];
/** Users first, so that nobody loses what he is using. */
const STOP_ORDER = ['gateway', 'signer', 'chain', 'database'];

/** Folders of the built bundles, and where the signer listens; its port is part of every passkey. */
export interface ConsoleOptions {
  readonly directory: string;
  readonly signerDirectory: string;
  readonly signerPort: number;
}

/** What is to run, and where. */
export interface SupervisorOptions {
  readonly dataDir: string;
  /** Address and TCP port of the gateway; port 0 chooses a free one. */
  readonly host: string;
  readonly port: number;
  /** A PostgreSQL to use instead of the embedded one. */
  readonly databaseUrl: string | undefined;
  /** A chain node to use instead of the embedded one. */
  readonly rpcUrl: string | undefined;
  /** With `rpcUrl`: a ledger that is there already, described by the environment; nothing is deployed. */
  readonly ledgerAddress: string | undefined;
  /** Addresses that the embedded chain funds beside its own relay account: those of other gateways over it. */
  readonly fund?: readonly string[];
  /** Key of the relay account; made in the data directory when absent. */
  readonly relayerKeyFile: string | undefined;
  /** Key that signs checkpoints and promises; made in the data directory when absent. */
  readonly gatewayKeyFile?: string | undefined;
  /** The program of the gateway; that of this project when absent. */
  readonly gatewayScript?: string;
  /** Further variables for the gateway. */
  readonly gatewayEnvironment?: Readonly<Record<string, string>>;
  /** The built web console and signer; neither is served when absent. */
  readonly console?: ConsoleOptions;
  /** Told what takes a while. */
  readonly onProgress?: (line: string) => void;
}

/** What has been started. */
export interface Running {
  /** Where the gateway listens. */
  readonly url: string;
  /** Where the signer page is; undefined when none is served. */
  readonly signer: string | undefined;
  /** Verifier key by which other gateways, and whoever verifies, pin this one. */
  readonly gatewayKey: string;
  /** Process ids of the parts that run here. */
  readonly pids: Readonly<Record<string, number>>;
  /** Undefined when the ledger is somebody else's. */
  readonly ledger:
    | {
        readonly deployment: Deployment;
        readonly councils: readonly CouncilKeys[];
        /** JSON-RPC endpoint of the node that holds it. */
        readonly rpcUrl: string;
      }
    | undefined;
}

/**
 * Starts chain, database and gateway as one system, and stops them as one: when a part dies the others are stopped,
 * and nothing is restarted behind anybody's back.
 */
export class Supervisor {
  /** Settles with an error when a part ends that should not. */
  readonly failed: Promise<EmbeddedError>;
  readonly #options: SupervisorOptions;
  readonly #parts = new Map<string, Part>();
  readonly #waits = new AbortController();
  readonly #fail: (error: EmbeddedError) => void;
  #lock: DirectoryLock | undefined;
  #starting: Promise<unknown> = Promise.resolve();
  #stopping: Promise<void> | undefined;

  constructor(options: SupervisorOptions) {
    const { promise, resolve } = Promise.withResolvers<EmbeddedError>();
    this.failed = promise;
    this.#fail = resolve;
    this.#options = { ...options, dataDir: path.resolve(options.dataDir) };
  }

  /**
   * Starts everything and waits until the gateway is ready. Call once; after an error call `stop`.
   * @throws {EmbeddedError} with the reason of the part that did not start or did not stay
   */
  start(): Promise<Running> {
    const starting = this.#start();
    this.#starting = starting.catch(() => undefined);
    return Promise.race([starting, this.failed.then((error) => Promise.reject(error))]);
  }

  /** Stops gateway, chain and database, in this order. May be called at any time and more than once. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #start(): Promise<Running> {
    const { dataDir, host, port } = this.#options;
    this.#lock = await lockDirectory(dataDir);
    const gatewayKey = await openGatewayKey(this.#options.gatewayKeyFile ?? path.join(dataDir, 'gateway.key'));
    const relayer = await openRelayerKey(this.#options.relayerKeyFile ?? path.join(dataDir, 'relayer.key'));
    const [databaseUrl, { ledger, environment }, signer] = await Promise.all([
      this.#startDatabase(),
      this.#startLedger(relayer),
      this.#startSigner(),
    ]);
    if (port !== 0) await waitForFreePort(host, port, PREDECESSOR_WAIT_MS, this.#waits);
    this.#options.onProgress?.('starting the gateway');
    const gateway = await startGatewayPart(
      this.#options.gatewayScript,
      {
        ...this.#options.gatewayEnvironment,
        ...environment,
        ...this.#consoleEnvironment(signer),
        DATABASE_URL: databaseUrl,
        RELAYER_KEY_FILE: relayer.file,
        GATEWAY_KEY_FILE: gatewayKey.file,
        DATA_DIR: dataDir,
        HOST: host,
        PORT: String(port),
      },
      this.#logDir,
      (part) => this.#register(part),
    );
    await waitUntilReady(gateway.url, this.#waits);
    const pids = Object.fromEntries([...this.#parts.values()].map(({ name, pid }) => [name, pid]));
    return { url: gateway.url, signer, gatewayKey: gatewayKey.verifierKey, pids, ledger };
  }

  async #startSigner(): Promise<string | undefined> {
    const { console: bundles, host } = this.#options;
    if (bundles === undefined) return undefined;
    const { signerDirectory: directory, signerPort: port } = bundles;
    if (port !== 0) await waitForFreePort(host, port, PREDECESSOR_WAIT_MS, this.#waits, 'SIGNER_PORT');
    const { origin } = await startSignerPart({ directory, host, port }, this.#logDir, (part) => this.#register(part));
    return origin;
  }

  #consoleEnvironment(signer: string | undefined): Record<string, string> {
    const { console: bundles } = this.#options;
    if (bundles === undefined || signer === undefined) return {};
    return { CONSOLE_DIR: bundles.directory, SIGNER_ORIGIN: signer };
  }

  async #startDatabase(): Promise<string> {
    const { dataDir, databaseUrl, onProgress } = this.#options;
    if (databaseUrl !== undefined) return databaseUrl;
    onProgress?.('starting the database');
    const database = await startDatabasePart(path.join(dataDir, 'postgres'), (part) => this.#register(part));
    return database.url;
  }

  async #startLedger(relayer: RelayerKey): Promise<{ ledger: Running['ledger']; environment: Record<string, string> }> {
    const { dataDir, rpcUrl, ledgerAddress, onProgress } = this.#options;
    if (rpcUrl !== undefined && ledgerAddress !== undefined) return { ledger: undefined, environment: {} };
    const councils = await openCouncils(dataDir, JURISDICTIONS);
    onProgress?.(rpcUrl === undefined ? 'starting the chain' : 'looking for the ledger on the chain of RPC_URL');
    const chain =
      rpcUrl === undefined
        ? await startChainPart(
            path.join(dataDir, 'chain'),
            this.#logDir,
            [relayer.address, ...(this.#options.fund ?? [])],
            (part) => this.#register(part),
          )
        : { url: rpcUrl, ledgerId: `0x${randomBytes(32).toString('hex')}` };
    const deployment = await setUpLedger({
      dataDir,
      rpcUrl: chain.url,
      ledgerId: chain.ledgerId,
      relayer,
      councils,
      onProgress: onProgress ?? (() => undefined),
    });
    return {
      ledger: { deployment, councils, rpcUrl: chain.url },
      environment: ledgerEnvironment(chain.url, deployment),
    };
  }

  get #logDir(): string {
    return path.join(this.#options.dataDir, 'logs');
  }

  #register(part: Part): void {
    this.#parts.set(part.name, part);
    part.exited
      .then((how) => {
        if (this.#stopping === undefined) this.#fail(died(part.name, how, this.#logDir));
      })
      .catch(() => undefined);
    if (this.#stopping !== undefined) void part.stop();
  }

  async #stop(): Promise<void> {
    this.#waits.abort();
    // What is just being started is stopped by `#register`.
    const begun = STOP_ORDER.map((name) => this.#parts.get(name));
    for (const part of begun) await part?.stop();
    await this.#starting;
    for (const part of this.#parts.values()) await part.stop();
    this.#lock?.release();
  }
}

/** What tells a gateway where its ledger is. */
export function ledgerEnvironment(rpcUrl: string, deployment: Deployment): Record<string, string> {
  return {
    RPC_URL: rpcUrl,
    CHAIN_ID: String(deployment.chainId),
    LEDGER_ADDRESS: deployment.ledger,
    LEDGER_ID: deployment.ledgerId,
    DEPLOY_BLOCK: String(deployment.deployBlock),
  };
}

function died(part: string, how: string, logDir: string): EmbeddedError {
  const log = part === 'database' ? 'postgres/postgres.log in the data directory' : path.join(logDir, `${part}.log`);
  return new EmbeddedError(
    'PART_DIED',
    `The ${part} ended unexpectedly (${how}), so everything was stopped. Nothing that was acknowledged is lost. ` +
      `Look into ${log}, then start again.`,
    { part },
  );
}
