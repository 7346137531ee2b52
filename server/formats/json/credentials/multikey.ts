/**
 * Public keys and signatures as W3C credentials write them.
 * @see W3C Controlled Identifiers 1.0, Multikey and Multibase; did:key method
 */
import { ed25519 } from '@noble/curves/ed25519';
import { p256, p384 } from '@noble/curves/nist';
import { sha256, sha384 } from '@noble/hashes/sha2';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BASE58 = new Map([...ALPHABET].map((character, value) => [character, BigInt(value)]));

/** Longest text that is decoded: a signature of P-384 has 132 characters, and decoding takes quadratic time. */
const MAX_LENGTH = 200;

/** Bytes of a `z…` text (base58btc); `undefined` for anything else. */
export function decodeMultibase(text: string): Uint8Array | undefined {
  if (!/^z[1-9A-HJ-NP-Za-km-z]+$/.test(text) || text.length > MAX_LENGTH) return undefined;
  const digits = text.slice(1);
  const zeros = /^1*/.exec(digits)?.[0].length ?? 0;
  let value = 0n;
  for (const digit of digits) value = value * 58n + (BASE58.get(digit) ?? 0n);
  const hex = value === 0n ? '' : value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return new Uint8Array([
    ...Array<number>(zeros).fill(0),
    ...(even.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)),
  ]);
}

/** Which suite a key is for, the digest of its suite, and whether it made a signature. */
export interface VerificationKey {
  readonly cryptosuite: 'eddsa-jcs-2022' | 'ecdsa-jcs-2019';
  readonly hash: (bytes: Uint8Array) => Uint8Array;
  verify(signature: Uint8Array, message: Uint8Array): boolean;
}

/** Multicodec of each kind of key as a variable-length integer, then the key. */
const KINDS: readonly (readonly [prefix: readonly [number, number], make: (key: Uint8Array) => VerificationKey])[] = [
  [
    [0xed, 0x01],
    (key) => ({
      cryptosuite: 'eddsa-jcs-2022',
      hash: sha256,
      // RFC 8032: keys and signatures have one encoding
      verify: (signature, message) => ed25519.verify(signature, message, key, { zip215: false }),
    }),
  ],
  [
    [0x80, 0x24],
    (key) => ({
      cryptosuite: 'ecdsa-jcs-2019',
      hash: sha256,
      verify: (signature, message) => p256.verify(signature, sha256(message), key, ECDSA),
    }),
  ],
  [
    [0x81, 0x24],
    (key) => ({
      cryptosuite: 'ecdsa-jcs-2019',
      hash: sha384,
      verify: (signature, message) => p384.verify(signature, sha384(message), key, ECDSA),
    }),
  ],
];

/** Signers do not agree on the smaller `s`, so both are taken, as the standard does. */
const ECDSA = { prehash: false, lowS: false, format: 'compact' } as const;

/**
 * The key that a verification method holds in its own name: a `did:key`, or a fragment that is a Multikey, as in
 * `https://issuer.example/5678#z6Mk…`. That the issuer has this key is another question.
 * @returns undefined for names that hold no key of a known kind
 */
export function keyInName(method: string): VerificationKey | undefined {
  const [, did] = /^did:key:([^#]*)/.exec(method) ?? [];
  const [, fragment] = /#(.*)$/.exec(method) ?? [];
  if (did !== undefined && fragment !== undefined && fragment !== did) return undefined;
  const bytes = decodeMultibase(did ?? fragment ?? '');
  const make = KINDS.find(([[first, second]]) => bytes?.[0] === first && bytes[1] === second)?.[1];
  return bytes === undefined ? undefined : make?.(bytes.subarray(2));
}
