import { z } from 'zod';
import { EmbeddedError } from '../errors.ts';

/** Version of the journal's format that this code writes and reads. */
export const JOURNAL_FORMAT = 1;

const HASH_BYTES = 32;
const TIMESTAMP_BYTES = 8;
const COUNT_BYTES = 4;

const hash = z.string().regex(/^0x[0-9a-f]{64}$/);
const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);
const hexQuantity = z.string().regex(/^0x[0-9a-f]+$/);

const headerSchema = z.object({
  format: z.literal(JOURNAL_FORMAT),
  /** Drawn once per installation; stands in every transaction. */
  chainId: z.number().int().positive(),
  /** Random; stands in every signed action, so that none is valid on another ledger. */
  ledgerId: hash,
  hardfork: z.string(),
  /** Version of the EVM that wrote the journal; another one may replay it, and must get the same hashes. */
  edrVersion: z.string(),
  /** Time of the genesis block, unix seconds. */
  initialTime: z.number().int().nonnegative(),
  /** Fixed fee per gas, wei. */
  baseFeePerGas: z.number().int().positive(),
  blockGasLimit: z.number().int().positive(),
  /** Accounts that have money from the beginning. */
  funded: z.array(z.object({ address, balance: hexQuantity })),
});

/** Everything that replaying needs beside the blocks; the journal's first record. */
export type JournalHeader = z.infer<typeof headerSchema>;

/** One block as it was before it was mined. */
export interface BlockRecord {
  /** Hash of the block before, which this record thereby confirms. */
  readonly parentHash: string;
  /** Block time, unix seconds. */
  readonly timestamp: number;
  /** Signed transactions in order, `0x` hex. */
  readonly transactions: readonly string[];
}

/** @returns the payload of a HEADER frame */
export function encodeHeader(header: JournalHeader): Buffer {
  return Buffer.from(JSON.stringify(header));
}

/**
 * Reads the payload of a HEADER frame.
 * @throws {EmbeddedError} JOURNAL_UNSUPPORTED when another version of this program wrote it
 */
export function decodeHeader(payload: Buffer): JournalHeader {
  const parsed = headerSchema.safeParse(JSON.parse(payload.toString('utf8')));
  if (parsed.success) return parsed.data;
  throw new EmbeddedError(
    'JOURNAL_UNSUPPORTED',
    `The block journal has a format that this version does not read (it reads format ${JOURNAL_FORMAT}).`,
  );
}

/** @returns the payload of a BLOCK frame: `parent hash 32 | timestamp 8 | count 4 | (length 4 | bytes)*` */
export function encodeBlock(record: BlockRecord): Buffer {
  const head = Buffer.alloc(HASH_BYTES + TIMESTAMP_BYTES + COUNT_BYTES);
  hexToBytes(record.parentHash).copy(head);
  head.writeBigUInt64BE(BigInt(record.timestamp), HASH_BYTES);
  head.writeUInt32BE(record.transactions.length, HASH_BYTES + TIMESTAMP_BYTES);
  const parts: Buffer[] = [head];
  for (const transaction of record.transactions) {
    const bytes = hexToBytes(transaction);
    const length = Buffer.alloc(COUNT_BYTES);
    length.writeUInt32BE(bytes.length);
    parts.push(length, bytes);
  }
  return Buffer.concat(parts);
}

/** Reads the payload of a BLOCK frame, whose checksum has been compared. */
export function decodeBlock(payload: Buffer): BlockRecord {
  const transactions: string[] = [];
  let at = HASH_BYTES + TIMESTAMP_BYTES + COUNT_BYTES;
  for (let left = payload.readUInt32BE(HASH_BYTES + TIMESTAMP_BYTES); left > 0; left -= 1) {
    const end = at + COUNT_BYTES + payload.readUInt32BE(at);
    transactions.push(bytesToHex(payload.subarray(at + COUNT_BYTES, end)));
    at = end;
  }
  return {
    parentHash: bytesToHex(payload.subarray(0, HASH_BYTES)),
    timestamp: Number(payload.readBigUInt64BE(HASH_BYTES)),
    transactions,
  };
}

/** @returns the payload of a TIP frame: the hash of the newest block */
export function encodeTip(blockHash: string): Buffer {
  return hexToBytes(blockHash);
}

/** Reads the payload of a TIP frame. */
export function decodeTip(payload: Buffer): string {
  return bytesToHex(payload);
}

function hexToBytes(hex: string): Buffer {
  return Buffer.from(hex.slice(2), 'hex');
}

function bytesToHex(bytes: Buffer): string {
  return `0x${bytes.toString('hex')}`;
}
