/**
 * `npm run lint`: every check that is not a test, each counted once. The last line is `N passed, N failed`; the exit code
 * is 1 if a check failed. `npm run lint -- format types` runs some of them by name.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { formatTally, isGreen } from '../test/tally.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

interface Check {
  readonly name: string;
  readonly says: string;
  /** Arguments for node. */
  readonly command: readonly string[];
}

const CHECKS: readonly Check[] = [
  {
    name: 'format',
    says: 'Biome: format and lint',
    command: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
  },
  { name: 'types', says: 'TypeScript: types', command: ['node_modules/typescript/bin/tsc', '--noEmit'] },
  {
    name: 'layers',
    says: 'dependency-cruiser: no circles, pure protocol, layers',
    command: [
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      ...['--config', '.dependency-cruiser.mjs', '--output-type', 'err'],
      ...['protocol', 'server', 'client', 'console', 'scripts', 'test'],
    ],
  },
  {
    name: 'architecture',
    says: 'one reader of the environment, one importer of providers, one owner per table',
    command: ['scripts/checks/architecture.ts'],
  },
  { name: 'generated', says: 'generated sources and pages are fresh', command: ['scripts/generate.ts', '--check'] },
  {
    name: 'repository',
    says: 'no machine paths, no hosts in lock files, no dead paths in pages',
    command: ['scripts/checks/repository.ts'],
  },
];

process.exitCode = main(process.argv.slice(2));

function main(names: readonly string[]): number {
  const unknown = names.filter((name) => !CHECKS.some((check) => check.name === name));
  if (unknown.length > 0) {
    console.log(`no such check: ${unknown.join(', ')}; there are ${CHECKS.map(({ name }) => name).join(', ')}`);
    return 1;
  }
  const chosen = names.length === 0 ? CHECKS : CHECKS.filter(({ name }) => names.includes(name));
  const failed = chosen.filter((check) => !passes(check));
  const tally = { passed: chosen.length - failed.length, failed: failed.length, skipped: 0 };
  console.log('');
  if (failed.length > 0) console.log(`failed: ${failed.map(({ name }) => name).join(', ')}`);
  console.log(formatTally(tally));
  return isGreen(tally) ? 0 : 1;
}

function passes({ name, says, command }: Check): boolean {
  const started = performance.now();
  console.log(`> ${name}: ${says}`);
  const { status, error } = spawnSync(process.execPath, command, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error) console.log(error.message);
  console.log(
    `< ${name}: ${status === 0 ? 'passed' : 'FAILED'} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
  );
  return status === 0;
}
