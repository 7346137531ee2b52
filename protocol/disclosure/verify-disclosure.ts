/** Verification of disclosures: recompute the root from what is shown, and check that it can be part of one document. */
import { CodedError } from '../coded-error.ts';
import { JSON_LIMITS } from '../json/json-limits.ts';
import { arrayIndex, isWithin, parentPointer, tokensOf, unescapeToken } from '../json/json-pointer.ts';
import { stringDefect } from '../json/json-text.ts';
import type { JsonValue } from '../json/json-value.ts';
import { fromHex, toChainHex } from '../merkle/hex.ts';
import { reduceTree } from '../merkle/partial-tree.ts';
import { leafHash } from '../merkle/rfc6962.ts';
import { DISCLOSURE_SCHEMA, type DisclosedSection, type Disclosure, plainLeaf, sectionTree } from './disclosure.ts';
import { type AttachedFile, type ContainerLeaf, filePointer, type Leaf, listSections } from './leaves.ts';
import { PACKED_DISCLOSURE_FORMAT, unpackDisclosure } from './packed-disclosure.ts';
import { rebuildDocument } from './rebuild.ts';

/** Why a disclosure is not sound. */
export const DISCLOSURE_FAILURES = {
  DISCLOSURE_MALFORMED: 'The disclosure does not have the form of one.',
  DISCLOSURE_HIDDEN_COUNT: 'The hidden hashes do not fit the shown leaves.',
  DISCLOSURE_ORDER: 'Leaves or sections are not in their defined order, or one is shown twice.',
  DISCLOSURE_ORPHAN: 'A leaf is shown without the containers around it, or does not fit into them.',
  DISCLOSURE_WRONG_SECTION: 'A leaf stands in a section where it does not belong.',
  DISCLOSURE_INCOMPLETE_CONTAINER: 'Nothing is hidden, and yet a container has fewer members than it says.',
  DISCLOSURE_ROOT_MISMATCH: 'The disclosure leads to another root than the expected one.',
} as const;

export type DisclosureFailureCode = keyof typeof DISCLOSURE_FAILURES;

export interface SoundDisclosure {
  readonly ok: true;
  /** 32 bytes, `0x…`. */
  readonly root: string;
  /** Shown leaves in document order. */
  readonly leaves: readonly Leaf[];
  /** Whether nothing is hidden. */
  readonly complete: boolean;
  /** The document, if nothing is hidden. */
  readonly document?: JsonValue;
  /** The attached files that are shown. */
  readonly files: readonly AttachedFile[];
}

export interface UnsoundDisclosure {
  readonly ok: false;
  readonly code: DisclosureFailureCode;
  readonly reason: string;
  /** The leaf at fault, where one is. */
  readonly pointer?: string;
}

/**
 * Checks a disclosure.
 *
 * A lodger who signs a deliberately malformed tree could show different values at one pointer to different holders;
 * each such showing is signed by the same root, and whoever gets the complete document (customs does) sees it at once.
 * @param input of unknown origin, packed or not
 * @param expectedRoot root that the disclosure must lead to, `0x…`
 */
export function verifyDisclosure(input: unknown, expectedRoot?: string): SoundDisclosure | UnsoundDisclosure {
  const disclosure = isPacked(input) ? unpackDisclosure(input) : DISCLOSURE_SCHEMA.safeParse(input).data;
  if (disclosure === undefined) return failure('DISCLOSURE_MALFORMED');
  try {
    const sound = check(disclosure);
    if (expectedRoot !== undefined && sound.root !== expectedRoot.toLowerCase()) {
      return failure('DISCLOSURE_ROOT_MISMATCH');
    }
    return sound;
  } catch (error) {
    if (error instanceof DisclosureFault) return failure(error.failure, error.pointer);
    if (error instanceof CodedError && error.code === 'TREE_HIDDEN_COUNT') return failure('DISCLOSURE_HIDDEN_COUNT');
    throw error;
  }
}

function isPacked(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'format' in input && input.format === PACKED_DISCLOSURE_FORMAT;
}

