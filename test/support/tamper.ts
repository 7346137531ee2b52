/** Changes of one thing in a JSON value, wherever it stands: what somebody could do to a dossier with an editor. */
import fc from 'fast-check';
import { DOSSIER_LIMITS } from '../../protocol/dossier/dossier.ts';
import { canonicalJson } from '../../protocol/json/canonical-json.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Path = readonly (string | number)[];

export interface Tampered {
  readonly value: unknown;
  /** RFC 6901. */
  readonly where: string;
  readonly how: string;
}

/** One way to change a value; undefined if it does not apply to it. */
type Change = (value: Json, random: number) => { readonly how: string; readonly value: Json } | undefined;

const HEX = '0123456789abcdef';

const CHANGES: readonly Change[] = [
  (value, random) =>
    typeof value === 'number' ? { how: 'number', value: value + (random % 2 === 0 ? 1 : -1) } : undefined,
  (value) => (typeof value === 'boolean' ? { how: 'boolean', value: !value } : undefined),
  (value) => (value === null ? { how: 'null', value: 0 } : undefined),
  (value, random) => {
    if (typeof value !== 'string') return undefined;
    if (value === '') return { how: 'text', value: 'ab'.repeat(32) };
    const at = random % value.length;
    const old = value[at] ?? '';
    const digit = HEX.indexOf(old);
    const fresh = digit === -1 ? (old === 'x' ? 'y' : 'x') : (HEX[(digit + 1 + (random % 15)) % 16] ?? '0');
    return { how: 'character', value: value.slice(0, at) + fresh + value.slice(at + 1) };
  },
  (value, random) =>
    typeof value === 'string' && value.length > 2
      ? { how: 'cut', value: value.slice(0, random % value.length) }
      : undefined,
  (value, random) =>
    Array.isArray(value) && value.length > 0
      ? { how: 'removal', value: value.toSpliced(random % value.length, 1) }
      : undefined,
  (value, random) => {
    const item = Array.isArray(value) ? value[random % value.length] : undefined;
    return Array.isArray(value) && item !== undefined
      ? { how: 'duplication', value: value.toSpliced(random % value.length, 0, item) }
      : undefined;
  },
  (value, random) => {
    if (!Array.isArray(value) || value.length < 2) return undefined;
    const at = random % (value.length - 1);
    return { how: 'order', value: value.toSpliced(at, 2, value[at + 1] as Json, value[at] as Json) };
  },
  (value, random) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const keys = Object.keys(value);
    const gone = keys[random % keys.length] ?? '';
    return { how: 'missing member', value: Object.fromEntries(Object.entries(value).filter(([key]) => key !== gone)) };
  },
  (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { how: 'more members', value: { ...value, more: 1 } }
      : undefined,
];

/**
 * Any single change of a value that alters it.
 * @param weighted pointers of which one is chosen first, so that large members do not take all the changes
 */
export function tampered(value: unknown, weighted: readonly string[]): fc.Arbitrary<Tampered> {
  const members = weighted.map((member) => ({
    member,
    paths: pathsOf((value as Record<string, Json>)[member] ?? null),
  }));
  return fc
    .tuple(fc.nat(), fc.nat(), fc.nat({ max: CHANGES.length - 1 }), fc.nat())
    .map(([which, path, first, random]): Tampered => {
      const { member, paths } = members[which % members.length] ?? { member: '', paths: [] };
      const at: Path = [member, ...(paths[path % paths.length] ?? [])];
      const old = get(value as Json, at);
      for (let step = 0; step < CHANGES.length; step += 1) {
        const change = CHANGES[(first + step) % CHANGES.length]?.(old, random);
        if (change === undefined || JSON.stringify(change.value) === JSON.stringify(old)) continue;
        return { value: set(value as Json, at, change.value), where: `/${at.join('/')}`, how: change.how };
      }
      return { value, where: '', how: 'none' };
    });
}

function pathsOf(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries: [string | number, Json][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...entries.flatMap(([key, member]) => pathsOf(member, [...path, key]))];
}

function get(value: Json, path: Path): Json {
  return path.reduce<Json>((at, key) => (at as Record<string | number, Json>)[key] ?? null, value);
}

function set(value: Json, [key, ...rest]: Path, to: Json): Json {
  if (key === undefined) return to;
  if (Array.isArray(value)) return value.with(Number(key), set(value[Number(key)] ?? null, rest, to));
  return { ...(value as object), [key]: set((value as Record<string, Json>)[key] ?? null, rest, to) };
}

/** A file of which one bit is another. */
export interface FlippedBit {
  readonly bytes: Uint8Array;
  /** Member of the dossier in which the bit lies. */
  readonly member: string;
}

/**
 * Any single bit of a file of canonical JSON with one object, as often in one member as in another.
 * @param bytes canonical form of the value, with nothing before it
 */
export function flippedBit(value: object, bytes: Uint8Array): fc.Arbitrary<FlippedBit> {
  const spans = spansOf(value as Record<string, Json>);
  return fc.tuple(fc.nat(), fc.nat(), fc.nat({ max: 7 })).map(([which, offset, bit]): FlippedBit => {
    const { member, start, length } = spans[which % spans.length] ?? { member: '', start: 0, length: 1 };
    const at = start + (offset % length);
    return { member, bytes: Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ (1 << bit) : byte)) };
  });
}

/** Where each member stands in the canonical form, with its name and what separates it from the one before. */
function spansOf(value: Record<string, Json>): { member: string; start: number; length: number }[] {
  let start = 0;
  const names = Object.keys(value).sort();
  return names.map((member) => {
    const length = Buffer.byteLength(canonicalJson({ [member]: value[member] ?? null }, DOSSIER_LIMITS)) - 1;
    const span = { member, start, length };
    start += length;
    return span;
  });
}
