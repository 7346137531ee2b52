/** Shape of what is counted in files. */
import type { ReadFile } from '../../server/formats/reading.ts';

/** Facts by name; the names are those of the facts file. */
export type FileFacts = Readonly<Record<string, unknown>>;

/** @param read what intake made of the file; undefined if it refused it */
export type FactsReader = (bytes: Uint8Array, read: ReadFile | undefined) => FileFacts;
