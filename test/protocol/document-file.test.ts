import { expect } from 'chai';
import fc from 'fast-check';
import { prepareDocument, rootOf } from '../../client/documents.ts';
import { checkDocumentFile, documentFileOf, parseDocumentFile } from '../../protocol/document-file.ts';
import type { JsonValue } from '../../protocol/json/json-value.ts';

const PLACE = {
  ledger: { chainId: 7, verifyingContract: `0x${'11'.repeat(20)}`, ledgerId: `0x${'22'.repeat(32)}` },
  caseId: `0x${'33'.repeat(32)}`,
  documentId: `0x${'44'.repeat(32)}`,
};
const INVOICE = { schema: 'corridor/attachment/1', documentType: 380, simulated: true, title: 'Invoice', number: '7' };
const FILE = { name: 'scan.pdf', mediaType: 'application/pdf', bytes: new TextEncoder().encode('%PDF-1.7') };

const kept = () => JSON.parse(JSON.stringify(documentFileOf(prepareDocument(INVOICE, [FILE]), PLACE)));

describe('document file', () => {
  it('matches as long as nothing is changed', () => {
    const file = parseDocumentFile(kept());
    expect(file && checkDocumentFile(file)).to.deep.include({ matches: true, differences: [] });
  });

  it('names the field that was changed', () => {
    const value = kept();
    value.document.number = '8';
    const file = parseDocumentFile(value);
    const check = file && checkDocumentFile(file);
    expect(check?.matches).to.equal(false);
    expect(check?.differences.map(({ pointer }) => pointer)).to.deep.equal(['/number']);
  });

  it('does not name fields by leaf hashes that lead to another root', () => {
    const value = kept();
    value.document.number = '8';
    value.leafHashes[0][0] = 'ab'.repeat(32);
    const file = parseDocumentFile(value);
    expect(file && checkDocumentFile(file)).to.deep.include({ matches: false, differences: [] });
  });

  it('is told from other JSON', () => {
    expect(parseDocumentFile({ format: 'corridor/disclosure/1' })).to.equal(undefined);
    expect(parseDocumentFile({ ...kept(), root: '0x12' })).to.equal(undefined);
    expect(parseDocumentFile(null)).to.equal(undefined);
  });

  it('gives every version a secret and a root of its own, and the same root to the same secret', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.integer()), (content) => {
        const document = { ...INVOICE, ...content } as JsonValue;
        const [one, two] = [prepareDocument(document), prepareDocument(document)];
        expect(one.root).not.to.equal(two.root);
        expect(rootOf(document, [], `0x${one.secret}`)).to.equal(one.root);
      }),
    );
  });
});
