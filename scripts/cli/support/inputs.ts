/** Reading what people give on the command line: ids, times, files, documents. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FileInput } from '../../../client/documents.ts';
import type { Finding } from '../../../protocol/checks/finding.ts';
import { valueAt } from '../../../protocol/json/json-pointer.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { CORRIDOR_JSON_MAPPING } from '../../../server/formats/json/read-json.ts';
import { readFile as readFormat } from '../../../server/formats/read-file.ts';
import type { ReadItem } from '../../../server/formats/reading.ts';
import { CliError } from './cli-error.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.json': 'application/json',
  '.xml': 'application/xml',
  '.pdf': 'application/pdf',
  '.txt': 'text/plain',
  '.csv': 'text/csv',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.edi': 'application/edifact',
};

/** A file with the media type that its name claims. */
export async function readInput(file: string): Promise<FileInput> {
  const mediaType = MEDIA_TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
  return { name: path.basename(file), mediaType, bytes: new Uint8Array(await readFile(file)) };
}

/** Commander parser of a 32-byte id. */
export function word(text: string): string {
  const hex = text.toLowerCase();
  if (/^0x[0-9a-f]{64}$/.test(hex)) return hex;
  throw new CliError('INVALID_ID', `An id is 0x and 64 hex digits, not ${JSON.stringify(text)}.`, 'Copy the whole id.');
}

/** Commander parser of an 8-byte party or operator id. */
export function opaqueId(text: string): string {
  const hex = text.toLowerCase();
  if (/^0x[0-9a-f]{16}$/.test(hex)) return hex;
  throw new CliError(
    'INVALID_ID',
    `A party id is 0x and 16 hex digits, not ${JSON.stringify(text)}.`,
    'See corridor party.',
  );
}

/** Commander parser of a time: RFC 3339 with offset. @returns unix seconds */
export function instant(text: string): number {
  const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/i;
  const at = rfc3339.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at)) return Math.floor(at / 1000);
  throw new CliError(
    'INVALID_TIME',
    `A time needs its offset, not ${JSON.stringify(text)}.`,
    'Write 2026-11-30T14:00:00+08:00.',
  );
}

/** Commander parser of a whole number. */
export function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new CliError(
    'INVALID_NUMBER',
    `A whole number is expected, not ${JSON.stringify(text)}.`,
    'Write digits only.',
  );
}

/** Commander collector of an option that may be given several times. */
export function collect(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value];
}

/** A document ready to be prepared, from whatever file a person has. */
export interface ReadFile {
  readonly document: JsonValue;
  /** UNTDID 1001; undefined where the schema has none. */
  readonly documentType: number | undefined;
  /** The file itself, if the document was read from a foreign format. */
  readonly files: readonly FileInput[];
  readonly findings: readonly Finding[];
  readonly schema: string;
}

export interface DocumentChoice {
  /** UNTDID 1001 for a file that says nothing about itself. */
  readonly documentType?: number | undefined;
  /** Which message, from 1; needed for a file that holds several. */
  readonly item?: number | undefined;
}

/**
 * Reads a file for lodging, on this machine. A corridor document is taken as it is; a foreign format is mapped and kept
 * as it came beside the document; anything else becomes an attachment when its type is named.
 * @throws {FormatError | JsonError} @throws {CliError} WHICH_ITEM, NO_SUCH_ITEM
 */
export async function readDocumentFile(file: string, choice: DocumentChoice = {}): Promise<ReadFile> {
  const input = await readInput(file);
  const { documentType } = choice;
  const read = readFormat({ bytes: input.bytes, fileName: input.name, documentType });
  const item = chosenItem(read.items, choice.item);
  const document = item.document as JsonValue;
  const type = valueAt(document, '/documentType');
  return {
    document,
    documentType: typeof type === 'number' ? type : undefined,
    files: item.source.mapping === CORRIDOR_JSON_MAPPING ? [] : [{ ...input, mediaType: read.mediaType }],
    findings: [...read.findings, ...item.findings],
    schema: item.schema,
  };
}

/** The message that was named, or the only one. */
export function chosenItem(items: readonly [ReadItem, ...ReadItem[]], item: number | undefined): ReadItem {
  if (item === undefined && items.length > 1) {
    const where = items.map(({ kind, reference }, index) => `${index + 1} ${kind} ${reference}`.trimEnd());
    throw new CliError('WHICH_ITEM', 'The file holds several messages.', 'Name one with --item NUMBER.', { where });
  }
  const found = items[(item ?? 1) - 1];
  if (found !== undefined) return found;
  throw new CliError('NO_SUCH_ITEM', `The file has no message ${item}.`, `Give a number from 1 to ${items.length}.`);
}
