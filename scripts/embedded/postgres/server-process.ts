import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { EmbeddedError } from '../errors.ts';
import type { ServerAccount } from './account.ts';
import { commandAs } from './account.ts';
import { readPostmasterFile, stopOrphan } from './postmaster-file.ts';

const KEEPER = fileURLToPath(new URL('keeper.ts', import.meta.url));
const POLL_MS = 10;
const ATTEMPTS = 20;
const RETRY_MS = 250;

/** Refusals that pass by themselves: what a killed predecessor held is given free a moment later. */
const PASSING = ['could not bind', 'pre-existing shared memory block', 'lock file "postmaster.pid" already exists'];

/** How a server is started. */
export interface ServerOptions {
  readonly program: string;
  readonly account: ServerAccount | undefined;
  readonly cluster: string;
  readonly logFile: string;
  /** TCP port on 127.0.0.1; 0 chooses a free one. */
  readonly port: number;
}

/** A server that accepts connections. */
export interface ServerProcess {
  readonly port: number;
  readonly keeper: ChildProcess;
}

/**
 * Starts the server and waits until it accepts connections.
 *
 * A port that was free may be taken by the time the server binds it, and the shared memory of a killed server lives
 * until its last backend has noticed: such refusals are tried again for about five seconds.
 *
 * @throws {EmbeddedError} POSTGRES_PORT_IN_USE when a port was asked for and is taken, POSTGRES_START_FAILED otherwise
 */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port === 0 ? await findFreePort() : options.port;
    const keeper = await spawnKeeper(options, port);
    if (await becomesReady(keeper, options.cluster, port)) return { port, keeper };
    const log = (await readFile(options.logFile, 'utf8')).trim();
    if (log.includes('could not bind') && options.port !== 0) {
      throw new EmbeddedError('POSTGRES_PORT_IN_USE', `Port ${port} on 127.0.0.1 is taken. Choose another.`, { port });
    }
    if (attempt === ATTEMPTS || !PASSING.some((text) => log.includes(text))) {
      throw new EmbeddedError('POSTGRES_START_FAILED', `PostgreSQL did not start; see ${options.logFile}.\n${log}`, {
        logFile: options.logFile,
      });
    }
    await delay(RETRY_MS);
    await stopOrphan(options.cluster);
  }
}

async function spawnKeeper(options: ServerOptions, port: number): Promise<ChildProcess> {
  const as = await commandAs(options.account, options.program, serverArguments(options.cluster, port), [
    path.join(options.cluster, 'PG_VERSION'),
  ]);
  await rm(`${options.logFile}.previous`, { force: true });
  await rename(options.logFile, `${options.logFile}.previous`).catch(() => undefined);
  const log = openSync(options.logFile, 'w', 0o600);
  try {
    // A session of its own: Ctrl-C in the terminal reaches the owner alone, who stops its parts in order.
    return spawn(process.execPath, [KEEPER, JSON.stringify(as)], {
      stdio: ['pipe', log, log],
      detached: true,
      cwd: '/',
    });
  } finally {
    closeSync(log);
  }
}

function serverArguments(cluster: string, port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    shared_buffers: '64MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_checkpoints: 'off',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', cluster, '-p', String(port), ...flags];
}

async function becomesReady(keeper: ChildProcess, cluster: string, port: number): Promise<boolean> {
  while (keeper.exitCode === null && keeper.signalCode === null) {
    const server = await readPostmasterFile(cluster);
    if (server?.ready === true && server.port === port) return true;
    await delay(POLL_MS);
  }
  return false;
}

async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a TCP server has an address with a port');
  return address.port;
}
