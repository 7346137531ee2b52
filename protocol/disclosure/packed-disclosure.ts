/**
 * The packed form of a disclosure, for proofs of a few fields that travel alone: it says the same in two thirds of the
 * bytes. All hashes stand in one text, how many of them are salts and how many belong to which section follows from the
 * shape of the trees, and a pointer repeats nothing of the one before it. One disclosure has one packed form. Nothing is
 * checked on it but its form: whoever verifies unpacks it first.
 *
 * `hashes`: for each section the salts of its leaves and then its hidden subtrees, at last the hidden sections; base 64.
 */
import { z } from 'zod';
import { CodedError } from '../coded-error.ts';
import { fromBase64, toBase64 } from '../merkle/base64.ts';
import { joinBytes } from '../merkle/bytes.ts';
import { BARE_HEX_32, fromHex, toBareHex } from '../merkle/hex.ts';
import { hiddenCount, MAX_TREE_SIZE } from '../merkle/partial-tree.ts';
import { DISCLOSURE_FORMAT, type DisclosedLeaf, type DisclosedSection, type Disclosure } from './disclosure.ts';

export const PACKED_DISCLOSURE_FORMAT = 'corridor/packed/1';

const HASH_BYTES = 32;
/** Characters of all pointers together: repeating the one before is short to write and long to read. */
const MAX_POINTER_CHARACTERS = 16 * 1024 * 1024;

const position = z.int().min(0).max(MAX_TREE_SIZE);

/** A list of two is a container, a list of three a file. */
const valueSchema = z.union([
  z.string(),
  z.int(),
  z.boolean(),
  z.null(),
  z.tuple([z.enum(['object', 'array']), position]),
  z.tuple([z.string(), z.string(), z.string().regex(BARE_HEX_32)]),
]);

/** Index, how many characters its pointer shares with the one before, the rest of the pointer, value. */
const leafSchema = z.tuple([position, z.int().min(0), z.string(), valueSchema]);

/** Index, size, shown leaves by ascending index. */
const sectionSchema = z.tuple([position, position.min(1), z.array(leafSchema).min(1)]);

export const PACKED_DISCLOSURE_SCHEMA = z.strictObject({
  format: z.literal(PACKED_DISCLOSURE_FORMAT),
  hashes: z.string(),
  /** Array whose items are sections of their own, null if the document has one section. */
  pointer: z.string().nullable(),
  /** Sections that show something, by ascending index. */
  sections: z.array(sectionSchema),
  /** Sections in the document, shown and hidden. */
  size: position.min(1),
});

export type PackedDisclosure = z.infer<typeof PACKED_DISCLOSURE_SCHEMA>;
type PackedLeaf = PackedDisclosure['sections'][number][2][number];

/**
 * Packs a disclosure.
 * @throws {CodedError} TREE_HIDDEN_COUNT if the disclosure is not sound
 */
export function packDisclosure({ sections, sectionCount, sectionPointer, hidden }: Disclosure): PackedDisclosure {
  for (const section of sections) requireCount(section.size, section.leaves, section.hidden);
  requireCount(sectionCount, sections, hidden);
  const hashes = sections.flatMap((section) => [...section.leaves.map(({ salt }) => salt), ...section.hidden]);
  let last = '';
  return {
    format: PACKED_DISCLOSURE_FORMAT,
    hashes: toBase64(joinBytes(...[...hashes, ...hidden].map(fromHex))),
    size: sectionCount,
    pointer: sectionPointer,
    sections: sections.map(({ index, size, leaves }) => [
      index,
      size,
      leaves.map(({ index: at, pointer, value }): PackedLeaf => {
        const shared = sharedLength(last, pointer);
        last = pointer;
        return [at, shared, pointer.slice(shared), value];
      }),
    ]),
  };
}

/**
 * Unpacks what {@link packDisclosure} made.
 * @param input of unknown origin
 * @returns a disclosure that has the form of `DISCLOSURE_SCHEMA` and is yet to be verified; undefined if the input is no
 * packed disclosure in its one spelling
 */
export function unpackDisclosure(input: unknown): Disclosure | undefined {
  const parsed = PACKED_DISCLOSURE_SCHEMA.safeParse(input);
  const bytes = parsed.success ? fromBase64(parsed.data.hashes) : undefined;
  if (!parsed.success || bytes === undefined || bytes.length % HASH_BYTES !== 0) return undefined;
  const { sections: packed, size: sectionCount, pointer: sectionPointer } = parsed.data;
  const pointers = pointersOf(packed.flatMap(([, , leaves]) => leaves))?.values();
  if (pointers === undefined) return undefined;
  const hashes = hashesIn(bytes);
  const take = (count: number) => Array.from({ length: count }, () => hashes.next().value ?? '');
  let room = bytes.length / HASH_BYTES;
  const sections: DisclosedSection[] = [];
  for (const [index, size, leaves] of packed) {
    const hidden = countHidden(size, leaves);
    room -= leaves.length + (hidden ?? 0);
    if (hidden === undefined || room < 0) return undefined;
    const salts = take(leaves.length);
    const shown = leaves.map((leaf, at) => unpackLeaf(leaf, salts[at] ?? '', pointers.next().value ?? ''));
    sections.push({ index, size, leaves: shown, hidden: take(hidden) });
  }
  if (countHidden(sectionCount, packed) !== room) return undefined;
  return { format: DISCLOSURE_FORMAT, sectionPointer, sectionCount, sections, hidden: take(room) };
}

function unpackLeaf([index, , , value]: PackedLeaf, salt: string, pointer: string): DisclosedLeaf {
  const kind = !Array.isArray(value) ? 'scalar' : value.length === 2 ? 'container' : 'file';
  return { index, kind, salt, pointer, value } as DisclosedLeaf;
}

/** Pointers in order; undefined if one shares more or less with the one before than it says. */
function pointersOf(leaves: readonly PackedLeaf[]): string[] | undefined {
  const pointers: string[] = [];
  let last = '';
  let characters = 0;
  for (const [, shared, rest] of leaves) {
    characters += shared + rest.length;
    if (shared > last.length || characters > MAX_POINTER_CHARACTERS) return undefined;
    const pointer = last.slice(0, shared) + rest;
    if (sharedLength(last, pointer) !== shared) return undefined;
    pointers.push(pointer);
    last = pointer;
  }
  return pointers;
}

/** How many characters two pointers begin with alike; what is left of the second does not begin within a character. */
function sharedLength(last: string, pointer: string): number {
  let at = 0;
  while (at < last.length && last[at] === pointer[at]) at += 1;
  return isHighSurrogate(pointer.charCodeAt(at - 1)) ? at - 1 : at;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function* hashesIn(bytes: Uint8Array): Generator<string, undefined> {
  for (let at = 0; at < bytes.length; at += HASH_BYTES) yield toBareHex(bytes.subarray(at, at + HASH_BYTES));
}

/** Hidden subtrees beside what is shown, by index; undefined if the indexes do not ascend within the tree. */
function countHidden(size: number, shown: readonly (readonly [number, ...unknown[]])[]): number | undefined {
  return hiddenCount(
    size,
    shown.map(([index]) => index),
  );
}

function requireCount(size: number, shown: readonly { readonly index: number }[], hidden: readonly string[]): void {
  const count = hiddenCount(
    size,
    shown.map(({ index }) => index),
  );
  if (count === hidden.length) return;
  throw new CodedError('TREE_HIDDEN_COUNT', 'The hidden hashes do not fit the shown leaves.', {
    size,
    shown: shown.length,
    hidden: hidden.length,
  });
}
