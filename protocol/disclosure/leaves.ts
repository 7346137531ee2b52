/**
 * What a document says, as a list of leaves in a defined order: preorder, members in canonical JSON key order, the
 * attached files last. Containers are leaves of their own, because without their type and size `{"a":[1]}` and
 * `{"a":{"0":1}}` would have the same leaves.
 *
 * Leaves stand in sections. A manifest has one for everything outside its consignments and one per consignment, so
 * that one line can be proven against the manifest's root; every other document has one.
 */
import { escapeToken } from '../json/json-pointer.ts';
import { isJsonArray, isJsonObject, type JsonScalar, type JsonValue } from '../json/json-value.ts';

/** A file attached to a document; the tree holds its digest, never its bytes. */
export interface AttachedFile {
  readonly name: string;
  readonly mediaType: string;
  /** Of the bytes as they came; bare lower-case hex. */
  readonly sha256: string;
}

export interface ScalarLeaf {
  readonly kind: 'scalar';
  /** RFC 6901, absolute. */
  readonly pointer: string;
  readonly value: JsonScalar;
}

export interface ContainerLeaf {
  readonly kind: 'container';
  /** RFC 6901, absolute; empty for the document itself. */
  readonly pointer: string;
  /** Type, and number of members or items. */
  readonly value: readonly ['object' | 'array', number];
}

export interface FileLeaf {
  readonly kind: 'file';
  /** `file:/0` for the first file: no RFC 6901 pointer starts so. */
  readonly pointer: string;
  /** Name, media type, SHA-256. */
  readonly value: readonly [string, string, string];
}

export type Leaf = ScalarLeaf | ContainerLeaf | FileLeaf;

/** Pointer of the file leaf number `index`, from 0. */
export function filePointer(index: number): string {
  return `file:/${index}`;
}

/**
 * Lists the leaves of a document by section.
 * @param document value of the strict JSON profile
 * @param sectionPointer array whose items are sections of their own, for example `/consignments`
 */
export function listSections(
  document: JsonValue,
  files: readonly AttachedFile[],
  sectionPointer: string | undefined,
): Leaf[][] {
  const common: Leaf[] = [];
  const sections: Leaf[][] = [common];
  visit(document, '', common, (array) => {
    array.forEach((item, index) => {
      const section: Leaf[] = [];
      visit(item, `${sectionPointer}/${index}`, section);
      sections.push(section);
    });
  });
  files.forEach(({ name, mediaType, sha256 }, index) => {
    common.push({ kind: 'file', pointer: filePointer(index), value: [name, mediaType, sha256] });
  });
  return sections;

  function visit(value: JsonValue, pointer: string, into: Leaf[], split?: (array: readonly JsonValue[]) => void): void {
    if (isJsonArray(value)) {
      into.push({ kind: 'container', pointer, value: ['array', value.length] });
      if (split !== undefined && pointer === sectionPointer) split(value);
      else for (const [index, item] of value.entries()) visit(item, `${pointer}/${index}`, into, split);
    } else if (isJsonObject(value)) {
      const members = Object.entries(value).sort(byKey);
      into.push({ kind: 'container', pointer, value: ['object', members.length] });
      for (const [key, member] of members) visit(member, `${pointer}/${escapeToken(key)}`, into, split);
    } else {
      into.push({ kind: 'scalar', pointer, value });
    }
  }
}

/** Order of keys in canonical JSON: by UTF-16 code units, which is how strings compare. */
function byKey([a]: readonly [string, JsonValue], [b]: readonly [string, JsonValue]): number {
  return a < b ? -1 : 1;
}
