/** Runs the real `corridor` program. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const PROGRAM = path.resolve(import.meta.dirname, '../../../scripts/cli/corridor.ts');

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type Corridor = (...args: readonly string[]) => Promise<CliRun>;

/** The program in a folder, with an environment of its own: nothing of the developer's settings is seen. */
export function corridorIn(cwd: string, environment: Readonly<Record<string, string>>): Corridor {
  return async (...args) => {
    const env = { PATH: process.env.PATH ?? '', TZ: 'Asia/Kuala_Lumpur', ...environment };
    const child = spawn(process.execPath, [PROGRAM, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    const [code] = await once(child, 'close');
    return { code, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') };
  };
}

/** Result of a run with `--json`; the whole run in the message if there is none. */
export function jsonOf<T>(run: CliRun): T {
  try {
    return JSON.parse(run.stdout) as T;
  } catch {
    throw new Error(`no JSON on standard output, exit code ${run.code}: ${run.stdout}${run.stderr}`);
  }
}

/** Code of a failure printed with `--json`. */
export function failureOf(run: CliRun): { code: string; doNext: string; where: string[] } {
  return jsonOf<{ error: { code: string; doNext: string; where: string[] } }>(run).error;
}
