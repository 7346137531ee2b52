/** A lodged manifest, as it leaves the gateway for those who read EDIFACT. */
import { expect } from 'chai';
import { prepareDocument } from '../../../client/documents.ts';
import type { Manifest } from '../../../protocol/documents/manifest.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { readFile } from '../../../server/formats/read-file.ts';
import { writtenDifferences } from '../../../server/formats/written-differences.ts';
import { lodgeInvoice, type OpenedCase, openCase } from '../../support/corridor.ts';
import { startGateway, type TestGateway } from '../../support/gateway.ts';

describe('documents as files', function () {
  this.timeout(60_000);
  let gateway: TestGateway;
  let opened: OpenedCase;
  let documentId: string;
  let manifest: Manifest;

  before(async () => {
    gateway = await startGateway();
    opened = await openCase(gateway);
    // messages know no fractions of a second
    const {
      issuedAt: _now,
      estimatedArrivalAt: _then,
      estimatedDepartureAt: _later,
      ...lasting
    } = opened.documents.manifest;
    manifest = { ...lasting, issuedAt: '2026-04-17T08:30:00Z', estimatedArrivalAt: '2026-04-25T06:00:00Z' };
    documentId = await lodge(manifest);
  });
  after(() => gateway?.close());

  async function lodge(document: Manifest): Promise<string> {
    const { exportBroker } = gateway.people;
    const desk = await gateway.desk(exportBroker.people[0]);
    const lodged = await desk.lodgeDocument({
      caseId: opened.caseId,
      partyId: exportBroker.partyId,
      documentType: 785,
      document: prepareDocument(document as unknown as JsonValue),
    });
    return lodged.documentId;
  }

  async function fileOf(id: string, more: { partial?: 'true'; version?: number } = {}) {
    const client = await gateway.as(gateway.people.portKlangOffice.people[0]);
    return client.readDocumentFile(opened.caseId, id, { format: 'cuscar', ...more });
  }
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'OK',
      ({ code }: { code: string }) => code,
    );

  it('are read by intake as the manifest that was lodged', async () => {
    const { bytes, mediaType } = await fileOf(documentId);
    expect(mediaType).to.equal('application/EDIFACT');
    const { items, findings } = readFile({ bytes });
    expect(findings).to.deep.equal([]);
    const { source: _source, ...again } = items[0].document as Manifest;
    const differences = writtenDifferences(manifest as unknown as JsonValue, again as unknown as JsonValue);
    expect(differences).to.have.deep.members([
      { pointer: '/consignments/0/consignor/address/lines', change: 'REFLOWED' },
      // no place of transhipment says the same
      { pointer: '/consignments/0/transhipment', change: 'LOST' },
    ]);
  });

  it('are the same bytes each time, and leave a receipt', async () => {
    expect(await fileOf(documentId, { version: 1 })).to.deep.equal(await fileOf(documentId));
    const owner = await gateway.as(gateway.people.exportBroker.people[0]);
    const { items } = await owner.listReceipts(opened.caseId);
    expect(items.some(({ route }) => route.includes('/file?format=cuscar'))).to.equal(true);
  });

  it('leave as a table that is read again without loss', async () => {
    const client = await gateway.as(gateway.people.portKlangOffice.people[0]);
    for (const format of ['csv', 'xlsx'] as const) {
      const { bytes, mediaType } = await client.readDocumentFile(opened.caseId, documentId, { format });
      const { source: _source, ...again } = readFile({ bytes, mediaType }).items[0].document as Manifest;
      expect(again).to.deep.equal(JSON.parse(JSON.stringify(manifest)));
    }
  });

  it('are refused with every place that the format cannot carry, unless they may be partial', async () => {
    const id = await lodge({ ...manifest, number: 'M-2', conveyance: { ...manifest.conveyance, serviceCode: 'AEX1' } });
    const refusal = await fileOf(id).catch((error) => error);
    expect(refusal).to.include({ code: 'FORMAT_CANNOT_CARRY' });
    expect(refusal.errors.map(({ pointer }: { pointer: string }) => pointer)).to.deep.equal([
      '#/conveyance/serviceCode',
    ]);
    const { items } = readFile({ bytes: (await fileOf(id, { partial: 'true' })).bytes });
    expect((items[0].document as Manifest).number).to.equal('M-2');
  });

  it('are refused where the number does not fit at all', async () => {
    const id = await lodge({ ...manifest, number: 'N'.repeat(36) });
    expect(await codeOf(fileOf(id, { partial: 'true' }))).to.equal('FORMAT_CANNOT_CARRY');
  });

  it('are written of documents that the format carries only', async () => {
    const invoice = await lodgeInvoice(gateway, opened);
    expect(await codeOf(fileOf(invoice.documentId))).to.equal('FORMAT_NOT_OF_DOCUMENT');
    expect(await codeOf(fileOf(`0x${'77'.repeat(32)}`))).to.equal('DOCUMENT_NOT_FOUND');
  });
});
