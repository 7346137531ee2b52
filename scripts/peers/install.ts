/** Installs a peer: a package of its own under `scripts/peers/`, so that nobody pays for it who does not ask for it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * Installs the peer unless it is there.
 * @param probe path inside `node_modules` that an installed peer has
 * @returns absolute path of the peer's `node_modules`
 * @throws {Error} if npm fails
 */
export function installPeer(name: 'anvil' | 'gas' | 'credentials', probe: string): string {
  const folder = path.join(import.meta.dirname, name);
  const modules = path.join(folder, 'node_modules');
  if (existsSync(path.join(modules, probe))) return modules;
  console.log(`installing ${path.basename(folder)} (once)`);
  const { status, error } = spawnSync('npm', ['install', '--ignore-scripts', '--no-package-lock', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`npm install of the peer ${name} ended with code ${status}`);
  return modules;
}
