/** Keys of the benchmark, drawn from names so that every run signs with the same ones. */
import { createECDH, createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { AbiCoder, computeAddress, concat, getBytes, hexlify, id, SigningKey, toBeHex } from 'ethers';
import { keyIdOf, passkeySigner } from '../../../protocol/actions.ts';

export type Scheme = 'secp256k1' | 'passkey';

export interface Signer {
  /** ERC-7913 signer bytes, hex. */
  readonly signer: string;
  readonly keyId: string;
  /** Signature over a 32-byte digest, in the form that the signer's verifier reads; hex. */
  sign(digest: string): string;
}

/** A wallet: RFC 6979 makes its signatures the same in every run. */
export function walletSigner(name: string): Signer {
  const key = new SigningKey(id(`bench wallet ${name}`));
  const signer = computeAddress(key.publicKey).toLowerCase();
  return { signer, keyId: keyIdOf(signer), sign: (digest) => key.sign(digest).serialized };
}

const RP_ID = 'signer.localhost';
const ORIGIN = 'http://signer.localhost:8788';
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
/** User present and verified. */
const FLAGS = 0x05;

/**
 * A WebAuthn authenticator in software, as browsers and phones have it: same client data, same authenticator data.
 * @param verifier address of PinnedWebAuthnVerifier
 */
export function passkey(verifier: string, name: string): Signer {
  const { key, x, y } = p256Key(`bench passkey ${name}`);
  const rpIdHash = createHash('sha256').update(RP_ID).digest();
  const signer = passkeySigner(verifier, hexlify(x), hexlify(y), hexlify(rpIdHash), ORIGIN).toLowerCase();
  const authenticatorData = concat([rpIdHash, new Uint8Array([FLAGS]), toBeHex(1, 4)]);
  return { signer, keyId: keyIdOf(signer), sign: (digest) => assertion(key, authenticatorData, digest) };
}

function assertion(key: KeyObject, authenticatorData: string, digest: string): string {
  const challenge = Buffer.from(getBytes(digest)).toString('base64url');
  const clientData = JSON.stringify({ type: 'webauthn.get', challenge, origin: ORIGIN, crossOrigin: false });
  const clientHash = createHash('sha256').update(clientData).digest();
  const signed = concat([authenticatorData, clientHash]);
  const raw = sign('sha256', getBytes(signed), { key, dsaEncoding: 'ieee-p1363' });
  const s = BigInt(hexlify(raw.subarray(32)));
  // The verifier refuses the upper half; authenticators give either, clients normalise.
  const low = s > P256_ORDER / 2n ? P256_ORDER - s : s;
  return AbiCoder.defaultAbiCoder().encode(
    ['bytes32', 'bytes32', 'bytes', 'bytes'],
    [hexlify(raw.subarray(0, 32)), toBeHex(low, 32), authenticatorData, Buffer.from(clientData)],
  );
}

function p256Key(seed: string) {
  const secret = createHash('sha256').update(seed).digest();
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(secret);
  const point = ecdh.getPublicKey();
  const x = point.subarray(1, 33);
  const y = point.subarray(33);
  const part = (bytes: Buffer) => bytes.toString('base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: part(x), y: part(y), d: part(secret) };
  return { key: createPrivateKey({ format: 'jwk', key: jwk }), x, y };
}
