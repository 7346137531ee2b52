/** Checks the rules of `repository-rules.ts` on every file that git tracks; exit code 1 and one line per breach. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { deadPaths, lockHosts, machinePaths } from './repository-rules.ts';
import { formatFinding, readSources } from './source.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Kept byte for byte as others wrote them; what they name is theirs. */
const FOREIGN = /^test\/samples\/|\.(png|webp|pdf|woff2?|edi|csv)$/;

const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0');
const files = tracked.filter((file) => file !== '' && !FOREIGN.test(file) && existsSync(path.join(ROOT, file)));
const sources = readSources(ROOT, files);
const findings = [
  ...machinePaths(sources),
  ...lockHosts(sources.filter(({ file }) => file.endsWith('package-lock.json'))),
  ...deadPaths(
    sources.filter(({ file }) => file.endsWith('.md')),
    (file) => existsSync(path.join(ROOT, file)),
  ),
];
for (const finding of findings) console.log(formatFinding(finding));
console.log(`${sources.length} tracked files read, ${findings.length} findings`);
process.exitCode = findings.length > 0 || sources.length === 0 ? 1 : 0;
