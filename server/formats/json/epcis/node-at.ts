import { tokensOf } from '../../../../protocol/json/json-pointer.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';

/** The place that a pointer below a value names, as far as it leads. */
export function valueAtNode(from: JsonCursor, pointer: string): JsonCursor {
  let at = from;
  for (const token of tokensOf(pointer)) {
    const next = at.node?.type === 'array' ? at.items()[Number(token)] : at.get(token);
    if (next?.node === undefined) return at;
    at = next;
  }
  return at;
}
