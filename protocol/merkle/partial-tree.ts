/**
 * Trees of which some leaves are shown and the rest stands as the hashes of the largest subtrees that show nothing,
 * from left to right. The spelling is canonical: for one tree and one set of shown leaves there is exactly one list.
 */
import { CodedError } from '../coded-error.ts';
import { nodeHash, splitPoint } from './rfc6962.ts';

/** Largest tree that is read; its depth, not its size, is what reading costs. */
export const MAX_TREE_SIZE = 2 ** 32;

export interface PartialTree {
  /** Leaves in the whole tree, at least 1. */
  readonly size: number;
  /** Hashes of the shown leaves by position. */
  readonly shown: ReadonlyMap<number, Uint8Array>;
  /** Hashes of the hidden subtrees, left to right. */
  readonly hidden: readonly Uint8Array[];
}

export interface ReducedTree {
  readonly root: Uint8Array;
  /** Hidden subtrees after hiding all leaves that were not kept. */
  readonly hidden: readonly Uint8Array[];
}

interface Subtree {
  readonly hash: Uint8Array;
  /** `undefined` if nothing inside is kept: the parent then hides the subtree as a whole. */
  readonly hidden: readonly Uint8Array[] | undefined;
}

/**
 * Computes the root and hides every shown leaf that is not kept.
 * @param keep positions that stay shown
 * @throws {CodedError} TREE_HIDDEN_COUNT if there are more or fewer hidden hashes than the shown leaves call for
 */
export function reduceTree(tree: PartialTree, keep: (position: number) => boolean): ReducedTree {
  const positions = [...tree.shown.keys()].sort((a, b) => a - b);
  let nextShown = 0;
  let nextHidden = 0;

  const walk = (from: number, to: number): Subtree => {
    const position = positions[nextShown];
    if (position === undefined || position >= to) {
      const hash = tree.hidden[nextHidden++];
      if (hash === undefined) throw hiddenCountError(tree);
      return { hash, hidden: undefined };
    }
    if (to - from === 1) {
      nextShown += 1;
      const hash = tree.shown.get(position);
      if (hash === undefined) throw hiddenCountError(tree);
      return { hash, hidden: keep(position) ? [] : undefined };
    }
    const middle = from + splitPoint(to - from);
    return join(walk(from, middle), walk(middle, to));
  };

  const top = walk(0, tree.size);
  if (nextHidden !== tree.hidden.length || nextShown !== positions.length) throw hiddenCountError(tree);
  return { root: top.hash, hidden: top.hidden ?? [top.hash] };
}

/**
 * How many hidden subtrees a tree has beside its shown leaves.
 * @param size leaves in the whole tree, at least 1
 * @param positions of shown leaves
 * @returns undefined if the positions do not ascend within the tree
 */
export function hiddenCount(size: number, positions: readonly number[]): number | undefined {
  const ascend = positions.every(
    (position, at) => position < size && (at === 0 || position > (positions[at - 1] ?? 0)),
  );
  if (!ascend) return undefined;
  let next = 0;
  const walk = (from: number, to: number): number => {
    const position = positions[next];
    if (position === undefined || position >= to) return 1;
    if (to - from === 1) {
      next += 1;
      return 0;
    }
    const middle = from + splitPoint(to - from);
    return walk(from, middle) + walk(middle, to);
  };
  return walk(0, size);
}

function join(left: Subtree, right: Subtree): Subtree {
  const hash = nodeHash(left.hash, right.hash);
  if (left.hidden === undefined && right.hidden === undefined) return { hash, hidden: undefined };
  return { hash, hidden: [...(left.hidden ?? [left.hash]), ...(right.hidden ?? [right.hash])] };
}

function hiddenCountError(tree: PartialTree): CodedError {
  return new CodedError('TREE_HIDDEN_COUNT', 'The hidden hashes do not fit the shown leaves.', {
    size: tree.size,
    shown: tree.shown.size,
    hidden: tree.hidden.length,
  });
}
