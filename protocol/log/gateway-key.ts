/**
 * The one signing key of a gateway, in its three roles: it signs the log's checkpoints under the name of the log,
 * cosigns checkpoints with a time under its own name, and signs promises under its own name. Whoever pins a gateway pins
 * one verifier key, the cosigner's (`0x04`); the others follow from it.
 */
import { CodedError } from '../coded-error.ts';
import {
  formatVerifierKey,
  type NoteSecretKey,
  type NoteVerifierKey,
  parseVerifierKey,
  publicKeyOf,
} from './note-key.ts';

/** A gateway as it is pinned: its name and its public key. */
export interface GatewayKey {
  readonly name: string;
  /** 32 bytes, Ed25519. */
  readonly publicKey: Uint8Array;
}

/** Reads a pinned gateway. @param text verifier key of type `0x04` @throws {CodedError} NOTE_KEY_INVALID */
export function parseGatewayKey(text: string): GatewayKey {
  const { name, type, publicKey } = parseVerifierKey(text);
  if (type !== 'COSIGNATURE') {
    throw new CodedError('NOTE_KEY_INVALID', 'A gateway is pinned by its cosigner key, signature type 0x04.');
  }
  return { name, publicKey };
}

/** The text by which others pin a gateway. */
export function formatGatewayKey(gateway: GatewayKey): string {
  return formatVerifierKey(cosignerKey(gateway));
}

/** The gateway that a secret key is of. */
export function gatewayOf(secret: NoteSecretKey): GatewayKey {
  return { name: secret.name, publicKey: publicKeyOf(secret) };
}

/** Key for checkpoints that the gateway signs as the log. */
export function logKey({ publicKey }: GatewayKey, origin: string): NoteVerifierKey {
  return { name: origin, type: 'NOTE', publicKey };
}

/** Key for checkpoints that the gateway cosigns. */
export function cosignerKey({ name, publicKey }: GatewayKey): NoteVerifierKey {
  return { name, type: 'COSIGNATURE', publicKey };
}

/** Key for promises that the gateway gives. */
export function promiseKey({ name, publicKey }: GatewayKey): NoteVerifierKey {
  return { name, type: 'NOTE', publicKey };
}
