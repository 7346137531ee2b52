/** The durable core on a real database and a real chain, without HTTP; can be stopped and started again on both. */

import type { SignedAction } from '../../protocol/actions.ts';
import { encodeAction, encodeExecute } from '../../server/chain/action-encoding.ts';
import { createLedgerClient, type LedgerClient } from '../../server/chain/ledger-client.ts';
import { createRelayAccount } from '../../server/chain/relay-account.ts';
import { openRpc, type Rpc } from '../../server/chain/rpc.ts';
import { openDatabase } from '../../server/database/pool.ts';
import { type CoreOptions, createLedgerCore, type LedgerCore } from '../../server/ledger-core.ts';
import type { ActionView } from '../../server/modules/actions/actions.service.ts';
import { type Clock, systemClock } from '../../server/platform/clock.ts';
import { createLogger, silentLogger } from '../../server/platform/logger.ts';
import { startRewindableChain, startTestChain, type TestChain } from './chain.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { castPeople, enrolments, type PartyName, type People } from './people.ts';

export interface TestWorld {
  readonly chain: TestChain;
  readonly database: TestDatabase;
  readonly people: People;
  readonly clock: Clock;
  readonly seed: string;
  /** Starts a core; several may run one after the other, or at once, on the same database and chain. */
  openCore(options?: Partial<CoreOptions> & { readonly rpcUrl?: string }): TestCore;
  close(): Promise<void>;
}

export interface TestCore extends LedgerCore {
  readonly rpc: Rpc;
  readonly client: LedgerClient;
  readonly database: TestDatabase;
  /** Submits and waits until the action is final. */
  settle(action: SignedAction): Promise<ActionView>;
  /** Runs relayer and projection by hand until nothing is left to do. */
  drain(): Promise<void>;
  /** Carries actions to the chain past every gateway, in one transaction of an outsider. */
  sendDirectly(...actions: readonly SignedAction[]): Promise<void>;
  /** Enrols parties through the core; it must be running. */
  enrol(names?: readonly PartyName[]): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly rewindable?: boolean;
  readonly lanes?: number;
  readonly clock?: Clock;
  /** Directory of the embedded chain; a temporary one if absent. */
  readonly chainDir?: string;
}

/** Starts chain and database and draws the people. */
export async function startWorld({
  rewindable = false,
  lanes = 1,
  clock = systemClock,
  chainDir,
}: WorldOptions = {}): Promise<TestWorld> {
  const cast = castPeople();
  const start = rewindable ? startRewindableChain : startTestChain;
  const options = { founders: cast.founders, lanes, clock, ...(chainDir === undefined ? {} : { dataDir: chainDir }) };
  const [chain, database] = await Promise.all([start(options), createTestDatabase()]);
  const people = cast.on(chain.domain, clock);
  return {
    chain,
    database,
    people,
    clock,
    seed: cast.seed,
    openCore: (options = {}) => openCore({ chain, database, people, clock }, options),
    async close() {
      await database.drop();
      await chain.close();
    },
  };
}

function openCore(
  { chain, database, people, clock }: Pick<TestWorld, 'chain' | 'database' | 'people' | 'clock'>,
  { rpcUrl, ...overrides }: Partial<CoreOptions> & { readonly rpcUrl?: string },
): TestCore {
  const logger = process.env['TEST_LOG'] === undefined ? silentLogger() : createLogger({ level: 'debug' });
  // a pool of its own: a core that is abandoned in a crash test must not take the others' connections
  const handle = openDatabase({ connectionString: database.url, logger });
  const rpc = openRpc({ url: rpcUrl ?? chain.rpcUrl });
  const client = createLedgerClient({ rpc, domain: chain.domain, registry: chain.deployment.registry });
  const core = createLedgerCore({
    db: handle.db,
    chain: client,
    clock,
    logger,
    accounts: chain.relayerKeys.map(createRelayAccount),
    deployBlock: chain.deployment.deployBlock,
    confirmations: 0,
    pollMs: 25,
    queueCapacity: 10_000,
    batchMaxGas: 15_000_000,
    batchMaxDelayMs: 5,
    gatewayKey: { name: 'gateway.example/core', seed: new Uint8Array(32).fill(1) },
    peers: [],
    witnessIntervalMs: 60_000,
    promiseSeconds: 300,
    ...overrides,
  });
  const settle = async (action: SignedAction) => {
    const { digest } = await core.actions.submit(action);
    return core.actions.waitFinal(digest, 20);
  };
  return {
    ...core,
    rpc,
    client,
    database: { ...database, ...handle },
    settle,
    async drain() {
      for (let idle = 0; idle < 2; ) {
        const more = await core.relayer.runOnce();
        await chain.mined();
        await core.projection.catchUp();
        idle = more ? 0 : idle + 1;
      }
    },
    async sendDirectly(...actions) {
      const account = createRelayAccount(chain.outsiderKey);
      const { raw } = await account.sign({
        chainId: chain.domain.chainId,
        to: client.addresses.ledger,
        data: encodeExecute(actions.map(encodeAction)),
        nonce: await client.nonce(account.address),
        gasLimit: 10_000_000,
        ...(await client.fees()),
      });
      await client.broadcast(raw);
      await chain.mined();
    },
    async enrol(names) {
      const { parties, keys } = await enrolments(people, clock, names);
      await settleAll(core, parties);
      await settleAll(core, keys);
    },
    async close() {
      await core.stop();
      rpc.close();
      await handle.close();
    },
  };
}

async function settleAll(core: LedgerCore, actions: readonly SignedAction[]): Promise<void> {
  const accepted = await Promise.all(actions.map((action) => core.actions.submit(action)));
  const views = await Promise.all(accepted.map(({ digest }) => core.actions.waitFinal(digest, 30)));
  const failed = views.find(({ status }) => status !== 'ANCHORED');
  if (failed !== undefined) throw new Error(`${failed.kind} ended ${failed.status} ${failed.reason ?? ''}`);
}
