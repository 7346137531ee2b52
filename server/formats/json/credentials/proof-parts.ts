/** Reading the parts of a proof: what is not a hash where one is needed is a reason, never an exception. */
import { secp256k1 } from '@noble/curves/secp256k1';
import { keccak_256 } from '@noble/hashes/sha3';
import { concatBytes } from '@noble/hashes/utils';
import type { IntegrityStatement } from '../../../../protocol/documents/integrity.ts';
import { BARE_HEX_32, fromHex, toBareHex } from '../../../../protocol/merkle/hex.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { merkleRootOf } from './hashes.ts';

/** One check and the place in the file that its reason speaks of. */
export interface Checked {
  readonly statement: IntegrityStatement;
  readonly at?: JsonCursor;
}

export const checked = (
  check: IntegrityStatement['check'],
  outcome: IntegrityStatement['outcome'],
  reason: string,
  at?: JsonCursor,
): Checked => ({ statement: { check, outcome, reason }, ...(at === undefined ? {} : { at }) });

/** Hash in a member: 32 bytes in hex without prefix. */
export const hashIn = (cursor: JsonCursor): string | undefined =>
  BARE_HEX_32.test(cursor.peek()) ? cursor.peek() : undefined;

/** Hashes of a list; `undefined` if one is none. */
export function hashesIn(list: JsonCursor): string[] | undefined {
  const hashes = list.items().map(hashIn);
  return hashes.every((hash) => hash !== undefined) ? hashes : undefined;
}

/** Holds the digest of the content against the target, and the target with its proof against the root. */
export function checkRoots(
  digest: string | undefined,
  proof: { readonly target: JsonCursor; readonly siblings: JsonCursor; readonly root: JsonCursor },
): Checked {
  const [target, siblings, root] = [hashIn(proof.target), hashesIn(proof.siblings), hashIn(proof.root)];
  const broken = (at: JsonCursor, reason: string) => checked('CONTENT', 'INVALID', reason, at);
  if (target === undefined) return broken(proof.target, 'The target hash is missing or no hash.');
  if (siblings === undefined) return broken(proof.siblings, 'The merkle proof holds something that is no hash.');
  if (root === undefined) return broken(proof.root, 'The merkle root is missing or no hash.');
  if (digest !== target) {
    return broken(
      proof.target,
      `The content hashes to ${digest ?? 'nothing'}, the proof says ${target}: a value was changed, added or removed.`,
    );
  }
  if (merkleRootOf(target, siblings) !== root) {
    return broken(proof.root, 'The merkle proof does not lead from the target hash to the merkle root.');
  }
  return checked('CONTENT', 'VALID', 'Every value hashes into the merkle root.');
}

/** `did:ethr:0x…` or with a network between; the key fragment is optional. */
const ETHR_DID = /^did:ethr:(?:[\w-]+:)?(0x[0-9a-fA-F]{40})(?:#[\w-]+)?$/;

/**
 * Checks a signature over a merkle root by the key that a `did:ethr` names by itself.
 * @see EIP-191; a change of the DID's controller on its chain cannot be seen from the file
 */
export function checkEthrSignature(root: string | undefined, method: JsonCursor, signature: JsonCursor): Checked {
  const address = ETHR_DID.exec(method.peek())?.[1]?.toLowerCase();
  if (address === undefined) {
    return checked(
      'SIGNATURE',
      'CANNOT_CHECK',
      `The key of ${method.peek() || 'the proof'} is not in the file.`,
      method,
    );
  }
  const signer = root === undefined ? undefined : signerOf(root, signature.peek());
  if (signer !== address) {
    return checked('SIGNATURE', 'INVALID', `The signature is not by ${method.peek()} over the merkle root.`, signature);
  }
  return checked('SIGNATURE', 'VALID', `The merkle root is signed by ${address}.`);
}

function signerOf(root: string, signature: string): string | undefined {
  const parts = /^0x([0-9a-f]{128})([0-9a-f]{2})$/i.exec(signature);
  if (parts === null) return undefined;
  const recovery = Number.parseInt(parts[2] ?? '', 16);
  const message = concatBytes(new TextEncoder().encode('\x19Ethereum Signed Message:\n32'), fromHex(root));
  try {
    const point = secp256k1.Signature.fromCompact(parts[1] ?? '')
      .addRecoveryBit(recovery >= 27 ? recovery - 27 : recovery)
      .recoverPublicKey(keccak_256(message));
    return `0x${toBareHex(keccak_256(point.toRawBytes(false).subarray(1)).subarray(12))}`;
  } catch {
    return undefined;
  }
}
