/** Signed actions as calldata of `execute`, and back. */
import { ACTION_KINDS, encodeBody, type SignedAction } from '../../protocol/actions.ts';
import { LEDGER_ABI } from './abi.ts';

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
