/**
 * Disclosures: some leaves of a document with their salts, the rest as hashes. Any holder can redact further without
 * the secret, and the root stays the same.
 */
import { z } from 'zod';
import { isWithin, parentPointer } from '../json/json-pointer.ts';
import { BARE_HEX_32, fromHex, toBareHex } from '../merkle/hex.ts';
import { MAX_TREE_SIZE, reduceTree } from '../merkle/partial-tree.ts';
import { leafHash } from '../merkle/rfc6962.ts';
import { buildDocumentTree, type SaltedDocument } from './document-tree.ts';
import type { Leaf } from './leaves.ts';
import { saltedLeafHash } from './salted-hash.ts';

export const DISCLOSURE_FORMAT = 'corridor/disclosure/1';

const hash = z.string().regex(BARE_HEX_32);
const position = z.int().min(0).max(MAX_TREE_SIZE);
const leafHead = { index: position, salt: hash, pointer: z.string() };

const LEAF_SCHEMA = z.discriminatedUnion('kind', [
  z.strictObject({
    ...leafHead,
    kind: z.literal('scalar'),
    value: z.union([z.string(), z.int(), z.boolean(), z.null()]),
  }),
  z.strictObject({
    ...leafHead,
    kind: z.literal('container'),
    value: z.tuple([z.enum(['object', 'array']), position]),
  }),
  z.strictObject({ ...leafHead, kind: z.literal('file'), value: z.tuple([z.string(), z.string(), hash]) }),
]);

const SECTION_SCHEMA = z.strictObject({
  /** Position of the section in the upper tree. */
  index: position,
  /** Leaves in the section, shown and hidden; what is hidden is not proven to be this many. */
  size: position.min(1),
  /** Shown leaves by ascending index. */
  leaves: z.array(LEAF_SCHEMA).min(1),
  /** Hashes of the hidden subtrees, left to right. */
  hidden: z.array(hash),
});

/** A disclosure as it travels: JSON file or HTTP body. */
export const DISCLOSURE_SCHEMA = z.strictObject({
  format: z.literal(DISCLOSURE_FORMAT),
  /** Array whose items are sections of their own, null if the document has one section. */
  sectionPointer: z.string().nullable(),
  /** Sections in the document, shown and hidden. */
  sectionCount: position.min(1),
  /** Sections that show something, by ascending index. */
  sections: z.array(SECTION_SCHEMA),
  /** Hashes of the hidden subtrees of sections, left to right. */
  hidden: z.array(hash),
});

export type DisclosedLeaf = z.infer<typeof LEAF_SCHEMA>;
export type DisclosedSection = z.infer<typeof SECTION_SCHEMA>;
export type Disclosure = z.infer<typeof DISCLOSURE_SCHEMA>;

/** The leaf without position and salt. */
export function plainLeaf({ kind, pointer, value }: DisclosedLeaf): Leaf {
  return { kind, pointer, value } as Leaf;
}

/**
 * Shows a document, or parts of it.
 * @param pointers what to show, each with everything inside it (`''` is the whole document, `file:/0` the first file);
 * the containers around it are shown too, since a pointer means nothing without them. Without this argument everything
 * is shown, files included.
 * @throws {JsonError} if the document is not of the strict JSON profile
 */
export function disclose(salted: SaltedDocument, pointers?: readonly string[]): Disclosure {
  const tree = buildDocumentTree(salted);
  const whole: Disclosure = {
    format: DISCLOSURE_FORMAT,
    sectionPointer: salted.sectionPointer ?? null,
    sectionCount: tree.sections.length,
    sections: tree.sections.map(({ leaves, salts }, index) => ({
      index,
      size: leaves.length,
      leaves: leaves.map((leaf, at) => disclosedLeaf(leaf, at, salts[at] ?? '')),
      hidden: [],
    })),
    hidden: [],
  };
  return pointers === undefined ? whole : keepLeaves(whole, shownBy(pointers));
}

function disclosedLeaf({ kind, pointer, value }: Leaf, index: number, salt: string): DisclosedLeaf {
  return { index, kind, salt, pointer, value } as DisclosedLeaf;
}

/**
 * Hides more of a disclosure; needs no secret.
 * @param pointers what to hide, each with everything inside it; hiding `''` hides the document but no file
 * @throws {CodedError} TREE_HIDDEN_COUNT if the disclosure is not sound
 */
export function redact(disclosure: Disclosure, pointers: readonly string[]): Disclosure {
  return keepLeaves(disclosure, (pointer) => !pointers.some((hidden) => isWithin(pointer, hidden)));
}

function shownBy(pointers: readonly string[]): (pointer: string) => boolean {
  const ancestors = new Set<string>();
  for (const pointer of pointers) {
    const start = pointer.startsWith('file:') ? undefined : parentPointer(pointer);
    for (let at = start; at !== undefined; at = parentPointer(at)) ancestors.add(at);
  }
  return (pointer) => ancestors.has(pointer) || pointers.some((shown) => isWithin(pointer, shown));
}

/** Hides every leaf whose pointer is not kept, and sections that then show nothing. */
function keepLeaves(disclosure: Disclosure, keep: (pointer: string) => boolean): Disclosure {
  const sections = disclosure.sections.map((section) => reduceSection(section, keep));
  const shown = new Map(sections.map(({ section, root }) => [section.index, leafHash(root)]));
  const kept = new Set(sections.flatMap(({ section }) => (section.leaves.length > 0 ? [section.index] : [])));
  const { hidden } = reduceTree(
    { size: disclosure.sectionCount, shown, hidden: disclosure.hidden.map(fromHex) },
    (index) => kept.has(index),
  );
  return {
    ...disclosure,
    sections: sections.flatMap(({ section }) => (kept.has(section.index) ? [section] : [])),
    hidden: hidden.map(toBareHex),
  };
}

function reduceSection(
  section: DisclosedSection,
  keep: (pointer: string) => boolean,
): { section: DisclosedSection; root: Uint8Array } {
  const leaves = section.leaves.filter(({ pointer }) => keep(pointer));
  const kept = new Set(leaves.map(({ index }) => index));
  const { root, hidden } = reduceTree(sectionTree(section), (index) => kept.has(index));
  return { section: { ...section, leaves, hidden: hidden.map(toBareHex) }, root };
}

/** The lower tree of one section as far as the disclosure shows it. */
export function sectionTree(section: DisclosedSection): {
  size: number;
  shown: Map<number, Uint8Array>;
  hidden: Uint8Array[];
} {
  return {
    size: section.size,
    shown: new Map(section.leaves.map((leaf) => [leaf.index, saltedLeafHash(plainLeaf(leaf), leaf.salt)])),
    hidden: section.hidden.map(fromHex),
  };
}
