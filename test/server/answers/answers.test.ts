/** What customs said about a case, as it leaves the gateway. */
import { expect } from 'chai';
import { type PreparedDocument, prepareDocument } from '../../../client/documents.ts';
import type { CustomsResponse } from '../../../protocol/documents/customs-response.ts';
import type { TrackingEvents } from '../../../protocol/documents/tracking-events.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { readInterchange } from '../../../server/formats/edifact/interchange.ts';
import { component } from '../../../server/formats/edifact/segments.ts';
import { tokenize } from '../../../server/formats/edifact/tokenizer.ts';
import { readFile } from '../../../server/formats/read-file.ts';
import { declareImport, type OpenedCase, openCase } from '../../support/corridor.ts';
import { startGateway, type TestGateway } from '../../support/gateway.ts';

describe('answers of customs', function () {
  this.timeout(60_000);
  let gateway: TestGateway;
  let opened: OpenedCase;
  let declarationId: string;

  before(async () => {
    gateway = await startGateway();
    opened = await openCase(gateway);
    declarationId = await declareImport(gateway, opened);
    const { caseId } = opened;
    const on = { caseId, declarationId };
    const office = await gateway.desk(gateway.people.portKlangOffice.people[0]);
    await office.decideClearance({ ...on, outcome: 'ACCEPTED', reason: 'RISK_SELECTED', lane: 'ORANGE' });
    const dueBy = Math.floor(gateway.clock.now() / 1000) + 86_400;
    await office.openControl({ ...on, control: 'DOCUMENTS', reason: 'DOCUMENT_MISSING', dueBy });
    await office.openControl({ ...on, control: 'SCAN', reason: 'SCAN_MANDATORY' });
    await office.lodgeDocument({
      caseId,
      partyId: gateway.people.portKlangOffice.partyId,
      documentType: 965,
      document: dutyNotice(),
    });
    await office.decideClearance({ ...on, outcome: 'DUTY_DUE', reason: 'DUTY_ASSESSED' });
  });
  after(() => gateway?.close());

  const dutyNotice = (): PreparedDocument =>
    prepareDocument({
      ...{ schema: 'corridor/decision/1', documentType: 965, simulated: true },
      ...{ caseId: opened.caseId, declarationId, outcome: 'DUTY_DUE', reason: 'DUTY_ASSESSED' },
      duties: [{ kind: 'DUTY', amount: { amount: '1250.50', currency: 'MYR' } }],
    } as JsonValue);

  async function cusres(name: 'importBroker' | 'exportBroker' | 'auditorMy', query = {}) {
    const client = await gateway.as(gateway.people[name].people[0]);
    const { bytes, mediaType } = await client.readAnswers(opened.caseId, { format: 'cusres', ...query });
    return { text: new TextDecoder().decode(bytes), mediaType };
  }
  const messagesOf = (text: string) => readInterchange(tokenize(text).segments);

  it('are a sound interchange with one message for each thing that was said', async () => {
    const { text, mediaType } = await cusres('importBroker');
    expect(mediaType).to.match(/^application\/EDIFACT/i);
    const { messages, findings, recipient } = messagesOf(text);
    expect(findings).to.deep.equal([]);
    expect(recipient).to.equal(gateway.people.importBroker.partyId.slice(2));
    const said = messages.map(({ type, segments }) => {
      const of = (tag: string) => segments.find((segment) => segment.tag === tag);
      const [bgm, gis] = [of('BGM'), of('GIS')];
      return [type, bgm && component(bgm, 1), gis && component(gis, 1), gis && component(gis, 1, 4)];
    });
    expect(said).to.deep.equal([
      ['CUSRES', '961', '17', ''],
      ['CUSRES', '961', '1', ''],
      ['CUSRES', '962', '6', 'DOCUMENTS'],
      ['CUSRES', '961', '5', 'SCAN'],
      ['CUSRES', '965', undefined, undefined],
    ]);
  });

  it('are events of DCSA Track & Trace 3.0 where those are asked for', async () => {
    const client = await gateway.as(gateway.people.importBroker.people[0]);
    const { bytes, mediaType } = await client.readAnswers(opened.caseId, { format: 'dcsa-tnt-3' });
    expect(mediaType).to.match(/^application\/json/);
    const [item] = readFile({ bytes }).items;
    const { events } = item.document as TrackingEvents;
    const containers = opened.documents.importDeclaration.containers.map(({ number }) => number);
    expect(events.map(({ code, containerNumber }) => [code, containerNumber])).to.deep.equal([
      ['RECE', undefined],
      ['CONF', undefined],
      ['PENU', undefined],
      ...containers.map((number) => ['CUSS', number]),
    ]);
    expect(events.every(({ document }) => document?.number === opened.documents.importDeclaration.lrn)).to.equal(true);
  });

  it('are Responses of the WCO Data Model where those are asked for, which we read ourselves', async () => {
    const client = await gateway.as(gateway.people.importBroker.people[0]);
    const { bytes, mediaType } = await client.readAnswers(opened.caseId, { format: 'wco-response' });
    expect(mediaType).to.match(/^application\/xml/);
    const [item] = readFile({ bytes }).items;
    const { events } = item.document as CustomsResponse;
    expect(events.map(({ functionCode, state }) => [functionCode, state])).to.deep.equal([
      ['02', 'RECEIVED'],
      ['01', 'ACCEPTED'],
      ['06', 'DOCUMENTS_REQUIRED'],
      ['05', 'SELECTED_FOR_SCAN'],
      ['13', 'DUTY_DUE'],
    ]);
    expect(events.every(({ lrn }) => lrn === opened.documents.importDeclaration.lrn)).to.equal(true);
    expect(events.at(-1)?.duties).to.deep.equal([
      { typeCode: 'DUTY', payable: { amount: '1250.50', currency: 'MYR' } },
    ]);
    expect(item.findings).to.deep.equal([]);
  });

  it('carry the references of the declaration, the deadline and the duty', async () => {
    const { text } = await cusres('importBroker');
    const declared = opened.documents.importDeclaration;
    expect(text).to.include(`RFF+ABE:${declared.lrn}'`).and.to.include(`RFF+UCN:${opened.documents.envelope.ucr}'`);
    expect(text).to.match(/DTM\+222:\d{14}UTC:304'/);
    expect(text).to.include("TAX+5+CUD'\nMOA+161:1250.50:MYR'");
  });

  it('are those of one declaration where one is named', async () => {
    const { text } = await cusres('importBroker', { declarationId: `0x${'77'.repeat(32)}` });
    expect(messagesOf(text).messages).to.deep.equal([]);
    expect((await cusres('importBroker', { declarationId })).text).to.equal((await cusres('importBroker')).text);
  });

  it('are the same bytes for the same case, and leave a receipt with whoever is not the owner', async () => {
    const before = await cusres('auditorMy');
    expect(await cusres('auditorMy')).to.deep.equal(before);
    const client = await gateway.as(gateway.people.importBroker.people[0]);
    const { items } = await client.listReceipts(opened.caseId);
    const readers = items.filter(({ route }) => route.includes('/answers')).map(({ readerParty }) => readerParty);
    expect(readers).to.include(gateway.people.auditorMy.partyId);
  });

  it('are refused in a format that nobody writes', async () => {
    const client = await gateway.as(gateway.people.importBroker.people[0]);
    const refused = await client
      .readAnswers(opened.caseId, { format: 'fax' as 'cusres' })
      .catch((error: { code: string }) => error.code);
    expect(refused).to.equal('VALIDATION_FAILED');
  });
});
