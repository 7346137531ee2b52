/**
 * Writes what several languages must agree on from its one source: action types, transition table, golden vectors, pages.
 *
 * `node scripts/generate.ts` writes the files; `--check` writes nothing and exits with 1 when a file is stale.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderActionTypes } from './generate/action-types.ts';
import { renderApiPage } from './generate/api-page.ts';
import { renderCodeTables } from './generate/code-tables.ts';
import { renderConfigurationPage } from './generate/configuration-page.ts';
import { renderErrorsPage } from './generate/errors-page.ts';
import { renderFormatsPage } from './generate/formats-page.ts';
import { renderRulesPage } from './generate/rules-page.ts';
import { renderTransitionLibrary } from './generate/transition-library.ts';
import { readTransitions } from './generate/transition-table.ts';
import { renderTransitionsPage } from './generate/transitions-page.ts';
import { renderTypedDataVectors } from './generate/typed-data-vectors.ts';

const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Everything that is generated, by path from the project's root. */
async function renderAll(): Promise<ReadonlyMap<string, string>> {
  const table = readTransitions(readFileSync(join(projectRoot, 'protocol/transitions.json'), 'utf8'));
  return new Map([
    ['contracts/generated/ActionTypes.sol', renderActionTypes()],
    ['contracts/generated/Transitions.sol', renderTransitionLibrary(table)],
    ['docs/api.md', renderApiPage()],
    ['docs/configuration.md', renderConfigurationPage()],
    ['docs/errors.md', renderErrorsPage()],
    ['docs/formats.md', await renderFormatsPage()],
    ['docs/rules/README.md', renderRulesPage()],
    ['docs/transitions.md', renderTransitionsPage(table)],
    ['test/vectors/typed-data.json', renderTypedDataVectors()],
    ...renderCodeTables(),
  ]);
}

function currentText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const check = process.argv.includes('--check');
let stale = 0;
for (const [file, text] of await renderAll()) {
  const path = join(projectRoot, file);
  if (currentText(path) === text) continue;
  stale += 1;
  if (check) {
    process.stderr.write(`stale: ${file}\n`);
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    process.stdout.write(`written: ${file}\n`);
  }
}
if (check && stale > 0) {
  process.stderr.write('run: npm run generate\n');
  process.exitCode = 1;
}
