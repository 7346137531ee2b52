/**
 * From the bytes of a file to canonical documents, with everything that is to be said about them. Pure: runs in the
 * gateway, in the command line and in the browser alike.
 */
import { sha256 } from '@noble/hashes/sha2';
import { checkDocument } from '../../protocol/checks/check-document.ts';
import { describePosition, type Finding, type SourcePosition } from '../../protocol/checks/finding.ts';
import type { CorridorDocument } from '../../protocol/documents/registry.ts';
import type { DocumentSource } from '../../protocol/documents/source.ts';
import { validateDocument } from '../../protocol/documents/validate.ts';
import { parentPointer } from '../../protocol/json/json-pointer.ts';
import { isJsonObject, type JsonValue } from '../../protocol/json/json-value.ts';
import { toBareHex } from '../../protocol/merkle/hex.ts';
import { hasZipDirectory } from './archive/zip.ts';
import { isEncryptedOffice } from './attachment/office.ts';
import { readAttachment } from './attachment/read-attachment.ts';
import { readEdifact } from './edifact/read-edifact.ts';
import { FormatError, type FormatErrorCode } from './format-error.ts';
import { CORRIDOR_JSON_MAPPING, readJson } from './json/read-json.ts';
import type { FileContent, FormatReader, MappedItem, ReadFile, ReadItem, SourceFile } from './reading.ts';
import { claimedFormats, isPlainText, MEDIA_TYPES, type SniffedFormat, sniffFormat } from './sniff.ts';
import { readCsvTable, readXlsxTable } from './table/read-table.ts';
import { readXml } from './xml/read-xml.ts';

/** Largest file that is read into fields, in bytes. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** Formats that are read into fields; all others are attachments. */
const READERS: Partial<Record<SniffedFormat, FormatReader>> = {
  JSON: readJson,
  EDIFACT: readEdifact,
  XML: readXml,
  CSV: readCsvTable,
  XLSX: readXlsxTable,
};

/** Refusals of files that are whole but of a kind that is not read: with their type named, they are attachments. */
const KINDS_NOT_READ: ReadonlySet<string> = new Set<FormatErrorCode>([
  'EDIFACT_MESSAGE_UNSUPPORTED',
  'XML_UNSUPPORTED',
  'TABLE_NO_TEMPLATE',
]);

/**
 * Reads a file of any supported format.
 * @throws {FormatError} with a code of `FORMAT_ERRORS`
 * @throws {JsonError} for JSON outside the strict profile
 */
export function readFile(file: SourceFile): ReadFile {
  if (file.bytes.length > MAX_FILE_BYTES) throw new FormatError('FORMAT_TOO_LARGE', { limitBytes: MAX_FILE_BYTES });
  const format = formatOf(file);
  const { items, findings } = contentOf(file, format);
  const origin = originOf(file, format);
  const [first, ...others] = items.map((item, index) =>
    validItem(item, origin, items.length > 1 ? index + 1 : undefined),
  );
  if (first === undefined) throw new FormatError('FORMAT_UNREADABLE', { items: 0 });
  return { ...origin, items: [first, ...others], findings };
}

function contentOf(file: SourceFile, format: SniffedFormat): FileContent {
  const read = READERS[format];
  if (read === undefined) return readAttachment(file, format);
  try {
    return read(file);
  } catch (error) {
    const attach = file.documentType !== undefined && error instanceof FormatError && KINDS_NOT_READ.has(error.code);
    if (attach) return readAttachment(file, format);
    throw error;
  }
}

type Origin = Pick<ReadFile, 'format' | 'sha256' | 'mediaType' | 'fileName'>;

/** Format of the bytes, which must be the one that name and media type claim. */
function formatOf(file: SourceFile): SniffedFormat {
  const claims = claimedFormats(file.mediaType, file.fileName);
  const format = sniffFormat(file.bytes) ?? formatOfText(file, claims);
  const broken = claims.find((claim) => claim !== format && !(claim === 'ZIP' && format === 'XLSX'));
  if (broken === 'XLSX' && format !== undefined) refuseWorkbook(file, format);
  if (broken !== undefined) throw new FormatError('FORMAT_MISMATCH', { claimed: broken, found: format ?? 'unknown' });
  if (format === undefined) throw new FormatError('FORMAT_UNKNOWN');
  return format;
}

