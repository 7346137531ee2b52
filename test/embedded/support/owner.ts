import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Interface } from 'node:readline';
import { createInterface } from 'node:readline';

/** A process that owns an embedded part and may be killed. */
export interface Owner {
  readonly process: ChildProcess;
  /** The first line that it printed, parsed as JSON. */
  readonly ready: unknown;
  /** Emits `line` for each further line of output. */
  readonly lines: Interface;
  /** Kills it without warning and waits until it is gone. */
  kill(): Promise<void>;
}

/**
 * Runs a script in a process of its own and waits for its first line of output.
 *
 * @param script absolute path
 * @param args its arguments
 */
export async function startOwner(script: string, args: readonly string[]): Promise<Owner> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const line = once(lines, 'line');
  const first: unknown = await Promise.race([line.then(([text]) => JSON.parse(String(text))), exit.then(() => null)]);
  return {
    process: child,
    ready: first,
    lines,
    async kill() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}
