/** What bytes are, by their beginning, whatever their name says. */

/** Formats that can be told apart. */
export type SniffedFormat =
  | 'JSON'
  | 'EDIFACT'
  | 'XML'
  | 'CSV'
  | 'XLSX'
  | 'PDF'
  | 'PNG'
  | 'JPEG'
  | 'TIFF'
  | 'GIF'
  | 'WEBP'
  | 'ZIP'
  | 'GZIP'
  | 'OLE'
  | 'TEXT';

/** Beginnings in Latin-1. */
const MAGIC: readonly (readonly [string, SniffedFormat])[] = [
  ['%PDF-', 'PDF'],
  ['\x89PNG\r\n\x1a\n', 'PNG'],
  ['\xff\xd8\xff', 'JPEG'],
  ['II*\0', 'TIFF'],
  ['MM\0*', 'TIFF'],
  ['GIF87a', 'GIF'],
  ['GIF89a', 'GIF'],
  ['PK\x03\x04', 'ZIP'],
  ['PK\x05\x06', 'ZIP'],
  ['\x1f\x8b', 'GZIP'],
  ['\xd0\xcf\x11\xe0', 'OLE'],
];

const HEAD_BYTES = 1_024;

/** @returns `undefined` for bytes that begin like nothing known */
export function sniffFormat(bytes: Uint8Array): SniffedFormat | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, HEAD_BYTES));
  const magic = MAGIC.find(([beginning]) => head.startsWith(beginning));
  if (magic !== undefined) return magic[1] === 'ZIP' && isWorkbook(bytes) ? 'XLSX' : magic[1];
  if (/^RIFF.{4}WEBP/s.test(head)) return 'WEBP';
  const text = head.replace(/^\xef\xbb\xbf/, '').trimStart();
  if (TABLE_BEGINNING.test(text) || TABLE_BEGINNING.test(head.replaceAll('\0', ''))) return 'CSV';
  if (/^(?:UNA[^A-Za-z0-9]|UNB[^A-Za-z0-9\s]|UNH[^A-Za-z0-9\s])/.test(text)) return 'EDIFACT';
  if (/^[[{]/.test(text)) return 'JSON';
  return XML_BEGINNING.test(text) || XML_BEGINNING.test(withoutUtf16(head)) ? 'XML' : undefined;
}

/** First line of a table of ours, perhaps behind a byte order mark and the line that names the delimiter. */
const TABLE_BEGINNING = /^(?:\xff\xfe|\xfe\xff)?\s*(?:"?sep=.{1,2}\s+)?"?\[Header\]/i;

/** Main part of a workbook, whose name stands unpacked in the archive's table of contents. */
const WORKBOOK_PART = 'xl/workbook.xml';
const DIRECTORY_BYTES = 65_536;

function isWorkbook(bytes: Uint8Array): boolean {
  const tail = new TextDecoder('latin1').decode(bytes.subarray(Math.max(0, bytes.length - DIRECTORY_BYTES)));
  return tail.includes(WORKBOOK_PART);
}

/** Whether bytes are text that people can read: UTF-8 without control characters but for layout. */
export function isPlainText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.trim() !== '' && !/(?![\t\n\f\r])\p{Cc}/u.test(text);
  } catch {
    return false;
  }
}

const XML_BEGINNING = /^<[?!A-Za-z]/;

/** ASCII of a text that begins with the byte order mark of UTF-16, which XML may be written in. */
function withoutUtf16(head: string): string {
  return /^(?:\xff\xfe|\xfe\xff)/.test(head) ? head.slice(2).replaceAll('\0', '').trimStart() : '';
}

/** Formats that a media type claims, by its essence. Types that claim nothing (`text/plain`) are not listed. */
const BY_MEDIA_TYPE: Readonly<Record<string, SniffedFormat>> = {
  'application/json': 'JSON',
  'text/json': 'JSON',
  'application/edifact': 'EDIFACT',
  'application/edi-x12': 'EDIFACT',
  'application/xml': 'XML',
  'text/xml': 'XML',
  'text/csv': 'CSV',
  'text/tab-separated-values': 'CSV',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'XLSX',
  'application/pdf': 'PDF',
  'image/gif': 'GIF',
  'image/webp': 'WEBP',
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'image/tiff': 'TIFF',
  'application/zip': 'ZIP',
  'application/gzip': 'GZIP',
};

const BY_EXTENSION: Readonly<Record<string, SniffedFormat>> = {
  json: 'JSON',
  edi: 'EDIFACT',
  edifact: 'EDIFACT',
  xml: 'XML',
  csv: 'CSV',
  tsv: 'CSV',
  xlsx: 'XLSX',
  pdf: 'PDF',
  gif: 'GIF',
  webp: 'WEBP',
  png: 'PNG',
  jpg: 'JPEG',
  jpeg: 'JPEG',
  tif: 'TIFF',
  tiff: 'TIFF',
  zip: 'ZIP',
  gz: 'GZIP',
};

/** Formats that a media type and a file name claim; empty if they claim nothing. */
export function claimedFormats(mediaType: string | undefined, fileName: string | undefined): SniffedFormat[] {
  const essence = (mediaType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const extension = /\.([A-Za-z0-9]+)$/.exec(fileName ?? '')?.[1]?.toLowerCase() ?? '';
  const structured = /\+(json|xml)$/.exec(essence)?.[1];
  const byType = structured === undefined ? lookUp(BY_MEDIA_TYPE, essence) : lookUp(BY_EXTENSION, structured);
  return [byType, lookUp(BY_EXTENSION, extension)].filter((format) => format !== undefined);
}

function lookUp(table: Readonly<Record<string, SniffedFormat>>, key: string): SniffedFormat | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Media type of a format, for files that came without one. */
export const MEDIA_TYPES: Readonly<Record<SniffedFormat, string>> = {
  JSON: 'application/json',
  EDIFACT: 'application/EDIFACT',
  XML: 'application/xml',
  CSV: 'text/csv',
  XLSX: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  PDF: 'application/pdf',
  PNG: 'image/png',
  JPEG: 'image/jpeg',
  TIFF: 'image/tiff',
  GIF: 'image/gif',
  WEBP: 'image/webp',
  ZIP: 'application/zip',
  GZIP: 'application/gzip',
  OLE: 'application/x-ole-storage',
  TEXT: 'text/plain',
};
