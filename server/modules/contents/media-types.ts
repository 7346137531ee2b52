/**
 * What a file is, by its first bytes, and whether that fits what it claims to be. Bytes are stored as they came; this
 * only keeps a file from lying about itself.
 */
import { AppError } from '../../errors/app-error.ts';

type Kind =
  | 'JSON'
  | 'XML'
  | 'HTML'
  | 'EDIFACT'
  | 'PDF'
  | 'PNG'
  | 'JPEG'
  | 'GIF'
  | 'TIFF'
  | 'WEBP'
  | 'ZIP'
  | 'OLE'
  | 'PROGRAM'
  | 'TEXT'
  | 'BINARY';

/** Media types that are kept, and what their bytes may be. */
const KEPT: Readonly<Record<string, readonly Kind[]>> = {
  'application/json': ['JSON'],
  'application/vnd.corridor.document+json': ['JSON'],
  'application/ld+json': ['JSON'],
  'application/xml': ['XML'],
  'text/xml': ['XML'],
  'application/edifact': ['EDIFACT'],
  'application/pdf': ['PDF'],
  'image/png': ['PNG'],
  'image/jpeg': ['JPEG'],
  'image/gif': ['GIF'],
  'image/tiff': ['TIFF'],
  'image/webp': ['WEBP'],
  'text/plain': ['TEXT', 'EDIFACT', 'JSON'],
  'text/csv': ['TEXT'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['ZIP'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['ZIP'],
  'application/octet-stream': ['JSON', 'XML', 'EDIFACT', 'PDF', 'PNG', 'JPEG', 'GIF', 'TIFF', 'WEBP', 'TEXT', 'BINARY'],
};

/** Media types that a request may carry. */
export const KEPT_MEDIA_TYPES: readonly string[] = Object.keys(KEPT);

const SIGNATURES: readonly (readonly [Kind, readonly number[]])[] = [
  ['PDF', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['GIF', [0x47, 0x49, 0x46, 0x38]],
  ['TIFF', [0x49, 0x49, 0x2a, 0x00]],
  ['TIFF', [0x4d, 0x4d, 0x00, 0x2a]],
  ['ZIP', [0x50, 0x4b, 0x03, 0x04]],
  ['ZIP', [0x50, 0x4b, 0x05, 0x06]],
  ['OLE', [0xd0, 0xcf, 0x11, 0xe0]],
  ['PROGRAM', [0x4d, 0x5a]],
  ['PROGRAM', [0x7f, 0x45, 0x4c, 0x46]],
  ['PROGRAM', [0x23, 0x21]],
  ['PROGRAM', [0xca, 0xfe, 0xba, 0xbe]],
  ['PROGRAM', [0xcf, 0xfa, 0xed, 0xfe]],
  ['PROGRAM', [0x00, 0x61, 0x73, 0x6d]],
];

/** Bytes looked at. */
const HEAD_BYTES = 4_096;

/** Names what bytes are, as far as their beginning shows. */
export function detectKind(bytes: Uint8Array): Kind {
  const signature = SIGNATURES.find(([, magic]) => magic.every((byte, index) => bytes[index] === byte));
  if (signature !== undefined) return signature[0];
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, HEAD_BYTES));
  if (head.subarray(0, 4).toString('latin1') === 'RIFF' && head.subarray(8, 12).toString('latin1') === 'WEBP')
    return 'WEBP';
  if (head.some((byte) => byte === 0)) return 'BINARY';
  return detectText(
    head
      .toString('latin1')
      .replace(/^\u00ef\u00bb\u00bf/, '')
      .trimStart(),
  );
}

function detectText(text: string): Kind {
  if (/^(UNA.{6}\s*)?UNB[^A-Za-z0-9]/s.test(text)) return 'EDIFACT';
  if (/^<(!doctype\s+html|html|head|body|script|svg|iframe)\b/i.test(text) || /<script\b/i.test(text)) return 'HTML';
  if (/^<\?xml\b|^<[A-Za-z_]/.test(text)) return /<(html|svg)\b/i.test(text) ? 'HTML' : 'XML';
  if (/^[{[]/.test(text)) return 'JSON';
  return 'TEXT';
}

/**
 * Checks a file against its claim.
 * @param mediaType type and subtype, lower case; empty counts as application/octet-stream
 * @returns the media type to keep
 * @throws {AppError} CONTENT_TYPE_NOT_ALLOWED, CONTENT_TYPE_MISMATCH
 */
export function checkMediaType(bytes: Uint8Array, mediaType: string): string {
  const claimed = mediaType === '' ? 'application/octet-stream' : mediaType;
  const kinds = KEPT[claimed];
  const kind = detectKind(bytes);
  if (kinds === undefined) throw new AppError('CONTENT_TYPE_NOT_ALLOWED', { params: { mediaType: claimed } });
  if (kinds.includes(kind)) return claimed;
  // bytes that claim nothing are refused for what they are, others for not being what they claim
  const code = claimed === 'application/octet-stream' ? 'CONTENT_TYPE_NOT_ALLOWED' : 'CONTENT_TYPE_MISMATCH';
  throw new AppError(code, { params: { claimed, detected: kind } });
}
