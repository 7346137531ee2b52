import { expect } from 'chai';
import fc from 'fast-check';
import {
  compareDocuments,
  compareWithLeafHashes,
  leafHashes,
  rootOfLeafHashes,
} from '../../../protocol/disclosure/compare.ts';
import { disclose } from '../../../protocol/disclosure/disclosure.ts';
import { buildDocumentTree, documentRoot } from '../../../protocol/disclosure/document-tree.ts';
import type { Leaf } from '../../../protocol/disclosure/leaves.ts';
import { verifyDisclosure } from '../../../protocol/disclosure/verify-disclosure.ts';
import { canonicalJson } from '../../../protocol/json/canonical-json.ts';
import type { JsonObject } from '../../../protocol/json/json-value.ts';
import { toChainHex } from '../../../protocol/merkle/hex.ts';
import { strictObject } from '../support/arbitraries.ts';

const SECRET = '07'.repeat(32);
const saltedOf = (document: JsonObject) => ({ document, files: [], secret: SECRET, sectionPointer: undefined });

function shown(document: JsonObject, pointers?: string[]): { leaves: readonly Leaf[]; complete: boolean } {
  const result = verifyDisclosure(disclose(saltedOf(document), pointers));
  if (!result.ok) throw new Error(result.code);
  return result;
}

const differences = (before: JsonObject, after: JsonObject, pointers?: string[]) =>
  compareDocuments(shown(before, pointers), { document: after, files: [] }).map(
    ({ pointer, change }) => `${change} ${pointer}`,
  );

describe('comparison of documents', () => {
  const invoice = { number: 'A1', total: '100.00', lines: [{ price: '40.00' }, { price: '60.00' }] };

  it('names the field that was changed', () => {
    expect(differences(invoice, { ...invoice, total: '10.00' })).to.deep.equal(['CHANGED /total']);
    expect(differences(invoice, { ...invoice, lines: [{ price: '40.00' }, { price: '61.00' }] })).to.deep.equal([
      'CHANGED /lines/1/price',
    ]);
  });

  it('names what was added and removed, and not the size of its container besides', () => {
    expect(differences(invoice, { ...invoice, lines: [{ price: '40.00' }] })).to.deep.equal([
      'REMOVED /lines/1',
      'REMOVED /lines/1/price',
    ]);
    expect(differences(invoice, { ...invoice, paid: true })).to.deep.equal(['ADDED /paid']);
  });

  it('tells a container of another type from one of another size', () => {
    expect(differences({ a: [1] }, { a: { 0: 1 } })).to.deep.equal(['CHANGED /a']);
  });

  it('speaks only of what it was shown', () => {
    expect(differences(invoice, { ...invoice, number: 'B', total: '1' }, ['/total'])).to.deep.equal(['CHANGED /total']);
    expect(differences(invoice, { ...invoice, number: 'B' }, ['/total'])).to.deep.equal([]);
  });

  it('finds a difference if and only if there is one', () => {
    fc.assert(
      fc.property(strictObject, strictObject, (a, b) => {
        expect(differences(a, b).length === 0).to.equal(canonicalJson(a) === canonicalJson(b));
      }),
    );
  });

  it('compares attached files', () => {
    const file = { name: 'a.pdf', mediaType: 'application/pdf', sha256: '00'.repeat(32) };
    const result = verifyDisclosure(disclose({ ...saltedOf({}), files: [file] }));
    if (!result.ok) throw new Error(result.code);
    const found = compareDocuments(result, { document: {}, files: [{ ...file, sha256: '11'.repeat(32) }] });
    expect(found).to.deep.equal([{ pointer: 'file:/0', change: 'CHANGED' }]);
  });

  it('needs no more than the leaf hashes to name a changed field', () => {
    const anchored = leafHashes(saltedOf(invoice));
    const root = rootOfLeafHashes(anchored);
    expect(root === undefined ? root : toChainHex(root)).to.equal(documentRoot(invoice, [], SECRET));
    const tampered = buildDocumentTree(saltedOf({ ...invoice, total: '10.00' }));
    expect(compareWithLeafHashes(anchored, tampered)).to.deep.equal([{ pointer: '/total', change: 'CHANGED' }]);
    expect(compareWithLeafHashes(anchored, buildDocumentTree(saltedOf(invoice)))).to.deep.equal([]);
  });
});
