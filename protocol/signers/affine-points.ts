/**
 * Points of secp256k1 by their two coordinates. Adding two of them takes a division; done for many pairs at once, all of
 * them share one (Montgomery's trick), which makes an addition half as dear as one that avoids divisions. Nothing here is
 * secret: time may depend on the values.
 */
import { secp256k1 } from '@noble/curves/secp256k1';

/** Coordinates from 0 to below the order of the field. */
export interface AffinePoint {
  readonly x: bigint;
  readonly y: bigint;
}

/** `undefined` is the point at infinity. */
export type CurveElement = AffinePoint | undefined;

const { Fp } = secp256k1.Point;
const P = Fp.ORDER;

/** Sums of pairs, in their order. */
export function addPairs(pairs: readonly (readonly [CurveElement, CurveElement])[]): CurveElement[] {
  const inverses = invertAll(pairs.map(([a, b]) => denominatorOf(a, b)));
  return pairs.map(([a, b], at) => {
    if (a === undefined) return b;
    if (b === undefined) return a;
    const inverse = inverses[at] ?? 0n;
    // a point and its negative; in a group of odd order no point but infinity is its own
    if (inverse === 0n) return undefined;
    const slope = ((a.x === b.x ? 3n * a.x * a.x : b.y - a.y) * inverse) % P;
    const x = positive((slope * slope - a.x - b.x) % P);
    return { x, y: positive((slope * (a.x - x) - a.y) % P) };
  });
}

/** A point with the other sign. */
export function negated({ x, y }: AffinePoint): AffinePoint {
  return { x, y: P - y };
}

/** What the slope between two points is divided by; 0 where the sum needs no slope. */
function denominatorOf(a: CurveElement, b: CurveElement): bigint {
  if (a === undefined || b === undefined) return 0n;
  if (a.x !== b.x) return b.x - a.x;
  return a.y === b.y ? 2n * a.y : 0n;
}

/** Inverses, with 0 for 0. */
function invertAll(values: readonly bigint[]): bigint[] {
  let product = 1n;
  const before = values.map((value) => {
    const last = product;
    if (value !== 0n) product = (product * value) % P;
    return last;
  });
  let inverse = Fp.inv(positive(product));
  const inverses = new Array<bigint>(values.length).fill(0n);
  for (let at = values.length - 1; at >= 0; at -= 1) {
    const value = values[at] ?? 0n;
    if (value === 0n) continue;
    inverses[at] = (inverse * (before[at] ?? 0n)) % P;
    inverse = (inverse * value) % P;
  }
  return inverses;
}

function positive(rest: bigint): bigint {
  return rest < 0n ? rest + P : rest;
}
