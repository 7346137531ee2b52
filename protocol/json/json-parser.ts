/**
 * Parser of RFC 8259 without the freedoms that let two readers see two documents in one text: no duplicate keys, no
 * `__proto__`, all sizes capped. What becomes of the values is up to a builder.
 */
import { JsonError, type JsonErrorCode, positionAt } from './json-error.ts';
import type { JsonLimits } from './json-limits.ts';
import { pointerOf } from './json-pointer.ts';

/** Makes values out of what stands in the text. `at` counts UTF-16 code units from 0. */
export interface JsonBuilder<T> {
  readonly object: (members: Record<string, T>, at: number) => T;
  readonly array: (items: T[], at: number) => T;
  readonly string: (text: string, at: number) => T;
  /** @param digits as they stand in the text, in the syntax of RFC 8259 */
  readonly number: (digits: string, at: number) => T;
  readonly literal: (value: boolean | null, at: number) => T;
  /** Why a string or key is refused, `undefined` if it is not. */
  readonly stringDefect: (text: string, limits: JsonLimits) => JsonErrorCode | undefined;
  /** Why a number is refused, `undefined` if it is not. */
  readonly numberDefect: (digits: string) => JsonErrorCode | undefined;
}

/**
 * Parses a text.
 * @throws {JsonError} with a code of `JSON_ERRORS`, the position and the pointer
 */
export function parseJson<T>(text: string, limits: JsonLimits, builder: JsonBuilder<T>): T {
  return new JsonParser(text, limits, builder).parse();
}

/** @throws {JsonError} JSON_ENCODING; a byte order mark is kept */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new JsonError('JSON_ENCODING', '');
  }
}

const WHITESPACE = /[ \t\n\r]*/y;
const NUMBER = /-?\d[\d.eE+-]*/y;
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
class JsonParser<T> {
  readonly #text: string;
  readonly #limits: JsonLimits;
  readonly #builder: JsonBuilder<T>;
  readonly #path: (string | number)[] = [];
  #at = 0;

  constructor(text: string, limits: JsonLimits, builder: JsonBuilder<T>) {
    this.#text = text;
    this.#limits = limits;
    this.#builder = builder;
  }

  parse(): T {
    this.#skipWhitespace();
    const value = this.#value(0);
    this.#skipWhitespace();
    if (this.#at < this.#text.length) throw this.#error('JSON_SYNTAX');
    return value;
  }

  #value(depth: number): T {
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(depth + 1);
      case '[':
        return this.#array(depth + 1);
      case '"':
        return this.#stringValue();
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

  #object(depth: number): T {
    if (depth > this.#limits.maxDepth) throw this.#error('JSON_TOO_DEEP');
    const start = this.#at;
    const members: Record<string, T> = {};
    let keys = 0;
    this.#at += 1;
    this.#skipWhitespace();
    if (this.#take('}')) return this.#builder.object(members, start);
    do {
      this.#skipWhitespace();
      const key = this.#key(members);
      keys += 1;
      if (keys > this.#limits.maxKeys) throw this.#error('JSON_TOO_MANY_KEYS');
      this.#skipWhitespace();
      this.#expect(':');
      this.#path.push(key);
      this.#skipWhitespace();
      members[key] = this.#value(depth);
      this.#path.pop();
      this.#skipWhitespace();
    } while (this.#take(','));
    this.#expect('}');
    return this.#builder.object(members, start);
  }

  #key(members: Readonly<Record<string, T>>): string {
    const start = this.#at;
    if (this.#text[start] !== '"') throw this.#error('JSON_SYNTAX');
    const key = this.#string();
    if (key === '__proto__') throw this.#error('JSON_FORBIDDEN_KEY', start);
    if (Object.hasOwn(members, key)) throw this.#error('JSON_DUPLICATE_KEY', start);
    return key;
  }

  #array(depth: number): T {
    if (depth > this.#limits.maxDepth) throw this.#error('JSON_TOO_DEEP');
    const start = this.#at;
    const items: T[] = [];
    this.#at += 1;
    this.#skipWhitespace();
    if (this.#take(']')) return this.#builder.array(items, start);
    do {
      if (items.length >= this.#limits.maxItems) throw this.#error('JSON_TOO_MANY_ITEMS');
      this.#path.push(items.length);
      this.#skipWhitespace();
      items.push(this.#value(depth));
      this.#path.pop();
      this.#skipWhitespace();
    } while (this.#take(','));
    this.#expect(']');
    return this.#builder.array(items, start);
  }

  #stringValue(): T {
    const start = this.#at;
    return this.#builder.string(this.#string(), start);
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
    const defect = this.#builder.stringDefect(text, this.#limits);
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

  #number(): T {
    const start = this.#at;
    const digits = this.#match(NUMBER);
    if (!NUMBER_SYNTAX.test(digits)) throw this.#error('JSON_SYNTAX', start);
    const defect = this.#builder.numberDefect(digits);
    if (defect !== undefined) throw this.#error(defect, start);
    return this.#builder.number(digits, start);
  }

  #word(word: string, value: boolean | null): T {
    const start = this.#at;
    if (!this.#text.startsWith(word, start)) throw this.#error('JSON_SYNTAX');
    this.#at += word.length;
    return this.#builder.literal(value, start);
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
