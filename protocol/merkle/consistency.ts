/** Whether one tree is the beginning of another. */
import { equalBytes } from './bytes.ts';
import { nodeHash } from './rfc6962.ts';

/** A tree as its size and root tell it. */
export interface TreeHead {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

interface Steps {
  readonly first: Uint8Array;
  readonly second: Uint8Array;
}

/**
 * Checks a consistency proof. Any tree begins with the empty one, which needs and takes no proof.
 * @param path as RFC 6962 section 2.1.2 orders it
 * @see RFC 9162 section 2.1.4.2, which spells out the algorithm for the same trees
 */
export function isConsistent(first: TreeHead, second: TreeHead, path: readonly Uint8Array[]): boolean {
  const sound = Number.isSafeInteger(first.size) && Number.isSafeInteger(second.size) && first.size >= 0;
  if (!sound || first.size > second.size) return false;
  if (first.size === second.size) return path.length === 0 && equalBytes(first.root, second.root);
  if (first.size === 0) return path.length === 0;
  const roots = rootsFromPath(first, second.size, path);
  return roots !== undefined && equalBytes(roots.first, first.root) && equalBytes(roots.second, second.root);
}

function rootsFromPath(first: TreeHead, secondSize: number, path: readonly Uint8Array[]): Steps | undefined {
  // a complete old tree is itself the first node of the path
  const nodes = Number.isInteger(Math.log2(first.size)) ? [first.root, ...path] : [...path];
  const [start, ...rest] = nodes;
  if (start === undefined || nodes.some(({ length }) => length !== 32)) return undefined;
  let position = first.size - 1;
  let last = secondSize - 1;
  while (position % 2 === 1) [position, last] = [half(position), half(last)];
  let roots: Steps = { first: start, second: start };
  for (const node of rest) {
    if (last === 0) return undefined;
    if (position % 2 === 1 || position === last) {
      roots = { first: nodeHash(node, roots.first), second: nodeHash(node, roots.second) };
      while (position % 2 === 0 && position !== 0) [position, last] = [half(position), half(last)];
    } else {
      roots = { first: roots.first, second: nodeHash(roots.second, node) };
    }
    [position, last] = [half(position), half(last)];
  }
  return last === 0 ? roots : undefined;
}

const half = (value: number): number => Math.floor(value / 2);
