/**
 * Static ABI words of action fields. The same bytes as a general ABI coder makes, some fifty times faster: every action
 * is encoded several times on its way, and a general coder looks its types up each time.
 *
 * @see https://docs.soliditylang.org/en/latest/abi-spec.html
 */
import { id } from 'ethers';

/** A static word, or a readable code of which EIP-712 and the contract see the keccak256. */
export type FieldType = 'bytes32' | 'bytes8' | 'uint64' | 'uint32' | 'uint16' | 'uint8' | 'bool' | 'address' | 'string';

/** Hex digits of a word. */
const WORD_DIGITS = 64;

/** Bytes of the types that are hex in JSON, and on which side of the word they stand. */
const HEX_TYPES = {
  bytes32: { digits: 64, aligned: 'LEFT' },
  bytes8: { digits: 16, aligned: 'LEFT' },
  address: { digits: 40, aligned: 'RIGHT' },
} as const;

/** Codes that were hashed before; they come from short lists, and the limit keeps anything else from piling up. */
const hashes = new Map<string, string>();
const MAX_HASHES = 1_000;

/** keccak256 of a code, UTF-8; hex with `0x`. */
export function codeHash(code: string): string {
  const known = hashes.get(code);
  if (known !== undefined) return known;
  const hash = id(code);
  if (hashes.size < MAX_HASHES) hashes.set(code, hash);
  return hash;
}

/**
 * One field as the contract reads it.
 * @returns 64 hex digits without `0x`
 * @throws {TypeError} if the value is not of the type
 */
export function encodeWord(type: FieldType, value: unknown): string {
  switch (type) {
    case 'bytes32':
    case 'bytes8':
    case 'address':
      return hexWord(type, value);
    case 'bool':
      if (typeof value !== 'boolean') throw notA(type);
      return (value ? '1' : '0').padStart(WORD_DIGITS, '0');
    case 'string':
      if (typeof value !== 'string') throw notA(type);
      return codeHash(value).slice(2);
    default:
      return integerWord(type, value);
  }
}

function hexWord(type: keyof typeof HEX_TYPES, value: unknown): string {
  const { digits, aligned } = HEX_TYPES[type];
  if (typeof value !== 'string' || value.length !== digits + 2 || !/^0x[0-9a-fA-F]*$/.test(value)) throw notA(type);
  const hex = value.slice(2).toLowerCase();
  return aligned === 'LEFT' ? hex.padEnd(WORD_DIGITS, '0') : hex.padStart(WORD_DIGITS, '0');
}

function integerWord(type: 'uint64' | 'uint32' | 'uint16' | 'uint8', value: unknown): string {
  const integer =
    typeof value === 'bigint' || Number.isSafeInteger(value) ? BigInt(value as bigint | number) : undefined;
  if (integer === undefined || integer < 0n || integer >> BigInt(type.slice('uint'.length)) !== 0n) throw notA(type);
  return integer.toString(16).padStart(WORD_DIGITS, '0');
}

function notA(type: FieldType): TypeError {
  return new TypeError(`the value is not a ${type}`);
}
