/**
 * Passkeys of this page: made for its relying party and exact origin, asked for one digest at a time.
 * @see W3C Web Authentication Level 3; contracts/verifiers/PinnedWebAuthnVerifier.sol for the forms of key and signature
 */
import { AbiCoder, getBytes, hexlify, sha256, toBeHex, toUtf8Bytes } from 'ethers';
import { keyIdOf, passkeySigner } from '../../../protocol/actions.ts';

const ES256 = -7;
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const TIMEOUT_MS = 120_000;

export interface MadePasskey {
  readonly keyId: string;
  readonly signer: string;
  /** hex */
  readonly credentialId: string;
}

/** The authenticator gave no usable answer, or the person cancelled. */
export class AuthenticatorError extends Error {
  override readonly name = 'AuthenticatorError';
}

/**
 * Makes a passkey. Call it from a click.
 * @param verifier address of the ledger's verifier of pinned passkeys
 * @throws {AuthenticatorError}
 */
export async function makePasskey(verifier: string, label: string): Promise<MadePasskey> {
  const credential = await asked(() =>
    navigator.credentials.create({
      publicKey: {
        rp: { id: location.hostname, name: 'Corridor ledger' },
        user: { id: random(16), name: label, displayName: label },
        // nobody verifies the attestation of the making: the council enrols the fingerprint that it was told
        challenge: random(32),
        pubKeyCredParams: [{ type: 'public-key', alg: ES256 }],
        authenticatorSelection: { userVerification: 'required', residentKey: 'preferred' },
        attestation: 'none',
        timeout: TIMEOUT_MS,
      },
    }),
  );
  const response = credential.response as AuthenticatorAttestationResponse;
  const [qx, qy] = pointOf(response.getPublicKey());
  const signer = passkeySigner(verifier, qx, qy, sha256(toUtf8Bytes(location.hostname)), location.origin).toLowerCase();
  return { keyId: keyIdOf(signer), signer, credentialId: hexlify(new Uint8Array(credential.rawId)) };
}

/**
 * Signs a digest. Call it from a click.
 * @param digest hex, 32 bytes
 * @returns `abi.encode(r, s, authenticatorData, clientDataJSON)`, hex
 * @throws {AuthenticatorError}
 */
export async function signDigest(credentialId: string, digest: string): Promise<string> {
  const credential = await asked(() =>
    navigator.credentials.get({
      publicKey: {
        rpId: location.hostname,
        challenge: buffer(getBytes(digest)),
        allowCredentials: [{ type: 'public-key', id: buffer(getBytes(credentialId)) }],
        userVerification: 'required',
        timeout: TIMEOUT_MS,
      },
    }),
  );
  const response = credential.response as AuthenticatorAssertionResponse;
  const { r, s } = signatureOf(new Uint8Array(response.signature));
  return AbiCoder.defaultAbiCoder().encode(
    ['bytes32', 'bytes32', 'bytes', 'bytes'],
    [
      toBeHex(r, 32),
      toBeHex(s, 32),
      new Uint8Array(response.authenticatorData),
      new Uint8Array(response.clientDataJSON),
    ],
  );
}

async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  const credential = await ask().catch((cause: unknown) => {
    throw new AuthenticatorError('the authenticator refused', { cause });
  });
  if (credential instanceof PublicKeyCredential) return credential;
  throw new AuthenticatorError('the authenticator gave no credential');
}

/** Coordinates of a P-256 key: an uncompressed point ends its SubjectPublicKeyInfo. @see RFC 5480 section 2.2 */
function pointOf(spki: ArrayBuffer | null): [qx: string, qy: string] {
  const point = new Uint8Array(spki ?? new ArrayBuffer(0)).slice(-65);
  if (point.length !== 65 || point[0] !== 4) throw new AuthenticatorError('the key is no P-256 key');
  return [hexlify(point.slice(1, 33)), hexlify(point.slice(33))];
}

/** r and s of a DER signature; s made low, since the ledger refuses the high half. @see RFC 3279 section 2.2.3 */
function signatureOf(der: Uint8Array): { r: bigint; s: bigint } {
  const r = integerAt(der, 2);
  const s = integerAt(der, r.end);
  return { r: r.value, s: s.value > P256_ORDER / 2n ? P256_ORDER - s.value : s.value };
}

function integerAt(der: Uint8Array, start: number): { value: bigint; end: number } {
  const length = der[start + 1] ?? 0;
  const end = start + 2 + length;
  if (der[0] !== 0x30 || der[start] !== 0x02 || length > 33 || end > der.length) {
    throw new AuthenticatorError('the signature is not in the form that WebAuthn names');
  }
  return { value: BigInt(hexlify(der.slice(start + 2, end))), end };
}

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

/** A copy in memory of its own, as WebAuthn's types want it. */
const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
