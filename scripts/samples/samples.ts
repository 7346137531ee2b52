/**
 * `npm run samples`: what intake makes of every file of a folder, compared with facts.
 *
 * `npm run samples -- [FOLDER] [--facts FILE] [--json]`. Without a folder the samples of the tests, with their facts;
 * `FACTS.json` or `facts.json` of a folder is taken if none is named. Exit code 1 if a fact differs.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { table } from '../cli/support/output.ts';
import { reportOn, type SampleReport, type StatedFacts } from './report.ts';

const SAMPLES = path.resolve(import.meta.dirname, '../../test/samples');

const { values, positionals } = parseArgs({
  options: { facts: { type: 'string' }, json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const folder = path.resolve(positionals[0] ?? SAMPLES);
const factsFile = values.facts ?? ['FACTS.json', 'facts.json'].map((name) => path.join(folder, name)).find(existsSync);
const facts = (factsFile === undefined ? {} : JSON.parse(readFileSync(factsFile, 'utf8'))) as StatedFacts;
const reports = reportOn(folder, facts);
if (values.json) console.log(JSON.stringify(reports, undefined, 2));
else print(reports);
process.exitCode = reports.some(({ differences = [] }) => differences.length > 0) ? 1 : 0;

function print(all: readonly SampleReport[]): void {
  const head = ['file', 'kind', 'messages', 'items', 'errors', 'findings', 'unmapped', 'facts'];
  const rows = all.map((each) => {
    const numbers = [each.messages, each.items, each.errors, each.findings, each.unmapped];
    const shown = each.refused ? numbers.map(() => '-') : numbers.map(String);
    return [each.file, each.refused ? `refused: ${each.kind}` : each.kind, ...shown, verdictOf(each)];
  });
  for (const line of table(head, rows)) console.log(line);
  for (const { file, differences = [] } of all) for (const each of differences) console.log(`${file}: ${each}`);
  const compared = all.filter(({ differences }) => differences !== undefined);
  const differing = compared.filter(({ differences = [] }) => differences.length > 0);
  const read = all.filter(({ refused }) => !refused);
  console.log(
    `${all.length} files, ${read.length} read, ${compared.length} compared with facts, ${differing.length} differ`,
  );
}

function verdictOf({ differences }: SampleReport): string {
  if (differences === undefined) return '';
  return differences.length === 0 ? 'same' : `${differences.length} differ`;
}
