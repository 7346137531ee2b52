import { expect } from 'chai';
import type { Desk } from '../../../client/desk.ts';
import { prepareDocument } from '../../../client/documents.ts';
import { ProblemError } from '../../../client/problem.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { declareImport, type Kept, lodgeInvoice, type OpenedCase, openCase } from '../../support/corridor.ts';
import { startGateway, type TestGateway } from '../../support/gateway.ts';

describe('a corridor case over HTTP', () => {
  let gateway: TestGateway;
  let opened: OpenedCase;
  let invoice: Kept;
  let declarationId: string;

  before(async function start() {
    this.timeout(120_000);
    gateway = await startGateway();
    opened = await openCase(gateway);
    const bytes = new TextEncoder().encode('%PDF-1.7 simulated scan of the invoice');
    invoice = await lodgeInvoice(gateway, opened, [{ name: 'invoice.pdf', mediaType: 'application/pdf', bytes }]);
    declarationId = await declareImport(gateway, opened);
  });

  after(() => gateway?.close());

  const detail = async (name: 'exportBroker' | 'importBroker' | 'rmcd' | 'foreignBroker' | 'auditorMy') =>
    (await gateway.as(gateway.people[name].people[0])).readCase(opened.caseId);

  it('is shown to those whom the envelope addresses, with what it waits for', async () => {
    const shown = await detail('importBroker');
    expect(shown.ucr).to.equal(opened.documents.envelope.ucr);
    expect(shown.documents.map(({ documentType }) => documentType)).to.deep.equal([380, 929]);
    expect(shown.waitingFor.map(({ what, on }) => [what, on.partyId])).to.deep.equal([
      ['ACCEPTANCE', gateway.people.portKlangOffice.partyId],
    ]);
  });

  it('does not exist for a broker whom nobody addressed', async () => {
    const foreign = await gateway.as(gateway.people.foreignBroker.people[0]);
    expect(await problemCode(foreign.readCase(opened.caseId))).to.equal('CASE_NOT_FOUND');
    expect(await problemCode(foreign.readTimeline(opened.caseId))).to.equal('CASE_NOT_FOUND');
    expect(await problemCode(foreign.readContent(invoice.prepared.canonicalSha256))).to.equal('CONTENT_NOT_FOUND');
    expect((await foreign.listCases()).items).to.deep.equal([]);
  });

  it('stays hidden from a stranger who lodges something on it', async () => {
    const { foreignBroker } = gateway.people;
    const desk = await gateway.desk(foreignBroker.people[0]);
    const document = prepareDocument(opened.documents.packingList as unknown as JsonValue);
    await desk.lodgeDocument({ caseId: opened.caseId, partyId: foreignBroker.partyId, documentType: 271, document });
    expect(await problemCode(detail('foreignBroker'))).to.equal('CASE_NOT_FOUND');
  });

  it('is read by administrations and auditors of the jurisdictions that it concerns', async () => {
    expect((await detail('rmcd')).caseId).to.equal(opened.caseId);
    expect((await detail('auditorMy')).caseId).to.equal(opened.caseId);
  });

  it('finds cases by reference, state and whom they wait for', async () => {
    const officer = await gateway.as(gateway.people.portKlangOffice.people[0]);
    const ids = async (query: Parameters<typeof officer.listCases>[0]) =>
      (await officer.listCases(query)).items.map(({ caseId }) => caseId);
    expect(await ids({ ucr: opened.documents.envelope.ucr })).to.deep.equal([opened.caseId]);
    expect(await ids({ state: 'RECEIVED' })).to.deep.equal([opened.caseId]);
    expect(await ids({ state: 'CLEARED' })).to.deep.equal([]);
    expect(await ids({ waitingOn: 'me' })).to.deep.equal([opened.caseId]);
  });

  it('tells everything that was applied, in order', async () => {
    const broker = await gateway.as(gateway.people.exportBroker.people[0]);
    const first = await broker.readTimeline(opened.caseId, { limit: 2 });
    const rest = await broker.readTimeline(opened.caseId, { cursor: first.nextCursor ?? undefined });
    const kinds = [...first.items, ...rest.items].map(({ kind }) => kind);
    expect(kinds.slice(0, 4)).to.deep.equal(['OpenCase', 'LodgeDocument', 'LodgeDocument', 'LodgeDeclaration']);
  });

  it('leaves a receipt for the owner when another party reads a document', async () => {
    const endorser = await gateway.desk(gateway.people.importBroker.people[0]);
    await endorser.endorseDocument({ caseId: opened.caseId, documentId: invoice.documentId });
    const owner = await gateway.as(gateway.people.exportBroker.people[0]);
    const { items } = await owner.listReceipts(opened.caseId);
    expect(items.map(({ readerParty, root }) => [readerParty, root])).to.deep.include([
      gateway.people.importBroker.partyId,
      invoice.root,
    ]);
  });

  it('leaves endorsements on the version that they named', async () => {
    const desk = await gateway.desk(gateway.people.exportBroker.people[0]);
    const document = { ...opened.documents.invoice, number: 'INV-AMENDED' } as unknown as JsonValue;
    await desk.amendDocument({
      caseId: opened.caseId,
      documentId: invoice.documentId,
      document: prepareDocument(document),
      reason: 'ERROR_CORRECTED',
    });
    const [lodged] = (await detail('exportBroker')).documents;
    expect(lodged?.versions.map(({ endorsements }) => endorsements.map(({ stale }) => stale))).to.deep.equal([
      [true],
      [],
    ]);
  });

  it('goes from acceptance over arrival, scan and two officers to clearance', async () => {
    const { portKlangOffice } = gateway.people;
    const [first, second, third] = await Promise.all(portKlangOffice.people.map((person) => gateway.desk(person)));
    const on = { caseId: opened.caseId, declarationId };
    await first!.decideClearance({ ...on, outcome: 'ACCEPTED', reason: 'RISK_SELECTED', lane: 'ORANGE' });
    await first!.decideClearance({ ...on, outcome: 'DUTY_DUE', reason: 'DUTY_ASSESSED' });
    const scan = await first!.openControl({ ...on, control: 'SCAN', reason: 'SCAN_MANDATORY' });
    expect((await detail('rmcd')).declarations[0]).to.include({ state: 'DUTY_DUE', shownAs: 'SELECTED_FOR_SCAN' });
    await close(first!, on, scan.digest);
    const released = await releaseBy([second!, third!], on);
    expect(released).to.equal('RELEASED');
    await first!.decideClearance({ ...on, outcome: 'CLEARED', reason: 'FORMALITIES_COMPLETED' });
    const shown = await detail('rmcd');
    expect(shown.declarations[0]?.state).to.equal('CLEARED');
    expect(shown.waitingFor).to.deep.equal([]);
  });

  it('is consistent with the chain in every row and byte', async () => {
    const auditor = await gateway.as(gateway.people.auditorMy.people[0]);
    const report = await auditor.checkConsistency();
    expect(report).to.deep.include({ consistent: true, differences: [] });
  });

  async function close(desk: Desk, on: { caseId: string; declarationId: string }, controlId: string): Promise<void> {
    await desk.closeControl({ ...on, controlId, result: 'CONFORMING', reason: 'SCAN_CONFORMING' });
  }

  async function releaseBy(desks: readonly Desk[], on: { caseId: string; declarationId: string }): Promise<string> {
    for (const desk of desks) {
      const declaration = (await detail('rmcd')).declarations.find((each) => each.declarationId === on.declarationId);
      if (declaration?.state === 'RELEASED') break;
      await desk.decideClearance({ ...on, outcome: 'RELEASED', reason: 'DUTY_PAID' });
    }
    return (await detail('rmcd')).declarations[0]?.state ?? 'none';
  }
});

async function problemCode(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'no problem';
  } catch (error) {
    if (error instanceof ProblemError) return error.code;
    throw error;
  }
}
