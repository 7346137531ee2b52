import { secp256k1 } from '@noble/curves/secp256k1';
import { expect } from 'chai';
import fc from 'fast-check';
import { addPairs, type CurveElement, negated } from '../../../protocol/signers/affine-points.ts';

const { BASE, Fn, ZERO } = secp256k1.Point;
type Point = typeof BASE;

const element = (point: Point): CurveElement => (point.is0() ? undefined : point.toAffine());
/** Small factors, so that equal points, opposite ones and infinity come up again and again. */
const factor = fc.oneof(fc.integer({ min: -3, max: 3 }).map(BigInt), fc.bigInt({ min: 0n, max: Fn.ORDER - 1n }));
const point = factor.map((value) => BASE.multiplyUnsafe(Fn.create(value)));

describe('Points added in pairs', () => {
  it('are what the complete formula makes of them, whatever else is added with them', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(point, point), { maxLength: 12 }), (pairs) => {
        const sums = addPairs(pairs.map(([a, b]) => [element(a), element(b)] as const));
        expect(sums).to.deep.equal(pairs.map(([a, b]) => element(a.add(b))));
      }),
      { numRuns: 100 },
    );
  });

  it('are infinity for a point and its negative, and twice a point for the same one', () => {
    const base = BASE.toAffine();
    expect(addPairs([[base, negated(base)]])).to.deep.equal([undefined]);
    expect(addPairs([[base, base]])).to.deep.equal([BASE.double().toAffine()]);
    expect(addPairs([[undefined, base]])).to.deep.equal([base]);
    expect(addPairs([[undefined, undefined]])).to.deep.equal([element(ZERO)]);
  });
});
