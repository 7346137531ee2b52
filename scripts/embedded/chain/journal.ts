import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { isMissing, writeFileDurably } from '../durable-file.ts';
import { EmbeddedError } from '../errors.ts';
import type { FrameType } from './journal-frame.ts';
import {
  checkPayload,
  containsFrame,
  decodeFrameHead,
  encodeFrame,
  FRAME_HEAD_BYTES,
  FRAME_TAIL_BYTES,
} from './journal-frame.ts';
import type { BlockRecord, JournalHeader } from './journal-records.ts';
import { decodeBlock, decodeHeader, decodeTip, encodeBlock, encodeHeader, encodeTip } from './journal-records.ts';

/** Name of the journal inside the chain's data directory. */
export const JOURNAL_FILE = 'blocks.journal';

/** A record behind the header, in the order of writing. */
export type JournalEntry =
  | { readonly type: 'BLOCK'; readonly block: BlockRecord }
  | { readonly type: 'TIP'; readonly hash: string };

/**
 * The append-only journal of blocks.
 *
 * Each append is flushed before the next one is written, so that a crash can damage the last record only: damage
 * there is cut off (nobody has been answered for it), damage before it is refused.
 */
export interface Journal {
  readonly header: JournalHeader;
  /** Reads the records behind the header once, from the beginning, and cuts off a damaged last one. */
  entries(): AsyncGenerator<JournalEntry>;
  /** Writes a block and returns when it is on disk. Call only after `entries` was read to its end. */
  appendBlock(block: BlockRecord): Promise<void>;
  /** Writes the hash of the newest block and returns when it is on disk. */
  appendTip(hash: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the journal of a data directory that the caller has locked.
 *
 * @param makeHeader makes the header at the very first start
 * @throws {EmbeddedError} JOURNAL_CORRUPT, JOURNAL_UNSUPPORTED
 */
export async function openJournal(dataDir: string, makeHeader: () => JournalHeader): Promise<Journal> {
  const file = path.join(dataDir, JOURNAL_FILE);
  const handle = await openOrCreate(file, makeHeader);
  try {
    const first = await readFrame(handle, 0);
    if (first?.type !== 'HEADER') throw corrupt(file, 0);
    return new FileJournal(handle, file, decodeHeader(first.payload), first.end);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function openOrCreate(file: string, makeHeader: () => JournalHeader): Promise<FileHandle> {
  try {
    return await open(file, 'r+');
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  await writeFileDurably(file, encodeFrame('HEADER', encodeHeader(makeHeader())));
  return open(file, 'r+');
}

class FileJournal implements Journal {
  readonly header: JournalHeader;
  readonly #handle: FileHandle;
  readonly #file: string;
  #end: number;

  constructor(handle: FileHandle, file: string, header: JournalHeader, end: number) {
    this.#handle = handle;
    this.#file = file;
    this.header = header;
    this.#end = end;
  }

  async *entries(): AsyncGenerator<JournalEntry> {
    const { size } = await this.#handle.stat();
    while (this.#end < size) {
      const frame = await readFrame(this.#handle, this.#end);
      if (frame === undefined) {
        await this.#cutTail(size);
        return;
      }
      if (frame.type === 'HEADER') throw corrupt(this.#file, this.#end);
      this.#end = frame.end;
      yield frame.type === 'BLOCK'
        ? { type: 'BLOCK', block: decodeBlock(frame.payload) }
        : { type: 'TIP', hash: decodeTip(frame.payload) };
    }
  }

  appendBlock(block: BlockRecord): Promise<void> {
    return this.#append('BLOCK', encodeBlock(block));
  }

  appendTip(hash: string): Promise<void> {
    return this.#append('TIP', encodeTip(hash));
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  async #append(type: FrameType, payload: Uint8Array): Promise<void> {
    const frame = encodeFrame(type, payload);
    try {
      for (let done = 0; done < frame.length; ) {
        done += (await this.#handle.write(frame, done, frame.length - done, this.#end + done)).bytesWritten;
      }
      await this.#handle.datasync();
    } catch (cause) {
      // Whether anything reached the disk is unknown from here on: only a restart, which reads it, can tell.
      throw new EmbeddedError(
        'JOURNAL_WRITE_FAILED',
        `The block journal ${this.#file} could not be written. Check the disk, then start again.`,
        { file: this.#file },
        { cause },
      );
    }
    this.#end += frame.length;
  }

  /** Removes what a crash left of the last record, unless whole records follow: then it was no crash. */
  async #cutTail(size: number): Promise<void> {
    const rest = Buffer.alloc(size - this.#end);
    await this.#handle.read(rest, 0, rest.length, this.#end);
    if (containsFrame(rest)) throw corrupt(this.#file, this.#end);
    await this.#handle.truncate(this.#end);
    await this.#handle.sync();
  }
}

interface Frame {
  readonly type: FrameType;
  readonly payload: Buffer;
  /** Position of the first byte behind it. */
  readonly end: number;
}

/** Reads the frame at a position; undefined when there is no whole and undamaged one. */
async function readFrame(handle: FileHandle, position: number): Promise<Frame | undefined> {
  const { size } = await handle.stat();
  const headBytes = Buffer.alloc(FRAME_HEAD_BYTES);
  await handle.read(headBytes, 0, FRAME_HEAD_BYTES, position);
  const head = decodeFrameHead(headBytes);
  if (head === undefined) return undefined;
  const end = position + FRAME_HEAD_BYTES + head.payloadBytes + FRAME_TAIL_BYTES;
  if (end > size) return undefined;
  const rest = Buffer.alloc(head.payloadBytes + FRAME_TAIL_BYTES);
  await handle.read(rest, 0, rest.length, position + FRAME_HEAD_BYTES);
  const payload = checkPayload(rest, head.payloadBytes);
  return payload === undefined ? undefined : { type: head.type, payload, end };
}

function corrupt(file: string, position: number): EmbeddedError {
  return new EmbeddedError(
    'JOURNAL_CORRUPT',
    `The block journal ${file} is damaged at byte ${position}, before its last record. Restore the data directory ` +
      'from a back-up; nothing has been changed.',
    { file, position },
  );
}
