/** A document while it is put together from cells, with the place that each part came from. */
import type { PathPosition } from '../../../protocol/checks/finding.ts';
import { tokensOf, unescapeToken } from '../../../protocol/json/json-pointer.ts';
import type { JsonObject, JsonValue } from '../../../protocol/json/json-value.ts';

interface Branch {
  [key: string]: Node;
}
type Node = JsonValue | Branch | Node[];

/** Pointers come from templates, where a number is always the index of an array. */
const isIndex = (token: string | undefined) => token !== undefined && /^\d+$/.test(token);

export class Draft {
  readonly #root: Branch;
  readonly sources = new Map<string, PathPosition>();
  /** What was written to last: the next cell of a row mostly goes to the same place. */
  #latest: { readonly pointer: string; readonly node: Node } | undefined;

  constructor(defaults: JsonObject) {
    this.#root = structuredClone(defaults) as Branch;
  }

  /** The document so far. */
  get document(): JsonObject {
    return this.#root as JsonObject;
  }

  /** Writes a value, making what lies above it. */
  set(pointer: string, value: JsonValue, source?: PathPosition): void {
    const end = pointer.lastIndexOf('/');
    const last = unescapeToken(pointer.slice(end + 1));
    put(
      this.#holder(pointer.slice(0, end), last),
      last,
      (typeof value === 'object' ? structuredClone(value) : value) as Node,
    );
    if (source !== undefined) this.sources.set(pointer, source);
  }

  /** @param within the first token in it, which decides whether it is an array where it is made */
  #holder(pointer: string, within: string): Node {
    if (this.#latest?.pointer === pointer) return this.#latest.node;
    const tokens = tokensOf(pointer);
    let node: Node = this.#root;
    for (const [index, token] of tokens.entries()) {
      node = child(node, token, isIndex(tokens[index + 1] ?? within) ? [] : {});
    }
    this.#latest = { pointer, node };
    return node;
  }

  has(pointer: string): boolean {
    return this.get(pointer) !== undefined;
  }

  get(pointer: string): JsonValue | undefined {
    let at: Node | undefined = this.#root;
    for (const token of tokensOf(pointer)) at = member(at, token);
    return at as JsonValue | undefined;
  }

  /** Adds an item to an array. @returns its pointer */
  append(array: string, item: JsonValue, source: PathPosition): string {
    const length = this.lengthOf(array);
    const pointer = `${array}/${length}`;
    this.set(pointer, item, source);
    return pointer;
  }

  lengthOf(array: string): number {
    const items = this.get(array);
    return Array.isArray(items) ? items.length : 0;
  }
}

function child(at: Node, token: string, otherwise: Node): Node {
  const known = member(at, token);
  if (known !== undefined) return known;
  put(at, token, otherwise);
  return otherwise;
}

function member(at: Node | undefined, token: string): Node | undefined {
  if (Array.isArray(at)) return (at as Node[])[Number(token)];
  if (typeof at !== 'object' || at === null || !Object.hasOwn(at, token)) return undefined;
  return (at as Branch)[token];
}

function put(at: Node, token: string, value: Node): void {
  if (Array.isArray(at)) (at as Node[])[Number(token)] = value;
  else (at as Branch)[token] = value;
}
