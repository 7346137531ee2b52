/** Verdicts of an earlier run, so that one that was broken off goes on. */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Mutant } from './mutants.ts';

export type Verdict = 'KILLED' | 'SURVIVED' | 'DOES_NOT_COMPILE';

export interface Progress {
  /** What an earlier run on the same code found out. */
  verdictOf(mutant: Mutant): Verdict | undefined;
  keep(mutant: Mutant, verdict: Verdict): void;
}

/**
 * @param file one JSON array a line, key and verdict; undefined keeps nothing
 * @param root folder of the project: a verdict counts for exactly its contracts and contract tests
 */
export function openProgress(file: string | undefined, root: string, suite: string): Progress {
  if (file === undefined) return { verdictOf: () => undefined, keep: () => {} };
  const code = digestOfCode(root);
  const keyOf = (mutant: Mutant) =>
    createHash('sha256')
      .update(JSON.stringify([code, suite, mutant]))
      .digest('hex');
  const known = new Map(existsSync(file) ? linesOf(file) : []);
  return {
    verdictOf: (mutant) => known.get(keyOf(mutant)),
    // a line that was broken off before stays alone
    keep: (mutant, verdict) => appendFileSync(file, `\n${JSON.stringify([keyOf(mutant), verdict])}\n`),
  };
}

function linesOf(file: string): [string, Verdict][] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => (line.endsWith(']') ? [JSON.parse(line) as [string, Verdict]] : []));
}

function digestOfCode(root: string): string {
  const hash = createHash('sha256');
  for (const name of globSync(['contracts/**/*.sol', 'test/contracts/**/*.{sol,ts}'], { cwd: root }).sort()) {
    hash
      .update(`${name}\0`)
      .update(readFileSync(path.join(root, name)))
      .update('\0');
  }
  return hash.digest('hex');
}
