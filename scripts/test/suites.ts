/**
 * Which suites there are: the folders of `test/`, and the Solidity tests. Every `*.test.ts` belongs to exactly one suite
 * because a suite is a folder, so nothing is run or counted twice and no new folder can be forgotten.
 */
import { globSync } from 'node:fs';
import path from 'node:path';

export interface Suite {
  readonly name: string;
  /** Which program runs it. */
  readonly runner: 'mocha' | 'hardhat-mocha' | 'hardhat-solidity';
  /** Test files relative to the project, `/` as separator, sorted. */
  readonly files: readonly string[];
}

/** Suites that take longest start first, so that two lanes finish together. The rest follow by name. */
const LONGEST_FIRST = ['solidity', 'contracts', 'e2e', 'server', 'embedded'];

/** Finds every suite of the project. @param root absolute path of the project */
export function discoverSuites(root: string): Suite[] {
  const folders = new Map<string, string[]>();
  for (const file of find(root, 'test/**/*.test.ts')) {
    const [, first = ''] = file.split('/');
    const name = first.endsWith('.ts') ? 'root' : first;
    folders.set(name, [...(folders.get(name) ?? []), file]);
  }
  const suites = [...folders].map(
    ([name, files]): Suite => ({ name, runner: name === 'contracts' ? 'hardhat-mocha' : 'mocha', files }),
  );
  const solidity = [...find(root, 'contracts/**/*.t.sol'), ...find(root, 'test/**/*.t.sol')];
  if (solidity.length > 0) suites.push({ name: 'solidity', runner: 'hardhat-solidity', files: solidity });
  return suites.sort((a, b) => rank(a.name) - rank(b.name) || a.name.localeCompare(b.name));
}

function rank(name: string): number {
  const index = LONGEST_FIRST.indexOf(name);
  return index === -1 ? LONGEST_FIRST.length : index;
}

function find(root: string, pattern: string): string[] {
  return globSync(pattern, { cwd: root })
    .map((file) => file.split(path.sep).join('/'))
    .sort();
}
