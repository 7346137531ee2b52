/** Builds the offline page of a dossier: one file with one inline script, which its policy names by hash. */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { DOSSIER_SLOT, TRUST_SLOT } from '../../protocol/dossier/dossier-page.ts';

const ROOT = fileURLToPath(new URL('../../console/verifier', import.meta.url));

/** Writes the template. @returns SHA-256 of its program, bare hex: what the page shows as its fingerprint */
export async function buildDossierPage(file: string): Promise<string> {
  const script = inlineScript(await buildScript());
  const style = (await readFile(path.join(ROOT, 'src/verifier.css'), 'utf8')).trim();
  await writeFile(file, pageOf(script, style));
  return createHash('sha256').update(script).digest('hex');
}

/** Everything that the page runs, in one script. */
async function buildScript(): Promise<string> {
  const built = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2023',
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: {
        input: path.join(ROOT, 'src/main.ts'),
        output: { format: 'iife', codeSplitting: false },
      },
    },
  });
  const chunks = [built].flat().flatMap((each) => ('output' in each ? each.output : []));
  const [only, another] = chunks;
  if (only?.type !== 'chunk' || another !== undefined)
    throw new Error('the page must have one script and no other file');
  return only.code.trim();
}

/** A script that can stand in a page: nothing in it ends the element or opens a comment. */
function inlineScript(text: string): string {
  const script = text.replaceAll('</script', '<\\/script');
  if (/<!--/.test(script)) throw new Error('the script of the page opens a comment');
  return script;
}

function pageOf(script: string, style: string): string {
  const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Corridor dossier</title>
<style>${style}</style>
</head>
<body>
<main id="page"></main>
${DOSSIER_SLOT}
${TRUST_SLOT}
<script>${script}</script>
</body>
</html>
`;
}
