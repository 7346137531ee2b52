/** Reading a JSON value so that nothing is lost in silence: what is not taken is reported, like what cannot be read. */
import type { PathPosition } from '../../../../protocol/checks/finding.ts';
import { date, decimal, signedDecimal, timestamp } from '../../../../protocol/documents/primitives.ts';
import { escapeToken } from '../../../../protocol/json/json-pointer.ts';
import type { MappingLog } from './mapping-log.ts';
import { expandNumber } from './number-text.ts';
import { memberOf, type SourceNode } from './source-tree.ts';

/** Longest name, number or code of our documents, in UTF-16 code units. */
const SHORT = 256;
/** Longest description. */
const LONG = 8_000;

/** Says whether a value can be taken as it is, and what it becomes. */
type Reading<T> = (text: string) => T | undefined;

/**
 * A place in a file, where there may be a value or none. Taking gives `undefined` where there is nothing; where there is
 * something that does not fit, besides, a finding names it, and it stays among the unmapped.
 */
export class JsonCursor {
  readonly node: SourceNode | undefined;
  /** RFC 6901, into the file. */
  readonly path: string;
  readonly log: MappingLog;

  constructor(node: SourceNode | undefined, path: string, log: MappingLog) {
    this.node = node;
    this.path = path;
    this.log = log;
  }

  get present(): boolean {
    return this.node !== undefined && this.node.type !== 'null';
  }

  /** A member of an object, perhaps absent. */
  get(...keys: readonly string[]): JsonCursor {
    return keys.reduce<JsonCursor>(
      (at, key) => new JsonCursor(memberOf(at.node, key), `${at.path}/${escapeToken(key)}`, at.log),
      this,
    );
  }

  /** The first of some members that is there; the last one if none is. */
  either(...keys: readonly [string, ...string[]]): JsonCursor {
    const members = keys.map((key) => this.get(key));
    return members.find(({ present }) => present) ?? (members.at(-1) as JsonCursor);
  }

  /** The items of an array; a value that stands alone where a list is usual counts as its only item. */
  items(): JsonCursor[] {
    if (this.node?.type !== 'array') return this.present ? [this] : [];
    return this.node.items.map((item, index) => new JsonCursor(item, `${this.path}/${index}`, this.log));
  }

  /** Name and value of every member of an object. */
  members(): [string, JsonCursor][] {
    if (this.node?.type !== 'object') return [];
    return Object.keys(this.node.members).map((key) => [key, this.get(key)]);
  }

  /** The text of a scalar in normalization form C, without taking it; empty for anything else. */
  peek(): string {
    const { node } = this;
    if (node === undefined || node.type === 'object' || node.type === 'array' || node.type === 'null') return '';
    return node.text.normalize('NFC');
  }

  position(): PathPosition | undefined {
    return this.node && this.log.positionOf(this.node, this.path);
  }

  report(rule: Parameters<MappingLog['report']>[0], to: string, message = this.peek()): void {
    this.log.report(rule, to, message, this.position());
  }

  /** Takes a name, number or code. @param to pointer into the document */
  text(to: string, max = SHORT): string | undefined {
    return this.#read(to, (text) => (text.length <= max ? text : undefined));
  }

  /** Takes a text of a fixed form. */
  matching(to: string, form: RegExp): string | undefined {
    return this.#read(to, (text) => (form.test(text) ? text : undefined));
  }

  /** Takes a description. */
  longText(to: string): string | undefined {
    return this.text(to, LONG);
  }

  /** Takes a number or its text as a decimal, digit by digit as it stands in the file. */
  decimal(to: string): string | undefined {
    return this.#read(to, (text) => fitting(decimal, expandNumber(text)));
  }

  signedDecimal(to: string): string | undefined {
    return this.#read(to, (text) => fitting(signedDecimal, expandNumber(text)));
  }

  /** Takes a whole number. */
  count(to: string, max = 99_999_999): number | undefined {
    return this.#read(to, (text) => {
      const digits = expandNumber(text)?.replace(/\.0+$/, '') ?? '';
      return /^\d{1,9}$/.test(digits) && Number(digits) <= max ? Number(digits) : undefined;
    });
  }

  /** Takes a date; of a point in time only the date, if the clock says midnight UTC. */
  date(to: string): string | undefined {
    return this.#read(to, (text) => fitting(date, text) ?? fitting(date, text.replace(/T00:00:00(?:\.0+)?Z$/, '')));
  }

  /** Takes a point in time with its offset. */
  timestamp(to: string): string | undefined {
    return this.#read(to, (text) => fitting(timestamp, text));
  }

  flag(to: string): boolean | undefined {
    return this.#read(to, (text) => (text === 'true' ? true : text === 'false' ? false : undefined));
  }

  /** Takes a code that stands for one of ours; another is a finding. */
  code<T>(to: string, table: Readonly<Record<string, T>>): T | undefined {
    const found = this.peek().trim();
    if (found === '') return undefined;
    if (!Object.hasOwn(table, found)) {
      this.report('CODE_NOT_LISTED', to);
      return undefined;
    }
    this.#take(to);
    return table[found];
  }

  /** Takes the value if it is one that the mapping implies. @returns whether it was */
  implies(...values: readonly string[]): boolean {
    const matches = values.includes(this.peek());
    if (matches && this.node !== undefined) this.log.take(this.node);
    return matches;
  }

  #read<T>(to: string, reading: Reading<T>): T | undefined {
    const text = this.peek();
    if (text.trim() === '') {
      if (this.present && this.node?.type !== 'string') this.report('VALUE_UNREADABLE', to, kindOf(this.node));
      return undefined;
    }
    const value = reading(text);
    if (value === undefined) {
      this.report('VALUE_UNREADABLE', to, text.slice(0, SHORT).toWellFormed());
      return undefined;
    }
    this.#take(to);
    return value;
  }

  #take(to: string): void {
    if (this.node === undefined) return;
    this.log.take(this.node);
    this.log.sources.set(to, this.log.positionOf(this.node, this.path));
  }
}

const kindOf = (node: SourceNode | undefined) => (node?.type === 'array' ? 'a list' : 'an object');

function fitting(schema: { safeParse(value: unknown): { success: boolean } }, text: string | undefined) {
  return text !== undefined && schema.safeParse(text).success ? text : undefined;
}
