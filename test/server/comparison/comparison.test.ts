/** The comparison of a case over HTTP: who may ask, what takes part, what is left behind. */
import { expect } from 'chai';
import { compareWithCase } from '../../../client/comparison.ts';
import { prepareDocument } from '../../../client/documents.ts';
import type { CaseComparison } from '../../../client/types.ts';
import { unfiled } from '../../../protocol/comparison/comparison-table.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { declareImport, type Kept, lodgeInvoice, type OpenedCase, openCase } from '../../support/corridor.ts';
import { startGateway, type TestGateway } from '../../support/gateway.ts';
import type { PartyName } from '../../support/people.ts';

describe('comparison of a case', function () {
  this.timeout(60_000);
  let gateway: TestGateway;
  let opened: OpenedCase;
  let invoice: Kept;

  before(async () => {
    gateway = await startGateway();
    opened = await openCase(gateway);
    invoice = await lodgeInvoice(gateway, opened);
    await declareImport(gateway, opened);
    await lodgeScan();
  });
  after(() => gateway?.close());

  const as = (name: PartyName) => gateway.as(gateway.people[name].people[0]);
  const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const rowOf = ({ rows }: Pick<CaseComparison, 'rows'>, wanted: string) => rows.find(({ fact }) => fact === wanted);

  async function lodgeScan(): Promise<void> {
    const { exportBroker } = gateway.people;
    const desk = await gateway.desk(exportBroker.people[0]);
    const document = { schema: 'corridor/attachment/1', documentType: 380, simulated: true, title: 'scan.pdf' };
    const bytes = new TextEncoder().encode('%PDF-1.7 simulated scan');
    const files = [{ name: 'scan.pdf', mediaType: 'application/pdf', bytes }];
    const { caseId } = opened;
    await desk.lodgeDocument({
      ...{ caseId, partyId: exportBroker.partyId, documentType: 380 },
      document: prepareDocument(document as JsonValue, files),
    });
  }

  it('shows each fact with its value and place in every document, and which documents took no part', async () => {
    const found = await (await as('importBroker')).readComparison(opened.caseId);
    expect(found.documents.map(({ documentType, version }) => [documentType, version])).to.deep.equal([
      [380, 1],
      [929, 1],
    ]);
    expect(found.leftOut.map(({ documentType, why }) => [documentType, why])).to.deep.equal([[380, 'NOT_COMPARED']]);
    expect(rowOf(found, 'INVOICE_TOTAL')).to.deep.include({
      verdict: 'AGREE',
      unit: 'USD',
      tolerance: '0.005',
      missing: [],
    });
    // nobody has lodged the certificate yet that the declaration names
    expect(found.rows.filter(({ verdict }) => verdict !== 'AGREE').map(({ fact }) => fact)).to.include('PREFERENCE');
    expect(found.totals.DIFFER).to.equal(0);
  });

  it('leaves an access receipt for each document of others that was read, and none for one’s own', async () => {
    const client = await as('portKlangOffice');
    const before = (await client.listReceipts(opened.caseId)).items.length;
    await client.readComparison(opened.caseId);
    const { items } = await client.listReceipts(opened.caseId);
    expect(items.length - before).to.equal(2);
    await (await as('exportBroker')).readComparison(opened.caseId);
    expect((await client.listReceipts(opened.caseId)).items.length - items.length).to.equal(1);
  });

  it('compares a file before it is filed, and keeps nothing of it', async () => {
    const client = await as('exportBroker');
    const { packingList } = opened.documents;
    const wrong = { ...packingList, totalNetMassKg: '9040.500', invoiceNumber: 'ANOTHER' };
    const query = { fileName: 'list.json' };
    const found = await client.compareFile(opened.caseId, bytesOf(wrong), 'application/json', query);
    expect(found.documents.at(-1)).to.deep.include({ documentId: null, fileName: 'list.json', documentType: 271 });
    const differing = found.rows.filter(({ verdict }) => verdict === 'DIFFER').map(({ ruleId }) => ruleId);
    expect(differing).to.include.members(['AGREE_INVOICE_NUMBER', 'AGREE_NET_MASS']);
    const { documents } = await client.readComparison(opened.caseId);
    expect(documents).to.have.length(2);
  });

  it('leaves out the document that the file is to replace', async () => {
    const client = await as('exportBroker');
    const amended = { ...opened.documents.invoice, number: 'CORRECTED-1' };
    const { documentId } = invoice;
    const query = { replaces: documentId };
    const found = await client.compareFile(opened.caseId, bytesOf(amended), 'application/json', query);
    expect(found.leftOut).to.deep.include({
      ...{ documentId, documentType: 380, why: 'REPLACED' },
      partyId: gateway.people.exportBroker.partyId,
    });
    expect(rowOf(found, 'INVOICE_NUMBER')?.verdict).to.equal('DIFFER');
  });

  it('is the same table when the client makes it, so that a file need not leave the machine', async () => {
    const client = await as('exportBroker');
    const { packingList } = opened.documents;
    const detail = await client.readCase(opened.caseId);
    const here = await compareWithCase(client, detail, [unfiled('file', packingList)]);
    const there = await client.compareFile(opened.caseId, bytesOf(packingList), 'application/json');
    expect({ caseId: opened.caseId, ...here }).to.deep.equal(there);
  });

  it('says that content is missing where a gateway does not hold it', async () => {
    await gateway.database.pool.query(`DELETE FROM document_contents WHERE schema = 'corridor/invoice/1'`);
    const found = await (await as('importBroker')).readComparison(opened.caseId);
    expect(found.leftOut.map(({ why }) => why)).to.have.members(['NOT_HELD', 'NOT_COMPARED']);
  });
});
