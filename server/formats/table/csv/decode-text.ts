/** From the bytes of a text table to text. What people save has any of four encodings and rarely says which. */
import { type Finding, finding } from '../../../../protocol/checks/finding.ts';
import { FormatError } from '../../format-error.ts';

export interface DecodedText {
  /** Without byte order mark, normalized (NFC). */
  readonly text: string;
  readonly findings: readonly Finding[];
}

const HEAD_BYTES = 1_024;

/** @throws {FormatError} TABLE_ENCODING */
export function decodeText(bytes: Uint8Array): DecodedText {
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) {
    const text = decoded(bytes, utf16);
    if (text === undefined || !text.isWellFormed()) throw new FormatError('TABLE_ENCODING', { read: utf16 });
    return { text, findings: [] };
  }
  const utf8 = decoded(bytes, 'utf-8');
  if (utf8 !== undefined) return { text: utf8, findings: [] };
  const chinese = decoded(bytes, 'gb18030');
  if (chinese === undefined || looksWestern(bytes)) throw new FormatError('TABLE_ENCODING');
  return { text: chinese, findings: [finding('TABLE_ENCODING', '', 'read as GB18030')] };
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes).normalize('NFC');
  } catch {
    return undefined;
  }
}

/** By byte order mark, else by where the zero bytes of its ASCII characters stand. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  bytes.subarray(0, HEAD_BYTES).forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd > 8 && odd > 4 * even) return 'utf-16le';
  return even > 8 && even > 4 * odd ? 'utf-16be' : undefined;
}

/**
 * Western text read as Chinese, as in `M黮ler`: an accented letter takes the ASCII letter behind it for the second half of
 * an ideograph, while all ideographs in daily use have a second half beyond ASCII.
 * @see GB 2312, rows 16 to 87
 */
function looksWestern(bytes: Uint8Array): boolean {
  let pairs = 0;
  let withAscii = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if ((bytes[at] ?? 0) <= 0x80) continue;
    at += 1;
    pairs += 1;
    if ((bytes[at] ?? 0) < 0x80) withAscii += 1;
  }
  return withAscii * 2 >= pairs;
}
