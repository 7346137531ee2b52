import { tokensOf } from '../json/json-pointer.ts';
import type { JsonValue } from '../json/json-value.ts';
import type { Leaf } from './leaves.ts';

type Open = { [key: string]: JsonValue } | JsonValue[];

/**
 * Builds the document that a complete list of leaves describes.
 * @param leaves in preorder, each below containers that come before it; file leaves are passed over
 */
export function rebuildDocument(leaves: readonly Leaf[]): JsonValue {
  const containers = new Map<string, Open>();
  let document: JsonValue = null;
  for (const leaf of leaves) {
    if (leaf.kind === 'file') continue;
    const value = leaf.kind === 'scalar' ? leaf.value : openContainer(leaf.pointer, leaf.value[0], containers);
    if (leaf.pointer === '') document = value;
    else assign(containers.get(leaf.pointer.slice(0, leaf.pointer.lastIndexOf('/'))), leaf.pointer, value);
  }
  return document;
}

function openContainer(pointer: string, type: 'object' | 'array', containers: Map<string, Open>): JsonValue {
  const container: Open = type === 'array' ? [] : {};
  containers.set(pointer, container);
  return container;
}

function assign(container: Open | undefined, pointer: string, value: JsonValue): void {
  if (Array.isArray(container)) {
    container.push(value);
  } else if (container !== undefined) {
    // defineProperty: a key such as __proto__ must not reach a setter
    const key = tokensOf(pointer).at(-1) ?? '';
    Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true });
  }
}
