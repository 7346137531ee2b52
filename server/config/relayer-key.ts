/** The relay account's private key. */
import { ConfigurationError } from './env.ts';
import { readSecretFile } from './secret-file.ts';

/**
 * Reads the key file.
 * @param file one line of hex, readable by its owner only
 * @returns hex with 0x
 * @throws {ConfigurationError} if it is missing, open to others or no key; its content is never part of the message
 */
export async function readRelayerKey(file: string): Promise<string> {
  const key = await readSecretFile('RELAYER_KEY_FILE', file);
  if (!/^0x[0-9a-fA-F]{64}$/.test(key)) throw new ConfigurationError(`RELAYER_KEY_FILE: ${file} holds no private key`);
  return key;
}
