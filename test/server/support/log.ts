/** The log of a gateway as an outsider sees it: from its tiles and entries alone, by the second implementation. */
import { concat, keccak256 } from 'ethers';
import { type Checkpoint, parseCheckpoint } from '../../../protocol/log/checkpoint.ts';
import { decodeLogLeaf, headChanges, LOG_LEAF_BYTES, type LogLeaf } from '../../../protocol/log/log-leaf.ts';
import { parseNote } from '../../../protocol/log/note.ts';
import { fromHex, toBareHex } from '../../../protocol/merkle/hex.ts';
import { mapHash, type ReferenceHead, sha256, treeHash } from '../../protocol/support/reference-tree.ts';

const KIND_NUMBERS = { CASE: 1, REGISTRY: 2, STANDING: 3 } as const;

/** Newest checkpoint of a gateway. */
export async function checkpointOf(url: string): Promise<{ note: string; checkpoint: Checkpoint }> {
  const response = await fetch(`${url}/v1/log/checkpoint`);
  const note = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${note}`);
  return { note, checkpoint: parseCheckpoint(parseNote(note).text) };
}

/** Entries of a small log, from its bundles. @param size at most 256 */
export async function entriesOf(url: string, size: number): Promise<Uint8Array[]> {
  const response = await fetch(`${url}/v1/log/tile/entries/000${size === 256 ? '' : `.p/${size}`}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += 2 + LOG_LEAF_BYTES) {
    if (bytes.readUInt16BE(at) !== LOG_LEAF_BYTES) throw new Error('an entry has another length');
    entries.push(new Uint8Array(bytes.subarray(at + 2, at + 2 + LOG_LEAF_BYTES)));
  }
  return entries;
}

/** What a checkpoint must say about some entries, in hex, computed by the second implementation. */
export function rootsOf(entries: readonly Uint8Array[]): { root: string; headsRoot: string } {
  const leaves = entries.map(decodeLogLeaf);
  return { root: toBareHex(treeHash(entries)), headsRoot: toBareHex(mapHash(referenceHeads(leaves))) };
}

/** Current heads of everything that some leaves moved. */
export function referenceHeads(leaves: readonly LogLeaf[]): ReferenceHead[] {
  const heads = new Map<string, ReferenceHead>();
  for (const change of leaves.flatMap(headChanges)) {
    const place = sha256(new Uint8Array([KIND_NUMBERS[change.kind]]), fromHex(change.id));
    const name = toBareHex(place);
    const before = heads.get(name)?.head ?? new Uint8Array(32);
    const head = change.kind === 'STANDING' ? keccak256(concat([before, change.digest])) : change.head;
    heads.set(name, { place, head: fromHex(head), sequence: BigInt(change.sequence) });
  }
  return [...heads.values()];
}

/** The roots of a checkpoint in hex. */
export const hexRoots = ({ root, headsRoot }: Checkpoint) => ({
  root: toBareHex(root),
  headsRoot: toBareHex(headsRoot),
});
