/** Where two versions of a document differ. */
import type { JsonValue } from '../../../../protocol/json/json-value.ts';

/**
 * Pointers of values that are new or other than before, and of containers that lost something.
 * @see RFC 6901
 */
export function differencesBetween(before: JsonValue, after: JsonValue): ReadonlySet<string> {
  const found = new Set<string>();
  compare(before, after, '', found);
  return found;
}

function compare(before: JsonValue | undefined, after: JsonValue, pointer: string, found: Set<string>): void {
  if (!isContainer(after)) {
    if (before !== after) found.add(pointer);
    return;
  }
  const old = isContainer(before) && Array.isArray(before) === Array.isArray(after) ? entriesOf(before) : new Map();
  const now = entriesOf(after);
  if (before === undefined || [...old.keys()].some((name) => !now.has(name))) found.add(pointer);
  for (const [name, value] of now) compare(old.get(name), value, `${pointer}/${escaped(name)}`, found);
}

function isContainer(value: JsonValue | undefined): value is Exclude<JsonValue, string | number | boolean | null> {
  return typeof value === 'object' && value !== null;
}

function entriesOf(value: object): Map<string, JsonValue> {
  return new Map(Object.entries(value));
}

export function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
