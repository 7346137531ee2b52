/** @see ISO 32000-1, 7.5 file structure */
import { type Inspection, indexOfText, truncated } from './inspection.ts';

/** Readers look for the end of the file in its last bytes. @see ISO 32000-1, annex H.3 */
const TAIL_BYTES = 1_024;

/** Names that make a PDF do or carry something; those inside packed objects are not seen. */
const ACTIVE_NAMES = ['/JavaScript', '/JS', '/Launch', '/EmbeddedFile', '/RichMedia'];

const DELIMITER = /[\s/<>[\]()%]/;

export function inspectPdf(bytes: Uint8Array): Inspection {
  const head = String.fromCharCode(...bytes.subarray(0, 16));
  const tail = bytes.subarray(Math.max(0, bytes.length - TAIL_BYTES));
  const remarks: Inspection['remarks'][number][] = [];
  if (indexOfText(tail, '%%EOF') < 0) remarks.push(truncated('no end of file mark'));
  else if (indexOfText(tail, 'startxref') < 0) remarks.push(truncated('no reference to the table of objects'));
  if (hasName(bytes, '/Encrypt')) remarks.push({ rule: 'ATTACHMENT_ENCRYPTED', message: 'the PDF is encrypted' });
  const active = ACTIVE_NAMES.filter((name) => hasName(bytes, name));
  if (active.length > 0) remarks.push({ rule: 'ATTACHMENT_ACTIVE', message: active.join(', ') });
  const version = /^%PDF-(\d\.\d)/.exec(head)?.[1];
  return { ...(version === undefined ? {} : { version }), remarks };
}

/** Whether a name stands somewhere whole, not as the beginning of a longer one. */
function hasName(bytes: Uint8Array, name: string): boolean {
  for (let at = indexOfText(bytes, name); at >= 0; at = indexOfText(bytes, name, at + 1)) {
    const next = bytes[at + name.length];
    if (next === undefined || DELIMITER.test(String.fromCharCode(next))) return true;
  }
  return false;
}
