/** Hashing as OpenAttestation does it: keccak-256 over JSON texts, hex without prefix. */
import { keccak_256 } from '@noble/hashes/sha3';
import { fromHex, toBareHex } from '../../../../protocol/merkle/hex.ts';
import { plainValue, type SourceNode } from '../reader/source-tree.ts';

const encoder = new TextEncoder();

export const keccakText = (text: string): string => toBareHex(keccak_256(encoder.encode(text)));

/** A value with its place; the spelling of places differs between versions. */
export interface Leaf {
  readonly path: string;
  readonly node: SourceNode;
}

/**
 * Scalars and empty containers of a tree.
 * @param step spells the path of a member or item below a path
 */
export function* leavesOf(
  node: SourceNode,
  step: (path: string, key: string, isIndex: boolean) => string,
  path = '',
): Generator<Leaf> {
  const members: [string, SourceNode][] =
    node.type === 'array'
      ? node.items.map((item, index) => [String(index), item])
      : node.type === 'object'
        ? Object.entries(node.members)
        : [];
  if (members.length === 0) yield { path, node };
  for (const [key, member] of members) yield* leavesOf(member, step, step(path, key, node.type === 'array'));
}

/** Digest of a list of hashes, whatever their order. */
export const digestOf = (hashes: readonly string[]): string => keccakText(JSON.stringify([...hashes].sort()));

/** Hash of one leaf under its path. */
export const leafHash = (path: string, value: unknown): string => keccakText(JSON.stringify({ [path]: value }));

export const leafValue = ({ node }: Leaf): unknown => plainValue(node);

/** Root that a proof leads to from a leaf: each pair is hashed in the order of its bytes. */
export function merkleRootOf(target: string, proof: readonly string[]): string {
  return proof.reduce((hash, sibling) => {
    const pair = hash < sibling ? hash + sibling : sibling + hash;
    return toBareHex(keccak_256(fromHex(pair)));
  }, target);
}
