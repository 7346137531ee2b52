/** Files that are kept as they are: what they are, how large, and whether they are whole. */
import { finding } from '../../../protocol/checks/finding.ts';
import { ATTACHMENT_SCHEMA_NAME } from '../../../protocol/documents/attachment.ts';
import type { JsonObject } from '../../../protocol/json/json-value.ts';
import { FormatError } from '../format-error.ts';
import type { FileContent, SourceFile } from '../reading.ts';
import type { SniffedFormat } from '../sniff.ts';
import { inspectGif, inspectJpeg, inspectPng, inspectWebp } from './images.ts';
import type { Inspection } from './inspection.ts';
import { inspectArchive, inspectCompoundFile } from './office.ts';
import { inspectPdf } from './pdf.ts';
import { inspectTiff } from './tiff.ts';

/** Formats that have no fields of their own: scans, pictures, archives, office files, text. */
const INSPECTORS: Readonly<Record<SniffedFormat, (bytes: Uint8Array) => Inspection>> = {
  PDF: inspectPdf,
  PNG: inspectPng,
  JPEG: inspectJpeg,
  TIFF: inspectTiff,
  GIF: inspectGif,
  WEBP: inspectWebp,
  ZIP: inspectArchive,
  OLE: inspectCompoundFile,
  GZIP: notRead,
  TEXT: notRead,
  JSON: notRead,
  EDIFACT: notRead,
  XML: notRead,
  CSV: notRead,
  XLSX: notRead,
};

function notRead(): Inspection {
  return { remarks: [{ rule: 'ATTACHMENT_NOT_READ', message: 'kept as it came' }] };
}

/** Roots that a browser runs when somebody opens the file. */
const RUN_BY_BROWSERS = /<(?:!doctype\s+html|html|svg|script)\b/i;
const HEAD_BYTES = 4_096;

/**
 * Reads a file as an attachment.
 * @throws {FormatError} ATTACHMENT_TYPE_MISSING if nobody says which document it is, ATTACHMENT_UNSAFE
 */
export function readAttachment({ bytes, fileName, documentType }: SourceFile, format: SniffedFormat): FileContent {
  if (documentType === undefined) throw new FormatError('ATTACHMENT_TYPE_MISSING', { found: format });
  const head = String.fromCharCode(...bytes.subarray(0, HEAD_BYTES)).replaceAll('\0', '');
  if ((format === 'XML' || format === 'TEXT') && RUN_BY_BROWSERS.test(head)) {
    throw new FormatError('ATTACHMENT_UNSAFE', { found: format });
  }
  const { remarks, ...facts } = INSPECTORS[format](bytes);
  const document: JsonObject = {
    schema: ATTACHMENT_SCHEMA_NAME,
    documentType,
    simulated: false,
    title: titleOf(fileName) || `${format} of type ${documentType}`,
    content: { format, ...facts },
  };
  return {
    items: [
      {
        kind: 'ATTACHMENT',
        mapping: 'attachment/file',
        mappingVersion: '1',
        reference: '',
        document,
        findings: remarks.map(({ rule, message }) => finding(rule, '', message)),
        unmapped: [],
        sources: new Map(),
      },
    ],
    findings: [],
  };
}

/** Name of the file, in the strict profile. */
function titleOf(fileName = ''): string {
  return fileName.toWellFormed().normalize('NFC').slice(0, 200).toWellFormed().trim();
}
