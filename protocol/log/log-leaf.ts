/**
 * The leaf of one applied action in the transparency log: what an auditor needs to check the order of things, the
 * standing of keys and that nothing was left out, and nothing that anybody could read a document from.
 *
 * Encoding, version 1, 211 bytes, integers big-endian:
 *
 * | offset | bytes | what |
 * | --- | --- | --- |
 * | 0 | 1 | version, `0x01` |
 * | 1 | 8 | sequence of the action, from 1; the leaf's index in the tree is one less |
 * | 9 | 1 | kind: number of the EIP-712 type (`ACTION_KINDS`) |
 * | 10 | 1 | result: number of the contract's `Result`; only applied actions (`0x00`) have leaves |
 * | 11 | 8 | block time, unix seconds |
 * | 19 | 32 | EIP-712 digest of the action |
 * | 51 | 32 | signature digest: keccak256 over keccak256(signer) and keccak256(signature) of each signature in order |
 * | 83 | 32 | actor: key id of the signer; keccak256 of the jurisdiction's code for a council |
 * | 115 | 32 | subject: case id; for others the key, party or jurisdiction concerned; the digest that CancelAction cancels |
 * | 147 | 32 | head of the actor after the action |
 * | 179 | 32 | head of the subject after the action, zero for CancelAction |
 *
 * Its hash in the tree is `SHA-256(0x00 || leaf)`.
 * @see contracts/interfaces/ILedger.sol ActionApplied, RFC 6962 section 2.1
 */
import { ACTION_KINDS, type ActionKindName } from '../actions.ts';
import { CodedError } from '../coded-error.ts';
import { decodeUint64, encodeUint64, joinBytes } from '../merkle/bytes.ts';
import { fromHex, toChainHex } from '../merkle/hex.ts';
import { leafHash } from '../merkle/rfc6962.ts';

/** Length of an encoded leaf. */
export const LOG_LEAF_BYTES = 211;

const VERSION = 1;
const APPLIED = 0;
const ZERO_HEAD = `0x${'0'.repeat(64)}`;

/** One applied action; hashes and ids as 0x hex of 32 bytes, lower case. */
export interface LogLeaf {
  /** From 1, without gaps. */
  readonly sequence: number;
  readonly kind: ActionKindName;
  /** unix seconds */
  readonly blockTime: number;
  readonly digest: string;
  readonly signatureDigest: string;
  readonly actor: string;
  readonly subject: string;
  readonly actorHead: string;
  readonly subjectHead: string;
}

/** Encodes a leaf as the module comment states. */
export function encodeLogLeaf(leaf: LogLeaf): Uint8Array {
  return joinBytes(
    new Uint8Array([VERSION]),
    encodeUint64(leaf.sequence),
    new Uint8Array([ACTION_KINDS[leaf.kind].id, APPLIED]),
    encodeUint64(leaf.blockTime),
    ...[leaf.digest, leaf.signatureDigest, leaf.actor, leaf.subject, leaf.actorHead, leaf.subjectHead].map(fromHex),
  );
}

/**
 * Decodes a leaf.
 * @throws {CodedError} LOG_LEAF_INVALID if the bytes are no leaf of version 1
 */
export function decodeLogLeaf(bytes: Uint8Array): LogLeaf {
  const sequence = decodeUint64(bytes, 1);
  const kind = KIND_NAMES.get(bytes[9] ?? 0);
  const blockTime = decodeUint64(bytes, 11);
  const sound = bytes.length === LOG_LEAF_BYTES && bytes[0] === VERSION && bytes[10] === APPLIED;
  if (!sound || sequence === undefined || sequence === 0 || kind === undefined || blockTime === undefined) {
    throw new CodedError('LOG_LEAF_INVALID', 'The bytes are no log leaf of version 1.', { length: bytes.length });
  }
  const word = (index: number) => toChainHex(bytes.subarray(19 + 32 * index, 51 + 32 * index));
  return {
    sequence,
    kind,
    blockTime,
    digest: word(0),
    signatureDigest: word(1),
    actor: word(2),
    subject: word(3),
    actorHead: word(4),
    subjectHead: word(5),
  };
}

/** Hash of a leaf in the tree. */
export function logLeafHash(leaf: LogLeaf): Uint8Array {
  return leafHash(encodeLogLeaf(leaf));
}

/**
 * What a head belongs to. `CASE`: a case id. `REGISTRY`: a key id, a party id (left-aligned in 32 bytes) or keccak256
 * of a jurisdiction's code; the contract keeps these in one mapping. `STANDING`: the same ids, but chained over registry
 * actions *on* them alone: the contract's head of a key moves with everything the key signs, and nobody could show that
 * no revocation was left out without showing every case that the key ever worked on.
 */
export type HeadKind = 'CASE' | 'REGISTRY' | 'STANDING';

interface Moved {
  /** 0x hex, 32 bytes. */
  readonly id: string;
  /** Sequence of the action that moved it last. */
  readonly sequence: number;
}

/** The head that an action left behind on something. */
export type HeadChange = Moved &
  (
    | {
        readonly kind: 'CASE' | 'REGISTRY';
        /** keccak256 chain over the digests of all actions on it, 0x hex; the contract's own. */
        readonly head: string;
      }
    | {
        readonly kind: 'STANDING';
        /** The action that the chain of the standing grows by, 0x hex. */
        readonly digest: string;
      }
  );

/** Heads that an action moved, each once. @see contracts/Ledger.sol _record */
export function headChanges(leaf: LogLeaf): HeadChange[] {
  const { sequence, digest } = leaf;
  const actor: HeadChange = { kind: 'REGISTRY', id: leaf.actor, head: leaf.actorHead, sequence };
  const subject = { id: leaf.subject, head: leaf.subjectHead, sequence };
  if (ACTION_KINDS[leaf.kind].fields.some(({ name }) => name === 'caseId'))
    return [{ kind: 'CASE', ...subject }, actor];
  if (leaf.subjectHead === ZERO_HEAD) return [actor];
  const standings = standingsOf(leaf).map((id): HeadChange => ({ kind: 'STANDING', id, digest, sequence }));
  if (leaf.subject === leaf.actor) return [actor, ...standings];
  return [{ kind: 'REGISTRY', ...subject }, actor, ...standings];
}

/** Whose standing a registry action changes: its subject; a rotation ends the old key, which signs it, as well. */
export function standingsOf({ kind, actor, subject }: Pick<LogLeaf, 'kind' | 'actor' | 'subject'>): string[] {
  return ACTION_KINDS[kind].authority === 'ROTATION' ? [subject, actor] : [subject];
}

const KIND_NAMES = new Map(
  Object.entries(ACTION_KINDS).map(([name, { id }]) => [id as number, name as ActionKindName]),
);
