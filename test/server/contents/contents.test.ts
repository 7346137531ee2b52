import { expect } from 'chai';
import type { CorridorClient } from '../../../client/client.ts';
import { digestOf, type PreparedDocument, prepareDocument } from '../../../client/documents.ts';
import { ProblemError } from '../../../client/problem.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { draftCase, type OpenedCase, openCase } from '../../support/corridor.ts';
import { startGateway, type TestGateway } from '../../support/gateway.ts';

describe('the content store', () => {
  let gateway: TestGateway;
  let opened: OpenedCase;
  let broker: CorridorClient;

  before(async function start() {
    this.timeout(120_000);
    gateway = await startGateway({ enrol: PARTIES });
    opened = await openCase(gateway);
    broker = await gateway.as(gateway.people.exportBroker.people[0]);
  });

  after(() => gateway?.close());

  const text = (value: string) => new TextEncoder().encode(value);
  const put = (bytes: Uint8Array, mediaType: string, sha256 = digestOf(bytes)) =>
    codeOf(broker.storeContent(sha256, bytes, mediaType));

  it('stores bytes once and gives them back as they came', async () => {
    const bytes = text("UNB+UNOC:3+A+B+260101:0000+1'");
    const stored = await broker.storeContent(digestOf(bytes), bytes, 'application/edifact');
    expect(await broker.storeContent(digestOf(bytes), bytes, 'application/edifact')).to.deep.equal(stored);
    expect(Buffer.from(await broker.readContent(digestOf(bytes)))).to.deep.equal(Buffer.from(bytes));
  });

  it('refuses bytes of another digest', async () => {
    expect(await put(text('a'), 'text/plain', digestOf(text('b')))).to.equal('CONTENT_DIGEST_MISMATCH');
  });

  it('refuses files that are not what they claim, and files that could run', async () => {
    expect(await put(text('<html><script>alert(1)</script>'), 'application/pdf')).to.equal('CONTENT_TYPE_MISMATCH');
    expect(await put(text('%PDF-1.7'), 'image/png')).to.equal('CONTENT_TYPE_MISMATCH');
    expect(await put(text('<script>alert(1)</script>'), 'text/html')).to.equal('CONTENT_TYPE_NOT_ALLOWED');
    expect(await put(text('MZ\u0090'), 'application/octet-stream')).to.equal('CONTENT_TYPE_NOT_ALLOWED');
    expect(await put(text('  <svg onload="x()"/>'), 'image/svg+xml')).to.equal('CONTENT_TYPE_NOT_ALLOWED');
    expect(await put(text('  <svg onload="x()"/>'), 'application/xml')).to.equal('CONTENT_TYPE_MISMATCH');
  });

  it('shows an upload to nobody else, and does not tell that it is there', async () => {
    const bytes = text('{"price":"12.00"}');
    await broker.storeContent(digestOf(bytes), bytes, 'application/json');
    const other = await gateway.as(gateway.people.importBroker.people[0]);
    expect(await codeOf(other.readContent(digestOf(bytes)))).to.equal('CONTENT_NOT_FOUND');
    const prepared = prepared380();
    await upload(prepared);
    const action = await lodge('importBroker', prepared.root);
    expect(await codeOf(other.submitAction({ action, content: contentOf(prepared) }))).to.equal('CONTENT_NOT_STORED');
  });

  it('takes an action only with the content that its root stands for', async () => {
    const prepared = prepareDocument({ ...opened.documents.invoice, number: 'INV-NEW' } as unknown as JsonValue);
    const action = await lodge('exportBroker', prepared.root);
    expect(await codeOf(broker.submitAction({ action }))).to.equal('CONTENT_REQUIRED');
    expect(await codeOf(broker.submitAction({ action, content: contentOf(prepared) }))).to.equal('CONTENT_NOT_STORED');
    await upload(prepared);
    const wrong = { ...contentOf(prepared), secret: 'ab'.repeat(32) };
    expect(await codeOf(broker.submitAction({ action, content: wrong }))).to.equal('ROOT_MISMATCH');
    expect((await broker.submitAction({ action, content: contentOf(prepared) }, 30)).status).to.equal('ANCHORED');
  });

  it('refuses a document that is not canonical, not of its schema, or lodged under another type', async () => {
    const loose = text(JSON.stringify(opened.documents.invoice, null, 2));
    await broker.storeContent(digestOf(loose), loose, 'application/json');
    const prepared = prepared380();
    const action = await lodge('exportBroker', prepared.root);
    const content = { ...contentOf(prepared), document: digestOf(loose) };
    expect(await codeOf(broker.submitAction({ action, content }))).to.equal('CONTENT_INVALID');
    await upload(prepared);
    const asManifest = await lodge('exportBroker', prepared.root, 785);
    const other = { action: asManifest, content: contentOf(prepared) };
    expect(await codeOf(broker.submitAction(other))).to.equal('CONTENT_INVALID');
  });

  it('refuses a secret that belongs to another version', async () => {
    const first = prepared380();
    await upload(first);
    await broker.submitAction({ action: await lodge('exportBroker', first.root), content: contentOf(first) }, 30);
    const changed = { ...opened.documents.invoice, number: 'INV-X' } as unknown as JsonValue;
    const second = prepareDocument(changed, [], first.secret);
    await upload(second);
    const action = await lodge('exportBroker', second.root);
    expect(await codeOf(broker.submitAction({ action, content: contentOf(second) }))).to.equal('SECRET_REUSED');
  });

  it('takes the content of a case that was opened past every gateway, and shows the case from then on', async () => {
    const { caseId, documents } = draftCase(gateway);
    const prepared = prepareDocument(documents.envelope as unknown as JsonValue);
    const action = await gateway.people.exportBroker.sign('OpenCase', { caseId, envelope: prepared.root });
    const outsider = gateway.openCore();
    await outsider.sendDirectly(action);
    await outsider.close();
    await gateway.gateway.core.projection.catchUp();
    const addressed = await gateway.as(gateway.people.importBroker.people[0]);
    expect(await codeOf(addressed.readCase(caseId))).to.equal('CASE_NOT_FOUND');
    await upload(prepared);
    await broker.submitAction({ action, content: contentOf(prepared) });
    expect((await addressed.readCase(caseId)).ucr).to.equal(documents.envelope.ucr);
    expect((await gateway.gateway.core.audit.checkConsistency()).differences).to.deep.equal([]);
  });

  it('opens no case for parties that are not enrolled', async () => {
    const { caseId, documents } = draftCase(gateway);
    const envelope = { ...documents.envelope, parties: [{ partyId: '0x00000000000000ff', role: 'CARRIER' as const }] };
    const prepared = prepareDocument(envelope as unknown as JsonValue);
    await upload(prepared);
    const action = await gateway.people.exportBroker.sign('OpenCase', { caseId, envelope: prepared.root });
    expect(await codeOf(broker.submitAction({ action, content: contentOf(prepared) }))).to.equal(
      'ENVELOPE_NOT_ALLOWED',
    );
  });

  const prepared380 = () => prepareDocument(opened.documents.invoice as unknown as JsonValue);
  const upload = (prepared: PreparedDocument) =>
    broker.storeContent(prepared.canonicalSha256, prepared.canonical, 'application/json');
  const contentOf = ({ canonicalSha256, secret }: PreparedDocument) => ({
    document: canonicalSha256,
    secret,
    files: [],
  });
  const lodge = (name: 'exportBroker' | 'importBroker', root: string, documentType = 380) =>
    gateway.people[name].sign('LodgeDocument', { caseId: opened.caseId, documentType, root });
});

const PARTIES = [
  'chongqingOffice',
  'exportBroker',
  'railOperator',
  'qinzhouTerminal',
  'certificateIssuer',
  'portKlangOffice',
  'importBroker',
  'seaCarrier',
  'westports',
] as const;

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'no problem';
  } catch (error) {
    if (error instanceof ProblemError) return error.code;
    throw error;
  }
}
