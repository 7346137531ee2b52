/** Data integrity proofs that need nothing but the file: test vectors of the W3C, and what becomes of them. */
import { ed25519 } from '@noble/curves/ed25519';
import { sha256 } from '@noble/hashes/sha2';
import canonicalize from 'canonicalize';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Integrity } from '../../../../protocol/documents/integrity.ts';
import { decodeMultibase, keyInName } from '../../../../server/formats/json/credentials/multikey.ts';
import { readFile } from '../../../../server/formats/read-file.ts';
import { sampleBytes } from '../../../protocol/support/samples.ts';

const VECTORS = ['signedJCS.json', 'signedJCSECDSAP256.json', 'signedJCSECDSAP384.json'];

type Json = Record<string, unknown>;
const vector = (name: string) =>
  JSON.parse(new TextDecoder().decode(sampleBytes(`w3c-data-integrity/${name}`))) as Json & { proof: Json };

/** Outcome of each check, as `CONTENT VALID`. */
function outcomesOf(credential: unknown): string[] {
  const [{ document, findings }] = readFile({ bytes: new TextEncoder().encode(JSON.stringify(credential)) }).items;
  const { statements } = (document as { integrity: Integrity }).integrity;
  const broken = statements.some(({ outcome }) => outcome === 'INVALID');
  expect(findings.some(({ ruleId }) => ruleId === 'INTEGRITY_BROKEN')).to.equal(broken);
  return statements.map(({ check, outcome }) => `${check} ${outcome}`);
}

const HOLDS = ['CONTENT VALID', 'SIGNATURE VALID', 'ISSUER CANNOT_CHECK', 'REVOCATION CANNOT_CHECK'];
const BROKEN = ['CONTENT INVALID', 'SIGNATURE INVALID', 'ISSUER CANNOT_CHECK', 'REVOCATION CANNOT_CHECK'];

describe('data integrity proofs over canonical JSON', () => {
  for (const name of VECTORS) {
    it(`hold in ${name}, in whatever order the members stand`, () => {
      const credential = vector(name);
      expect(outcomesOf(credential)).to.deep.equal(HOLDS);
      expect(outcomesOf(Object.fromEntries(Object.entries(credential).reverse()))).to.deep.equal(HOLDS);
    });

    it(`break in ${name} with any change of any value`, () => {
      const credential = vector(name);
      const members = Object.keys(credential).filter((key) => !['proof', 'type', '@context'].includes(key));
      for (const member of members) {
        expect(outcomesOf({ ...credential, [member]: { changed: true } }), member).to.deep.equal(BROKEN);
      }
      expect(outcomesOf({ ...credential, added: 1 })).to.deep.equal(BROKEN);
      for (const change of [{ created: '2024-01-01T00:00:00Z' }, { proofPurpose: 'authentication' }, { more: 1 }]) {
        expect(outcomesOf({ ...credential, proof: { ...credential.proof, ...change } })).to.deep.equal(BROKEN);
      }
    });

    it(`break in ${name} with any other signature`, () => {
      const credential = vector(name);
      const value = String(credential.proof['proofValue']);
      fc.assert(
        fc.property(fc.integer({ min: 1, max: value.length - 1 }), fc.constantFrom(...'123zZ0'), (place, character) => {
          fc.pre(value[place] !== character);
          const proofValue = value.slice(0, place) + character + value.slice(place + 1);
          const changed = { ...credential, proof: { ...credential.proof, proofValue } };
          expect(outcomesOf(changed)).to.deep.equal(BROKEN);
        }),
        { numRuns: 15 },
      );
    });
  }

  it('are by the issuer where the issuer is the key that signed', () => {
    const seed = new Uint8Array(32).fill(7);
    const did = `did:key:${multibase(new Uint8Array([0xed, 0x01, ...ed25519.getPublicKey(seed)]))}`;
    const document = { '@context': ['x'], type: ['VerifiableCredential'], issuer: did, credentialSubject: { n: 1.5 } };
    const proof = {
      type: 'DataIntegrityProof',
      cryptosuite: 'eddsa-jcs-2022',
      verificationMethod: did,
      proofPurpose: 'assertionMethod',
    };
    const digests = [proof, document].map((each) => sha256(new TextEncoder().encode(canonicalize(each) ?? '')));
    const proofValue = multibase(ed25519.sign(Buffer.concat(digests), seed));
    const signed = { ...document, proof: { ...proof, proofValue } };
    expect(outcomesOf(signed).slice(0, 3)).to.deep.equal(['CONTENT VALID', 'SIGNATURE VALID', 'ISSUER VALID']);
    expect(outcomesOf({ ...signed, issuer: 'did:key:zOther' })[0]).to.equal('CONTENT INVALID');
  });

  it('are not checked where another proof or the network is needed', () => {
    const credential = vector('signedJCSECDSAP256.json');
    const { proof } = credential;
    for (const each of [
      [proof, proof],
      { ...proof, previousProof: 'urn:x' },
      { ...proof, cryptosuite: 'ecdsa-rdfc-2019' },
      { ...proof, verificationMethod: 'did:web:issuer.example#key-1' },
    ]) {
      expect(outcomesOf({ ...credential, proof: each }).slice(0, 2)).to.deep.equal([
        'CONTENT CANNOT_CHECK',
        'SIGNATURE CANNOT_CHECK',
      ]);
    }
  });

  it('are refused with a key for another suite, or a name that contradicts itself', () => {
    const credential = vector('signedJCSECDSAP256.json');
    const { proof } = credential;
    const method = String(proof['verificationMethod']).split('#', 1)[0] ?? '';
    for (const change of [
      { cryptosuite: 'eddsa-jcs-2022' },
      { verificationMethod: `${method}#zDnaother` },
      { verificationMethod: 'did:key:zAnything' },
    ]) {
      expect(outcomesOf({ ...credential, proof: { ...proof, ...change } })).to.deep.equal(BROKEN);
    }
  });
});

describe('multikeys', () => {
  it('are decoded as they were written, leading zeros included', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), (bytes) => {
        expect(decodeMultibase(multibase(bytes))).to.deep.equal(bytes);
      }),
      { numRuns: 200 },
    );
  });

  it('are nothing where a text is none, too long, or of another kind', () => {
    for (const text of ['', 'z', 'uAAA', 'z0OIl', `z${'2'.repeat(300)}`]) {
      expect(decodeMultibase(text), text).to.equal(undefined);
    }
    expect(
      keyInName(
        'did:key:z2J9gaYxrKVpdoG9A4gRnmpnRCcxU6agDtFVVBVdn1JedouoZN7SzcyREXXzWgt3gGiwpoHq7K68X4m32D8HgzG8wv3sY5j7',
      ),
    ).to.equal(undefined);
    expect(keyInName('https://issuer.example/keys/1')).to.equal(undefined);
  });
});

/** Base58btc with its mark, written another way than it is read. */
function multibase(bytes: Uint8Array): string {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  const digits: number[] = [];
  for (const byte of bytes) {
    let carry = byte;
    for (let place = 0; place < digits.length; place += 1) {
      carry += (digits[place] ?? 0) * 256;
      digits[place] = carry % 58;
      carry = Math.floor(carry / 58);
    }
    for (; carry > 0; carry = Math.floor(carry / 58)) digits.push(carry % 58);
  }
  const zeros = bytes.findIndex((byte) => byte !== 0);
  const leading = '1'.repeat(zeros === -1 ? bytes.length : zeros);
  return `z${leading}${digits
    .reverse()
    .map((digit) => alphabet[digit])
    .join('')}`;
}
