/** Files that hold a secret of the gateway. */
import { readFile, stat } from 'node:fs/promises';
import { ConfigurationError } from './env.ts';

/**
 * Reads a file of one line that only its owner may read.
 * @param variable that names the file, for the message
 * @throws {ConfigurationError} if it is missing or open to others; its content is never part of the message
 */
export async function readSecretFile(variable: string, file: string): Promise<string> {
  const mode = await stat(file).then(
    (stats) => stats.mode,
    () => undefined,
  );
  if (mode === undefined) throw new ConfigurationError(`${variable}: ${file} cannot be read`);
  // Windows has no such bits.
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new ConfigurationError(`${variable}: ${file} is open to others; its mode must be 0600`);
  }
  return (await readFile(file, 'utf8')).trim();
}
