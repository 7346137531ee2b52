import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { prepareDocument } from '../../../client/documents.ts';
import { disclose, redact } from '../../../protocol/disclosure/disclosure.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { type Kept, lodgeInvoice, type OpenedCase, openCase } from '../../support/corridor.ts';
import { startGateway, type TestGateway } from '../../support/gateway.ts';

const SCAN = new TextEncoder().encode('%PDF-1.7 scan of the invoice');

describe('verification over HTTP', () => {
  let gateway: TestGateway;
  let opened: OpenedCase;
  let invoice: Kept;

  before(async function start() {
    this.timeout(120_000);
    gateway = await startGateway();
    opened = await openCase(gateway);
    invoice = await lodgeInvoice(gateway, opened, [{ name: 'invoice.pdf', mediaType: 'application/pdf', bytes: SCAN }]);
  });

  after(() => gateway?.close());

  const presented = (document: JsonValue = invoice.prepared.document) => ({
    document,
    secret: invoice.prepared.secret,
    files: invoice.prepared.files.map((file) => ({ ...file })),
  });
  const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

  it('answers VALID for a document with its secret, to anybody', async () => {
    const verdict = await gateway.client.verifyDocument(presented());
    expect(verdict.outcome).to.equal('VALID');
    expect(verdict.anchored).to.include({ caseId: opened.caseId, documentId: invoice.documentId, version: 1 });
    expect(verdict.checks.map(({ name, ok }) => [name, ok])).to.deep.equal([
      ['FORM', true],
      ['ROOT', true],
      ['CURRENT', true],
    ]);
  });

  it('names the field that was changed', async () => {
    const lines = structuredClone(opened.documents.invoice) as unknown as { lines: { unitPrice: string }[] };
    lines.lines[0]!.unitPrice = '0.01';
    const verdict = await gateway.client.verifyDocument(presented(lines as unknown as JsonValue));
    expect(verdict.outcome).to.equal('DIGEST_MISMATCH');
    expect(verdict.differs).to.deep.equal([{ pointer: '/lines/0/unitPrice', change: 'CHANGED' }]);
  });

  it('answers NOT_ANCHORED for what nobody lodged', async () => {
    const other = prepareDocument(opened.documents.packingList as unknown as JsonValue);
    const verdict = await gateway.client.verifyDocument({ document: other.document, secret: other.secret, files: [] });
    expect(verdict.outcome).to.equal('NOT_ANCHORED');
  });

  it('verifies a disclosure that was redacted further', async () => {
    const { document, files, secret } = invoice.prepared;
    const whole = disclose({ document, files, secret, sectionPointer: undefined });
    const verdict = await gateway.client.verify(json(redact(whole, ['/lines'])), 'application/json');
    expect(verdict.outcome).to.equal('VALID');
  });

  it('finds an original file for those who may read it', async () => {
    const reader = await gateway.as(gateway.people.importBroker.people[0]);
    expect((await reader.verify(SCAN, 'application/pdf')).outcome).to.equal('VALID');
    expect((await reader.verify(invoice.prepared.canonical, 'application/json')).outcome).to.equal('VALID');
  });

  it('confirms no guess of a file or of a document without its secret', async () => {
    const foreign = await gateway.as(gateway.people.foreignBroker.people[0]);
    expect((await foreign.verify(SCAN, 'application/pdf')).outcome).to.equal('NOT_ANCHORED');
    expect((await gateway.client.verify(SCAN, 'application/pdf')).outcome).to.equal('CANNOT_CHECK');
    expect((await gateway.client.verify(invoice.prepared.canonical, 'application/json')).outcome).to.equal(
      'CANNOT_CHECK',
    );
  });

  it('compares a tampered copy without its secret for those who may read the document', async () => {
    const reader = await gateway.as(gateway.people.importBroker.people[0]);
    const copy = { ...opened.documents.invoice, number: 'INV-FORGED' };
    const claimed = { caseId: opened.caseId, documentId: invoice.documentId };
    const verdict = await reader.verify(json(copy), 'application/json', claimed);
    expect(verdict.outcome).to.equal('DIGEST_MISMATCH');
    expect(verdict.differs?.map(({ pointer }) => pointer)).to.deep.equal(['/number']);
  });

  it('trusts the chain and not the index', async () => {
    const { pool } = gateway.database;
    const columns = `superseded_by = '0x${'ab'.repeat(32)}', superseded_at = 1`;
    await pool.query(`UPDATE projected_versions SET ${columns} WHERE root = $1`, [invoice.root]);
    expect((await gateway.client.verifyDocument(presented())).outcome).to.equal('VALID');
    await pool.query('DELETE FROM projected_versions WHERE root = $1', [invoice.root]);
    const claimed = { caseId: opened.caseId, documentId: invoice.documentId };
    expect((await gateway.client.verifyDocument(presented(), claimed)).outcome).to.equal('VALID');
    await gateway.gateway.core.projection.rebuild();
  });

  it('answers SUPERSEDED and WITHDRAWN once they are', async () => {
    const desk = await gateway.desk(gateway.people.exportBroker.people[0]);
    const on = { caseId: opened.caseId, documentId: invoice.documentId };
    const next = prepareDocument({ ...opened.documents.invoice, number: 'INV-2' } as unknown as JsonValue);
    await desk.amendDocument({ ...on, document: next, reason: 'ERROR_CORRECTED' });
    const first = await gateway.client.verifyDocument(presented());
    expect(first.outcome).to.equal('SUPERSEDED');
    expect(first.anchored?.supersededBy).to.equal(next.root);
    await desk.withdrawDocument({ ...on, reason: 'LODGED_IN_ERROR' });
    const second = await gateway.client.verifyDocument({ document: next.document, secret: next.secret, files: [] });
    expect(second.outcome).to.equal('WITHDRAWN');
  });

  it('reads no document out of bytes that promise one', async () => {
    const response = await fetch(`${gateway.url}/v1/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/vnd.corridor.document+json' },
      body: '{"secret":"00"}',
    });
    expect(((await response.json()) as { code: string }).code).to.equal('VERIFY_INPUT_UNREADABLE');
    expect(createHash('sha256').update(SCAN).digest('hex')).to.equal(invoice.prepared.files[0]?.sha256);
  });
});
