/**
 * Canonical JSON.
 * @see RFC 8785
 */
import canonicalize from 'canonicalize';
import { JsonError } from './json-error.ts';
import { JSON_LIMITS, type JsonLimits } from './json-limits.ts';
import { escapeToken } from './json-pointer.ts';
import { stringDefect } from './json-text.ts';
import type { JsonValue } from './json-value.ts';

/**
 * Canonical text of a value of the strict profile.
 *
 * The value is checked first, because serializers drop `undefined` and functions, call `toJSON` and turn -0 into 0:
 * two values would share one digest.
 * @param limits of what holds more than one document
 * @throws {JsonError} if the value is not of the strict JSON profile
 */
export function canonicalJson(value: unknown, limits: JsonLimits = JSON_LIMITS): string {
  assertStrictJson(value, limits);
  const text = canonicalize(value);
  if (text === undefined) throw new JsonError('JSON_NOT_PLAIN', '');
  return text;
}

/**
 * Checks that a value made in code is one that the strict parser could have returned.
 * @throws {JsonError} with the pointer to the offending value
 */
export function assertStrictJson(value: unknown, limits: JsonLimits = JSON_LIMITS): asserts value is JsonValue {
  assertValue(value, '', 0, limits);
}

function assertValue(value: unknown, pointer: string, depth: number, limits: JsonLimits): void {
  switch (typeof value) {
    case 'boolean':
      return;
    case 'string':
      assertString(value, pointer, limits);
      return;
    case 'number':
      if (!Number.isInteger(value) || Object.is(value, -0)) throw new JsonError('JSON_NOT_INTEGER', pointer);
      if (!Number.isSafeInteger(value)) throw new JsonError('JSON_INTEGER_RANGE', pointer);
      return;
    case 'object':
      if (value === null) return;
      if (depth >= limits.maxDepth) throw new JsonError('JSON_TOO_DEEP', pointer);
      if (Array.isArray(value)) assertArray(value, pointer, depth, limits);
      else assertObject(value, pointer, depth, limits);
      return;
    default:
      throw new JsonError('JSON_NOT_PLAIN', pointer);
  }
}

function assertString(text: string, pointer: string, limits: JsonLimits): void {
  const defect = stringDefect(text, limits);
  if (defect !== undefined) throw new JsonError(defect, pointer);
}

function assertArray(items: readonly unknown[], pointer: string, depth: number, limits: JsonLimits): void {
  if (items.length > limits.maxItems) throw new JsonError('JSON_TOO_MANY_ITEMS', pointer);
  // own keys beyond the items, or fewer (holes), would be lost on the way through text
  if (Object.keys(items).length !== items.length || Object.hasOwn(items, 'toJSON')) {
    throw new JsonError('JSON_NOT_PLAIN', pointer);
  }
  items.forEach((item, index) => {
    assertValue(item, `${pointer}/${index}`, depth + 1, limits);
  });
}

function assertObject(object: object, pointer: string, depth: number, limits: JsonLimits): void {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) throw new JsonError('JSON_NOT_PLAIN', pointer);
  const keys = Reflect.ownKeys(object);
  if (keys.length > limits.maxKeys) throw new JsonError('JSON_TOO_MANY_KEYS', pointer);
  for (const key of keys) {
    if (typeof key !== 'string') throw new JsonError('JSON_NOT_PLAIN', pointer);
    if (key === '__proto__') throw new JsonError('JSON_FORBIDDEN_KEY', pointer);
    const child = `${pointer}/${escapeToken(key)}`;
    const descriptor = Object.getOwnPropertyDescriptor(object, key);
    if (descriptor === undefined || !descriptor.enumerable || !('value' in descriptor)) {
      throw new JsonError('JSON_NOT_PLAIN', child);
    }
    assertString(key, child, limits);
    assertValue(descriptor.value, child, depth + 1, limits);
  }
}
