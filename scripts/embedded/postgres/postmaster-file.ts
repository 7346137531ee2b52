import { execFile } from 'node:child_process';
import { readlink, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { readFileIfPresent } from '../durable-file.ts';

const run = promisify(execFile);
const POLL_MS = 20;
const STOP_TIMEOUT_MS = 20_000;
const IMMEDIATE_AFTER_MS = 10_000;

/** What the server writes about itself into `postmaster.pid`. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/**
 * Reads `postmaster.pid` (line 1 the process id, 4 the port, 8 the status).
 *
 * @returns undefined when there is none, or only the beginning of one
 * @see PostgreSQL, src/include/utils/pidfile.h
 */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
  const lines = (await readFileIfPresent(path.join(cluster, 'postmaster.pid')))?.split('\n') ?? [];
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  return { pid, port: Number.parseInt(lines[3] ?? '', 10), ready: lines[7]?.trim() === 'ready' };
}

/**
 * Ends a server that outlived its owner, and removes a pid file whose process is gone.
 *
 * The caller must hold the lock of the data directory: that the server has no owner follows from it. A process that
 * merely got the same id (after a reboot, in a new container) is left alone.
 */
export async function stopOrphan(cluster: string): Promise<void> {
  const found = await readPostmasterFile(cluster);
  if (found === undefined) return;
  if (await isServerOf(found.pid, cluster)) {
    await stopServer(found.pid, cluster);
  }
  await rm(path.join(cluster, 'postmaster.pid'), { force: true });
}

async function stopServer(pid: number, cluster: string): Promise<void> {
  signal(pid, 'SIGINT');
  for (let waitedMs = 0; waitedMs < STOP_TIMEOUT_MS; waitedMs += POLL_MS) {
    if (!(await isServerOf(pid, cluster))) return;
    if (waitedMs === IMMEDIATE_AFTER_MS) signal(pid, 'SIGQUIT');
    await delay(POLL_MS);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in the meantime, which is what was wanted.
  }
}

/** Whether the process is a server on this cluster: a server's working directory is its data directory. */
async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === cluster;
  } catch {
    return commandNames(pid, cluster);
  }
}

/** The same question where there is no /proc: the command line names the data directory. */
async function commandNames(pid: number, cluster: string): Promise<boolean> {
  try {
    return (await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)])).stdout.includes(cluster);
  } catch {
    return false;
  }
}
