/** Byte strings: comparing, joining, numbers in network order. */
import { concatBytes } from '@noble/hashes/utils';

/** Joins byte strings. */
export const joinBytes: (...parts: readonly Uint8Array[]) => Uint8Array = concatBytes;

/** Whether two byte strings are the same. What is compared here is public, so time does not matter. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** 8 bytes, big-endian. @param value a safe integer from 0 */
export function encodeUint64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** Number in 8 bytes, big-endian, at an offset; undefined if it is not a safe integer or not there. */
export function decodeUint64(bytes: Uint8Array, offset = 0): number | undefined {
  if (bytes.length < offset + 8) return undefined;
  const value = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(offset);
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : undefined;
}
