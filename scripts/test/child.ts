/** Runs one program of a test run, its lines marked with the suite's name. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface ChildOptions {
  /** Mark before each line; empty for none. */
  readonly label: string;
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Longest time the program may take. */
  readonly timeoutMs: number;
  /** Told every second whether the program has done its work, so that it should end soon. */
  readonly isDone?: () => boolean;
  /** Time between `isDone` and the end of the process. */
  readonly graceMs?: number;
}

export interface ChildResult {
  /** Exit code; null if the program was ended from outside. */
  readonly code: number | null;
  /** Why it was ended from outside. */
  readonly ended?: 'TIMEOUT' | 'DID_NOT_EXIT';
}

const ESCAPE = String.fromCharCode(27);

/**
 * Runs `node` with these arguments in a process group of its own and waits for its end.
 * @returns exit code, or the reason why it was ended from outside
 */
export async function runNode(args: readonly string[], options: ChildOptions): Promise<ChildResult> {
  const child = spawn(process.execPath, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const output = [relay(child.stdout, options.label), relay(child.stderr, options.label)];
  const watch = watchForEnd(child, options);
  const forward = () => endGroup(child);
  process.once('SIGINT', forward).once('SIGTERM', forward);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (exitCode) => resolve(exitCode));
    });
    // What a dead program left running would hold its output open.
    endGroup(child);
    await Promise.all(output);
    return watch.ended ? { code: null, ended: watch.ended } : { code };
  } finally {
    clearInterval(watch.timer);
    process.off('SIGINT', forward).off('SIGTERM', forward);
  }
}

function watchForEnd(child: ChildProcess, options: ChildOptions) {
  const started = performance.now();
  let doneSince: number | undefined;
  const watch: { timer: NodeJS.Timeout; ended?: 'TIMEOUT' | 'DID_NOT_EXIT' } = {
    timer: setInterval(() => {
      const now = performance.now();
      if (doneSince === undefined && options.isDone?.()) doneSince = now;
      if (now - started > options.timeoutMs) watch.ended ??= 'TIMEOUT';
      if (doneSince !== undefined && now - doneSince > (options.graceMs ?? 30_000)) watch.ended ??= 'DID_NOT_EXIT';
      if (watch.ended) endGroup(child);
    }, 1_000),
  };
  return watch;
}

/** Ends the whole group that we started, and only that. */
function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}

async function relay(stream: Readable, label: string): Promise<void> {
  for await (const line of createInterface({ input: stream })) process.stdout.write(`${mark(label)}${line}\n`);
}

function mark(label: string): string {
  if (label === '') return '';
  const text = `${label.padEnd(10)}| `;
  return process.stdout.isTTY ? `${ESCAPE}[2m${text}${ESCAPE}[0m` : text;
}