function failure(code: DisclosureFailureCode, pointer?: string): UnsoundDisclosure {
  return { ok: false, code, reason: DISCLOSURE_FAILURES[code], ...(pointer === undefined ? {} : { pointer }) };
}

/** Carries a failure up to {@link verifyDisclosure}; never leaves this module. */
class DisclosureFault extends Error {
  readonly failure: DisclosureFailureCode;
  readonly pointer: string | undefined;

  constructor(code: DisclosureFailureCode, pointer?: string) {
    super(code);
    this.failure = code;
    this.pointer = pointer;
  }
}

function check(disclosure: Disclosure): SoundDisclosure {
  ascending(
    disclosure.sections.map(({ index }) => index),
    disclosure.sectionCount,
  );
  const root = toChainHex(rootOf(disclosure));
  const leaves = disclosure.sections.flatMap((section) => section.leaves.map(plainLeaf));
  const containers = checkStructure(disclosure);
  const complete = isComplete(disclosure);
  const files = leaves.flatMap((leaf): AttachedFile[] => {
    if (leaf.kind !== 'file') return [];
    const [name, mediaType, sha256] = leaf.value;
    return [{ name, mediaType, sha256 }];
  });
  if (!complete) return { ok: true, root, leaves, complete, files };
  const short = [...containers.values()].find(({ leaf, members }) => members !== leaf.value[1]);
  if (short !== undefined) throw new DisclosureFault('DISCLOSURE_INCOMPLETE_CONTAINER', short.leaf.pointer);
  const document = rebuildDocument(leaves);
  checkLayout(disclosure, listSections(document, files, disclosure.sectionPointer ?? undefined));
  return { ok: true, root, leaves, complete, files, document };
}

/** A complete disclosure must be the one that its document and files give: no other place, order or section of a leaf. */
function checkLayout({ sections }: Disclosure, expected: readonly (readonly Leaf[])[]): void {
  if (sections.length !== expected.length) throw new DisclosureFault('DISCLOSURE_WRONG_SECTION');
  sections.forEach(({ leaves }, index) => {
    leaves.map(plainLeaf).forEach((leaf, at) => {
      const other = expected[index]?.[at];
      if (other?.pointer !== leaf.pointer || other.kind !== leaf.kind) {
        throw new DisclosureFault('DISCLOSURE_ORDER', leaf.pointer);
      }
    });
  });
}

function isComplete({ sections, hidden, sectionCount }: Disclosure): boolean {
  return (
    hidden.length === 0 &&
    sections.length === sectionCount &&
    sections.every((section) => section.hidden.length === 0 && section.leaves.length === section.size)
  );
}

/** Root that the shown leaves and hidden hashes lead to, 32 bytes. */
function rootOf(disclosure: Disclosure): Uint8Array {
  const shown = new Map(
    disclosure.sections.map((section) => {
      ascending(
        section.leaves.map(({ index }) => index),
        section.size,
      );
      return [section.index, leafHash(reduceTree(sectionTree(section), () => true).root)] as const;
    }),
  );
  return reduceTree({ size: disclosure.sectionCount, shown, hidden: disclosure.hidden.map(fromHex) }, () => true).root;
}

function ascending(positions: readonly number[], size: number): void {
  positions.forEach((position, at) => {
    if (position >= size || (at > 0 && position <= (positions[at - 1] ?? 0))) {
      throw new DisclosureFault('DISCLOSURE_ORDER');
    }
  });
}

/** A shown container and what of it was seen so far. */
interface OpenContainer {
  readonly leaf: ContainerLeaf;
  members: number;
  lastToken: string | undefined;
}

