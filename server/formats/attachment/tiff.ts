/** @see TIFF 6.0, section 2 */
import { type Inspection, truncated, viewOf } from './inspection.ts';

const WIDTH = 256;
const HEIGHT = 257;
/** Where the parts of a picture lie and how long they are: strips, then tiles. */
const PARTS = [
  [273, 279],
  [324, 325],
] as const;

const SHORT = 3;
const LONG = 4;
const MAX_PAGES = 1_000;

/** @returns size of the first page, number of pages */
export function inspectTiff(bytes: Uint8Array): Inspection {
  const reader = new TiffReader(bytes);
  const pages: Directory[] = [];
  const seen = new Set<number>();
  let whole = true;
  let at = reader.uint32(4);
  while (at !== undefined && at !== 0 && !seen.has(at) && pages.length < MAX_PAGES) {
    seen.add(at);
    const page = reader.directory(at);
    if (page === undefined) {
      whole = false;
      break;
    }
    pages.push(page);
    at = page.next;
  }
  const [first] = pages;
  if (first === undefined) return { remarks: [truncated('no picture')] };
  const { widthPx, heightPx } = first;
  const complete = whole && at !== undefined && pages.every((page) => page.complete);
  return {
    ...(widthPx === undefined || heightPx === undefined ? {} : { widthPx, heightPx }),
    pages: pages.length,
    remarks: complete ? [] : [truncated('parts of the picture lie beyond the end of the file')],
  };
}

interface Directory {
  readonly widthPx: number | undefined;
  readonly heightPx: number | undefined;
  readonly complete: boolean;
  readonly next: number | undefined;
}

class TiffReader {
  readonly #view: DataView;
  readonly #little: boolean;

  constructor(bytes: Uint8Array) {
    this.#view = viewOf(bytes);
    this.#little = bytes[0] === 0x49;
  }

  uint32(at: number): number | undefined {
    return at + 4 <= this.#view.byteLength ? this.#view.getUint32(at, this.#little) : undefined;
  }

  directory(at: number): Directory | undefined {
    const count = this.#uint16(at);
    if (count === undefined || at + 2 + count * 12 > this.#view.byteLength) return undefined;
    const entries = new Map<number, number>();
    for (let index = 0; index < count; index += 1) {
      const entry = at + 2 + index * 12;
      entries.set(this.#uint16(entry) ?? 0, entry);
    }
    const one = (tag: number) => this.#values(entries.get(tag))?.[0];
    return {
      widthPx: one(WIDTH),
      heightPx: one(HEIGHT),
      complete: PARTS.every(([offsets, lengths]) => this.#holds(entries.get(offsets), entries.get(lengths))),
      next: this.uint32(at + 2 + count * 12),
    };
  }

  #uint16(at: number): number | undefined {
    return at + 2 <= this.#view.byteLength ? this.#view.getUint16(at, this.#little) : undefined;
  }

  /** Whether every part lies inside the file; parts that are not stated do. */
  #holds(offsetsEntry: number | undefined, lengthsEntry: number | undefined): boolean {
    if (offsetsEntry === undefined || lengthsEntry === undefined) return true;
    const offsets = this.#values(offsetsEntry);
    const lengths = this.#values(lengthsEntry);
    if (offsets === undefined || lengths === undefined) return false;
    return offsets.every((offset, index) => offset + (lengths[index] ?? 0) <= this.#view.byteLength);
  }

  /** Values of an entry; `undefined` if they lie beyond the end of the file or are no whole numbers. */
  #values(entry: number | undefined): number[] | undefined {
    if (entry === undefined) return undefined;
    const type = this.#uint16(entry + 2);
    const count = this.uint32(entry + 4);
    if (count === undefined || (type !== SHORT && type !== LONG)) return undefined;
    const size = type === SHORT ? 2 : 4;
    const begin = count * size <= 4 ? entry + 8 : this.uint32(entry + 8);
    if (begin === undefined || begin + count * size > this.#view.byteLength) return undefined;
    return Array.from({ length: count }, (_, index) =>
      type === SHORT ? (this.#uint16(begin + index * 2) ?? 0) : (this.uint32(begin + index * 4) ?? 0),
    );
  }
}
