import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Wallet } from 'ethers';
import { readFileIfPresent, writeFileDurably } from './durable-file.ts';

/** The account that carries signed actions to the chain. It pays for gas and has no right on the ledger. */
export interface RelayerKey {
  readonly file: string;
  readonly address: string;
  readonly privateKey: string;
}

/**
 * Reads the relayer's key, making one at the first start.
 * @param file path of the key file: one line of hex, readable by its owner only
 */
export async function openRelayerKey(file: string): Promise<RelayerKey> {
  const stored = (await readFileIfPresent(file))?.trim();
  const { address, privateKey } = stored === undefined ? Wallet.createRandom() : new Wallet(stored);
  if (stored === undefined) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFileDurably(file, `${privateKey}\n`);
  }
  return { file, address, privateKey };
}
