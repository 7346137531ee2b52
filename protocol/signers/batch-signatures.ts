/**
 * Many signatures of addresses whose public keys are at hand, as one sum over the curve: a tenth of what checking each
 * costs. The sum says that all hold or that one does not, never which: whoever wants to name it checks each by
 * `isSignedBy`.
 *
 * A signature (r, s) over z by key Q with nonce point R holds if `R = (z/s) G + (r/s) Q`. With coefficients `a` that
 * follow from everything that is checked, `sum a R - (sum a z/s) G - sum over keys (sum a r/s) Q = 0` holds for
 * counterfeit signatures with a chance of one in 2^128.
 * @see Bellare, Garay, Rabin: Fast Batch Verification for Modular Exponentiation and Digital Signatures (small exponents)
 */
import { secp256k1 } from '@noble/curves/secp256k1';
import { sha256 } from '@noble/hashes/sha2';
import { keccak_256 } from '@noble/hashes/sha3';
import { encodeUint64, joinBytes } from '../merkle/bytes.ts';
import { fromHex, toBareHex, toChainHex } from '../merkle/hex.ts';
import { type CurveTerm, sumIsZero } from './curve-sum.ts';

/** A signature of an address, `r || s || v`, with what it is over; hex. */
export interface AddressSignature {
  readonly address: string;
  readonly digest: string;
  readonly signature: string;
}

const Point = secp256k1.Point;
type CurvePoint = InstanceType<typeof Point>;
const { Fn } = Point;

/**
 * Public key that a signature leads to.
 * @returns 65 bytes, bare hex; undefined if the signature is none
 */
export function recoverPublicKey({ digest, signature }: Omit<AddressSignature, 'address'>): string | undefined {
  try {
    return parse(fromHex(signature))?.recoverPublicKey(fromHex(digest)).toHex(false);
  } catch {
    // values out of range and points off the curve are no signature
    return undefined;
  }
}

/** Address of a public key, 0x hex. @param key 65 bytes, bare hex */
export function addressOfKey(key: string): string {
  return toChainHex(keccak_256(fromHex(key).subarray(1)).subarray(12));
}

/**
 * Whether every one of some signatures holds, by the same rules as `isSignedBy`.
 * @param keys public keys by address, as {@link addressOfKey} gives it; without the key of an address nothing holds
 */
export function allSignedByAddress(
  signatures: readonly AddressSignature[],
  keys: ReadonlyMap<string, string>,
): boolean {
  try {
    return signatures.length === 0 || checkAll(signatures, keys);
  } catch {
    // values out of range and points off the curve are no signature
    return false;
  }
}

function checkAll(signatures: readonly AddressSignature[], publicKeys: ReadonlyMap<string, string>): boolean {
  const bytes = signatures.flatMap(({ address, digest, signature }) => [address, digest, signature].map(fromHex));
  const seed = sha256(joinBytes(...bytes));
  const parsed = signatures.flatMap(({ signature }) => parse(fromHex(signature)) ?? []);
  if (parsed.length !== signatures.length || !signatures.every(({ address }) => publicKeys.has(address))) return false;
  const inverses = Fn.invertBatch(parsed.map(({ s }) => s));
  const keys = new Map<string, { readonly point: CurvePoint; factor: bigint }>();
  const terms: CurveTerm[] = [];
  let base = 0n;
  for (const [at, { r, recovery }] of parsed.entries()) {
    const { address = '', digest = '' } = signatures[at] ?? {};
    const key = keys.get(address) ?? { point: Point.fromHex(publicKeys.get(address) ?? ''), factor: 0n };
    keys.set(address, key);
    const coefficient = BigInt(`0x${toBareHex(sha256(joinBytes(seed, encodeUint64(at))).subarray(0, 16))}`);
    const scaled = Fn.mul(coefficient, inverses[at] ?? 0n);
    terms.push({ point: nonceOf(r, recovery ?? 0), factor: coefficient });
    base = Fn.add(base, Fn.mul(scaled, Fn.create(BigInt(digest))));
    key.factor = Fn.add(key.factor, Fn.mul(scaled, r));
  }
  const ofKeys = [...keys.values()].map(({ point, factor }) => ({ point, factor: Fn.neg(factor) }));
  return sumIsZero([...terms, ...ofKeys, { point: Point.BASE, factor: Fn.neg(base) }]);
}

/** Low `s`, recovery id 27 or 28. @see OpenZeppelin ECDSA.tryRecover */
function parse(signature: Uint8Array) {
  const recovery = (signature[64] ?? 0) - 27;
  if (signature.length !== 65 || (recovery !== 0 && recovery !== 1)) return undefined;
  const parsed = secp256k1.Signature.fromCompact(signature.subarray(0, 64)).addRecoveryBit(recovery);
  return parsed.hasHighS() ? undefined : parsed;
}

/** The point of which `r` is the x coordinate; the recovery id says which of the two. */
function nonceOf(r: bigint, recovery: number): CurvePoint {
  return Point.fromHex(`0${2 + recovery}${r.toString(16).padStart(64, '0')}`);
}
