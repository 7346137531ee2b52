/** Conversions between what a node answers and what the gateway stores. */
import { getBytes, hexlify, toUtf8String } from 'ethers';
import { AppError } from '../errors/app-error.ts';

export const ZERO_32 = `0x${'0'.repeat(64)}`;
export const ZERO_8 = `0x${'0'.repeat(16)}`;
export const ZERO_20 = `0x${'0'.repeat(40)}`;

/** JSON-RPC quantity of a number. */
export function quantity(value: number | bigint): string {
  return `0x${value.toString(16)}`;
}

/**
 * Number of a JSON-RPC quantity or an ABI integer.
 * @throws {AppError} BAD_CHAIN_ANSWER if it is none, or beyond 2^53
 */
export function toNumber(value: unknown): number {
  const number =
    typeof value === 'string' || typeof value === 'bigint' || typeof value === 'number' ? Number(value) : NaN;
  if (!Number.isSafeInteger(number)) throw new AppError('BAD_CHAIN_ANSWER', { detail: 'a number was expected' });
  return number;
}

/** @throws {AppError} BAD_CHAIN_ANSWER if the value is not a hex string */
export function toHex(value: unknown): string {
  if (typeof value !== 'string' || !/^0x[0-9a-fA-F]*$/.test(value)) {
    throw new AppError('BAD_CHAIN_ANSWER', { detail: 'hex was expected' });
  }
  return value.toLowerCase();
}

/** `0x434e` -> `CN`. */
export function jurisdictionCode(bytes2: string): string {
  return toUtf8String(bytes2);
}

/** Lower-case hex of bytes from the database. */
export function bufferToHex(bytes: Uint8Array): string {
  return hexlify(bytes);
}

export function hexToBuffer(hex: string): Buffer {
  return Buffer.from(getBytes(hex));
}
