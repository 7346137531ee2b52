/**
 * Entries of a ZIP archive that came from outside. Only the central directory is believed, as readers do that show the
 * file to people; sizes are counted while unpacking, never taken from the archive.
 * @see PKWARE APPNOTE 6.3.10
 */
import { Inflate } from 'fflate';
import { FormatError } from '../format-error.ts';

export interface ZipLimits {
  readonly entries: number;
  /** Of all entries that are unpacked, together. */
  readonly bytes: number;
  /** Unpacked bytes for each packed one. */
  readonly ratio: number;
}

/** @see security section 5 */
export const ZIP_LIMITS: ZipLimits = { entries: 100, bytes: 50 * 1024 * 1024, ratio: 100 };

/** Below this many unpacked bytes no ratio is suspicious. */
const RATIO_FLOOR_BYTES = 1024 * 1024;

const END_SIGNATURE = 0x06054b50;
const DIRECTORY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const DIRECTORY_BYTES = 46;
const LOCAL_BYTES = 30;
const MAX_COMMENT_BYTES = 65_535;
const PIECE_BYTES = 65_536;

const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED_FLAG = 1;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly packedBytes: number;
  readonly offset: number;
}

/** Whether the table of contents at the end of an archive is there. */
export const hasZipDirectory = (bytes: Uint8Array): boolean => endOf(bytes) !== undefined;

/** Place of the record that ends an archive. */
function endOf(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const least = Math.max(0, bytes.length - END_BYTES - MAX_COMMENT_BYTES);
  for (let at = bytes.length - END_BYTES; at >= least; at -= 1) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at;
  }
  return undefined;
}

export class ZipArchive {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #limits: ZipLimits;
  readonly #entries = new Map<string, Entry>();
  #unpackedBytes = 0;

  /** @throws {FormatError} ARCHIVE_DAMAGED, ARCHIVE_TOO_LARGE */
  constructor(bytes: Uint8Array, limits = ZIP_LIMITS) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#limits = limits;
    this.#readDirectory();
  }

  get names(): string[] {
    return [...this.#entries.keys()];
  }

  /**
   * Unpacks an entry.
   * @returns `undefined` if there is none of this name
   * @throws {FormatError} ARCHIVE_DAMAGED, ARCHIVE_ENCRYPTED, ARCHIVE_TOO_LARGE
   */
  read(name: string): Uint8Array | undefined {
    const entry = this.#entries.get(name);
    if (entry === undefined) return undefined;
    if (entry.encrypted) throw new FormatError('ARCHIVE_ENCRYPTED', { entry: name });
    const packed = this.#packedBytesOf(entry);
    if (entry.method === STORED) return this.#counted(packed, entry);
    if (entry.method !== DEFLATED) throw new FormatError('ARCHIVE_DAMAGED', { entry: name, method: entry.method });
    return this.#inflated(packed, entry);
  }

  #readDirectory(): void {
    const end = endOf(this.#bytes);
    if (end === undefined) throw new FormatError('ARCHIVE_DAMAGED', { missing: 'central directory' });
    const count = this.#view.getUint16(end + 10, true);
    let at = this.#view.getUint32(end + 16, true);
    if (count > this.#limits.entries) throw new FormatError('ARCHIVE_TOO_LARGE', { entries: count });
    for (let index = 0; index < count; index += 1) {
      if (at + DIRECTORY_BYTES > end || this.#view.getUint32(at, true) !== DIRECTORY_SIGNATURE) {
        throw new FormatError('ARCHIVE_DAMAGED', { offset: at });
      }
      const nameBytes = this.#view.getUint16(at + 28, true);
      const name = textOf(this.#bytes.subarray(at + DIRECTORY_BYTES, at + DIRECTORY_BYTES + nameBytes));
      // two entries of one name would be read as one by this reader and as the other by the next
      if (this.#entries.has(name)) throw new FormatError('ARCHIVE_DAMAGED', { entry: shown(name) });
      this.#entries.set(name, {
        name: shown(name),
        encrypted: (this.#view.getUint16(at + 8, true) & ENCRYPTED_FLAG) !== 0,
        method: this.#view.getUint16(at + 10, true),
        packedBytes: this.#view.getUint32(at + 20, true),
        offset: this.#view.getUint32(at + 42, true),
      });
      at += DIRECTORY_BYTES + nameBytes + this.#view.getUint16(at + 30, true) + this.#view.getUint16(at + 32, true);
    }
  }

  #packedBytesOf({ name, offset, packedBytes }: Entry): Uint8Array {
    const isLocal =
      offset + LOCAL_BYTES <= this.#bytes.length && this.#view.getUint32(offset, true) === LOCAL_SIGNATURE;
    if (!isLocal) throw new FormatError('ARCHIVE_DAMAGED', { entry: name });
    const skip = this.#view.getUint16(offset + 26, true) + this.#view.getUint16(offset + 28, true);
    const begin = offset + LOCAL_BYTES + skip;
    if (begin + packedBytes > this.#bytes.length) throw new FormatError('ARCHIVE_DAMAGED', { entry: name });
    return this.#bytes.subarray(begin, begin + packedBytes);
  }

  #inflated(packed: Uint8Array, entry: Entry): Uint8Array {
    const pieces: Uint8Array[] = [];
    let unpacked = 0;
    let finished = false;
    const inflate = new Inflate((piece, final) => {
      unpacked += piece.length;
      this.#count(piece.length, unpacked, packed.length, entry);
      pieces.push(piece);
      finished = final;
    });
    try {
      for (let at = 0; at < packed.length || at === 0; at += PIECE_BYTES) {
        inflate.push(packed.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= packed.length);
      }
    } catch (error) {
      if (error instanceof FormatError) throw error;
      throw new FormatError('ARCHIVE_DAMAGED', { entry: entry.name });
    }
    if (!finished) throw new FormatError('ARCHIVE_DAMAGED', { entry: entry.name });
    return joined(pieces, unpacked);
  }

  #counted(bytes: Uint8Array, entry: Entry): Uint8Array {
    this.#count(bytes.length, bytes.length, bytes.length, entry);
    return bytes;
  }

  #count(piece: number, unpacked: number, packed: number, { name }: Entry): void {
    this.#unpackedBytes += piece;
    const swollen = unpacked > RATIO_FLOOR_BYTES && unpacked > packed * this.#limits.ratio;
    if (this.#unpackedBytes > this.#limits.bytes || swollen) {
      throw new FormatError('ARCHIVE_TOO_LARGE', { entry: name });
    }
  }
}

/** Names are ASCII in what is read here; others are kept apart and never shown raw. */
const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8').decode(bytes);
const shown = (name: string) => name.slice(0, 100).toWellFormed();

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
