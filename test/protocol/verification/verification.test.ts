import { expect } from 'chai';
import { disclose, redact } from '../../../protocol/disclosure/disclosure.ts';
import { documentRoot } from '../../../protocol/disclosure/document-tree.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import {
  type AnchoredVersion,
  examine,
  judge,
  type Presented,
  type Reference,
  type Verification,
} from '../../../protocol/verification.ts';

const secret = '11'.repeat(32);
const document: JsonValue = {
  schema: 'corridor/invoice/1',
  number: 'SIM-1',
  lines: [{ lineNumber: 1, lineValue: '310.00' }],
  total: '310.00',
};
const files = [{ name: 'scan.pdf', mediaType: 'application/pdf', sha256: 'ab'.repeat(32) }];
const root = documentRoot(document, files, secret);

const anchored: AnchoredVersion = { caseId: '0x01', documentId: '0x02', root, version: 1 };

function verify(presented: Presented, found: AnchoredVersion | null, reference: Reference | null = null): Verification {
  const examined = examine(presented);
  return examined.ok ? judge(examined, found, reference) : examined.verification;
}

function referenceOf(): Reference {
  const examined = examine({ document, files, secret });
  if (!examined.ok) throw new Error('the sample is not examinable');
  return { root, leaves: examined.leaves, complete: true };
}

describe('verification of a document', () => {
  it('finds the anchored, current version VALID', () => {
    expect(verify({ document, files, secret }, anchored)).to.include({ outcome: 'VALID', root });
  });

  it('names the version that superseded it', () => {
    const result = verify({ document, files, secret }, { ...anchored, supersededBy: '0x77' });
    expect(result.outcome).to.equal('SUPERSEDED');
    expect(result.reason).to.contain('0x77');
  });

  it('names the reason of a withdrawal, also of a superseded version', () => {
    const result = verify(
      { document, files, secret },
      { ...anchored, supersededBy: '0x77', withdrawnBecause: 'LODGED_IN_ERROR' },
    );
    expect(result.outcome).to.equal('WITHDRAWN');
    expect(result.reason).to.contain('LODGED_IN_ERROR');
  });

  it('names the field that was changed', () => {
    const tampered = { ...document, total: '301.00' };
    const result = verify({ document: tampered, files, secret }, null, referenceOf());
    expect(result.outcome).to.equal('DIGEST_MISMATCH');
    expect(result.differs).to.deep.equal([{ pointer: '/total', change: 'CHANGED' }]);
  });

  it('names a file that was exchanged', () => {
    const exchanged = [{ ...files[0], name: 'scan.pdf', mediaType: 'application/pdf', sha256: 'cd'.repeat(32) }];
    const result = verify({ document, files: exchanged, secret }, null, referenceOf());
    expect(result.differs).to.deep.equal([{ pointer: 'file:/0', change: 'CHANGED' }]);
  });

  it('tells a wrong secret from changed content', () => {
    const result = verify({ document, files, secret: '22'.repeat(32) }, null, referenceOf());
    expect(result).to.deep.include({ outcome: 'DIGEST_MISMATCH', differs: [] });
  });

  it('says NOT_ANCHORED where nothing is known of the content', () => {
    expect(verify({ document, files, secret }, null).outcome).to.equal('NOT_ANCHORED');
  });

  it('accepts a redacted disclosure and refuses a changed one', () => {
    const whole = disclose({ document, files, secret, sectionPointer: undefined });
    const part = redact(whole, ['/lines']);
    expect(verify({ disclosure: part }, anchored).outcome).to.equal('VALID');
    const leaves = part.sections[0]?.leaves.map((leaf) =>
      leaf.pointer === '/total' ? { ...leaf, value: '1.00' } : leaf,
    );
    const changed = { ...part, sections: [{ ...part.sections[0], leaves }] };
    expect(verify({ disclosure: changed }, null, referenceOf()).outcome).to.equal('DIGEST_MISMATCH');
  });

  it('cannot check what is not of the form', () => {
    expect(verify({ disclosure: { format: 'other' } }, null).outcome).to.equal('CANNOT_CHECK');
    expect(verify({ document: { a: 0.5 }, files, secret }, null).outcome).to.equal('CANNOT_CHECK');
    expect(verify({ document, files, secret: 'short' }, null).outcome).to.equal('CANNOT_CHECK');
  });
});
