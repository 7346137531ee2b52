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
import type { Tally } from './tally.ts';

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
    // names chosen here take the place of those of the configuration
    ...(values.grep === undefined ? {} : { grep: undefined, invert: undefined }),
  });
  const result: unknown = await hre.tasks.getTask(['test', 'mocha']).run({ testFiles, noCompile: true, ...names });
  if (!succeeded(result)) process.exitCode = 1;
}

async function runSolidity(file: string): Promise<void> {
  const result: unknown = await hre.tasks.getTask(['test', 'solidity']).run({ testFiles: [], ...names });
  writeFileSync(file, JSON.stringify(tallyOf(result)));
  if (!succeeded(result)) process.exitCode = 1;
}

/**
 * Counts the tests of Hardhat's answer, `{success, value}` or `{success, error}`, both holding the suites. Its own
 * `summary` is filled in only when `hardhat test` runs several runners.
 */
function tallyOf(result: unknown): Tally {
  const outcome = result as { success: boolean; value?: Outcome; error?: Outcome };
  const suites = (outcome.success ? outcome.value : outcome.error)?.suiteResults;
  if (suites === undefined) throw new TypeError('Hardhat gave no results of its Solidity tests');
  const statuses = suites.flatMap(({ testResults }) => testResults.map(({ status }) => status));
  const count = (wanted: Status) => statuses.filter((status) => status === wanted).length;
  return { passed: count('Success'), failed: count('Failure'), skipped: count('Skipped') };
}

type Status = 'Success' | 'Failure' | 'Skipped';

interface Outcome {
  readonly suiteResults: readonly { readonly testResults: readonly { readonly status: Status }[] }[];
}

function succeeded(result: unknown): boolean {
  return (result as { success?: boolean } | undefined)?.success === true;
}
