/**
 * `npm run build:console`: builds the web console and the signer, two bundles that share no file at run time.
 *
 * `--if-stale` returns at once if nothing that goes into them has changed since the last build. Prints the size of what a
 * browser loads first, and the SHA-256 of the signer: whoever hosts a signer, or wants to know which one they were
 * served, compares it.
 */
import { buildConsole, isFresh } from './bundle.ts';

if (process.argv.includes('--if-stale') && (await isFresh())) process.exit(0);
for (const line of await buildConsole()) console.log(line);
