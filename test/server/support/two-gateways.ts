/** The gateways of both sides over one chain, each with its own database and relay account, each witnessing the other. */
import { formatGatewayKey, gatewayOf } from '../../../protocol/log/gateway-key.ts';
import type { NoteSecretKey } from '../../../protocol/log/note-key.ts';
import { freePort } from '../../../scripts/test/ports.ts';
import { startWorld, type TestWorld, type WorldOptions } from '../../support/core.ts';
import { createTestDatabase } from '../../support/database.ts';
import { newGatewayKey, startGatewayIn, type TestGateway } from '../../support/gateway.ts';

export interface Side {
  readonly secret: NoteSecretKey;
  readonly url: string;
  /** Its database, and the chain as its node shows it. */
  readonly world: TestWorld;
  /** Starts its gateway, in another world if given: another chain node, another database. */
  start(world?: TestWorld): Promise<TestGateway>;
}

export interface TwoSides {
  readonly origin: string;
  readonly cn: Side;
  readonly my: Side;
  close(): Promise<void>;
}

/** @param intervalMs between two looks at the other gateway */
export async function prepareTwoSides(options: WorldOptions, intervalMs: number): Promise<TwoSides> {
  const first = await startWorld({ ...options, lanes: 2 });
  const database = await createTestDatabase();
  const worlds = { cn: first, my: { ...first, database } };
  const ports = { cn: await freePort(), my: await freePort() };
  const secrets = { cn: newGatewayKey('gateway.example/cn'), my: newGatewayKey('gateway.example/my') };
  const urlOf = (name: 'cn' | 'my') => `http://127.0.0.1:${ports[name]}`;
  const side = (name: 'cn' | 'my', other: 'cn' | 'my', lane: number): Side => ({
    secret: secrets[name],
    url: urlOf(name),
    world: worlds[name],
    start: (world = worlds[name]) =>
      startGatewayIn(world, {
        lane,
        gatewayKey: secrets[name],
        environment: {
          PORT: String(ports[name]),
          PEER_GATEWAYS: `${formatGatewayKey(gatewayOf(secrets[other]))} ${urlOf(other)} ${other.toUpperCase()}`,
          WITNESS_INTERVAL_MS: String(intervalMs),
        },
      }),
  });
  return {
    origin: `corridor-ledger/${first.chain.domain.ledgerId.slice(2)}`,
    cn: side('cn', 'my', 0),
    my: side('my', 'cn', 1),
    async close() {
      await database.drop();
      await first.close();
    },
  };
}
