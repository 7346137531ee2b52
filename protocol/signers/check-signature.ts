/**
 * Checks signatures of actions without a chain, by the rules of the contracts: what holds here holds there.
 * @see contracts/ledger/Admission.sol, contracts/verifiers/PinnedWebAuthnVerifier.sol, ERC-7913
 */
import { p256 } from '@noble/curves/p256';
import { secp256k1 } from '@noble/curves/secp256k1';
import { sha256 } from '@noble/hashes/sha2';
import { keccak_256 } from '@noble/hashes/sha3';
import type { ActionSignature } from '../actions.ts';
import { toBase64 } from '../merkle/base64.ts';
import { decodeUint64, equalBytes, joinBytes } from '../merkle/bytes.ts';
import { fromHex } from '../merkle/hex.ts';

/** Verifiers that were fixed at deployment, 20 bytes in 0x hex each. */
export interface Verifiers {
  readonly p256: string;
  readonly webAuthn: string;
}

const ADDRESS_BYTES = 20;
const POINT_BYTES = 64;
/** Public point and hash of the relying party id. */
const PASSKEY_FIXED_BYTES = POINT_BYTES + 32;
/** Relying party hash, flags, signature counter. */
const AUTHENTICATOR_DATA_MIN_BYTES = 37;
const USER_PRESENT_AND_VERIFIED = 0x01 | 0x04;
const BACKUP_ELIGIBLE = 0x08;
const BACKED_UP = 0x10;

/**
 * Whether a signature over a digest is that of its signer.
 * @param digest 0x hex, 32 bytes
 * @returns false also for signers whose verifier is none of those given, and for bytes that do not decode
 */
export function isSignedBy({ signer, signature }: ActionSignature, digest: string, verifiers: Verifiers): boolean {
  const bytes = fromHex(signer);
  const signed = fromHex(digest);
  if (bytes.length === ADDRESS_BYTES) return isByAddress(bytes, signed, fromHex(signature));
  const verifier = signer.slice(0, 2 + 2 * ADDRESS_BYTES).toLowerCase();
  const key = bytes.subarray(ADDRESS_BYTES);
  if (verifier === verifiers.p256.toLowerCase()) return isByPoint(key, signed, fromHex(signature));
  return verifier === verifiers.webAuthn.toLowerCase() && isByPasskey(key, signed, fromHex(signature));
}

/** 65 bytes `r || s || v`, low `s`, `v` 27 or 28. @see OpenZeppelin ECDSA.tryRecover */
function isByAddress(address: Uint8Array, digest: Uint8Array, signature: Uint8Array): boolean {
  const recovery = (signature[64] ?? 0) - 27;
  if (signature.length !== 65 || (recovery !== 0 && recovery !== 1)) return false;
  try {
    const parsed = secp256k1.Signature.fromCompact(signature.subarray(0, 64)).addRecoveryBit(recovery);
    if (parsed.hasHighS()) return false;
    const point = parsed.recoverPublicKey(digest).toBytes(false);
    return equalBytes(keccak_256(point.subarray(1)).subarray(12), address);
  } catch {
    // values out of range and points off the curve are no signature
    return false;
  }
}

/** The first 64 bytes are `r || s`, low `s`. @see OpenZeppelin ERC7913P256Verifier */
function isByPoint(key: Uint8Array, digest: Uint8Array, signature: Uint8Array): boolean {
  if (key.length !== POINT_BYTES || signature.length < 64) return false;
  try {
    const point = joinBytes(new Uint8Array([4]), key);
    return p256.verify(signature.subarray(0, 64), digest, point, { lowS: true, prehash: false });
  } catch {
    return false;
  }
}

/** `abi.encode(bytes32 r, bytes32 s, bytes authenticatorData, bytes clientDataJSON)`. */
function isByPasskey(key: Uint8Array, challenge: Uint8Array, signature: Uint8Array): boolean {
  const authenticatorData = bytesAt(signature, 64);
  const clientData = bytesAt(signature, 96);
  if (key.length <= PASSKEY_FIXED_BYTES || authenticatorData === undefined || clientData === undefined) return false;
  if (!isForRelyingParty(authenticatorData, key.subarray(POINT_BYTES, PASSKEY_FIXED_BYTES))) return false;
  if (!isForOrigin(clientData, challenge, key.subarray(PASSKEY_FIXED_BYTES))) return false;
  const signed = sha256(joinBytes(authenticatorData, sha256(clientData)));
  return isByPoint(key.subarray(0, POINT_BYTES), signed, signature);
}

/** Dynamic member of an ABI encoding; undefined if it does not lie within. @param head position of its offset */
function bytesAt(data: Uint8Array, head: number): Uint8Array | undefined {
  const start = wordAt(data, head);
  const length = start === undefined ? undefined : wordAt(data, start);
  if (start === undefined || length === undefined || start + 32 + length > data.length) return undefined;
  return data.subarray(start + 32, start + 32 + length);
}

/** A word that is a small number. */
function wordAt(data: Uint8Array, at: number): number | undefined {
  if (at + 32 > data.length || data.subarray(at, at + 24).some((byte) => byte !== 0)) return undefined;
  return decodeUint64(data, at + 24);
}

function isForRelyingParty(authenticatorData: Uint8Array, rpIdHash: Uint8Array): boolean {
  if (authenticatorData.length < AUTHENTICATOR_DATA_MIN_BYTES) return false;
  if (!equalBytes(authenticatorData.subarray(0, 32), rpIdHash)) return false;
  const flags = authenticatorData[32] ?? 0;
  if ((flags & USER_PRESENT_AND_VERIFIED) !== USER_PRESENT_AND_VERIFIED) return false;
  return (flags & BACKUP_ELIGIBLE) !== 0 || (flags & BACKED_UP) === 0;
}

/** The limited verification algorithm of WebAuthn Level 3, section 5.8.1.2. */
function isForOrigin(clientData: Uint8Array, challenge: Uint8Array, origin: Uint8Array): boolean {
  const text = (ascii: string) => new TextEncoder().encode(ascii);
  const challengeText = toBase64(challenge).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  const start = joinBytes(
    text(`{"type":"webauthn.get","challenge":"${challengeText}","origin":"`),
    origin,
    text('","crossOrigin":false'),
  );
  const length = clientData.length;
  if (length <= start.length || clientData[length - 1] !== '}'.charCodeAt(0)) return false;
  if (clientData[start.length] !== ','.charCodeAt(0) && length !== start.length + 1) return false;
  return equalBytes(clientData.subarray(0, start.length), start);
}
