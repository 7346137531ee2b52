import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { formatGatewayKey, gatewayOf } from '../../protocol/log/gateway-key.ts';
import { formatSecretKey, type NoteSecretKey, parseSecretKey } from '../../protocol/log/note-key.ts';
import { readFileIfPresent, writeFileDurably } from './durable-file.ts';

/** The key with which a gateway signs checkpoints, cosignatures and promises. */
export interface GatewayKeyFile {
  readonly file: string;
  readonly secret: NoteSecretKey;
  /** Verifier key by which others pin the gateway. */
  readonly verifierKey: string;
}

/**
 * Reads the gateway's key, making one at the first start.
 * @param file path of the key file: one line, readable by its owner only
 * @param name of the gateway if the key is made now; without one it is drawn
 */
export async function openGatewayKey(file: string, name?: string): Promise<GatewayKeyFile> {
  const stored = (await readFileIfPresent(file))?.trim();
  const secret = stored === undefined ? drawKey(name) : parseSecretKey(stored);
  if (stored === undefined) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFileDurably(file, `${formatSecretKey(secret)}\n`);
  }
  return { file, secret, verifierKey: formatGatewayKey(gatewayOf(secret)) };
}

function drawKey(name = `localhost/${randomBytes(4).toString('hex')}`): NoteSecretKey {
  return { name, seed: new Uint8Array(randomBytes(32)) };
}
