/**
 * JSON as others write it: numbers keep the digits of the text, strings may be in any Unicode normalization form, and
 * every value knows where it stands. Duplicate keys and `__proto__` are refused here as in the strict profile.
 */
import { JsonError } from '../../../../protocol/json/json-error.ts';
import { JSON_LIMITS, type JsonLimits } from '../../../../protocol/json/json-limits.ts';
import { decodeUtf8, type JsonBuilder, parseJson } from '../../../../protocol/json/json-parser.ts';
import { stringDefect } from '../../../../protocol/json/json-text.ts';

/** A value of a foreign file. `at` is the offset in the text, in UTF-16 code units from 0. */
export type SourceNode = ObjectNode | ArrayNode | ScalarNode;

export interface ObjectNode {
  readonly type: 'object';
  readonly members: Readonly<Record<string, SourceNode>>;
  readonly at: number;
}

export interface ArrayNode {
  readonly type: 'array';
  readonly items: readonly SourceNode[];
  readonly at: number;
}

export interface ScalarNode {
  readonly type: 'string' | 'number' | 'boolean' | 'null';
  /** The string, the digits as they stand in the file, `true`, `false` or `null`. */
  readonly text: string;
  readonly at: number;
}

/** A file that was parsed. */
export interface SourceTree {
  readonly root: SourceNode;
  readonly lines: LineIndex;
}

/** Credentials carry whole files as base64 text; the file as a whole is bounded all the same. */
const LIMITS: JsonLimits = { ...JSON_LIMITS, maxStringBytes: JSON_LIMITS.maxBytes };

const NODES: JsonBuilder<SourceNode> = {
  object: (members, at) => ({ type: 'object', members, at }),
  array: (items, at) => ({ type: 'array', items, at }),
  string: (text, at) => ({ type: 'string', text, at }),
  number: (text, at) => ({ type: 'number', text, at }),
  literal: (value, at) => ({ type: value === null ? 'null' : 'boolean', text: String(value), at }),
  stringDefect: (text, limits) => {
    const defect = stringDefect(text, limits);
    return defect === 'JSON_NOT_NFC' ? undefined : defect;
  },
  numberDefect: () => undefined,
};

/**
 * Parses a foreign file.
 * @param bytes UTF-8, a byte order mark is skipped
 * @throws {JsonError} with a code of `JSON_ERRORS`, the position and the pointer
 */
export function parseSource(bytes: Uint8Array): SourceTree {
  if (bytes.length > LIMITS.maxBytes) throw new JsonError('JSON_TOO_LARGE', '');
  const text = decodeUtf8(bytes).replace(/^\ufeff/, '');
  return { root: parseJson(text, LIMITS, NODES), lines: new LineIndex(text) };
}

/** Where lines start, to name line and column of an offset. */
export class LineIndex {
  readonly #starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + end.length);
    this.#starts = starts;
  }

  /** Line and column, from 1. */
  positionOf(offset: number): { line: number; column: number } {
    let [low, high] = [0, this.#starts.length];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }
}

/** The member of an object; `undefined` for anything else and where there is none. */
export function memberOf(node: SourceNode | undefined, key: string): SourceNode | undefined {
  return node?.type === 'object' && Object.hasOwn(node.members, key) ? node.members[key] : undefined;
}

/** The value as a program would read it, for schema validators; numbers lose what doubles cannot hold. */
export function plainValue(node: SourceNode): unknown {
  switch (node.type) {
    case 'object':
      return Object.fromEntries(Object.entries(node.members).map(([key, member]) => [key, plainValue(member)]));
    case 'array':
      return node.items.map(plainValue);
    case 'string':
      return node.text;
    default:
      return JSON.parse(node.text);
  }
}
