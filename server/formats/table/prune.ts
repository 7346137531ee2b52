/** Values that a schema cannot carry are taken out of a document one by one, so that the rest of it can be kept. */
import type { PathPosition } from '../../../protocol/checks/finding.ts';
import type { RuleId } from '../../../protocol/checks/rules.ts';
import type { DocumentError, ValidatedDocument } from '../../../protocol/documents/validate.ts';
import { escapeToken, parentPointer, tokensOf, valueAt } from '../../../protocol/json/json-pointer.ts';
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

/** A table with more faults is no document with mistakes in it, and going through it again would only take time. */
const MAX_FAULTS = 800;

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
  const first = validate(document);
  if (first.ok) return { document, sources, removed: [] };
  if (first.faults > MAX_FAULTS) return { document, sources, removed: [] };
  const pruner = new Pruner(structuredClone(document) as JsonObject, sources);
  let { errors } = first;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    if (!pruner.takeOut(errors)) break;
    const result = validate(pruner.document);
    if (result.ok) return pruner;
    errors = result.errors;
  }
  return { document, sources, removed: [] };
}

/** Within a round all pointers are those of its beginning: what is taken is marked, and goes at its end. */
class Pruner implements CarriedValues {
  readonly removed: RemovedValue[] = [];
  readonly document: JsonObject;
  sources: Sources;
  readonly #taken = new Set<string>();

  constructor(document: JsonObject, sources: Sources) {
    this.document = document;
    this.sources = sources;
  }

  /** One round. @returns whether anything was taken out */
  takeOut(errors: readonly DocumentError[]): boolean {
    const before = this.removed.length;
    const incomplete = this.#incomplete(errors.map(({ pointer }) => pointer));
    for (const { pointer, message } of errors) this.#takeValue(pointer, message);
    for (const pointer of incomplete) this.#takeIncomplete(pointer);
    if (this.removed.length === before) return false;
    this.#endRound();
    return true;
  }

  /** Takes out the value at fault or, for an item of a list in one cell, the list. */
  #takeValue(pointer: string, message: string): void {
    for (const at of selfAndAbove(pointer)) {
      if (this.#taken.has(at)) return;
      const value = valueAt(this.document, at);
      const position = this.sources.get(at);
      if (value === undefined || position === undefined) continue;
      // rows have places as well, but a row is never taken out whole
      if (isJsonObject(value)) return;
      this.removed.push({ position, value: shown(value), rule: 'TABLE_VALUE', message });
      this.#taken.add(at);
      return;
    }
  }

  /** Pointers of what lacks a member. */
  #incomplete(missing: readonly string[]): ReadonlySet<string> {
    return new Set(missing.flatMap((pointer) => this.#holderOf(pointer)));
  }

  #takeIncomplete(pointer: string): void {
    for (const [at, value] of valuesBelow(pointer, valueAt(this.document, pointer))) {
      const position = this.sources.get(at);
      if (position === undefined || this.#isTaken(at)) continue;
      const message = 'the cell beside it is blank or cannot be read';
      this.removed.push({ position, value: shown(value), rule: 'TABLE_INCOMPLETE', message });
    }
    this.#taken.add(pointer);
  }

  /** Takes out what was marked; places are gone through once, however many values go. */
  #endRound(): void {
    const gaps = new Map<string, number[]>();
    // from the end, so that taking out one item leaves the others at their places
    for (const pointer of [...this.#taken].sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))) {
      const name = tokensOf(pointer).at(-1) ?? '';
      const parent = parentPointer(pointer) ?? '';
      const holder: unknown = valueAt(this.document, parent);
      if (Array.isArray(holder)) {
        holder.splice(Number(name), 1);
        gaps.set(parent, [...(gaps.get(parent) ?? []), Number(name)]);
      } else {
        delete (holder as Record<string, unknown>)[name];
      }
    }
    const kept = [...this.sources].filter(([at]) => !this.#isTaken(at));
    this.sources = new Map(gaps.size === 0 ? kept : kept.map(([at, position]) => [closed(at, gaps), position]));
    this.#taken.clear();
  }

  #isTaken(pointer: string): boolean {
    for (const at of selfAndAbove(pointer)) if (this.#taken.has(at)) return true;
    return false;
  }

  /** What lacks this member and is no row of its own. */
  #holderOf(missing: string): string[] {
    const holder = parentPointer(missing) ?? '';
    if (holder === '' || this.sources.has(holder) || valueAt(this.document, missing) !== undefined) return [];
    const value = valueAt(this.document, holder);
    return isJsonObject(value) && Object.keys(value).length > 0 ? [holder] : [];
  }
}

/** A pointer and those of everything that holds what it names, up to the document. */
function* selfAndAbove(pointer: string): Generator<string> {
  for (let at: string | undefined = pointer; at !== undefined; at = parentPointer(at)) yield at;
}

/** Where a value stands after items before it, or before what holds it, were taken out. */
function closed(pointer: string, gaps: ReadonlyMap<string, readonly number[]>): string {
  let [before, after] = ['', ''];
  for (const token of pointer.split('/').slice(1)) {
    const taken = gaps.get(before);
    after += `/${taken === undefined ? token : Number(token) - taken.filter((gap) => gap < Number(token)).length}`;
    before += `/${token}`;
  }
  return after;
}

/** A value and everything in it, by pointer. */
function* valuesBelow(pointer: string, value: JsonValue | undefined): Generator<readonly [string, JsonValue]> {
  if (value === undefined) return;
  yield [pointer, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) yield* valuesBelow(`${pointer}/${escapeToken(name)}`, inner);
}

const shown = (value: JsonValue) => (typeof value === 'object' ? JSON.stringify(value) : String(value));
