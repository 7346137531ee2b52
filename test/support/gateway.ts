/** A whole gateway for tests: real chain, real database, real HTTP on a free port, everybody enrolled. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CorridorClient, createClient } from '../../client/client.ts';
import { createDesk, type Desk } from '../../client/desk.ts';
import { signIn } from '../../client/session.ts';
import { walletSigner } from '../../client/signer.ts';
import { type GatewayKey, gatewayOf } from '../../protocol/log/gateway-key.ts';
import { formatSecretKey, type NoteSecretKey } from '../../protocol/log/note-key.ts';
import { environmentSchema } from '../../server/config/env.ts';
import { type Gateway, startGateway as startServer } from '../../server/gateway.ts';
import type { CoreOptions } from '../../server/ledger-core.ts';
import { silentLogger } from '../../server/platform/logger.ts';
import { startWorld, type TestWorld, type WorldOptions } from './core.ts';
import { enrolments, type PartyName, type Person } from './people.ts';

export interface TestGateway extends TestWorld {
  readonly url: string;
  /** Public origin. */
  readonly origin: string;
  readonly gateway: Gateway;
  /** The gateway as others pin it. */
  readonly gatewayKey: GatewayKey;
  /** Anonymous client. */
  readonly client: CorridorClient;
  /** Client of a person who has signed in by EIP-4361. */
  as(person: Person): Promise<CorridorClient>;
  /** Desk of a person who has signed in: reads, signs with the person's own key, sends, waits. */
  desk(person: Person): Promise<Desk>;
}

export interface TestGatewayOptions extends WorldOptions {
  /** Who is enrolled; everybody if absent. */
  readonly enrol?: readonly PartyName[];
  readonly checkpoint?: CoreOptions['checkpoint'];
  /** Further variables of its configuration. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Key for checkpoints and promises; a fresh one if absent. */
  readonly gatewayKey?: NoteSecretKey;
}

/** Starts a gateway and enrols its people through the councils. */
export async function startGateway({ enrol, ...options }: TestGatewayOptions = {}): Promise<TestGateway> {
  const world = await startWorld(options);
  const started = await startGatewayIn(world, options);
  await enrolAll(started, enrol);
  return {
    ...started,
    async close() {
      await started.close();
      await world.close();
    },
  };
}

export interface SiblingOptions extends Pick<TestGatewayOptions, 'checkpoint' | 'environment' | 'gatewayKey'> {
  /** Which relay account of the world it uses. */
  readonly lane?: number;
}

/** Starts a gateway on the chain and database of a world; closing it leaves both. */
export async function startGatewayIn(
  world: TestWorld,
  { checkpoint, environment, gatewayKey, lane = 0 }: SiblingOptions = {},
): Promise<TestGateway> {
  const directory = await mkdtemp(path.join(tmpdir(), 'corridor-test-key-'));
  const keyFile = path.join(directory, 'relayer.key');
  const gatewayKeyFile = path.join(directory, 'gateway.key');
  await writeFile(keyFile, `${world.chain.relayerKeys[lane]}\n`, { mode: 0o600 });
  const secret = gatewayKey ?? newGatewayKey();
  await writeFile(gatewayKeyFile, `${formatSecretKey(secret)}\n`, { mode: 0o600 });
  const gateway = await startServer({
    config: configOf(world, {
      RELAYER_KEY_FILE: keyFile,
      GATEWAY_KEY_FILE: gatewayKeyFile,
      ...environment,
    }),
    clock: world.clock,
    logger: silentLogger(),
    checkResponses: true,
    ...(checkpoint === undefined ? {} : { checkpoint }),
  });
  const client = createClient({ baseUrl: gateway.url });
  const as = async (person: Person) => {
    const { token } = await signIn(client, walletSigner(person.wallet), () => world.clock.now());
    return client.withToken(token);
  };
  return {
    ...world,
    url: gateway.url,
    origin: gateway.origin,
    gateway,
    gatewayKey: gatewayOf(secret),
    client,
    as,
    desk: async (person) =>
      createDesk({ client: await as(person), ledger: world.chain.domain, signer: walletSigner(person.wallet) }),
    async close() {
      await gateway.close('test is over');
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A fresh key with a name of its own. */
export function newGatewayKey(name = `gateway.example/${randomBytes(4).toString('hex')}`): NoteSecretKey {
  return { name, seed: new Uint8Array(randomBytes(32)) };
}

/** Configuration as an operator would write it, with limits that no test meets. */
function configOf({ chain, database }: TestWorld, more: Readonly<Record<string, string>>) {
  return environmentSchema.parse({
    PORT: '0',
    DATABASE_URL: database.url,
    RPC_URL: chain.rpcUrl,
    CHAIN_ID: String(chain.domain.chainId),
    LEDGER_ADDRESS: chain.domain.verifyingContract,
    LEDGER_ID: chain.domain.ledgerId,
    DEPLOY_BLOCK: String(chain.deployment.deployBlock),
    LOG_LEVEL: 'silent',
    RATE_READS_PER_MINUTE: '1000000',
    RATE_WRITES_PER_MINUTE: '1000000',
    BATCH_MAX_DELAY_MS: '5',
    POLL_MS: '25',
    ...more,
  });
}

/** The councils enrol parties and their keys through a gateway. */
export async function enrolAll(
  { people, clock, gateway }: Pick<TestGateway, 'people' | 'clock' | 'gateway'>,
  names?: readonly PartyName[],
): Promise<void> {
  const { actions } = gateway.core;
  const drafts = await enrolments(people, clock, names);
  for (const group of [drafts.parties, drafts.keys]) {
    const accepted = await Promise.all(group.map((action) => actions.submit(action)));
    const views = await Promise.all(accepted.map(({ digest }) => actions.waitFinal(digest, 30)));
    const failed = views.find(({ status }) => status !== 'ANCHORED');
    if (failed !== undefined) throw new Error(`${failed.kind} ended ${failed.status} ${failed.reason ?? ''}`);
  }
}
