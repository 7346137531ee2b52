/**
 * A passkey without a browser: a P-256 key that answers WebAuthn assertions as an authenticator and its page would.
 * @see W3C Web Authentication Level 3, sections 5.8.1 and 6.1
 */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { AbiCoder, concat, hexlify, toBeHex } from 'ethers';
import type { Signer } from '../../client/signer.ts';
import { actionDigest, keyIdOf, passkeySigner } from '../../protocol/actions.ts';

/** A passkey in memory, which signs any digest: what a page of its origin could get it to sign. */
export interface Passkey extends Signer {
  /** @param digest hex, 32 bytes @returns signature as the verifier reads it, hex */
  signDigest(digest: string): string;
}

const RP_ID = 'signer.localhost';
const USER_PRESENT_AND_VERIFIED = 0x05;
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/**
 * Makes a passkey.
 * @param verifier address of the pinned WebAuthn verifier
 * @param enrolledOrigin origin that the council enrols
 * @param pageOrigin origin of the page that asks for the assertion; another one for an attack
 */
export function createPasskey(verifier: string, enrolledOrigin: string, pageOrigin = enrolledOrigin): Passkey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const coordinate = (text: string) => hexlify(Buffer.from(text, 'base64url'));
  const rpIdHash = sha256(Buffer.from(RP_ID));
  const signer = passkeySigner(verifier, coordinate(x), coordinate(y), hexlify(rpIdHash), enrolledOrigin);
  const signDigest = (digest: string): string => {
    const challenge = Buffer.from(digest.slice(2), 'hex').toString('base64url');
    const clientData = `{"type":"webauthn.get","challenge":"${challenge}","origin":"${pageOrigin}","crossOrigin":false}`;
    const authenticatorData = concat([rpIdHash, new Uint8Array([USER_PRESENT_AND_VERIFIED]), new Uint8Array(4)]);
    const signed = Buffer.concat([Buffer.from(authenticatorData.slice(2), 'hex'), sha256(Buffer.from(clientData))]);
    const raw = sign('sha256', signed, { key: privateKey, dsaEncoding: 'ieee-p1363' });
    const [r, s] = [BigInt(hexlify(raw.subarray(0, 32))), BigInt(hexlify(raw.subarray(32)))];
    // Half of all signatures have a high s, which the ledger refuses: the client normalises it.
    const low = s > P256_ORDER / 2n ? P256_ORDER - s : s;
    const parts = [toBeHex(r, 32), toBeHex(low, 32), authenticatorData, clientData];
    return AbiCoder.defaultAbiCoder().encode(['bytes32', 'bytes32', 'bytes', 'string'], parts);
  };
  return {
    signer,
    keyId: keyIdOf(signer),
    signDigest,
    sign: async (domain, kind, message) => signDigest(actionDigest(domain, kind, message)),
  };
}
