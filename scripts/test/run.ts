/**
 * `npm test`: builds the contracts, runs every suite and sums the runners up. The last line is
 * `N passed, N failed[, N skipped]`; the exit code is 1 if anything failed or if nothing ran.
 *
 * `npm test -- [SUITE...] [--grep RE] [--invert] [--lanes N]`, for example `npm test -- protocol server`.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type ChildResult, runNode } from './child.ts';
import { findChromium } from './chromium.ts';
import { discoverSuites, type Suite } from './suites.ts';
import { EMPTY_TALLY, formatTally, isGreen, parseTally, sumTallies, type Tally } from './tally.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SUITE_TIMEOUT_MS = 12 * 60_000;
const BUILD_TIMEOUT_MS = 10 * 60_000;

interface Filter {
  readonly grep: string | undefined;
  readonly invert: boolean;
}

interface Outcome {
  readonly suite: Suite;
  readonly tally: Tally;
  /** What went wrong with the runner itself, beside its tests. */
  readonly fault: string | undefined;
  readonly seconds: number;
}

const { values, positionals } = parseArgs({
  options: {
    grep: { type: 'string' },
    invert: { type: 'boolean', default: false },
    lanes: { type: 'string', default: String(Math.min(2, availableParallelism())) },
  },
  allowPositionals: true,
});

// The lanes end their programs first, each in a listener of its own; then there is nothing left to wait for.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => setImmediate(() => process.exit(130)));

process.exitCode = await main(positionals, { grep: values.grep, invert: values.invert }, Number(values.lanes));

/** Solidity tests compile themselves, beside the other lane: only the contracts must be there before everything. */
async function main(names: readonly string[], filter: Filter, lanes: number): Promise<number> {
  const all = discoverSuites(ROOT);
  const unknown = names.filter((name) => !all.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    console.log(`no such suite: ${unknown.join(', ')}; there are ${all.map((suite) => suite.name).join(', ')}`);
    console.log(formatTally({ ...EMPTY_TALLY, failed: unknown.length }));
    return 1;
  }
  const suites = names.length === 0 ? all : all.filter((suite) => names.includes(suite.name));
  console.log('build: compiling the contracts');
  const build = await runNode(['node_modules/hardhat/dist/src/cli.js', 'build', '--no-tests'], {
    label: 'build',
    cwd: ROOT,
    timeoutMs: BUILD_TIMEOUT_MS,
  });
  if (build.code !== 0) {
    console.log('the contracts do not compile');
    console.log(formatTally({ ...EMPTY_TALLY, failed: 1 }));
    return 1;
  }
  const outcomes = await runAll(suites, filter, Math.max(1, lanes));
  return report(outcomes);
}

/** Runs the suites in order, at most `lanes` at a time. */
async function runAll(suites: readonly Suite[], filter: Filter, lanes: number): Promise<Outcome[]> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'corridor-test-'));
  const waiting = [...suites];
  const outcomes: Outcome[] = [];
  const lane = async () => {
    for (let suite = waiting.shift(); suite !== undefined; suite = waiting.shift()) {
      console.log(`> ${suite.name}: ${suite.files.length} files, ${waiting.length} suites waiting`);
      const outcome = await runSuite(suite, filter, path.join(scratch, `${suite.name}.json`));
      outcomes.push(outcome);
      console.log(`< ${describe(outcome)}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return outcomes;
}

async function runSuite(suite: Suite, filter: Filter, tallyFile: string): Promise<Outcome> {
  const started = performance.now();
  const result = await runNode(commandOf(suite, filter, tallyFile), {
    label: suite.name,
    cwd: ROOT,
    timeoutMs: SUITE_TIMEOUT_MS,
    isDone: () => existsSync(tallyFile),
  });
  const seconds = (performance.now() - started) / 1000;
  const tally = existsSync(tallyFile) ? parseTally(readFileSync(tallyFile, 'utf8')) : undefined;
  const fault = faultOf(result, tally, filter);
  const counted = tally ?? EMPTY_TALLY;
  return { suite, seconds, fault, tally: fault ? { ...counted, failed: counted.failed + 1 } : counted };
}

/** What the counts alone would hide: a runner that died, hung or found nothing. */
function faultOf(result: ChildResult, tally: Tally | undefined, filter: Filter): string | undefined {
  if (result.ended === 'TIMEOUT') return `did not finish within ${SUITE_TIMEOUT_MS / 60_000} minutes`;
  if (tally === undefined) return `ended with code ${result.code} before its tests were done`;
  if (result.ended === 'DID_NOT_EXIT') return 'did not exit after its tests: something was left open';
  if (result.code !== 0 && tally.failed === 0) return `ended with code ${result.code} although no test failed`;
  if (tally.passed + tally.failed + tally.skipped === 0 && filter.grep === undefined) return 'found no test';
  return undefined;
}

function commandOf(suite: Suite, filter: Filter, tallyFile: string): string[] {
  const names = filter.grep === undefined ? [] : ['--grep', filter.grep, ...(filter.invert ? ['--invert'] : [])];
  switch (suite.runner) {
    case 'mocha':
      return [
        'node_modules/mocha/bin/mocha.js',
        ...['--reporter', 'scripts/test/reporter.ts', '--reporter-option', `tally=${tallyFile}`],
        ...names,
        ...suite.files,
      ];
    case 'hardhat-mocha':
      return ['scripts/test/hardhat-suite.ts', 'mocha', tallyFile, ...suite.files, ...names];
    case 'hardhat-solidity':
      return ['scripts/test/hardhat-suite.ts', 'solidity', tallyFile, ...names];
  }
}

function describe({ suite, tally, fault, seconds }: Outcome): string {
  const line = `${suite.name}: ${formatTally(tally)} (${seconds.toFixed(1)} s)`;
  if (fault) return `${line} - the runner ${fault}`;
  return suite.name === 'console' && tally.skipped > 0 && findChromium() === undefined
    ? `${line} - skipped for want of a browser; install one (Debian: apt-get install chromium) or name it in CHROMIUM`
    : line;
}

function report(outcomes: readonly Outcome[]): number {
  const total = sumTallies(outcomes.map(({ tally }) => tally));
  console.log('');
  for (const outcome of outcomes) console.log(describe(outcome));
  console.log('');
  console.log(formatTally(total));
  return isGreen(total) ? 0 : 1;
}
