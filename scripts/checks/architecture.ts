/** Checks the rules of `architecture-rules.ts` on the gateway and the client; exit code 1 and one line per breach. */
import { globSync } from 'node:fs';
import path from 'node:path';
import { chainImporters, environmentReaders, tableOwners } from './architecture-rules.ts';
import { formatFinding, readSources } from './source.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const find = (pattern: string) =>
  readSources(
    ROOT,
    globSync(pattern, { cwd: ROOT }).map((file) => file.split(path.sep).join('/')),
  );

const gateway = find('server/**/*.ts');
const findings = [
  ...environmentReaders(gateway),
  ...chainImporters([
    ...gateway,
    ...find('client/**/*.ts'),
    ...find('console/{src,signer,words}/**/*.{ts,tsx}'),
    ...find('protocol/**/*.ts'),
  ]),
  ...tableOwners(find('server/**/*.sql'), gateway),
];
for (const finding of findings) console.log(formatFinding(finding));
console.log(`${gateway.length} files of the gateway read, ${findings.length} findings`);
process.exitCode = findings.length > 0 || gateway.length === 0 ? 1 : 0;
