/** Dossiers as gateways make them: of the whole case, cosigned, checked with nothing but pinned keys. */
import { expect } from 'chai';
import { prepareDocument } from '../../../client/documents.ts';
import { DOSSIER_LIMITS, type Dossier, formatDossier } from '../../../protocol/dossier/dossier.ts';
import { redactDossier } from '../../../protocol/dossier/redact-dossier.ts';
import { parseTrust, type Trust } from '../../../protocol/dossier/trust.ts';
import { verifyDossier } from '../../../protocol/dossier/verify-dossier.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { parseStrictJson } from '../../../protocol/json/strict-json.ts';
import { until } from '../../../scripts/test/ports.ts';
import { draftCase, type Kept, lodgeInvoice, type OpenedCase, openCase } from '../../support/corridor.ts';
import type { TestGateway } from '../../support/gateway.ts';
import { enrolments } from '../../support/people.ts';
import { codeOf } from '../support/answers.ts';
import { prepareTwoSides, type TwoSides } from '../support/two-gateways.ts';

const SCAN = new TextEncoder().encode('%PDF-1.7 scan of the invoice');
const PATIENCE_MS = 20_000;

describe('dossiers from two gateways [in-process]', function () {
  this.timeout(120_000);
  let sides: TwoSides;
  let cn: TestGateway;
  let my: TestGateway;
  let opened: OpenedCase;
  let invoice: Kept;
  let trust: Trust;

  before(async () => {
    sides = await prepareTwoSides({}, 200);
    [cn, my] = [await sides.cn.start(), await sides.my.start()];
    const { parties, keys } = await enrolments(cn.people, cn.clock);
    for (const action of [...parties, ...keys]) await settle(cn, action);
    opened = await openCase(cn);
    invoice = await lodgeInvoice(cn, opened, [{ name: 'invoice.pdf', mediaType: 'application/pdf', bytes: SCAN }]);
    // the import side endorses through its own gateway
    const { caseId } = opened;
    const { documentId, root } = invoice;
    await settle(my, await my.people.importBroker.sign('EndorseDocument', { caseId, documentId, root }));
    await cn.gateway.core.projection.catchUp();
    trust = parseTrust(await cn.client.readTrust());
  });
  after(async () => {
    await cn?.close();
    await my?.close();
    await sides?.close();
  });

  async function settle(gateway: TestGateway, action: Parameters<typeof gateway.gateway.core.actions.submit>[0]) {
    const { digest } = await gateway.gateway.core.actions.submit(action);
    expect((await gateway.gateway.core.actions.waitFinal(digest, 30)).status).to.equal('ANCHORED');
  }

  const broker = () => cn.as(cn.people.exportBroker.people[0]);
  const auditor = () => cn.as(cn.people.auditorMy.people[0]);
  const parse = (bytes: Uint8Array) => parseStrictJson(bytes, DOSSIER_LIMITS) as unknown as Dossier;
  const now = () => Math.floor(cn.clock.now() / 1000);

  /** The dossier, once the other side has cosigned the whole case. */
  async function cosigned(
    query: Parameters<Awaited<ReturnType<typeof broker>>['readDossier']>[1] = {},
  ): Promise<Dossier> {
    const client = await auditor();
    let dossier: Dossier | undefined;
    await until(
      async () => {
        dossier = parse(await client.readDossier(opened.caseId, query));
        return verifyDossier(dossier, trust, now()).outcome === 'VALID';
      },
      PATIENCE_MS,
      'no dossier that both sides signed',
    );
    if (dossier === undefined) throw new Error('no dossier');
    return dossier;
  }

  it('pins ledger, founding councils and both gateways', () => {
    expect(trust.councils.map(({ jurisdiction, threshold }) => [jurisdiction, threshold])).to.deep.equal([
      ['CN', 2],
      ['MY', 2],
    ]);
    expect(trust.gateways).to.have.length(2);
    expect(trust.requiredSigners).to.equal(2);
  });

  it('are VALID, with actions that came through the other gateway', async () => {
    const dossier = await cosigned();
    const { dossier: report } = verifyDossier(dossier, trust, now());
    expect(report?.actions.map(({ kind }) => kind)).to.deep.equal(['OpenCase', 'LodgeDocument', 'EndorseDocument']);
    expect(report?.documents[0]?.versions[0]).to.deep.include({ shown: 'WHOLE', outcome: 'VALID' });
    expect(report?.documents[0]?.versions[0]?.endorsedBy).to.deep.equal([cn.people.importBroker.partyId]);
    expect(report?.promises.every(({ kept }) => kept)).to.equal(true);
  });

  it('say the same of the case at either gateway', async () => {
    const own = verifyDossier(await cosigned(), trust, now()).dossier;
    const opener = await my.as(my.people.exportBroker.people[0]);
    const read = async () => {
      const other = parse(await opener.readDossier(opened.caseId));
      return verifyDossier(other, { ...trust, requiredSigners: 1 }, now()).dossier;
    };
    // content follows the case, since an office of the other side is named on it
    const shown = async () => (await read())?.documents[0]?.versions[0]?.shown === 'WHOLE';
    await until(shown, PATIENCE_MS, 'the content did not come to the other gateway');
    const report = await read();
    expect(report?.actions).to.deep.equal(own?.actions);
    expect(report?.caseHead).to.equal(own?.caseHead);
  });

  it('carry documents and files by choice', async () => {
    const client = await broker();
    const bare = parse(await client.readDossier(opened.caseId, { documents: 'none' }));
    expect([bare.contents.length, bare.attachments.length]).to.deep.equal([0, 0]);
    const named = parse(await client.readDossier(opened.caseId, { documents: invoice.documentId, attachments: 'all' }));
    expect(named.contents.map(({ root }) => root)).to.deep.equal([invoice.root]);
    expect(Buffer.from(named.attachments[0]?.bytes ?? '', 'base64')).to.deep.equal(Buffer.from(SCAN));
    const strange = cn
      .as(cn.people.exportBroker.people[0])
      .then((each) => each.readDossier(opened.caseId, { documents: 'x' }));
    expect(await strange.catch((error) => error.code)).to.equal('VALIDATION_FAILED');
  });

  it('leave receipts for what they show', async () => {
    const client = await broker();
    const before = (await client.listReceipts(opened.caseId)).items.length;
    await (await auditor()).readDossier(opened.caseId, { documents: 'none' });
    expect((await client.listReceipts(opened.caseId)).items).to.have.length(before);
    await (await auditor()).readDossier(opened.caseId, { documents: invoice.documentId, attachments: 'all' });
    const receipts = (await client.listReceipts(opened.caseId)).items;
    expect(receipts).to.have.length(before + 2);
    expect(receipts[0]?.readerParty).to.equal(cn.people.auditorMy.partyId);
  });

  it('are checked over HTTP against what the gateway has pinned, and against the chain', async () => {
    const dossier = await cosigned();
    const send = (given: Dossier) =>
      cn.client.verify(new TextEncoder().encode(formatDossier(given)), 'application/json');
    const verdict = await send(dossier);
    expect(verdict.outcome).to.equal('VALID');
    expect(verdict.checks.at(-1)).to.include({ name: 'CHAIN', ok: true });
    const less = redactDossier(dossier, { fields: { [invoice.root]: ['/lines'] } });
    expect((await send(less)).dossier?.documents[0]?.versions[0]?.shown).to.equal('PART');
    const forged = { ...dossier, actions: dossier.actions.slice(0, -1) };
    expect((await send(forged)).faults?.map(({ code }) => code)).to.include('CASE_HEAD_DIFFERS');
  });

  it('become SUPERSEDED when the case goes on', async () => {
    const dossier = await cosigned();
    const desk = await cn.desk(cn.people.exportBroker.people[0]);
    const { packingList } = draftCase(cn).documents;
    const document = prepareDocument(packingList as unknown as JsonValue);
    const { partyId } = cn.people.exportBroker;
    await desk.lodgeDocument({ caseId: opened.caseId, partyId, documentType: 271, document });
    const bytes = new TextEncoder().encode(formatDossier(dossier));
    const verdict = await cn.client.verify(bytes, 'application/json');
    expect(verdict.outcome).to.equal('SUPERSEDED');
    expect(verdict.checks.at(-1)).to.include({ name: 'CHAIN', code: 'CASE_WENT_ON' });
    expect(verifyDossier(dossier, trust, now()).outcome).to.equal('VALID');
  });

  it('leave promises to be checked by themselves', async () => {
    const { caseId } = opened;
    const action = await cn.people.exportBroker.sign('WithdrawDocument', {
      ...{ caseId, documentId: invoice.documentId, root: invoice.root, reason: 'LODGED_IN_ERROR' },
    });
    const { promise } = await cn.client.submitAction({ action }, 30);
    const verdict = await cn.client.verify(new TextEncoder().encode(promise ?? ''), 'text/plain');
    expect([verdict.outcome, verdict.checks[0]?.name]).to.deep.equal(['VALID', 'PROMISE']);
  });

  it('come as a page only where there is one', async () => {
    const page = (await broker()).readDossier(opened.caseId, { format: 'html' });
    expect(await page.catch((error) => error.code)).to.equal('DOSSIER_PAGE_NOT_BUILT');
  });

  it('are not for those who do not see the case', async () => {
    const foreign = await cn.as(cn.people.foreignBroker.people[0]);
    expect(await foreign.readDossier(opened.caseId).catch((error) => error.code)).to.equal('CASE_NOT_FOUND');
    expect(await codeOf(fetch(`${cn.url}/v1/cases/${opened.caseId}/dossier`))).to.equal('AUTHENTICATION_REQUIRED');
  });
});
