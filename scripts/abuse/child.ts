/**
 * Runs inputs one after the other, in a process of its own with a limit on its heap. Each input is written down before it
 * is tried, so that it is not lost with the process.
 *
 * Arguments: runs, seed, file for the present input.
 */
import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { timedAnswer } from './answer.ts';
import { readCorpus } from './corpus.ts';
import { abuseInputs } from './inputs.ts';

/** Memory that one file may bring the process to, everything included that is not the program itself. */
const MAX_BYTES = 256 * 1024 * 1024;
const PROGRESS_EVERY = 25;

const [runs = '0', seed = '0', present = ''] = process.argv.slice(2);

interface Tally {
  run: number;
  answered: number;
  slowestMs: number;
  slowest: string;
  readonly outcomes: Record<string, number>;
}

const tally: Tally = { run: 0, answered: 0, slowestMs: 0, slowest: '', outcomes: {} };

function tryInput(input: Parameters<typeof timedAnswer>[0]): void {
  writeFileSync(present, input.bytes);
  const { answer, ms } = timedAnswer(input);
  const bytes = heldBytes();
  if (bytes > MAX_BYTES) throw new RangeError(`${input.bytes.length} bytes of input held ${bytes} bytes of memory`);
  tally.run += 1;
  tally.answered += Number(answer.answered);
  if (ms > tally.slowestMs)
    Object.assign(tally, { slowestMs: ms, slowest: `${input.bytes.length} bytes: ${input.recipe}` });
  const outcome = answer.answered ? answer.kind : answer.code;
  tally.outcomes[outcome] = (tally.outcomes[outcome] ?? 0) + 1;
  if (tally.run % PROGRESS_EVERY === 0) process.send?.({ progress: tally.run });
}

/** Memory in use; garbage that nobody has collected yet does not count. */
function heldBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  if (heapUsed + external <= MAX_BYTES / 2) return heapUsed + external;
  globalThis.gc?.();
  const after = process.memoryUsage();
  return after.heapUsed + after.external;
}

const result = fc.check(fc.property(abuseInputs(readCorpus()), tryInput), {
  ...{ numRuns: Number(runs), seed: Number(seed) },
  // shrinking ends by itself in the end; whoever waits wants the counterexample first
  interruptAfterTimeLimit: 20 * 60_000,
});
const [failing] = result.counterexample ?? [];
if (failing !== undefined) writeFileSync(present, failing.bytes);
process.send?.({
  done: {
    ...tally,
    // kilobytes, of the whole process at its largest
    mostBytes: process.resourceUsage().maxRSS * 1024,
    failed: result.failed,
    path: result.counterexamplePath,
    shrunk: result.numShrinks,
    recipe: failing?.recipe,
    fileName: failing?.fileName,
    error: result.errorInstance instanceof Error ? result.errorInstance.stack : undefined,
  },
});
process.disconnect?.();
