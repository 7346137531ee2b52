/** What a writer of documents takes and gives. */
import type { WrittenDifference } from './written-differences.ts';
import type { WrittenFile } from './written-file.ts';

/** Who sends a file to whom, for formats whose envelope says so. */
export interface Addressing {
  /** Id of the sender as the two have agreed, at most 35 characters. */
  readonly sender: string;
  readonly recipient: string;
  /** RFC 3339 in UTC. */
  readonly preparedAt: string;
  /** Of the interchange, at most 14 characters. */
  readonly reference: string;
}

export interface WrittenDocument extends WrittenFile {
  /** Places where the file, read again, says something else than the document. */
  readonly differences: readonly WrittenDifference[];
}

/** @throws {FormatError} if the document lacks what no file of the format can do without */
export type DocumentWriter<D> = (document: D, addressing: Addressing) => WrittenDocument;
