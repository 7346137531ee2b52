/**
 * JSON pointers.
 * @see RFC 6901
 */
import { isJsonArray, isJsonObject, type JsonValue } from './json-value.ts';

/** Escapes one reference token. */
export function escapeToken(token: string): string {
  return token.includes('~') || token.includes('/') ? token.replaceAll('~', '~0').replaceAll('/', '~1') : token;
}

/** Undoes {@link escapeToken}. */
export function unescapeToken(token: string): string {
  return token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token;
}

/** Pointer made of keys and indices, for example `['items', 0, 'hsCode']` -> `/items/0/hsCode`. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((token) => `/${escapeToken(String(token))}`).join('');
}

/** Keys and indices of a pointer, all as strings. */
export function tokensOf(pointer: string): string[] {
  return pointer === '' ? [] : pointer.slice(1).split('/').map(unescapeToken);
}

/** Pointer of the containing value; `undefined` for the whole document. */
export function parentPointer(pointer: string): string | undefined {
  return pointer === '' ? undefined : pointer.slice(0, pointer.lastIndexOf('/'));
}

/** Whether `pointer` names `ancestor` itself or something inside it. */
export function isWithin(pointer: string, ancestor: string): boolean {
  if (!pointer.startsWith(ancestor)) return false;
  return pointer.length === ancestor.length || pointer.charAt(ancestor.length) === '/';
}

/** Array index that a token names, `undefined` if it names none (RFC 6901 section 4: no leading zeros). */
export function arrayIndex(token: string): number | undefined {
  return /^(?:0|[1-9]\d{0,8})$/.test(token) ? Number(token) : undefined;
}

/** The value that a pointer names, `undefined` where there is none. */
export function valueAt(document: JsonValue, pointer: string): JsonValue | undefined {
  let value: JsonValue | undefined = document;
  for (const token of tokensOf(pointer)) {
    if (isJsonArray(value)) {
      const index = arrayIndex(token);
      value = index === undefined ? undefined : value[index];
    } else if (isJsonObject(value) && Object.hasOwn(value, token)) {
      value = value[token];
    } else {
      return undefined;
    }
  }
  return value;
}
