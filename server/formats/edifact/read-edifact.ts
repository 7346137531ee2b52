/** EDIFACT files: each message by the mapping of its type; at hand as a whole, or in pieces. @see ISO 9735 */
import type { Finding } from '../../../protocol/checks/finding.ts';
import type { FileContent, MappedItem, SourceFile } from '../reading.ts';
import { EdifactReader } from './edifact-reader.ts';

/** @throws {FormatError} EDIFACT_… */
export function readEdifact({ bytes }: SourceFile): FileContent {
  const reader = new EdifactReader();
  const items = [...reader.push(bytes), ...reader.end()];
  return { items, findings: reader.takeFindings() };
}

/** What comes out of a file that is read in pieces. */
export type StreamedContent = { readonly item: MappedItem } | { readonly finding: Finding };

/**
 * Reads a file of any size in memory that does not grow with it. Messages without an upper bound (stowage plans, lists
 * of containers) come as several documents, each with the head of the message.
 * @throws {FormatError} EDIFACT_…, when what was given before is no whole file
 */
export async function* readEdifactPieces(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<StreamedContent> {
  const reader = new EdifactReader();
  for await (const piece of pieces) {
    for (const item of reader.push(piece)) yield { item };
    for (const finding of reader.takeFindings()) yield { finding };
  }
  for (const item of reader.end()) yield { item };
  for (const finding of reader.takeFindings()) yield { finding };
}
