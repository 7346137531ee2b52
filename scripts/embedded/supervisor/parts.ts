import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { startEmbeddedPostgres } from '../postgres/embedded-postgres.ts';
import type { Part } from './child-part.ts';
import { startChildPart } from './child-part.ts';

const CHAIN = fileURLToPath(new URL('../chain/main.ts', import.meta.url));
const SIGNER = fileURLToPath(new URL('../../signer/main.ts', import.meta.url));
const GATEWAY = fileURLToPath(new URL('../../../server/main.ts', import.meta.url));

/** What a predecessor that was killed may need to end by itself, in milliseconds. */
export const PREDECESSOR_WAIT_MS = 20_000;

const chainReady = z.object({ url: z.string(), chainId: z.number(), ledgerId: z.string() });
const signerReady = z.object({ origin: z.string() });
const gatewayReady = z.object({ url: z.string() });

/** Told of each part as soon as it can be stopped. */
export type Register = (part: Part) => void;

/** Starts the database. */
export async function startDatabasePart(dataDir: string, register: Register): Promise<{ url: string }> {
  const database = await startEmbeddedPostgres({ dataDir, lockWaitMs: PREDECESSOR_WAIT_MS });
  register({
    name: 'database',
    pid: database.pid,
    exited: database.exited.then(() => 'the end of its server'),
    stop: () => database.close(),
  });
  return { url: database.url };
}

/** Starts the chain. */
export async function startChainPart(
  dataDir: string,
  logDir: string,
  funded: readonly string[],
  register: Register,
): Promise<z.infer<typeof chainReady>> {
  const part = await startChildPart({
    name: 'chain',
    script: CHAIN,
    args: ['--data', dataDir, '--fund', funded.join(','), '--wait', String(PREDECESSOR_WAIT_MS), '--owned'],
    environment: { ...process.env, HARDHAT_DISABLE_TELEMETRY: 'true' },
    logDir,
  });
  register(part);
  return chainReady.parse(await part.listening);
}

/** Starts the server of the signer page. It gets nothing of what the gateway is configured with. */
export async function startSignerPart(
  { directory, host, port }: { readonly directory: string; readonly host: string; readonly port: number },
  logDir: string,
  register: Register,
): Promise<z.infer<typeof signerReady>> {
  const part = await startChildPart({
    name: 'signer',
    script: SIGNER,
    args: ['--dir', directory, '--host', host, '--port', String(port), '--owned'],
    environment: process.env,
    logDir,
  });
  register(part);
  return signerReady.parse(await part.listening);
}

/** Starts the gateway with the given additions to the environment. */
export async function startGatewayPart(
  script: string | undefined,
  environment: Readonly<Record<string, string>>,
  logDir: string,
  register: Register,
): Promise<z.infer<typeof gatewayReady>> {
  const part = await startChildPart({
    name: 'gateway',
    script: script ?? GATEWAY,
    args: [],
    environment: { ...process.env, ...environment },
    logDir,
  });
  register(part);
  return gatewayReady.parse(await part.listening);
}
