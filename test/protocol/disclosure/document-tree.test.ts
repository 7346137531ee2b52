import { hexToBytes } from '@noble/hashes/utils';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  buildDocumentTree,
  consignmentProof,
  documentRoot,
  proveSection,
} from '../../../protocol/disclosure/document-tree.ts';
import { listSections } from '../../../protocol/disclosure/leaves.ts';
import { createSecret, saltDeriver, saltedLeafHash } from '../../../protocol/disclosure/salted-hash.ts';
import { canonicalJson } from '../../../protocol/json/canonical-json.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { fromHex, toChainHex } from '../../../protocol/merkle/hex.ts';
import { leafHash, rootFromPath } from '../../../protocol/merkle/rfc6962.ts';
import vectors from '../../vectors/consignment-proofs.json' with { type: 'json' };
import { attachedFile, hex32, strictJson, strictObject } from '../support/arbitraries.ts';
import { codeOf } from '../support/errors.ts';

const SECRET = '07'.repeat(32);

/** A manifest's shape without its meaning. */
const manifestLike = (consignments: readonly JsonValue[]) => ({ number: 'M1', consignments, vessel: { name: 'X' } });

describe('document tree', () => {
  it('gives two documents the same root if and only if they are the same', () => {
    fc.assert(
      fc.property(strictJson, strictJson, (a, b) => {
        const same = canonicalJson(a) === canonicalJson(b);
        expect(documentRoot(a, [], SECRET) === documentRoot(b, [], SECRET)).to.equal(same);
      }),
      { numRuns: 500 },
    );
  });

  it('tells an array from an object with the same members', () => {
    expect(documentRoot({ a: [1] }, [], SECRET)).to.not.equal(documentRoot({ a: { 0: 1 } }, [], SECRET));
    expect(documentRoot([], [], SECRET)).to.not.equal(documentRoot({}, [], SECRET));
    expect(documentRoot({ a: 1 }, [], SECRET)).to.not.equal(documentRoot({ a: '1' }, [], SECRET));
  });

  it('depends on the secret, on every file and on their order', () => {
    fc.assert(
      fc.property(strictObject, hex32, hex32, attachedFile, attachedFile, (document, secret, other, one, two) => {
        fc.pre(secret !== other && JSON.stringify(one) !== JSON.stringify(two));
        const roots = [
          documentRoot(document, [], secret),
          documentRoot(document, [], other),
          documentRoot(document, [one], secret),
          documentRoot(document, [two], secret),
          documentRoot(document, [one, two], secret),
          documentRoot(document, [two, one], secret),
        ];
        expect(new Set(roots)).to.have.length(roots.length);
      }),
    );
  });

  it('does not depend on the order in which members were written', () => {
    expect(documentRoot({ a: 1, b: [2] }, [], SECRET)).to.equal(documentRoot({ b: [2], a: 1 }, [], SECRET));
  });

  it('hashes each leaf as SHA-256(0x00 || JCS([kind, salt, pointer, value]))', () => {
    fc.assert(
      fc.property(strictObject, fc.array(attachedFile, { maxLength: 2 }), (document, files) => {
        const salt = saltDeriver(SECRET);
        for (const leaf of listSections(document, files, undefined).flat()) {
          const { kind, pointer, value } = leaf;
          const canonical = new TextEncoder().encode(canonicalJson([kind, salt(leaf), pointer, value]));
          expect(saltedLeafHash(leaf, salt(leaf))).to.deep.equal(leafHash(canonical));
        }
      }),
    );
  });

  it('has the root that an independent implementation computed', () => {
    const document = { schema: 'corridor/attachment/1', list: ['a', 1, true, null], 'a/b~c': {} };
    const files = [{ name: 'scan.pdf', mediaType: 'application/pdf', sha256: '00'.repeat(32) }];
    expect(documentRoot(document, files, SECRET)).to.equal(
      '0xe0e60117853c206f0dd7418794b335e453e9e5a4aef138036065afd45c0a724d',
    );
  });

  it('salts no two leaves alike, and no leaf alike under two secrets', () => {
    const leaves = listSections({ a: 1, b: { a: 1 } }, [], undefined).flat();
    const salts = [SECRET, '08'.repeat(32)].flatMap((secret) => leaves.map(saltDeriver(secret)));
    expect(new Set(salts)).to.have.length(leaves.length * 2);
  });

  it('has one section per consignment and one for the rest', () => {
    const tree = buildDocumentTree({
      document: manifestLike([{ n: 1 }, { n: 2 }]),
      files: [{ name: 'a', mediaType: 'b', sha256: '00'.repeat(32) }],
      secret: SECRET,
      sectionPointer: '/consignments',
    });
    expect(tree.sections.map(({ leaves }) => leaves.map(({ pointer }) => pointer))).to.deep.equal([
      ['', '/consignments', '/number', '/vessel', '/vessel/name', 'file:/0'],
      ['/consignments/0', '/consignments/0/n'],
      ['/consignments/1', '/consignments/1/n'],
    ]);
  });

  it('proves every consignment against the root', () => {
    fc.assert(
      fc.property(fc.array(strictJson, { minLength: 1, maxLength: 12 }), (consignments) => {
        const manifest = {
          document: manifestLike(consignments),
          files: [],
          secret: SECRET,
          sectionPointer: '/consignments',
        };
        const root = documentRoot(manifest.document, [], SECRET, '/consignments');
        const tree = buildDocumentTree(manifest);
        consignments.forEach((_, index) => {
          const proof = consignmentProof(manifest, index);
          expect(proof).to.deep.equal(proveSection(tree, index + 1));
          expect(proof.size).to.equal(consignments.length + 1);
          const leaf = leafHash(fromHex(proof.consignmentRoot));
          const found = rootFromPath(leaf, proof.index, proof.size, proof.proof.map(fromHex));
          expect(found === undefined ? found : toChainHex(found)).to.equal(root);
        });
        expect(() => consignmentProof(manifest, consignments.length)).to.throw(RangeError);
      }),
    );
  });

  it('makes the proofs that the contract is tested with', () => {
    for (const { consignments, consignment, root, ...proof } of vectors.cases) {
      const document = {
        consignments: Array.from({ length: consignments }, (_, i) => ({ sequence: i + 1, goods: 'milk powder' })),
        number: 'M1',
      };
      const manifest = { document, files: [], secret: vectors.secret, sectionPointer: '/consignments' };
      expect(documentRoot(document, [], vectors.secret, '/consignments')).to.equal(root);
      expect(consignmentProof(manifest, consignment)).to.deep.equal(proof);
    }
  });

  it('refuses a secret that is none, and a document outside the strict profile', () => {
    expect(codeOf(() => documentRoot({}, [], 'abc'))).to.equal('SECRET_INVALID');
    expect(codeOf(() => documentRoot({}, [], SECRET.toUpperCase().replace('07', 'AB')))).to.equal('SECRET_INVALID');
    expect(codeOf(() => documentRoot({ mass: 1.5 }, [], SECRET))).to.equal('JSON_NOT_INTEGER');
    expect(codeOf(() => createSecret(() => new Uint8Array(16)))).to.equal('SECRET_INVALID');
    expect(createSecret(() => hexToBytes(SECRET))).to.equal(SECRET);
  });
});
