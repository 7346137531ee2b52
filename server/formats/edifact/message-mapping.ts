/** What the mapping of a message type takes and gives. Segments come one by one, so that no message need be held whole. */
import type { Finding, SourcePosition } from '../../../protocol/checks/finding.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import type { Unmapped } from '../reading.ts';
import type { Segment } from './tokenizer.ts';

/** A document with everything that is to be said about it. */
export interface MappedDocument {
  /** Canonical document without `source`. */
  readonly document: JsonValue;
  readonly findings: readonly Finding[];
  readonly unmapped: readonly Unmapped[];
  /** Position in the file by pointer (RFC 6901) into the document. */
  readonly sources: ReadonlyMap<string, SourcePosition>;
}

/** Maps one message. */
export interface MessageMapper {
  /** @throws {FormatError} */
  read(segment: Segment): void;
  /**
   * Gives away a document that is full before the message ends; `undefined` if there is none. Asked after each segment.
   * Only messages without an upper bound have any.
   */
  takeFull?(): MappedDocument | undefined;
  /** The document, or the last of several. @throws {FormatError} */
  finish(): MappedDocument;
}

export interface MessageMapping {
  /** 0065. */
  readonly kind: string;
  /** For example `edifact/cuscar`. */
  readonly mapping: string;
  /** Counts up when the same bytes would give another document. */
  readonly version: string;
  /** @param directory for example `D.95B` */
  open(directory: string): MessageMapper;
}
