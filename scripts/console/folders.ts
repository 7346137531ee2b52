/** Where the built bundles are: what a gateway serves, and what the signer's own server serves. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const DIST = fileURLToPath(new URL('../../console/dist', import.meta.url));
export const CONSOLE_DIR = path.join(DIST, 'console');
export const SIGNER_DIR = path.join(DIST, 'signer');
/** The offline page of a dossier, which a gateway puts dossiers into. */
export const DOSSIER_PAGE = path.join(CONSOLE_DIR, 'dossier.html');
