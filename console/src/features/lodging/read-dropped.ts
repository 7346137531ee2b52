/** From a file on this machine to documents with findings. Nothing leaves the browser. */
import type { FileInput } from '../../../../client/documents.ts';
import type { JsonValue } from '../../../../protocol/json/json-value.ts';
import type { ReadItem } from '../../../../server/formats/reading.ts';

export interface DroppedFile {
  readonly input: FileInput;
  readonly items: readonly ReadItem[];
  /** About the file as a whole. */
  readonly findings: ReadItem['findings'];
}

/** What a document of the file is lodged with: a foreign file stays beside it as it came. */
export interface Lodgeable {
  readonly document: JsonValue;
  readonly documentType: number | undefined;
  readonly files: readonly FileInput[];
}

/**
 * Reads a file of any supported format.
 * @throws {FormatError | JsonError} with a code and what to do
 */
export async function readDropped(file: File): Promise<DroppedFile> {
  const { readFile } = await import('../../../../server/formats/read-file.ts');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const read = readFile({ bytes, fileName: file.name });
  const input = { name: file.name, mediaType: read.mediaType, bytes };
  return { input, items: read.items, findings: read.findings };
}

/**
 * A file that is not read into fields, such as a scan: kept as it is, under a type that the person names.
 * @throws {FormatError} for what is no scan, picture, archive or text, and for what browsers run as programs
 */
export async function readAttachment(file: File, documentType: number): Promise<DroppedFile> {
  const { readFile } = await import('../../../../server/formats/read-file.ts');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const read = readFile({ bytes, fileName: file.name, documentType });
  const input = { name: file.name, mediaType: read.mediaType, bytes };
  return { input, items: read.items, findings: read.findings };
}

/** What would be lodged of one item. */
export async function lodgeableOf({ input }: DroppedFile, { document, source }: ReadItem): Promise<Lodgeable> {
  const { CORRIDOR_JSON_MAPPING } = await import('../../../../server/formats/json/read-json.ts');
  const plain = JSON.parse(JSON.stringify(document)) as JsonValue;
  const documentType = 'documentType' in document ? document.documentType : undefined;
  return { document: plain, documentType, files: source.mapping === CORRIDOR_JSON_MAPPING ? [] : [input] };
}
