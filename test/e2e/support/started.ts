/** `npm start` as a person runs it: the real program as a process, found and killed part by part. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

const START = path.resolve(import.meta.dirname, '../../../scripts/start.ts');

/** Parts by what stands on their command lines. */
const PARTS = { gateway: /server\/main\.ts/, chain: /chain\/main\.ts/, database: /postgres(\.exe)?["\s]/ } as const;

export type PartName = keyof typeof PARTS;

export interface Started {
  readonly url: string;
  readonly process: ChildProcess;
  /** Process ids of a part. */
  pidsOf(part: PartName): number[];
  /** Ctrl-C. */
  stop(): Promise<void>;
  /** Settles when the program has ended. */
  readonly exited: Promise<unknown>;
}

/** Starts on a data directory and a free port; settles when the URL is printed. */
export async function startProgram(dataDir: string): Promise<Started> {
  const limits = { RATE_WRITES_PER_MINUTE: '1000000', RATE_READS_PER_MINUTE: '1000000' };
  const env = { ...process.env, ...limits, DATA_DIR: dataDir, PORT: '0', RPC_URL: '', DATABASE_URL: '' };
  const child = spawn(process.execPath, [START], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString('utf8')));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      said.push(line);
      const found = /ready at (http:\S+)/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`npm start ended: ${said.join('\n')}`)));
  });
  return {
    url,
    process: child,
    exited,
    pidsOf: (part) =>
      descendantsOf(child.pid ?? 0).flatMap(({ pid, command }) => (PARTS[part].test(command) ? [pid] : [])),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
      await exited;
    },
  };
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function descendantsOf(pid: number): Process[] {
  const all = allProcesses();
  const found: Process[] = [];
  for (let level = [pid]; level.length > 0; ) {
    const children = all.filter(({ parent }) => level.includes(parent));
    found.push(...children);
    level = children.map((child) => child.pid);
  }
  return found;
}

/** From `/proc` where there is one, else from `ps`. */
function allProcesses(): Process[] {
  if (process.platform !== 'linux') return fromPs();
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ pid: Number(name), parent: Number(parent), command }];
      } catch {
        // it has ended since the directory was read
        return [];
      }
    });
}

function fromPs(): Process[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}
