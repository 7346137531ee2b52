/** Values that a schema cannot carry are taken out of a document one by one, so that the rest of it can be kept. */
import type { PathPosition } from '../../../protocol/checks/finding.ts';
import type { RuleId } from '../../../protocol/checks/rules.ts';
import type { ValidatedDocument } from '../../../protocol/documents/validate.ts';
import {
  arrayIndex,
  escapeToken,
  isWithin,
  parentPointer,
  tokensOf,
  valueAt,
} from '../../../protocol/json/json-pointer.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../protocol/json/json-value.ts';

export interface RemovedValue {
  readonly position: PathPosition;
  readonly value: string;
  readonly rule: RuleId;
  /** Why the schema refuses it. */
  readonly message: string;
}

export type Sources = ReadonlyMap<string, PathPosition>;

export interface CarriedValues {
  readonly document: JsonObject;
  readonly sources: Sources;
  readonly removed: readonly RemovedValue[];
}

/** Each round may free what another value hid; a document has no more levels than this. */
const MAX_ROUNDS = 4;

/**
 * Takes out what the schema refuses, where it came from a cell of its own, and what lacks the cell beside it: a seal's
 * issuer without the seal. A row that lacks what makes it one, such as a line without its number, stays.
 * @returns the document as it was if it does not fit without those values either: then the refusal names them
 */
export function carriedValues(
  document: JsonObject,
  sources: Sources,
  validate: (value: JsonValue) => ValidatedDocument,
): CarriedValues {
  const pruner = new Pruner(structuredClone(document) as JsonObject, new Map(sources));
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const result = validate(pruner.document);
    if (result.ok) return pruner;
    const before = pruner.removed.length;
    const incomplete = pruner.incomplete(result.errors.map(({ pointer }) => pointer));
    for (const { pointer, message } of result.errors) pruner.takeValue(pointer, message);
    for (const pointer of incomplete) pruner.takeIncomplete(pointer);
    if (pruner.removed.length === before) break;
  }
  return { document, sources, removed: [] };
}

class Pruner implements CarriedValues {
  readonly removed: RemovedValue[] = [];
  readonly document: JsonObject;
  readonly sources: Map<string, PathPosition>;

  constructor(document: JsonObject, sources: Map<string, PathPosition>) {
    this.document = document;
    this.sources = sources;
  }

  /** Takes out the value at fault or, for an item of a list in one cell, the list. */
  takeValue(pointer: string, message: string): void {
    for (let at: string | undefined = pointer; at !== undefined; at = parentPointer(at)) {
      const value = valueAt(this.document, at);
      const position = this.sources.get(at);
      if (value === undefined || position === undefined) continue;
      // rows have places as well, but a row is never taken out whole
      if (isJsonObject(value)) return;
      this.removed.push({ position, value: shown(value), rule: 'TABLE_VALUE', message });
      this.#remove(at);
      return;
    }
  }

  /** Pointers of what lacks a member, from the end, so that taking out one leaves the others at their places. */
  incomplete(missing: readonly string[]): string[] {
    const holders = new Set(missing.flatMap((pointer) => this.#holderOf(pointer)));
    return [...holders].sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  }

  takeIncomplete(pointer: string): void {
    for (const [at, value] of valuesBelow(pointer, valueAt(this.document, pointer))) {
      const position = this.sources.get(at);
      if (position === undefined) continue;
      const message = 'the cell beside it is blank or cannot be read';
      this.removed.push({ position, value: shown(value), rule: 'TABLE_INCOMPLETE', message });
    }
    this.#remove(pointer);
  }

  /** What lacks this member and is no row of its own. */
  #holderOf(missing: string): string[] {
    const holder = parentPointer(missing) ?? '';
    if (holder === '' || this.sources.has(holder) || valueAt(this.document, missing) !== undefined) return [];
    const value = valueAt(this.document, holder);
    return isJsonObject(value) && Object.keys(value).length > 0 ? [holder] : [];
  }

  #remove(pointer: string): void {
    const name = tokensOf(pointer).at(-1) ?? '';
    const parent = parentPointer(pointer) ?? '';
    const holder: unknown = valueAt(this.document, parent);
    this.#forget(pointer);
    if (!Array.isArray(holder)) {
      delete (holder as Record<string, unknown>)[name];
      return;
    }
    holder.splice(Number(name), 1);
    this.#closeGap(parent, Number(name));
  }

  /** Nothing lies within a scalar, so only what holds something is looked for in all places. */
  #forget(pointer: string): void {
    this.sources.delete(pointer);
    if (typeof valueAt(this.document, pointer) !== 'object') return;
    for (const at of this.sources.keys()) if (isWithin(at, pointer)) this.sources.delete(at);
  }

  /** Items behind one that was taken out move up by one. */
  #closeGap(array: string, gap: number): void {
    for (const [at, position] of [...this.sources]) {
      const [token = '', ...rest] = at.startsWith(`${array}/`) ? at.slice(array.length + 1).split('/') : [];
      const index = arrayIndex(token);
      if (index === undefined || index <= gap) continue;
      this.sources.delete(at);
      this.sources.set([array, String(index - 1), ...rest].join('/'), position);
    }
  }
}

/** A value and everything in it, by pointer. */
function* valuesBelow(pointer: string, value: JsonValue | undefined): Generator<readonly [string, JsonValue]> {
  if (value === undefined) return;
  yield [pointer, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) yield* valuesBelow(`${pointer}/${escapeToken(name)}`, inner);
}

const shown = (value: JsonValue) => (typeof value === 'object' ? JSON.stringify(value) : String(value));
