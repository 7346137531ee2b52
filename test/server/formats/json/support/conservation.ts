import type { PathPosition, SourcePosition } from '../../../../../protocol/checks/finding.ts';
import { escapeToken, valueAt } from '../../../../../protocol/json/json-pointer.ts';
import type { JsonValue } from '../../../../../protocol/json/json-value.ts';
import type { MappedItem } from '../../../../../server/formats/reading.ts';

/** Every scalar of a JSON value that is not null or blank, with its pointer. */
function* scalars(value: unknown, path = ''): Generator<[string, string]> {
  if (value === null) return;
  if (typeof value === 'object') {
    for (const [key, member] of Object.entries(value)) yield* scalars(member, `${path}/${escapeToken(key)}`);
  } else if (String(value).trim() !== '') {
    yield [path, String(value).normalize('NFC')];
  }
}

const pathOf = (position: SourcePosition) => (position as PathPosition).path;

/**
 * What of a file an item lost: values that are neither at the pointer that `sources` names for them, nor anywhere else
 * in the document, nor among the unmapped. Mapped codes count where their place has a source.
 * @param raw the file as JSON.parse reads it
 * @param implied values that the field of the document implies, such as the type of a reference
 */
export function lostValues(
  raw: unknown,
  item: Pick<MappedItem, 'document' | 'unmapped' | 'sources'>,
  implied: readonly string[] = [],
): string[] {
  const unmapped = new Set(item.unmapped.map(pathOf));
  const sourced = new Set<string>();
  for (const [pointer, position] of item.sources) {
    if (valueAt(item.document, pointer) !== undefined) sourced.add(pathOf(position));
  }
  const text = JSON.stringify(item.document);
  const stated = (value: string) => text.includes(JSON.stringify(value).slice(1, -1));
  return [...scalars(raw)]
    .filter(([path, value]) => !unmapped.has(path) && !sourced.has(path) && !implied.includes(value) && !stated(value))
    .map(([path, value]) => `${path} = ${value}`);
}

/** Pointers in `sources` that name nothing in the document. */
export function danglingSources({ document, sources }: Pick<MappedItem, 'document' | 'sources'>): string[] {
  return [...sources.keys()].filter((pointer) => valueAt(document as JsonValue, pointer) === undefined);
}
