import { expect } from 'chai';
import { concat, hexlify, Wallet } from 'ethers';
import fc from 'fast-check';
import { isSignedBy } from '../../../protocol/signers/check-signature.ts';
import { createPasskey } from '../../support/passkey.ts';

const VERIFIERS = { p256: `0x${'d1'.repeat(20)}`, webAuthn: `0x${'d2'.repeat(20)}` };
const ORIGIN = 'http://signer.localhost:8788';
const DIGEST = `0x${'5a'.repeat(32)}`;
const SECP256K1_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

const word = (value: bigint) => `0x${value.toString(16).padStart(64, '0')}`;

describe('Signatures checked without a chain', () => {
  const wallet = new Wallet(`0x${'11'.repeat(32)}`);
  const signer = wallet.address.toLowerCase();
  const { r, s, v } = wallet.signingKey.sign(DIGEST);
  const byAddress = (signature: string) => isSignedBy({ signer, signature }, DIGEST, VERIFIERS);

  it('takes the signature of an address', () => {
    expect(byAddress(concat([r, s, hexlify(new Uint8Array([v]))]))).to.equal(true);
  });

  it('takes no other spelling of it, as the contract takes none', () => {
    const high = word(SECP256K1_ORDER - BigInt(s));
    const flipped = hexlify(new Uint8Array([v === 27 ? 28 : 27]));
    expect(byAddress(concat([r, high, flipped]))).to.equal(false);
    expect(byAddress(concat([r, s, hexlify(new Uint8Array([v - 27]))]))).to.equal(false);
    expect(byAddress(concat([r, s]))).to.equal(false);
    expect(byAddress(concat([r, s, hexlify(new Uint8Array([v])), '0x00']))).to.equal(false);
    expect(byAddress(concat([word(0n), s, hexlify(new Uint8Array([v]))]))).to.equal(false);
    expect(byAddress(concat([r, word(0n), hexlify(new Uint8Array([v]))]))).to.equal(false);
    expect(byAddress('0x')).to.equal(false);
  });

  it('takes the assertion of a passkey for the enrolled origin only', () => {
    const passkey = createPasskey(VERIFIERS.webAuthn, ORIGIN);
    const signature = passkey.signDigest(DIGEST);
    const check = (digest: string, made = signature, by = passkey.signer) =>
      isSignedBy({ signer: by, signature: made }, digest, VERIFIERS);
    expect(check(DIGEST)).to.equal(true);
    expect(check(`0x${'5b'.repeat(32)}`)).to.equal(false);
    expect(check(DIGEST, signature, passkey.signer.replace('d2'.repeat(20), 'd3'.repeat(20)))).to.equal(false);
    const elsewhere = createPasskey(VERIFIERS.webAuthn, ORIGIN, 'http://signer.localhost:9999');
    expect(check(DIGEST, elsewhere.signDigest(DIGEST), elsewhere.signer)).to.equal(false);
  });

  it('answers false to whatever does not decode, and throws nothing', () => {
    const passkey = createPasskey(VERIFIERS.webAuthn, ORIGIN);
    const bytes = fc.uint8Array({ maxLength: 400 }).map((each) => hexlify(each));
    const signers = fc.constantFrom(signer, passkey.signer, `${VERIFIERS.p256}${'00'.repeat(64)}`, VERIFIERS.p256);
    fc.assert(
      fc.property(signers, bytes, (each, signature) => {
        expect(isSignedBy({ signer: each, signature }, DIGEST, VERIFIERS)).to.equal(false);
      }),
    );
  });

  it('answers false to an assertion with any byte changed', () => {
    const passkey = createPasskey(VERIFIERS.webAuthn, ORIGIN);
    const signature = Buffer.from(passkey.signDigest(DIGEST).slice(2), 'hex');
    // padding behind a member of an ABI encoding carries nothing
    const padding = new Set<number>();
    for (const head of [64, 96]) {
      const start = Number(signature.readBigUInt64BE(head + 24));
      const length = Number(signature.readBigUInt64BE(start + 24));
      for (let at = start + 32 + length; at % 32 !== 0; at += 1) padding.add(at);
    }
    fc.assert(
      fc.property(fc.nat({ max: signature.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        fc.pre(!padding.has(at));
        const changed = Buffer.from(signature);
        changed[at] = (changed[at] ?? 0) ^ flip;
        expect(isSignedBy({ signer: passkey.signer, signature: hexlify(changed) }, DIGEST, VERIFIERS)).to.equal(false);
      }),
    );
  });
});
