/** What a reader of a format takes and gives. One file may hold several messages, each of which becomes a document. */
import type { Finding, SourcePosition } from '../../protocol/checks/finding.ts';
import type { CorridorDocument } from '../../protocol/documents/registry.ts';
import type { DocumentSource } from '../../protocol/documents/source.ts';
import type { JsonValue } from '../../protocol/json/json-value.ts';
import type { SniffedFormat } from './sniff.ts';

/** A file as it came. */
export interface SourceFile {
  readonly bytes: Uint8Array;
  readonly fileName?: string | undefined;
  readonly mediaType?: string | undefined;
  /** UNTDID 1001 of a file that says nothing about itself, such as a scan. */
  readonly documentType?: number | undefined;
}

/** A value of the file that stands nowhere in the canonical document. Positions count from 1. */
export type Unmapped = SourcePosition & { readonly value: string };

/** One message of a file, mapped but not yet validated. */
export interface MappedItem {
  /** Message or document kind in the words of its standard, for example `CUSCAR` or `WCO_DM_DECLARATION`. */
  readonly kind: string;
  /** For example `edifact/cuscar`. */
  readonly mapping: string;
  /** Counts up when the same bytes would give another document. */
  readonly mappingVersion: string;
  /** Reference that the file gives the message, for example UNH 0062; empty if it gives none. */
  readonly reference: string;
  /** Canonical document without `source`, which the caller adds for foreign formats. */
  readonly document: JsonValue;
  /** What the mapping has to say; checks of the document come on top. */
  readonly findings: readonly Finding[];
  readonly unmapped: readonly Unmapped[];
  /** Position in the file by pointer (RFC 6901) into the document. */
  readonly sources: ReadonlyMap<string, SourcePosition>;
}

/** What stands in a file. */
export interface FileContent {
  readonly items: readonly MappedItem[];
  /** About the file as a whole, such as its envelope. */
  readonly findings: readonly Finding[];
}

/** @throws {FormatError} with a code of `FORMAT_ERRORS` @throws {JsonError} for JSON outside the strict profile */
export type FormatReader = (file: SourceFile) => FileContent;

/** One message of a file, as a canonical document that fits its schema. */
export interface ReadItem {
  readonly kind: string;
  readonly reference: string;
  /** Name in `DOCUMENT_SCHEMAS`. */
  readonly schema: string;
  /** Names its source if it came in a foreign format. */
  readonly document: CorridorDocument;
  readonly findings: readonly Finding[];
  readonly unmapped: readonly Unmapped[];
  readonly source: DocumentSource;
}

/** A file that was read whole. */
export interface ReadFile {
  readonly format: SniffedFormat;
  /** SHA-256 of the bytes as they came, bare hex. */
  readonly sha256: string;
  readonly mediaType: string;
  /** In the strict profile, shortened; absent if the file came without a name. */
  readonly fileName?: string;
  /** At least one, in the order of the file. */
  readonly items: readonly [ReadItem, ...ReadItem[]];
  readonly findings: readonly Finding[];
}
