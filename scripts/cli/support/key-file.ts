/**
 * Keys of people as encrypted files in the Web3 secret storage format, which every wallet reads.
 * @see https://ethereum.org/developers/docs/data-structures-and-encoding/web3-secret-storage
 */
import { chmod, mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { encryptKeystoreJson, isKeystoreJson, Wallet } from 'ethers';
import { type WalletSigner, walletSigner } from '../../../client/signer.ts';
import { keyIdOf } from '../../../protocol/actions.ts';
import { CliError } from './cli-error.ts';

/** scrypt cost of a new key file; 2^17 as go-ethereum's standard. */
export const STANDARD_SCRYPT_N = 131_072;

export interface KeyInfo {
  readonly file: string;
  readonly address: string;
  /** The fingerprint that a council approves. */
  readonly keyId: string;
}

/**
 * Makes a key and writes it encrypted; the plain key never leaves memory.
 * @param scryptN cost, a power of two; less than the standard is for demonstrations and tests only
 * @throws {CliError} KEY_FILE_EXISTS an existing key file is never overwritten
 */
export async function createKeyFile(file: string, password: string, scryptN = STANDARD_SCRYPT_N): Promise<KeyInfo> {
  const wallet = Wallet.createRandom();
  // Address and key only: the mnemonic would be a second way back to the key.
  const account = { address: wallet.address, privateKey: wallet.privateKey };
  const json = await encryptKeystoreJson(account, password, { scrypt: { N: scryptN, r: 8, p: 1 } });
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeNew(file, `${json}\n`);
  return { file, address: wallet.address, keyId: keyIdOf(wallet.address.toLowerCase()) };
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await chmod(file, 0o600);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw new CliError(
        'KEY_FILE_EXISTS',
        'There is a key file already, and it is not overwritten.',
        'Choose another name.',
        {
          where: [file],
        },
      );
    }
    throw error;
  }
}

/** What a key file says without its password. @throws {CliError} NOT_A_KEY_FILE */
export async function describeKeyFile(file: string): Promise<KeyInfo> {
  const json = await readKeyFile(file);
  const { address } = JSON.parse(json) as { address?: string };
  if (typeof address !== 'string' || !/^(0x)?[0-9a-fA-F]{40}$/.test(address)) throw notAKeyFile(file);
  const hex = `0x${address.replace(/^0x/, '').toLowerCase()}`;
  return { file, address: hex, keyId: keyIdOf(hex) };
}

/**
 * Opens a key file.
 * @param onProgress called with 0..1 while the key is derived
 * @throws {CliError} NOT_A_KEY_FILE, WRONG_PASSWORD
 */
export async function openKeyFile(
  file: string,
  password: string,
  onProgress?: (share: number) => void,
): Promise<WalletSigner> {
  const json = await readKeyFile(file);
  try {
    const wallet = await Wallet.fromEncryptedJson(json, password, onProgress);
    return walletSigner(new Wallet(wallet.privateKey));
  } catch (cause) {
    if (cause instanceof Error && /incorrect password/i.test(cause.message)) {
      throw new CliError('WRONG_PASSWORD', 'The password does not open the key file.', 'Try again.', { where: [file] });
    }
    throw notAKeyFile(file);
  }
}

async function readKeyFile(file: string): Promise<string> {
  const json = await readFile(file, 'utf8');
  if (!isKeystoreJson(json)) throw notAKeyFile(file);
  return json;
}

function notAKeyFile(file: string): CliError {
  return new CliError('NOT_A_KEY_FILE', 'The file is no encrypted key file.', 'Make one with corridor key new.', {
    where: [file],
  });
}
