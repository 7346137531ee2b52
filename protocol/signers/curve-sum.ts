/**
 * Sums of points with factors: all doublings are shared, and additions that do not wait for each other are made
 * together. Nothing here is secret: time may depend on the values.
 * @see Straus' algorithm with width-w non-adjacent forms (Handbook of Elliptic and Hyperelliptic Curve Cryptography, 9.1)
 */
import { secp256k1 } from '@noble/curves/secp256k1';
import { type AffinePoint, addPairs, type CurveElement, negated } from './affine-points.ts';

const { Point } = secp256k1;
type CurvePoint = InstanceType<typeof Point>;

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
  const counted = terms.filter(({ point }) => !point.is0());
  const multiples = oddMultiples(counted.map(({ point }) => point.toAffine()));
  const places: CurveElement[][] = [];
  for (const [at, { factor }] of counted.entries()) {
    for (const [place, digit] of digitsOf(factor).entries()) {
      const multiple = digit === 0 ? undefined : multiples[Math.abs(digit) >> 1]?.[at];
      if (multiple === undefined) continue;
      places[place] ??= [];
      places[place].push(digit > 0 ? multiple : negated(multiple));
    }
  }
  let sum = Point.ZERO;
  for (const element of totals(places).reverse()) {
    sum = sum.double();
    if (element !== undefined) sum = sum.add(Point.fromAffine(element));
  }
  return sum.is0();
}

/** The points times 1, 3, 5 and so on: a list for each factor. */
function oddMultiples(points: readonly AffinePoint[]): CurveElement[][] {
  const twice = addPairs(points.map((point) => [point, point]));
  let last: CurveElement[] = [...points];
  const multiples = [last];
  for (let factor = 3; factor < HALF; factor += 2) {
    last = addPairs(last.map((multiple, at) => [multiple, twice[at]]));
    multiples.push(last);
  }
  return multiples;
}

/** Sum of each list; in every round each is half as long. */
function totals(lists: readonly (readonly CurveElement[] | undefined)[]): CurveElement[] {
  let rest = Array.from(lists, (list) => list ?? []);
  while (rest.some(({ length }) => length > 1)) {
    const sums = addPairs(rest.flatMap(pairsOf)).values();
    rest = rest.map((list) => [
      ...pairsOf(list).map(() => sums.next().value as CurveElement),
      ...(list.length % 2 === 1 ? list.slice(-1) : []),
    ]);
  }
  return rest.map(([total]) => total);
}

/** The first with the second, the third with the fourth; an odd last one is left. */
function pairsOf(list: readonly CurveElement[]): (readonly [CurveElement, CurveElement])[] {
  return Array.from({ length: list.length >> 1 }, (_, at) => [list[2 * at], list[2 * at + 1]] as const);
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
