/**
 * Runs the contract tests inside Hardhat and writes their counts as JSON: `mocha` for `test/contracts/`, `solidity` for
 * the Solidity tests. A program of its own because Hardhat can run one mocha suite per process.
 *
 * `node scripts/test/hardhat-suite.ts mocha|solidity TALLY_FILE [FILE...] [--grep RE] [--invert]`
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import hre from 'hardhat';
import TallyReporter from './reporter.ts';

const { values, positionals } = parseArgs({
  options: { grep: { type: 'string' }, invert: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [suite, tallyFile, ...testFiles] = positionals;
if (tallyFile === undefined) throw new TypeError('usage: hardhat-suite.ts mocha|solidity TALLY_FILE [FILE...]');

const names = values.grep === undefined ? {} : { [values.invert ? 'grepExclude' : 'grep']: values.grep };

if (suite === 'mocha') await runMocha(tallyFile);
else if (suite === 'solidity') await runSolidity(tallyFile);
else throw new TypeError(`unknown suite ${suite}`);

async function runMocha(file: string): Promise<void> {
  Object.assign(hre.config.test.mocha, {
    reporter: TallyReporter,
    reporterOptions: { tally: file },
    reporterOption: { tally: file },
  });
  const result: unknown = await hre.tasks.getTask(['test', 'mocha']).run({ testFiles, noCompile: true, ...names });
  if (!succeeded(result)) process.exitCode = 1;
}

async function runSolidity(file: string): Promise<void> {
  console.log(`fuzz seed ${hre.config.test.solidity.profiles.default?.fuzz.seed} (FUZZ_SEED sets another)`);
  const result: unknown = await hre.tasks.getTask(['test', 'solidity']).run({ testFiles: [], ...names });
  const { passed, failed, skipped } = summaryOf(result);
  writeFileSync(file, JSON.stringify({ passed, failed, skipped }));
  if (!succeeded(result)) process.exitCode = 1;
}

/** Hardhat answers `{success, value}` or `{success, error}`, both holding `summary`. */
function summaryOf(result: unknown): { passed: number; failed: number; skipped: number } {
  const outcome = result as { success: boolean; value?: Outcome; error?: Outcome };
  const summary = (outcome.success ? outcome.value : outcome.error)?.summary;
  if (summary === undefined) throw new TypeError('Hardhat gave no summary of its Solidity tests');
  return summary;
}

interface Outcome {
  readonly summary: { readonly passed: number; readonly failed: number; readonly skipped: number };
}

function succeeded(result: unknown): boolean {
  return (result as { success?: boolean } | undefined)?.success === true;
}
