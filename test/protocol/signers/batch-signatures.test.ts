import { secp256k1 } from '@noble/curves/secp256k1';
import { expect } from 'chai';
import { concat, hexlify, Wallet } from 'ethers';
import fc from 'fast-check';
import {
  type AddressSignature,
  addressOfKey,
  allSignedByAddress,
  recoverPublicKey,
} from '../../../protocol/signers/batch-signatures.ts';
import { isSignedBy } from '../../../protocol/signers/check-signature.ts';
import { sumIsZero } from '../../../protocol/signers/curve-sum.ts';

const VERIFIERS = { p256: `0x${'d1'.repeat(20)}`, webAuthn: `0x${'d2'.repeat(20)}` };
const wallets = [1, 2, 3].map((byte) => new Wallet(`0x${String(byte).padStart(2, '0').repeat(32)}`));

function signed(wallet: Wallet, digest: string): AddressSignature {
  const { r, s, v } = wallet.signingKey.sign(digest);
  return { address: wallet.address.toLowerCase(), digest, signature: concat([r, s, hexlify(new Uint8Array([v]))]) };
}

const keys = new Map(wallets.map(({ address, signingKey }) => [address.toLowerCase(), signingKey.publicKey.slice(2)]));
const digest = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => hexlify(bytes));
const batch = fc
  .array(fc.tuple(fc.constantFrom(...wallets), digest), { minLength: 1, maxLength: 6 })
  .map((pairs) => pairs.map(([wallet, over]) => signed(wallet, over)));

const singly = (signatures: readonly AddressSignature[]) =>
  signatures.every(({ address, digest: over, signature }) =>
    isSignedBy({ signer: address, signature }, over, VERIFIERS),
  );

describe('Many signatures of addresses at once', () => {
  it('hold if each of them does', () => {
    fc.assert(
      fc.property(batch, (signatures) => {
        expect(allSignedByAddress(signatures, keys)).to.equal(true);
      }),
      { numRuns: 30 },
    );
    expect(allSignedByAddress([], new Map())).to.equal(true);
  });

  it('do not hold if a byte of one of them is another, just as that one alone', () => {
    fc.assert(
      fc.property(
        batch,
        fc.nat(),
        fc.nat({ max: 64 }),
        fc.integer({ min: 1, max: 255 }),
        (signatures, which, at, flip) => {
          const index = which % signatures.length;
          const bytes = Buffer.from(signatures[index]?.signature.slice(2) ?? '', 'hex');
          bytes[at] = (bytes[at] ?? 0) ^ flip;
          const changed = signatures.map((each, position) =>
            position === index ? { ...each, signature: hexlify(bytes) } : each,
          );
          expect(singly(changed)).to.equal(false);
          expect(allSignedByAddress(changed, keys)).to.equal(false);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('do not hold for other digests, for swapped ones, or without the key', () => {
    const [first, second] = [signed(wallets[0]!, `0x${'01'.repeat(32)}`), signed(wallets[0]!, `0x${'02'.repeat(32)}`)];
    const swapped = [
      { ...first, signature: second.signature },
      { ...second, signature: first.signature },
    ];
    expect(allSignedByAddress(swapped, keys)).to.equal(false);
    expect(allSignedByAddress([first, { ...second, digest: `0x${'03'.repeat(32)}` }], keys)).to.equal(false);
    expect(allSignedByAddress([first], new Map())).to.equal(false);
    expect(allSignedByAddress([{ ...first, signature: '0x' }], keys)).to.equal(false);
  });

  it('do not hold with the other half of a signature, which the contract refuses as well', () => {
    const { address, digest: over, signature } = signed(wallets[1]!, `0x${'04'.repeat(32)}`);
    const parsed = secp256k1.Signature.fromCompact(signature.slice(2, 130));
    const high = secp256k1.Point.Fn.ORDER - parsed.s;
    const v = signature.endsWith('1b') ? '1c' : '1b';
    const other = `${signature.slice(0, 66)}${high.toString(16).padStart(64, '0')}${v}`;
    expect(allSignedByAddress([{ address, digest: over, signature: other }], keys)).to.equal(false);
  });

  it('lead to the public key, whose hash is the address', () => {
    const one = signed(wallets[2]!, `0x${'05'.repeat(32)}`);
    const key = recoverPublicKey(one) ?? '';
    expect([key, addressOfKey(key)]).to.deep.equal([wallets[2]!.signingKey.publicKey.slice(2), one.address]);
    expect(recoverPublicKey({ ...one, signature: '0x00' })).to.equal(undefined);
  });
});

describe('Sums of points', () => {
  it('are those of one multiplication after the other', () => {
    const { BASE, Fn } = secp256k1.Point;
    const scalar = fc.bigInt({ min: 1n, max: Fn.ORDER - 1n });
    fc.assert(
      fc.property(fc.array(fc.tuple(scalar, scalar), { minLength: 1, maxLength: 3 }), (pairs) => {
        const terms = pairs.map(([of, factor]) => ({ point: BASE.multiply(of), factor }));
        const sum = pairs.reduce((total, [of, factor]) => Fn.add(total, Fn.mul(of, factor)), 0n);
        fc.pre(sum !== 0n);
        expect(sumIsZero([...terms, { point: BASE, factor: Fn.neg(sum) }])).to.equal(true);
        expect(sumIsZero([...terms, { point: BASE, factor: Fn.neg(Fn.add(sum, 1n)) }])).to.equal(false);
      }),
      { numRuns: 30 },
    );
    expect(sumIsZero([])).to.equal(true);
  });

  it('take points that are equal, opposite or infinity', () => {
    const { BASE, ZERO, Fn } = secp256k1.Point;
    const small = fc.integer({ min: -4, max: 4 }).map(BigInt);
    fc.assert(
      fc.property(fc.array(fc.tuple(small, small), { maxLength: 6 }), (pairs) => {
        const terms = pairs.map(([of, factor]) => ({
          point: BASE.multiplyUnsafe(Fn.create(of)),
          factor: Fn.create(factor),
        }));
        const sum = pairs.reduce((total, [of, factor]) => total + of * factor, 0n);
        expect(sumIsZero([...terms, { point: ZERO, factor: 5n }])).to.equal(sum === 0n);
      }),
      { numRuns: 60 },
    );
  });
});
