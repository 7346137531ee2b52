/** Signed actions as calldata of `execute`, and back. */
import { concat, id, keccak256, TypedDataEncoder } from 'ethers';
import {
  ACTION_KINDS,
  encodeBody,
  type LedgerDomain,
  type SignedAction,
  typedDataDomain,
  typeString,
} from '../../protocol/actions.ts';
import { LEDGER_ABI } from './abi.ts';
import { actionKind } from './event-decoder.ts';

/** An action encoded once: simulating and sending it costs no second encoding. */
export interface EncodedAction {
  readonly kind: number;
  readonly body: string;
  readonly signatures: readonly { readonly signer: string; readonly signature: string }[];
  readonly attachment: string;
}

/**
 * Encodes one action as the contract takes it.
 * @throws {TypeError} if a field is missing or out of range, which a stored action never is unless it was tampered with
 */
export function encodeAction(action: SignedAction): EncodedAction {
  return {
    kind: ACTION_KINDS[action.kind].id,
    body: encodeBody(action.kind, action.message),
    signatures: action.signatures,
    attachment: action.attachment ?? '0x',
  };
}

/** Calldata of `execute`. */
export function encodeExecute(actions: readonly EncodedAction[]): string {
  return LEDGER_ABI.encodeFunctionData('execute', [
    actions.map(({ kind, body, signatures, attachment }) => [
      kind,
      body,
      signatures.map(({ signer, signature }) => [signer, signature]),
      attachment,
    ]),
  ]);
}

/** Actions in the calldata of `execute`. */
export function decodeExecute(data: string): EncodedAction[] {
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
 * EIP-712 digest of an encoded action: the body is the encoded struct already.
 * @throws {RangeError} for a kind that this release does not know
 */
export function encodedDigest(domain: LedgerDomain, kind: number, body: string): string {
  const structHash = keccak256(concat([id(typeString(actionKind(kind))), body]));
  return keccak256(concat(['0x1901', TypedDataEncoder.hashDomain(typedDataDomain(domain)), structHash]));
}
