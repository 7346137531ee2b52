/**
 * Parser of the strict JSON profile: RFC 8259 without the freedoms that let two readers see two documents in one text.
 * UTF-8 only, no duplicate keys, no `__proto__`, strings well formed and in NFC, numbers safe integers, all sizes capped.
 */
import { JsonError, type JsonErrorCode, positionAt } from './json-error.ts';
import { exceedsBytes, JSON_LIMITS, type JsonLimits } from './json-limits.ts';
import { decodeUtf8, type JsonBuilder, parseJson } from './json-parser.ts';
import { stringDefect } from './json-text.ts';
import type { JsonValue } from './json-value.ts';

const INTEGER = /^-?(?:0|[1-9]\d*)$/;

const PLAIN_VALUES: JsonBuilder<JsonValue> = {
  object: (members) => members,
  array: (items) => items,
  string: (text) => text,
  number: Number,
  literal: (value) => value,
  stringDefect,
  numberDefect: (digits): JsonErrorCode | undefined => {
    // '-0' is excluded because canonical JSON spells it '0': two texts, one digest
    if (!INTEGER.test(digits) || digits === '-0') return 'JSON_NOT_INTEGER';
    return Number.isSafeInteger(Number(digits)) ? undefined : 'JSON_INTEGER_RANGE';
  },
};

/**
 * Parses a text of the strict JSON profile.
 * @param input UTF-8 bytes without byte order mark, or the text
 * @param limits overrides of {@link JSON_LIMITS}
 * @returns plain values: null, booleans, safe integers, strings, arrays and objects
 * @throws {JsonError} with a code of `JSON_ERRORS`, the position and the pointer
 */
export function parseStrictJson(input: Uint8Array | string, limits: Partial<JsonLimits> = {}): JsonValue {
  const effective = { ...JSON_LIMITS, ...limits };
  const tooLarge =
    typeof input === 'string' ? exceedsBytes(input, effective.maxBytes) : input.length > effective.maxBytes;
  if (tooLarge) throw new JsonError('JSON_TOO_LARGE', '');
  const text = typeof input === 'string' ? input : decodeUtf8(input);
  if (text.startsWith('\ufeff')) throw new JsonError('JSON_ENCODING', '', positionAt(text, 0));
  return parseJson(text, effective, PLAIN_VALUES);
}
