/**
 * Whoever holds a key and signs with it. The gateway never does; a browser wallet, a passkey page, a hardware module or
 * the key file of the command line can.
 */
import { getAddress, type HDNodeWallet, type Wallet } from 'ethers';
import {
  type ActionKindName,
  type ActionMessage,
  keyIdOf,
  type LedgerDomain,
  typedDataDomain,
  typedDataTypes,
} from '../protocol/actions.ts';
import type { AttachedFile } from '../protocol/disclosure/leaves.ts';
import type { JsonValue } from '../protocol/json/json-value.ts';

/**
 * A document that a root in the message stands for: whoever signs can recompute the root from it and say what it is that
 * they sign. It is no part of what is signed.
 */
export interface Evidence {
  readonly document: JsonValue;
  readonly files: readonly AttachedFile[];
  /** Bare hex or `0x…`. */
  readonly secret: string;
}

export interface Signer {
  /** ERC-7913 signer bytes, hex: a 20-byte address, or a verifier followed by key material. */
  readonly signer: string;
  /** `keccak256(signer)`, hex: the fingerprint that a council approved. */
  readonly keyId: string;
  /**
   * Signs the EIP-712 digest of one action.
   * @param evidence documents behind the roots of the message, as far as they are known
   * @returns signature bytes, hex
   */
  sign(
    domain: LedgerDomain,
    kind: ActionKindName,
    message: ActionMessage,
    evidence?: readonly Evidence[],
  ): Promise<string>;
}

/** A signer that can also sign in with an EIP-4361 text. */
export interface WalletSigner extends Signer {
  /** EIP-55 address. */
  readonly address: string;
  /** EIP-191 signature over a text. @returns hex */
  signText(text: string): Promise<string>;
}

/** A secp256k1 key in memory. */
export function walletSigner(wallet: Wallet | HDNodeWallet): WalletSigner {
  const signer = wallet.address.toLowerCase();
  return {
    signer,
    keyId: keyIdOf(signer),
    address: getAddress(signer),
    sign: (domain, kind, message) => wallet.signTypedData(typedDataDomain(domain), typedDataTypes(kind), message),
    signText: (text) => wallet.signMessage(text),
  };
}
