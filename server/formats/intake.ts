/**
 * From the bytes of a file to a canonical document, with everything that is to be said about it. Pure: runs in the
 * gateway, in the command line and in the browser alike.
 */
import { sha256 } from '@noble/hashes/sha2';
import { checkDocument } from '../../protocol/checks/check-document.ts';
import type { Finding, SourcePosition } from '../../protocol/checks/finding.ts';
import type { CorridorDocument } from '../../protocol/documents/registry.ts';
import type { DocumentSource } from '../../protocol/documents/source.ts';
import { validateDocument } from '../../protocol/documents/validate.ts';
import { parentPointer } from '../../protocol/json/json-pointer.ts';
import type { JsonValue } from '../../protocol/json/json-value.ts';
import { parseStrictJson } from '../../protocol/json/strict-json.ts';
import { toBareHex } from '../../protocol/merkle/hex.ts';
import { decodeInterchange } from './edifact/characters.ts';
import { CUSCAR_MAPPING, CUSCAR_MAPPING_VERSION, isCuscar, mapCuscar } from './edifact/cuscar/cuscar.ts';
import { readInterchange } from './edifact/interchange.ts';
import type { Unmapped } from './edifact/segment-reader.ts';
import { tokenize } from './edifact/tokenizer.ts';
import { FormatError } from './format-error.ts';
import { claimedFormats, MEDIA_TYPES, sniffFormat } from './sniff.ts';

/** A file as it came. */
export interface SourceFile {
  readonly bytes: Uint8Array;
  readonly fileName?: string | undefined;
  readonly mediaType?: string | undefined;
}

export interface ReadDocument {
  readonly format: 'JSON' | 'EDIFACT';
  /** Name in `DOCUMENT_SCHEMAS`. */
  readonly schema: string;
  /** Names its source if it came in a foreign format. */
  readonly document: CorridorDocument;
  readonly findings: readonly Finding[];
  /** Values of the file that stand nowhere in the document. */
  readonly unmapped: readonly Unmapped[];
  readonly source: DocumentSource;
}

/** Largest file that is read into fields, in bytes. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/**
 * Reads a file of any supported format.
 * @throws {FormatError} with a code of `FORMAT_ERRORS`
 * @throws {JsonError} for JSON outside the strict profile
 */
export function readDocument(file: SourceFile): ReadDocument {
  if (file.bytes.length > MAX_FILE_BYTES) throw new FormatError('FORMAT_TOO_LARGE', { limitBytes: MAX_FILE_BYTES });
  const format = sniffFormat(file.bytes);
  const claims = claimedFormats(file.mediaType, file.fileName);
  const broken = claims.find((claim) => claim !== format);
  if (broken !== undefined) throw new FormatError('FORMAT_MISMATCH', { claimed: broken, found: format ?? 'unknown' });
  if (format === undefined) throw new FormatError('FORMAT_UNKNOWN');
  if (format === 'JSON') return readJson(file);
  if (format === 'EDIFACT') return readEdifact(file);
  throw new FormatError('FORMAT_UNSUPPORTED', { found: format });
}

function readJson(file: SourceFile): ReadDocument {
  const value = parseStrictJson(file.bytes);
  const { schema, document } = validated(value);
  return {
    format: 'JSON',
    schema,
    document,
    findings: checkDocument(document),
    unmapped: [],
    source: sourceOf(file, 'JSON', 'corridor/json', '1'),
  };
}

function readEdifact(file: SourceFile): ReadDocument {
  const { segments } = tokenize(decodeInterchange(file.bytes));
  const { messages, stray, findings: envelope } = readInterchange(segments);
  const [message] = messages;
  if (message === undefined) throw new FormatError('EDIFACT_NO_MESSAGE');
  if (messages.length > 1) throw new FormatError('EDIFACT_SEVERAL_MESSAGES', { messages: messages.length });
  if (!isCuscar(message)) throw new FormatError('EDIFACT_MESSAGE_UNSUPPORTED', { type: message.type });
  const { manifest, findings, unmapped, sources } = mapCuscar(message, stray);
  const source = sourceOf(file, 'EDIFACT', CUSCAR_MAPPING, CUSCAR_MAPPING_VERSION);
  const { schema, document } = validated({ ...manifest, source } as unknown as JsonValue);
  const checks = checkDocument(document).map((finding) => withSource(finding, sources));
  return { format: 'EDIFACT', schema, document, findings: [...envelope, ...findings, ...checks], unmapped, source };
}

/** @throws {FormatError} FORMAT_UNREADABLE with every place at fault */
function validated(value: JsonValue): { schema: string; document: CorridorDocument } {
  const result = validateDocument(value);
  if (!result.ok) throw new FormatError('FORMAT_UNREADABLE', { faults: result.errors.length }, result.errors);
  return { schema: result.schema.name, document: result.document };
}

/** Adds the place in the file to a finding about the document, or that of the nearest container whose origin is known. */
function withSource(finding: Finding, sources: ReadonlyMap<string, SourcePosition>): Finding {
  for (let at: string | undefined = finding.pointer; at !== undefined; at = parentPointer(at)) {
    const source = sources.get(at);
    if (source !== undefined) return { ...finding, source };
  }
  return finding;
}

function sourceOf(
  file: SourceFile,
  format: ReadDocument['format'],
  mapping: string,
  mappingVersion: string,
): DocumentSource {
  return {
    format,
    mapping,
    mappingVersion,
    sha256: toBareHex(sha256(file.bytes)),
    mediaType: shortened(file.mediaType ?? '') || MEDIA_TYPES[format],
    ...(shortened(file.fileName ?? '') === '' ? {} : { fileName: shortened(file.fileName ?? '') }),
  };
}

/** Names from outside become part of a signed document: in the strict profile and not longer than a short text. */
function shortened(name: string): string {
  return name.toWellFormed().normalize('NFC').slice(0, 200).toWellFormed();
}
