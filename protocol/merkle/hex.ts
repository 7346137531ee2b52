/**
 * Hex spellings. What goes on chain (roots, ids) is written `0x…`; what stays in SHA-256 land (salts, leaf hashes, file
 * digests) is written without prefix, as `sha256sum` prints it. Both are lower case.
 */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils';

/** Lower-case hex without prefix. */
export function toBareHex(bytes: Uint8Array): string {
  return bytesToHex(bytes);
}

/** Lower-case hex with `0x`, as it is written on chain. */
export function toChainHex(bytes: Uint8Array): string {
  return `0x${bytesToHex(bytes)}`;
}

/** Bytes of hex with or without `0x`; the caller has checked the spelling. */
export function fromHex(hex: string): Uint8Array {
  return hexToBytes(hex.startsWith('0x') ? hex.slice(2) : hex);
}

/** 32 bytes in bare lower-case hex. */
export const BARE_HEX_32 = /^[0-9a-f]{64}$/;

/** 32 bytes in lower-case hex with `0x`. */
export const CHAIN_HEX_32 = /^0x[0-9a-f]{64}$/;

/** 8 bytes in lower-case hex with `0x`: party and operator ids. */
export const CHAIN_HEX_8 = /^0x[0-9a-f]{16}$/;
