/**
 * Parser of the strict JSON profile: RFC 8259 without the freedoms that let two readers see two documents in one text.
 * UTF-8 only, no duplicate keys, no `__proto__`, strings well formed and in NFC, numbers safe integers, all sizes capped.
 */
import { JsonError, type JsonErrorCode, positionAt } from './json-error.ts';
import { exceedsBytes, JSON_LIMITS, type JsonLimits } from './json-limits.ts';
import { pointerOf } from './json-pointer.ts';
import { stringDefect } from './json-text.ts';
import type { JsonValue } from './json-value.ts';

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
  return new StrictJsonParser(typeof input === 'string' ? input : decode(input), effective).parse();
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new JsonError('JSON_ENCODING', '');
  }
}

const WHITESPACE = /[ \t\n\r]*/y;
const NUMBER = /-?\d[\d.eE+-]*/y;
const INTEGER = /^-?(?:0|[1-9]\d*)$/;
const NUMBER_SYNTAX = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids raw control characters in strings
const PLAIN_CHARACTERS = /[^"\\\u0000-\u001f]*/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Recursive descent; the recursion is as deep as the document, which `maxDepth` bounds before each step down. */
class StrictJsonParser {
  readonly #text: string;
  readonly #limits: JsonLimits;
  readonly #path: (string | number)[] = [];
  #at = 0;

  constructor(text: string, limits: JsonLimits) {
    this.#text = text;
    this.#limits = limits;
  }

  parse(): JsonValue {
    if (this.#text.startsWith('\ufeff')) throw this.#error('JSON_ENCODING');
    this.#skipWhitespace();
    const value = this.#value(0);
    this.#skipWhitespace();
    if (this.#at < this.#text.length) throw this.#error('JSON_SYNTAX');
    return value;
  }

  #value(depth: number): JsonValue {
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(depth + 1);
      case '[':
        return this.#array(depth + 1);
      case '"':
        return this.#string();
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
      default:
        return this.#number();
    }
  }

  #object(depth: number): JsonValue {
    if (depth > this.#limits.maxDepth) throw this.#error('JSON_TOO_DEEP');
    const object: Record<string, JsonValue> = {};
    let keys = 0;
    this.#at += 1;
    this.#skipWhitespace();
    if (this.#take('}')) return object;
    do {
      this.#skipWhitespace();
      const key = this.#key(object);
      keys += 1;
      if (keys > this.#limits.maxKeys) throw this.#error('JSON_TOO_MANY_KEYS');
      this.#skipWhitespace();
      this.#expect(':');
      this.#path.push(key);
      this.#skipWhitespace();
      object[key] = this.#value(depth);
      this.#path.pop();
      this.#skipWhitespace();
    } while (this.#take(','));
    this.#expect('}');
    return object;
  }

  #key(object: Readonly<Record<string, JsonValue>>): string {
    const start = this.#at;
    if (this.#text[start] !== '"') throw this.#error('JSON_SYNTAX');
    const key = this.#string();
    if (key === '__proto__') throw this.#error('JSON_FORBIDDEN_KEY', start);
    if (Object.hasOwn(object, key)) throw this.#error('JSON_DUPLICATE_KEY', start);
    return key;
  }

  #array(depth: number): JsonValue {
    if (depth > this.#limits.maxDepth) throw this.#error('JSON_TOO_DEEP');
    const items: JsonValue[] = [];
    this.#at += 1;
    this.#skipWhitespace();
    if (this.#take(']')) return items;
    do {
      if (items.length >= this.#limits.maxItems) throw this.#error('JSON_TOO_MANY_ITEMS');
      this.#path.push(items.length);
      this.#skipWhitespace();
      items.push(this.#value(depth));
      this.#path.pop();
      this.#skipWhitespace();
    } while (this.#take(','));
    this.#expect(']');
    return items;
  }

  #string(): string {
    const start = this.#at;
    const parts: string[] = [];
    this.#at += 1;
    for (;;) {
      parts.push(this.#match(PLAIN_CHARACTERS));
      const next = this.#text[this.#at];
      if (next === '"') break;
      if (next !== '\\') throw this.#error('JSON_SYNTAX');
      parts.push(this.#escape());
    }
    this.#at += 1;
    const text = parts.join('');
    const defect = stringDefect(text, this.#limits);
    if (defect !== undefined) throw this.#error(defect, start);
    return text;
  }

  #escape(): string {
    const letter = this.#text[this.#at + 1] ?? '';
    if (letter === 'u') {
      const digits = this.#text.slice(this.#at + 2, this.#at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.#error('JSON_SYNTAX');
      this.#at += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const character = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
    if (character === undefined) throw this.#error('JSON_SYNTAX');
    this.#at += 2;
    return character;
  }

  #number(): number {
    const start = this.#at;
    const digits = this.#match(NUMBER);
    if (!NUMBER_SYNTAX.test(digits)) throw this.#error('JSON_SYNTAX', start);
    // '-0' is excluded because canonical JSON spells it '0': two texts, one digest
    if (!INTEGER.test(digits) || digits === '-0') throw this.#error('JSON_NOT_INTEGER', start);
    const value = Number(digits);
    if (!Number.isSafeInteger(value)) throw this.#error('JSON_INTEGER_RANGE', start);
    return value;
  }

  #word<T extends JsonValue>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) throw this.#error('JSON_SYNTAX');
    this.#at += word.length;
    return value;
  }

  #skipWhitespace(): void {
    this.#match(WHITESPACE);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #expect(character: string): void {
    if (!this.#take(character)) throw this.#error('JSON_SYNTAX');
  }

  #error(code: JsonErrorCode, offset = this.#at): JsonError {
    return new JsonError(code, pointerOf(this.#path), positionAt(this.#text, offset));
  }
}
