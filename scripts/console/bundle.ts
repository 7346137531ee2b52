/** How console and signer are built, and whether they have to be. */
import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';
import { buildDossierPage } from './dossier-page.ts';
import { CONSOLE_DIR, DIST, DOSSIER_PAGE, SIGNER_DIR } from './folders.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Everything that can go into a bundle. */
const SOURCES = [
  'console/{src,signer,verifier,page,words}/**',
  'console/*.*',
  '{protocol,client}/**/*.{ts,json}',
  'server/formats/**/*.ts',
  'scripts/console/*.ts',
  'package-lock.json',
];
const STAMP = path.join(DIST, 'inputs.sha256');

/** Whether what was built last was built from these very files. */
export async function isFresh(): Promise<boolean> {
  const stamp = await readFile(STAMP, 'utf8').catch(() => '');
  return stamp === (await inputsDigest());
}

/** Builds both bundles and the offline page. @returns what to tell the person, line by line */
export async function buildConsole(): Promise<string[]> {
  await rm(DIST, { recursive: true, force: true });
  await build(configOf('console', CONSOLE_DIR));
  await build(configOf('console/signer', SIGNER_DIR));
  const fingerprint = await buildDossierPage(DOSSIER_PAGE);
  await writeFile(STAMP, await inputsDigest());
  return [
    `console: ${kilobytes(await firstLoad(CONSOLE_DIR))} kB of script before routes, compressed`,
    `signer:  ${kilobytes(await firstLoad(SIGNER_DIR))} kB of script, compressed; SHA-256 ${await bundleDigest(SIGNER_DIR)}`,
    `dossier: ${kilobytes(gzipSync(await readFile(DOSSIER_PAGE)).length)} kB of page, compressed; SHA-256 of its program ${fingerprint}`,
  ];
}

function configOf(folder: string, outDir: string): InlineConfig {
  return {
    configFile: false,
    root: path.join(ROOT, folder),
    plugins: [react()],
    logLevel: 'warn',
    // Not in the bundle of a product that names its policy: the polyfill of preloading is an inline script.
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 700,
      // one chunk, so that zod is told before any other chunk makes a schema
      rolldownOptions: {
        output: { codeSplitting: { groups: [{ name: 'zod', test: /node_modules\/zod\/|no-eval/ }] } },
      },
    },
  };
}

async function inputsDigest(): Promise<string> {
  const files = SOURCES.flatMap((pattern) => globSync(pattern, { cwd: ROOT, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  return digestOf(files);
}

/** SHA-256 over names and contents of the files of a bundle, in the order of their names; bare hex. */
export async function bundleDigest(directory: string): Promise<string> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return digestOf(files.sort(), directory);
}

async function digestOf(files: readonly string[], base = ROOT): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) {
    const content = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    hash.update(`${path.relative(base, file).split(path.sep).join('/')} ${content}\n`);
  }
  return hash.digest('hex');
}

/** Compressed bytes of the scripts that the page itself names. */
async function firstLoad(directory: string): Promise<number> {
  const html = await readFile(path.join(directory, 'index.html'), 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((match) => match[1] ?? '');
  const sizes = await Promise.all(
    scripts.map(async (script) => gzipSync(await readFile(path.join(directory, script))).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);