/** Checks that each leaf fits into shown containers, stands in its section and comes in preorder. */
function checkStructure(disclosure: Disclosure): Map<string, OpenContainer> {
  const containers = new Map<string, OpenContainer>();
  let lastFile = -1;
  for (const section of disclosure.sections) {
    // a section of its own continues below containers that the first section shows
    const path: OpenContainer[] = ancestorsOf(disclosure, section, containers);
    for (const leaf of section.leaves.map(plainLeaf)) {
      if (leaf.kind === 'file') {
        const index = arrayIndex(leaf.pointer.slice('file:/'.length));
        if (section.index !== 0) throw new DisclosureFault('DISCLOSURE_WRONG_SECTION', leaf.pointer);
        if (index === undefined || leaf.pointer !== filePointer(index) || index <= lastFile) {
          throw new DisclosureFault('DISCLOSURE_ORDER', leaf.pointer);
        }
        lastFile = index;
        continue;
      }
      checkSection(disclosure, section, leaf);
      place(leaf, path);
      if (leaf.kind === 'container') {
        const container = { leaf, members: 0, lastToken: undefined };
        containers.set(leaf.pointer, container);
        path.push(container);
      }
    }
  }
  return containers;
}

function ancestorsOf(
  { sectionPointer, sectionCount }: Disclosure,
  section: DisclosedSection,
  containers: ReadonlyMap<string, OpenContainer>,
): OpenContainer[] {
  if (section.index === 0) return [];
  const path: OpenContainer[] = [];
  for (let at: string | undefined = sectionPointer ?? ''; at !== undefined; at = parentPointer(at)) {
    const container = containers.get(at);
    if (container === undefined) throw new DisclosureFault('DISCLOSURE_ORPHAN', at);
    path.unshift(container);
  }
  const [type, size] = path.at(-1)?.leaf.value ?? ['object', 0];
  if (type !== 'array' || size + 1 !== sectionCount) {
    throw new DisclosureFault('DISCLOSURE_WRONG_SECTION', sectionPointer ?? '');
  }
  return path;
}

function checkSection({ sectionPointer, sectionCount }: Disclosure, section: DisclosedSection, leaf: Leaf): void {
  const inside = sectionPointer !== null && leaf.pointer !== sectionPointer && isWithin(leaf.pointer, sectionPointer);
  const belongs =
    section.index === 0
      ? !inside || sectionCount === 1
      : inside && isWithin(leaf.pointer, `${sectionPointer}/${section.index - 1}`);
  if (!belongs) throw new DisclosureFault('DISCLOSURE_WRONG_SECTION', leaf.pointer);
}

/** Puts a leaf below its container, which must be the innermost open one after those that are finished are closed. */
function place(leaf: Leaf, path: OpenContainer[]): void {
  const parent = parentPointer(leaf.pointer);
  if (parent === undefined) {
    if (path.length > 0) throw new DisclosureFault('DISCLOSURE_ORDER', leaf.pointer);
    return;
  }
  while (path.length > 0 && path.at(-1)?.leaf.pointer !== parent) path.pop();
  const container = path.at(-1);
  if (container === undefined) throw new DisclosureFault('DISCLOSURE_ORPHAN', leaf.pointer);
  const token = tokensOf(leaf.pointer).at(-1) ?? '';
  const [type, size] = container.leaf.value;
  if (!isMember(leaf.pointer, token, type, size)) throw new DisclosureFault('DISCLOSURE_ORPHAN', leaf.pointer);
  if (container.lastToken !== undefined && !isAfter(token, container.lastToken, type)) {
    throw new DisclosureFault('DISCLOSURE_ORDER', leaf.pointer);
  }
  container.lastToken = token;
  container.members += 1;
  if (container.members > size) throw new DisclosureFault('DISCLOSURE_ORPHAN', leaf.pointer);
}

function isMember(pointer: string, token: string, type: 'object' | 'array', size: number): boolean {
  if (type === 'array') return (arrayIndex(token) ?? size) < size;
  // one key, one spelling: an unescaped tilde would be a second pointer to the same member
  const raw = pointer.slice(pointer.lastIndexOf('/') + 1);
  return !/~(?![01])/.test(raw) && unescapeToken(raw) === token && stringDefect(token, JSON_LIMITS) === undefined;
}

function isAfter(token: string, last: string, type: 'object' | 'array'): boolean {
  return type === 'array' ? Number(token) > Number(last) : token > last;
}
