/**
 * Signing in by EIP-712: a typed message that says who signs in, where and until when. Its type is none of
 * `ACTION_KINDS`, so its digest can never be that of an action: a key that acts on the ledger can sign in with it, and a
 * gateway that hands out the challenge learns nothing that it could anchor.
 * @see EIP-712 (the hash of the type is part of every digest)
 */
import { TypedDataEncoder } from 'ethers';
import { type LedgerDomain, typedDataDomain } from './actions.ts';

/** What is signed to open a session. */
export interface SessionMessage {
  /** hex, 32 bytes */
  readonly ledgerId: string;
  /** Key that signs in, `keccak256(signer)`; hex, 32 bytes. */
  readonly keyId: string;
  /** Origin of the gateway that the session is for, for example `https://gateway.example`; no slash at the end. */
  readonly gatewayOrigin: string;
  /** As the gateway gave it out; good once. */
  readonly nonce: string;
  /** Unix seconds until which the message may be used to sign in. */
  readonly expires: number;
}

/** EIP-712 `types` of a session message, as wallets and `ethers` take it. */
export const SESSION_TYPES: Record<string, { name: string; type: string }[]> = {
  Session: [
    { name: 'ledgerId', type: 'bytes32' },
    { name: 'keyId', type: 'bytes32' },
    { name: 'gatewayOrigin', type: 'string' },
    { name: 'nonce', type: 'string' },
    { name: 'expires', type: 'uint64' },
  ],
};

/** The 32-byte digest that is signed to sign in, hex. */
export function sessionDigest(domain: LedgerDomain, message: SessionMessage): string {
  return TypedDataEncoder.hash(typedDataDomain(domain), SESSION_TYPES, { ...message });
}
