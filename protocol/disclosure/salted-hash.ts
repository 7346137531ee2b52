/**
 * Salts and hashes of single leaves. A salt is derived from one secret per document *version*: reusing a secret would
 * let a holder of version 1 guess what version 2 changed.
 */
import { hmac } from '@noble/hashes/hmac';
import { sha256 } from '@noble/hashes/sha2';
import { CodedError } from '../coded-error.ts';
import { BARE_HEX_32, fromHex, toBareHex } from '../merkle/hex.ts';
import type { Leaf } from './leaves.ts';

const SECRET_BYTES = 32;
const encoder = new TextEncoder();

/**
 * Draws the secret of one document version. Keep it with the document, never log it: who has it and a guess of the
 * content can confirm the guess.
 * @param random source of secure random bytes, for example `(n) => crypto.getRandomValues(new Uint8Array(n))`
 * @returns 32 bytes, bare hex
 */
export function createSecret(random: (bytes: number) => Uint8Array): string {
  const bytes = random(SECRET_BYTES);
  if (bytes.length !== SECRET_BYTES) throw new CodedError('SECRET_INVALID', 'A secret has 32 bytes.');
  return toBareHex(bytes);
}

/**
 * Derives salts: `HMAC-SHA-256(secret, kind ":" pointer)`, bare hex.
 * @throws {CodedError} SECRET_INVALID
 */
export function saltDeriver(secret: string): (leaf: Leaf) => string {
  if (!BARE_HEX_32.test(secret)) {
    throw new CodedError('SECRET_INVALID', 'A secret is 32 bytes in lower-case hex without prefix.');
  }
  // the keyed state is the same for every leaf; cloning it halves the work
  const keyed = hmac.create(sha256, fromHex(secret));
  return ({ kind, pointer }) =>
    toBareHex(
      keyed
        .clone()
        .update(encoder.encode(`${kind}:${pointer}`))
        .digest(),
    );
}

/**
 * `SHA-256(0x00 || JCS([kind, salt, pointer, value]))`.
 *
 * The array holds only strings, safe integers, booleans, null and arrays of those, for which `JSON.stringify` *is*
 * canonical JSON; the 0x00 is encoded with it.
 */
export function saltedLeafHash({ kind, pointer, value }: Leaf, salt: string): Uint8Array {
  return sha256(encoder.encode(`\u0000${JSON.stringify([kind, salt, pointer, value])}`));
}
