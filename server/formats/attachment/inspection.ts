/** What is said of a scan or picture without drawing it. */
import type { RuleId } from '../../../protocol/checks/rules.ts';

export interface Inspection {
  /** Of the format, for example `1.7` of a PDF. */
  readonly version?: string;
  readonly widthPx?: number;
  readonly heightPx?: number;
  readonly pages?: number;
  readonly remarks: readonly { readonly rule: RuleId; readonly message: string }[];
}

export const truncated = (message: string) => ({ rule: 'ATTACHMENT_TRUNCATED', message }) as const;

/** A view on all bytes of a file. */
export const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) => new DataView(buffer, byteOffset, byteLength);

/** Place of ASCII text in bytes, -1 if it is not there. */
export function indexOfText(bytes: Uint8Array, text: string, from = 0): number {
  const wanted = [...text].map((character) => character.charCodeAt(0));
  const first = wanted[0] ?? 0;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}
