/** The key with which the gateway signs checkpoints, cosignatures and promises; it has no right on the ledger. */
import { CodedError } from '../../protocol/coded-error.ts';
import { type NoteSecretKey, parseSecretKey } from '../../protocol/log/note-key.ts';
import { ConfigurationError } from './env.ts';
import { readSecretFile } from './secret-file.ts';

/**
 * Reads the key file.
 * @param file one line, `PRIVATE+KEY+name+id+base64` as tools of signed notes write it, readable by its owner only
 * @throws {ConfigurationError} if it is missing, open to others or no key; its content is never part of the message
 */
export async function readGatewayKey(file: string): Promise<NoteSecretKey> {
  try {
    return parseSecretKey(await readSecretFile('GATEWAY_KEY_FILE', file));
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    throw new ConfigurationError(`GATEWAY_KEY_FILE: ${file} holds no Ed25519 key of signed notes`);
  }
}
