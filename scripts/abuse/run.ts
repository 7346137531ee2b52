/**
 * `npm run abuse -- [--runs 100000] [--seed N]`: broken and hostile files of every format, each of which intake answers or
 * cleanly refuses within a second and 256 MB. Exit code 1 and the shrunk counterexample if it does not.
 */
import { fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

/** Heap of the process that reads, megabytes; what stands outside it is watched besides. */
const HEAP_MB = 192;
/** A process that says nothing for so long hangs: it speaks after every 25 files. */
const SILENCE_MS = 60_000;

interface Done {
  readonly run: number;
  readonly answered: number;
  readonly slowestMs: number;
  readonly slowest: string;
  readonly mostBytes: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly failed: boolean;
  readonly path: string | null;
  readonly shrunk: number;
  readonly recipe?: string;
  readonly fileName?: string;
  readonly error?: string;
}

const { values } = parseArgs({ options: { runs: { type: 'string', default: '100000' }, seed: { type: 'string' } } });
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
const folder = mkdtempSync(path.join(tmpdir(), 'corridor-abuse-'));
const present = path.join(folder, 'input');
console.log(`seed ${seed}, ${values.runs} runs`);

const outcome = await run();
if (typeof outcome === 'string') {
  console.log(`${outcome}; the input is kept in ${present}`);
  process.exitCode = 1;
} else {
  print(outcome);
  process.exitCode = outcome.failed ? 1 : 0;
  if (!outcome.failed) rmSync(folder, { recursive: true });
}

/** @returns what the process found, or how it ended without saying */
function run(): Promise<Done | string> {
  const child = fork(path.join(import.meta.dirname, 'child.ts'), [values.runs, String(seed), present], {
    execArgv: [`--max-old-space-size=${HEAP_MB}`, '--expose-gc'],
  });
  return new Promise((resolve) => {
    let done: Done | undefined;
    let hung = false;
    let watchdog = setTimeout(() => undefined, 0);
    const watch = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => {
        hung = true;
        child.kill('SIGKILL');
      }, SILENCE_MS);
    };
    watch();
    child.on('message', (message: { readonly done?: Done; readonly progress?: number }) => {
      watch();
      done = message.done ?? done;
      if (message.progress !== undefined && message.progress % 10_000 === 0) console.log(`${message.progress} files`);
    });
    child.on('exit', (code, signal) => {
      clearTimeout(watchdog);
      const ending = hung
        ? `a file took more than ${SILENCE_MS / 1_000} s`
        : `the process ended with ${signal ?? code}`;
      resolve(done ?? ending);
    });
  });
}

function print(done: Done): void {
  const { run: files, answered, slowestMs, slowest, mostBytes, outcomes } = done;
  const megabytes = (mostBytes / 2 ** 20).toFixed(0);
  console.log(`${files} files, ${answered} answered, ${files - answered} refused`);
  console.log(`slowest ${slowestMs.toFixed(0)} ms (${slowest.slice(0, 300)})`);
  console.log(`largest process ${megabytes} MB, heap limited to ${HEAP_MB} MB`);
  for (const [outcome, count] of Object.entries(outcomes).toSorted(([, a], [, b]) => b - a)) {
    console.log(`${String(count).padStart(8)} ${outcome}`);
  }
  if (!done.failed) return;
  console.log(`FAILED after ${files} files, path ${done.path}, shrunk ${done.shrunk} times, input in ${present}`);
  console.log(`${done.recipe ?? ''} ${done.fileName ?? ''}`);
  console.log(done.error ?? '');
}