/**
 * Says why a workbook is none, where the bytes show it.
 * @throws {FormatError} ARCHIVE_ENCRYPTED, ARCHIVE_DAMAGED
 */
function refuseWorkbook({ bytes }: SourceFile, format: SniffedFormat): void {
  if (format === 'OLE' && isEncryptedOffice(bytes)) throw new FormatError('ARCHIVE_ENCRYPTED');
  if (format === 'ZIP' && !hasZipDirectory(bytes)) throw new FormatError('ARCHIVE_DAMAGED');
}

/** Text that begins like nothing known is a table if it claims to be one, and an attachment if its type is named. */
function formatOfText(
  { bytes, documentType }: SourceFile,
  claims: readonly SniffedFormat[],
): SniffedFormat | undefined {
  if (claims.includes('CSV')) return 'CSV';
  return documentType !== undefined && isPlainText(bytes) ? 'TEXT' : undefined;
}

/** @param place of the item in a file that holds several, from 1 */
function validItem(item: MappedItem, origin: Origin, place: number | undefined): ReadItem {
  const source = sourceOf(item, origin, place);
  const foreign = item.mapping !== CORRIDOR_JSON_MAPPING && isJsonObject(item.document);
  const value = foreign ? { ...(item.document as object), source: { ...source } } : item.document;
  const { schema, document } = validated(value as JsonValue, place, item.sources);
  const checks = checkDocument(document).map((finding) => withSource(finding, item.sources));
  const { kind, reference, unmapped } = item;
  return { kind, reference, schema, document, findings: [...item.findings, ...checks], unmapped, source };
}

/** @throws {FormatError} FORMAT_UNREADABLE with every place at fault */
function validated(
  value: JsonValue,
  place: number | undefined,
  sources: ReadonlyMap<string, SourcePosition>,
): { schema: string; document: CorridorDocument } {
  const result = validateDocument(value);
  if (result.ok) return { schema: result.schema.name, document: result.document };
  const params = { faults: result.errors.length, ...(place === undefined ? {} : { item: place }) };
  const faults = result.errors.map((fault) => {
    const source = sourceAt(fault.pointer, sources);
    return source === undefined ? fault : { ...fault, message: `${describePosition(source)}: ${fault.message}` };
  });
  throw new FormatError('FORMAT_UNREADABLE', params, faults);
}

/** Adds the place in the file to a finding about the document. */
function withSource(finding: Finding, sources: ReadonlyMap<string, SourcePosition>): Finding {
  const source = sourceAt(finding.pointer, sources);
  return source === undefined ? finding : { ...finding, source };
}

/** Where a value came from, or the nearest container whose origin is known. */
function sourceAt(pointer: string, sources: ReadonlyMap<string, SourcePosition>): SourcePosition | undefined {
  for (let at: string | undefined = pointer; at !== undefined; at = parentPointer(at)) {
    const source = sources.get(at);
    if (source !== undefined) return source;
  }
  return undefined;
}

function originOf(file: SourceFile, format: SniffedFormat): Origin {
  const fileName = shortened(file.fileName ?? '');
  return {
    format,
    sha256: toBareHex(sha256(file.bytes)),
    mediaType: shortened(file.mediaType ?? '') || MEDIA_TYPES[format],
    ...(fileName === '' ? {} : { fileName }),
  };
}

function sourceOf({ mapping, mappingVersion }: MappedItem, origin: Origin, item: number | undefined): DocumentSource {
  return { ...origin, mapping, mappingVersion, ...(item === undefined ? {} : { item }) };
}

/** Names from outside become part of a signed document: in the strict profile and not longer than a short text. */
function shortened(name: string): string {
  return name.toWellFormed().normalize('NFC').slice(0, 200).toWellFormed();
}
