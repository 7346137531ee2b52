/**
 * Frames of the block journal: `magic 3 | type 1 | payload length 4 | CRC-32 of these 8 bytes 4 | payload | CRC-32 of
 * the payload 4`, integers big-endian. The length has a checksum of its own, so that a damaged one cannot be taken for
 * a record that runs past the end of the file.
 */
import { crc32 } from 'node:zlib';

export const FRAME_HEAD_BYTES = 12;
export const FRAME_TAIL_BYTES = 4;
export const FRAME_MAGIC = Buffer.from('CLJ');

/** What a frame holds. */
export type FrameType = 'HEADER' | 'BLOCK' | 'TIP';

const TYPE_CODES: Readonly<Record<FrameType, number>> = { HEADER: 1, BLOCK: 2, TIP: 3 };
const MAGIC_BYTES = FRAME_MAGIC.length;
const LENGTH_OFFSET = 4;
const CHECKSUM_OFFSET = 8;

/** The fixed-size beginning of a frame. */
export interface FrameHead {
  readonly type: FrameType;
  readonly payloadBytes: number;
}

/** Puts a payload into a frame. */
export function encodeFrame(type: FrameType, payload: Uint8Array): Buffer {
  const frame = Buffer.alloc(FRAME_HEAD_BYTES + payload.length + FRAME_TAIL_BYTES);
  FRAME_MAGIC.copy(frame);
  frame.writeUInt8(TYPE_CODES[type], MAGIC_BYTES);
  frame.writeUInt32BE(payload.length, LENGTH_OFFSET);
  frame.writeUInt32BE(crc32(frame.subarray(0, CHECKSUM_OFFSET)), CHECKSUM_OFFSET);
  frame.set(payload, FRAME_HEAD_BYTES);
  frame.writeUInt32BE(crc32(payload), FRAME_HEAD_BYTES + payload.length);
  return frame;
}

/** Reads the beginning of a frame; undefined when these bytes are none. */
export function decodeFrameHead(bytes: Buffer): FrameHead | undefined {
  if (bytes.length < FRAME_HEAD_BYTES || !bytes.subarray(0, MAGIC_BYTES).equals(FRAME_MAGIC)) return undefined;
  if (crc32(bytes.subarray(0, CHECKSUM_OFFSET)) !== bytes.readUInt32BE(CHECKSUM_OFFSET)) return undefined;
  const code = bytes.readUInt8(MAGIC_BYTES);
  const type = (Object.keys(TYPE_CODES) as FrameType[]).find((name) => TYPE_CODES[name] === code);
  return type === undefined ? undefined : { type, payloadBytes: bytes.readUInt32BE(LENGTH_OFFSET) };
}

/** Takes the payload out of the bytes behind a frame's head; undefined when they are too few or damaged. */
export function checkPayload(rest: Buffer, payloadBytes: number): Buffer | undefined {
  if (rest.length < payloadBytes + FRAME_TAIL_BYTES) return undefined;
  const payload = rest.subarray(0, payloadBytes);
  return crc32(payload) === rest.readUInt32BE(payloadBytes) ? payload : undefined;
}

/** Whether a whole, undamaged frame lies anywhere in these bytes. */
export function containsFrame(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(FRAME_MAGIC); at >= 0; at = bytes.indexOf(FRAME_MAGIC, at + 1)) {
    const head = decodeFrameHead(bytes.subarray(at));
    if (head !== undefined && checkPayload(bytes.subarray(at + FRAME_HEAD_BYTES), head.payloadBytes) !== undefined) {
      return true;
    }
  }
  return false;
}
