/** Tokens of sessions and API keys: 256 random bits, told apart by their prefix, stored as SHA-256. */
import { createHash, randomBytes } from 'node:crypto';

export const SESSION_PREFIX = 'cs_';
export const API_KEY_PREFIX = 'ck_';

/** @returns prefix and 43 characters of base64url */
export function newToken(prefix: typeof SESSION_PREFIX | typeof API_KEY_PREFIX): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`;
}

/**
 * What is stored of a token. A plain hash is enough: 256 random bits cannot be guessed, so there is nothing to slow down.
 * @returns hex with 0x
 */
export function tokenHash(token: string): string {
  return `0x${createHash('sha256').update(token).digest('hex')}`;
}

/** @returns 32 characters, letters and digits only, as EIP-4361 asks */
export function newNonce(): string {
  return randomBytes(16).toString('hex');
}
