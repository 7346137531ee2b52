/**
 * Sums of points with factors, all doublings shared. Nothing here is secret: time may depend on the values.
 * @see Straus' algorithm with width-w non-adjacent forms (Handbook of Elliptic and Hyperelliptic Curve Cryptography, 9.1)
 */
import type { secp256k1 } from '@noble/curves/secp256k1';

type CurvePoint = InstanceType<typeof secp256k1.Point>;

export interface CurveTerm {
  readonly point: CurvePoint;
  /** From 0. */
  readonly factor: bigint;
}

/** Digits are odd, below 2^(WIDTH - 1), and apart by at least WIDTH places. */
const WIDTH = 5;
const HALF = 1 << (WIDTH - 1);
const FULL = 1 << WIDTH;

/** Whether the sum over all terms is the point at infinity. */
export function sumIsZero(terms: readonly CurveTerm[]): boolean {
  const [first] = terms;
  if (first === undefined) return true;
  const prepared = terms.map(({ point, factor }) => ({ digits: digitsOf(factor), multiples: oddMultiples(point) }));
  const length = Math.max(...prepared.map(({ digits }) => digits.length));
  let sum = first.point.subtract(first.point);
  for (let place = length - 1; place >= 0; place -= 1) {
    sum = sum.double();
    for (const { digits, multiples } of prepared) {
      const digit = digits[place] ?? 0;
      const multiple = multiples[Math.abs(digit) >> 1];
      if (digit !== 0 && multiple !== undefined) sum = digit > 0 ? sum.add(multiple) : sum.subtract(multiple);
    }
  }
  return sum.is0();
}

/** The point times 1, 3, 5 and so on. */
function oddMultiples(point: CurvePoint): CurvePoint[] {
  const twice = point.double();
  const multiples = [point];
  for (let at = 1; at < HALF / 2; at += 1) multiples.push((multiples[at - 1] ?? point).add(twice));
  return multiples;
}

/** Non-adjacent form, lowest place first. */
function digitsOf(factor: bigint): number[] {
  const digits: number[] = [];
  let rest = factor;
  while (rest > 0n) {
    let digit = 0;
    if ((rest & 1n) === 1n) {
      digit = Number(rest & BigInt(FULL - 1));
      if (digit >= HALF) digit -= FULL;
      rest -= BigInt(digit);
    }
    digits.push(digit);
    rest >>= 1n;
  }
  return digits;
}
