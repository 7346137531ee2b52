/**
 * `npm run test:external`: the contract, server and end-to-end suites once more, against anvil by `RPC_URL` and against a
 * separately installed PostgreSQL by `DATABASE_URL`. What belongs to the embedded parts alone carries `[embedded]` (or, for
 * Hardhat's own EVM, `[in-process]`) in its title and is left out. Ends with `N passed, N failed` like `npm test`.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { startAnvil } from './anvil.ts';
import { type InstalledPostgres, startInstalledPostgres } from './installed-postgres.ts';
import { EMPTY_TALLY, formatTally, isGreen, sumTallies, type Tally } from './tally.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SUITES = ['contracts', 'server', 'e2e'];
const EMBEDDED_ONLY = '\\[(embedded|in-process)\\]';

process.exitCode = await main(process.argv.length > 2 ? process.argv.slice(2) : SUITES);

async function main(suites: readonly string[]): Promise<number> {
  const postgres = await startInstalledPostgres();
  console.log(`external database: ${postgres.version}`);
  const tallies: Tally[] = [];
  try {
    for (const suite of suites) tallies.push(await runAgainstAnvil(suite, postgres));
  } finally {
    postgres.stop();
  }
  const total = sumTallies(tallies);
  console.log('');
  suites.forEach((suite, index) => {
    console.log(`external ${suite}: ${formatTally(tallies[index] ?? EMPTY_TALLY)}`);
  });
  console.log('');
  console.log(formatTally(total));
  return isGreen(total) ? 0 : 1;
}

async function runAgainstAnvil(suite: string, postgres: InstalledPostgres): Promise<Tally> {
  const anvil = await startAnvil();
  console.log(`external chain for ${suite}: ${anvil.url} (anvil, osaka)`);
  try {
    return await runSuite(suite, { RPC_URL: anvil.url, DATABASE_URL: postgres.url });
  } finally {
    await anvil.stop();
  }
}

/** Runs one suite of `npm test` and reads its last line. */
async function runSuite(suite: string, env: Readonly<Record<string, string>>): Promise<Tally> {
  const args = ['scripts/test/run.ts', suite, '--lanes', '1', '--grep', EMBEDDED_ONLY, '--invert'];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code));
  });
  let last = '';
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line);
    if (line !== '') last = line;
  }
  const code = await ended;
  const match = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/.exec(last);
  if (match === null) return { ...EMPTY_TALLY, failed: 1 };
  const tally = { passed: Number(match[1]), failed: Number(match[2]), skipped: Number(match[3] ?? 0) };
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}
