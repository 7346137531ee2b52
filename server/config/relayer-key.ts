/** The relay account's private key, the only key that a gateway holds. */
import { readFile, stat } from 'node:fs/promises';
import { ConfigurationError } from './env.ts';

/**
 * Reads the key file.
 * @param file one line of hex, readable by its owner only
 * @returns hex with 0x
 * @throws {ConfigurationError} if it is missing, open to others or no key; its content is never part of the message
 */
export async function readRelayerKey(file: string): Promise<string> {
  const mode = await stat(file).then(
    (stats) => stats.mode,
    () => undefined,
  );
  if (mode === undefined) throw new ConfigurationError(`RELAYER_KEY_FILE: ${file} cannot be read`);
  // Windows has no such bits.
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new ConfigurationError(`RELAYER_KEY_FILE: ${file} is open to others; its mode must be 0600`);
  }
  const key = (await readFile(file, 'utf8')).trim();
  if (!/^0x[0-9a-fA-F]{64}$/.test(key)) throw new ConfigurationError(`RELAYER_KEY_FILE: ${file} holds no private key`);
  return key;
}
