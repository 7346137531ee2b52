/** The system as `npm start` runs it: gateway, chain and database as processes of their own, councils as key files. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Wallet } from 'ethers';
import { Supervisor } from '../../scripts/embedded/supervisor/supervisor.ts';
import { fund } from './chain.ts';
import { createTestDatabase } from './database.ts';

export interface System {
  readonly url: string;
  readonly rpcUrl: string;
  readonly dataDir: string;
  close(): Promise<void>;
}

/** Starts it in a temporary directory; DATABASE_URL and RPC_URL replace its database and its chain. */
export async function createSystem(): Promise<System> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'corridor-e2e-'));
  const external = process.env.DATABASE_URL === undefined ? undefined : await createTestDatabase({ migrated: false });
  const rpcUrl = process.env.RPC_URL;
  const supervisor = new Supervisor({
    dataDir,
    host: '127.0.0.1',
    port: 0,
    databaseUrl: external?.url,
    rpcUrl,
    ledgerAddress: undefined,
    relayerKeyFile: rpcUrl === undefined ? undefined : await fundedKeyFile(rpcUrl, dataDir),
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

/** Key of a relay account that has money on a development node, as an operator would hand it over. */
async function fundedKeyFile(rpcUrl: string, directory: string): Promise<string> {
  const { privateKey } = Wallet.createRandom();
  await fund(rpcUrl, [privateKey]);
  const file = path.join(directory, 'relay-account.key');
  await writeFile(file, `${privateKey}\n`, { mode: 0o600 });
  return file;
}
