import type { JsonErrorCode } from './json-error.ts';
import { exceedsBytes, type JsonLimits } from './json-limits.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: the whole ASCII range is meant
const ASCII = /^[\u0000-\u007f]*$/;

/** What is wrong with a string as a value of the strict profile, `undefined` if nothing is. */
export function stringDefect(text: string, limits: JsonLimits): JsonErrorCode | undefined {
  if (exceedsBytes(text, limits.maxStringBytes)) return 'JSON_STRING_TOO_LONG';
  if (ASCII.test(text)) return undefined;
  if (!text.isWellFormed()) return 'JSON_LONE_SURROGATE';
  return text.normalize('NFC') === text ? undefined : 'JSON_NOT_NFC';
}
