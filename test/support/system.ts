/** The system as `npm start` runs it: gateway, chain and database as processes of their own, councils as key files. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Supervisor } from '../../scripts/embedded/supervisor/supervisor.ts';
import { createTestDatabase } from './database.ts';

export interface System {
  readonly url: string;
  readonly rpcUrl: string;
  readonly dataDir: string;
  close(): Promise<void>;
}

/** Starts it in a temporary directory; DATABASE_URL replaces its database. The chain is always its own. */
export async function createSystem(): Promise<System> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'corridor-e2e-'));
  const external = process.env.DATABASE_URL === undefined ? undefined : await createTestDatabase({ migrated: false });
  const supervisor = new Supervisor({
    dataDir,
    host: '127.0.0.1',
    port: 0,
    databaseUrl: external?.url,
    rpcUrl: undefined,
    ledgerAddress: undefined,
    relayerKeyFile: undefined,
    gatewayEnvironment: { RATE_WRITES_PER_MINUTE: '100000', RATE_READS_PER_MINUTE: '100000' },
  });
  const { url, ledger } = await supervisor.start();
  if (ledger === undefined) throw new Error('a fresh system makes its own ledger');
  return {
    url,
    rpcUrl: ledger.rpcUrl,
    dataDir,
    async close() {
      await supervisor.stop();
      await external?.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
