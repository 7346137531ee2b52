/** Signed actions as calldata of `execute`, and back. */
import { dataLength } from 'ethers';
import {
  ACTION_KINDS,
  type ActionKindName,
  type ActionSignature,
  bodyDigest,
  encodeBody,
  type LedgerDomain,
  type SignedAction,
} from '../../protocol/actions.ts';
import { LEDGER_ABI } from './abi.ts';
import { actionKind } from './event-decoder.ts';

/** An action as it stands in calldata. */
export interface CalldataAction {
  readonly kind: number;
  readonly body: string;
  readonly signatures: readonly ActionSignature[];
  readonly attachment: string;
}

/** An action encoded once: digesting, simulating and sending it cost no second encoding. */
export interface EncodedAction {
  readonly kind: ActionKindName;
  readonly body: string;
  /** The ABI tuple that `execute` takes, hex digits without `0x`. */
  readonly tuple: string;
}

const SELECTOR = LEDGER_ABI.getFunction('execute')?.selector ?? '';
const WORD_BYTES = 32;

/**
 * Encodes one action as the contract takes it.
 * @throws {TypeError} if a field is missing or out of range, which a stored action never is unless it was tampered with
 */
export function encodeAction({ kind, message, signatures, attachment = '0x' }: SignedAction): EncodedAction {
  const body = encodeBody(kind, message);
  const signed = signatures.map(({ signer, signature }) => sequence([bytes(signer), bytes(signature)]));
  const tails = [bytes(body), word(signatures.length) + sequence(signed), bytes(attachment)];
  return { kind, body, tuple: withOffsets(word(ACTION_KINDS[kind].id), tails) };
}

/** Calldata of `execute`. */
export function encodeExecute(actions: readonly EncodedAction[]): string {
  return `${SELECTOR}${word(WORD_BYTES)}${word(actions.length)}${sequence(actions.map(({ tuple }) => tuple))}`;
}

/** Bytes that an action adds to the calldata of `execute`. */
export function calldataBytes({ tuple }: EncodedAction): number {
  return WORD_BYTES + tuple.length / 2;
}

/** Actions in the calldata of `execute`. */
export function decodeExecute(data: string): CalldataAction[] {
  const [actions] = LEDGER_ABI.decodeFunctionData('execute', data) as unknown as [
    readonly (readonly [bigint, string, readonly (readonly [string, string])[], string])[],
  ];
  return actions.map(([kind, body, signatures, attachment]) => ({
    kind: Number(kind),
    body,
    signatures: signatures.map(([signer, signature]) => ({ signer, signature })),
    attachment,
  }));
}

/**
 * EIP-712 digest of an action in calldata: the body is the encoded struct already.
 * @throws {RangeError} for a kind that this release does not know
 */
export function encodedDigest(domain: LedgerDomain, kind: number, body: string): string {
  return bodyDigest(domain, actionKind(kind), body);
}

/** Dynamic values one after the other, behind their offsets. */
function sequence(values: readonly string[]): string {
  return withOffsets('', values);
}

/** Static words, the offsets of dynamic values, and the values. @see ABI specification, "enc of a tuple" */
function withOffsets(head: string, values: readonly string[]): string {
  let offset = head.length / 2 + values.length * WORD_BYTES;
  const offsets = values.map((value) => {
    const at = word(offset);
    offset += value.length / 2;
    return at;
  });
  return head + offsets.join('') + values.join('');
}

/** A byte string: its length, then its bytes in whole words. @throws {TypeError} if it is not hex of whole bytes */
function bytes(hex: string): string {
  const length = dataLength(hex);
  return word(length) + hex.slice(2).padEnd(Math.ceil(length / WORD_BYTES) * WORD_BYTES * 2, '0');
}

function word(value: number): string {
  return value.toString(16).padStart(WORD_BYTES * 2, '0');
}
