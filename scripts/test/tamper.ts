/** `npm run tamper [CHANGES]`: ten thousand changes of a dossier, or as many as are asked for, none of which passes. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { runNode } from './child.ts';

const TEST = 'test/protocol/dossier/tamper.test.ts';
const HOURS_MS = 3_600_000;

const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');
const { code } = await runNode([mocha, TEST], {
  label: '',
  cwd: fileURLToPath(new URL('../../', import.meta.url)),
  env: { DOSSIER_CHANGES: process.argv[2] ?? '10000' },
  timeoutMs: 2 * HOURS_MS,
});
process.exitCode = code ?? 1;
