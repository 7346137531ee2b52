/**
 * `npm run mutate`: breaks the contracts in one place at a time, in a copy, and sees whether the Solidity tests notice. The
 * suites run one after the other until one fails. Takes about half a minute a mutant; not part of `npm test`.
 *
 * `npm run mutate -- [TEXT...] [--suite solidity|mocha] [--state FILE] [--list]`: only mutants whose file or description
 * holds a text; `--suite mocha` asks the tests in TypeScript instead; with `--state` each verdict is kept at once in a file,
 * and a later run goes on from there. Exit code 1 if a mutant survives, 2 if one does not compile.
 */

import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { MUTANTS, type Mutant } from './mutants.ts';
import { mutate } from './mutate.ts';
import { openProgress, type Progress, type Verdict } from './progress.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const HARDHAT = path.join(ROOT, 'node_modules/hardhat/dist/src/cli.js');
/** What the contract tests need; the build of the original comes along, so that only what changed is compiled. */
const COPIED = [
  'artifacts',
  'cache',
  'contracts',
  'hardhat.config.ts',
  'package.json',
  'protocol',
  'scripts',
  'server',
  'test',
  'tsconfig.json',
];
/** No run of a suite takes longer, unless a mutant never ends; that is noticed, too. */
const STAGE_TIMEOUT_MS = 5 * 60_000;

/** Arguments for Hardhat, one list a stage, the quickest first. */
const STAGES: Readonly<Record<string, () => string[][]>> = {
  solidity: () =>
    ['Results', 'Facts', 'Fuzz', 'Invariants'].map((name) => [
      ...['test', 'solidity', `test/contracts/fuzz/suites/Ledger${name}.t.sol`],
    ]),
  // figures of gas move with any edit: that would be no finding
  mocha: () => [['test', 'mocha', '--bail', ...globSync('test/contracts/*/**/*.test.ts', { cwd: ROOT }).sort()]],
};

process.exitCode = main();

function main(): number {
  const options = {
    suite: { type: 'string', default: 'solidity' },
    state: { type: 'string' },
    list: { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const stages = STAGES[values.suite]?.();
  if (stages === undefined) throw new TypeError(`--suite is one of ${Object.keys(STAGES).join(', ')}`);
  const chosen = MUTANTS.filter((mutant) => matches(mutant, positionals));
  if (values.list) {
    for (const { file, says } of chosen) console.log(`${file}: ${says}`);
    return 0;
  }
  const progress = openProgress(values.state, ROOT, values.suite);
  return report(
    chosen,
    inCopy((copy) => chosen.map((mutant) => progress.verdictOf(mutant) ?? judge(copy, mutant, stages, progress))),
  );
}

function matches({ file, says }: Mutant, texts: readonly string[]): boolean {
  return texts.length === 0 || texts.some((text) => `${file}: ${says}`.includes(text));
}

/** Works in a copy of the project that is gone afterwards. */
function inCopy<T>(work: (copy: string) => T): T {
  const copy = mkdtempSync(path.join(tmpdir(), 'corridor-mutate-'));
  try {
    for (const name of COPIED) cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true });
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
    return work(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Edits, asks the tests, keeps what they say, and undoes the edit. */
function judge(copy: string, mutant: Mutant, stages: readonly string[][], progress: Progress): Verdict {
  const file = path.join(copy, 'contracts', mutant.file);
  const original = readFileSync(file, 'utf8');
  const started = performance.now();
  writeFileSync(file, mutate(original, mutant));
  try {
    const [verdict, by] = ask(copy, stages);
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    console.log(`${verdict}  ${mutant.file}: ${mutant.says} (${by}${seconds} s)`);
    progress.keep(mutant, verdict);
    return verdict;
  } finally {
    writeFileSync(file, original);
  }
}

function ask(copy: string, stages: readonly string[][]): [Verdict, string] {
  if (!passes(copy, ['build', '--no-tests'])) return ['DOES_NOT_COMPILE', ''];
  const failed = stages.findIndex((stage) => !passes(copy, stage));
  return failed === -1 ? ['SURVIVED', ''] : ['KILLED', `${path.basename(stages[failed]?.at(2) ?? '')}, `];
}

function passes(cwd: string, args: readonly string[]): boolean {
  const { status } = spawnSync(process.execPath, [HARDHAT, ...args], {
    cwd,
    stdio: 'ignore',
    timeout: STAGE_TIMEOUT_MS,
    killSignal: 'SIGKILL',
  });
  return status === 0;
}

function report(mutants: readonly Mutant[], verdicts: readonly Verdict[]): number {
  const count = (wanted: Verdict) => verdicts.filter((verdict) => verdict === wanted).length;
  const [killed, survived, broken] = [count('KILLED'), count('SURVIVED'), count('DOES_NOT_COMPILE')];
  console.log('');
  mutants.forEach(({ file, says }, index) => {
    if (verdicts[index] !== 'KILLED') console.log(`${verdicts[index]}: ${file}: ${says}`);
  });
  const score = ((100 * killed) / Math.max(1, killed + survived)).toFixed(1);
  console.log(`${killed} killed, ${survived} survived, ${broken} did not compile: mutation score ${score} %`);
  if (broken > 0) return 2;
  return survived > 0 ? 1 : 0;
}
