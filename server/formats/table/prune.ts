/** Values that a schema cannot carry are taken out of a document one by one, so that the rest of it can be kept. */
import type { PathPosition } from '../../../protocol/checks/finding.ts';
import type { ValidatedDocument } from '../../../protocol/documents/validate.ts';
import { tokensOf, valueAt } from '../../../protocol/json/json-pointer.ts';
import type { JsonObject, JsonValue } from '../../../protocol/json/json-value.ts';

export interface RemovedValue {
  readonly position: PathPosition;
  readonly value: string;
  /** Why the schema refuses it. */
  readonly message: string;
}

/** Each round may free what another value hid; a document has no more levels than this. */
const MAX_ROUNDS = 4;

/**
 * Takes out what the schema refuses, where it came from a cell of its own.
 * @returns the document as it was if it does not fit without those values either: then the refusal names them
 */
export function carriedValues(
  document: JsonObject,
  sources: Map<string, PathPosition>,
  validate: (value: JsonValue) => ValidatedDocument,
): { readonly document: JsonObject; readonly removed: readonly RemovedValue[] } {
  const pruned = structuredClone(document) as JsonObject;
  const removed = new Map<string, RemovedValue>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const result = validate(pruned);
    if (result.ok) {
      for (const pointer of removed.keys()) sources.delete(pointer);
      return { document: pruned, removed: [...removed.values()] };
    }
    const before = removed.size;
    for (const { pointer, message } of result.errors) {
      const found = holderOf(pruned, pointer, sources);
      if (found === undefined || removed.has(found.pointer)) continue;
      removed.set(found.pointer, { position: found.position, value: shown(found.value), message });
      removeAt(pruned, found.pointer);
    }
    if (removed.size === before) break;
  }
  return { document, removed: [] };
}

/** The value at fault or, for an item of a list in one cell, the list. */
function holderOf(document: JsonObject, pointer: string, sources: ReadonlyMap<string, PathPosition>) {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const value = valueAt(document, at);
    const position = sources.get(at);
    if (value !== undefined && position !== undefined) {
      return isRow(value) ? undefined : { pointer: at, value, position };
    }
  }
  return undefined;
}

/** Rows have places as well, but a row is never taken out whole. */
const isRow = (value: JsonValue) => typeof value === 'object' && value !== null && !Array.isArray(value);

const shown = (value: JsonValue) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** Removes a member of an object; items of arrays stay, since others are counted by their place. */
function removeAt(document: JsonObject, pointer: string): void {
  const tokens = tokensOf(pointer);
  const name = tokens.pop() ?? '';
  const holder = tokens.reduce<unknown>((at, token) => (at as Record<string, unknown>)[token], document);
  if (Array.isArray(holder)) return;
  delete (holder as Record<string, unknown>)[name];
}
