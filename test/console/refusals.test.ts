import { expect } from 'chai';
import type { CorridorClient } from '../../client/client.ts';
import type { Desk } from '../../client/desk.ts';
import { declareImport, lodgeInvoice, type OpenedCase, openCase } from '../support/corridor.ts';
import type { PartyName } from '../support/people.ts';
import { violationsOn } from './support/accessibility.ts';
import { describeInBrowser } from './support/browser.ts';
import { choose, signDialog } from './support/desk.ts';
import { type Stage, startStage, type Visitor } from './support/stage.ts';

describeInBrowser('Console: what the ledger refuses', function () {
  this.timeout(90_000);
  let stage: Stage;
  let opened: OpenedCase;
  let officer: Visitor;
  let importer: Visitor;
  let declarationId: string;

  const deskOf = (party: PartyName, which = 0): Promise<Desk> => {
    const person = stage.gateway.people[party].people[which];
    if (person === undefined) throw new RangeError(`${party} has no such person`);
    return stage.gateway.desk(person);
  };
  const clientOf = (party: PartyName): Promise<CorridorClient> =>
    stage.gateway.as(stage.gateway.people[party].people[0]);
  const card = ({ page }: Visitor) => page.getByRole('article', { name: 'Import MY' });
  const caseUrl = () => `${stage.gateway.origin}/#/cases/${opened.caseId}`;

  before(async () => {
    stage = await startStage();
    opened = await openCase(stage.gateway);
    await lodgeInvoice(stage.gateway, opened);
    declarationId = await declareImport(stage.gateway, opened);
    [officer, importer] = [await stage.person('portKlangOffice'), await stage.person('importBroker')];
  });
  after(() => stage?.close());

  /** Asks for a signature in the open dialog, lets something happen while the person reads, then confirms. */
  async function signAfter({ page }: Visitor, meanwhile: () => Promise<unknown>): Promise<void> {
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('dialog').getByRole('button', { name: 'Sign …' }).click(),
    ]);
    await popup.locator('html[data-authenticator=ready]').waitFor();
    await popup.locator('#confirm').waitFor();
    await meanwhile();
    await popup.locator('#confirm').click();
    if (!popup.isClosed()) await popup.waitForEvent('close');
  }

  /** The dialog says the code and what to do, and can be left. */
  async function expectRefusal({ page }: Visitor, code: string): Promise<void> {
    const dialog = page.getByRole('dialog');
    await dialog
      .getByRole('alert')
      .or(dialog.getByText(/^Anchored/))
      .waitFor();
    const said = (await dialog.getByRole('alert').allInnerTexts()).join('\n');
    expect(said.match(/[A-Z]+(?:_[A-Z]+)+/)?.[0], said).to.equal(code);
    expect((await dialog.getByRole('alert').innerText()).split('\n').filter((line) => line !== '').length).to.equal(2);
    expect(await violationsOn(page)).to.deep.equal([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }

  async function decide({ page }: Visitor, outcome: string, reason: string, lane?: RegExp): Promise<void> {
    await page.goto(caseUrl());
    await page.reload();
    await page.getByRole('button', { name: 'Decide …' }).click();
    await choose(page, 'Decision', outcome);
    await choose(page, 'Reason', reason);
    if (lane !== undefined) await choose(page, 'Lane', lane);
  }

  it('refuses an endorsement of a version that was amended while the person read it', async () => {
    const { page } = importer;
    await page.goto(caseUrl());
    await page
      .getByRole('listitem')
      .filter({ has: page.getByRole('link', { name: 'Commercial invoice' }) })
      .getByRole('button', { name: 'Endorse' })
      .click();
    await signAfter(importer, () => amendInvoice());
    await expectRefusal(importer, 'LEDGER_SUPERSEDED_VERSION');
    await page.getByText('Not endorsed by anybody.').first().waitFor();
  });

  async function amendInvoice(): Promise<void> {
    const { prepareDocument } = await import('../../client/documents.ts');
    const detail = await (await clientOf('exportBroker')).readCase(opened.caseId);
    const invoice = detail.documents.find(({ documentType }) => documentType === 380);
    if (invoice === undefined) throw new RangeError('there is no invoice');
    const document = JSON.parse(JSON.stringify({ ...opened.documents.invoice, number: 'INV-AMENDED' }));
    await (await deskOf('exportBroker')).amendDocument({
      caseId: opened.caseId,
      documentId: invoice.documentId,
      root: invoice.currentRoot,
      reason: 'ERROR_CORRECTED',
      document: prepareDocument(document),
    });
  }

  it('refuses the second of two decisions on what both officers saw', async () => {
    await decide(officer, 'Accept', 'Low risk', /Orange/);
    const other = await deskOf('portKlangOffice');
    const accept = { outcome: 'ACCEPTED', reason: 'RISK_LOW', lane: 'ORANGE' };
    await signAfter(officer, () => other.decideClearance({ caseId: opened.caseId, declarationId, ...accept }));
    await expectRefusal(officer, 'LEDGER_CONFLICT');
    await card(officer).getByText('Accepted', { exact: true }).first().waitFor();
  });

  it('refuses a release for which a hold was opened meanwhile, and shows that the goods are detained', async () => {
    await decide(officer, 'Release', 'Scan conforms');
    const agency = await deskOf('akps');
    const hold = { control: 'HOLD', reason: 'INTELLIGENCE' };
    await signAfter(officer, () => agency.openControl({ caseId: opened.caseId, declarationId, ...hold }));
    await expectRefusal(officer, 'LEDGER_CONFLICT');
    await card(officer).getByText('Detained').first().waitFor();
  });

  it('shows broker and officer that a declaration was refused, and its reason', async () => {
    const second = await openCase(stage.gateway);
    await declareImport(stage.gateway, second);
    opened = second;
    await decide(officer, 'Reject', 'Document missing');
    await signDialog(officer);
    for (const visitor of [officer, importer]) {
      await visitor.page.goto(caseUrl());
      await card(visitor).getByText('Rejected').first().waitFor();
      await card(visitor).getByText('Document missing').waitFor();
    }
  });

  it('nothing broke a policy or asked anybody but gateway and signer', () => {
    for (const { complaints } of [officer, importer]) expect(complaints).to.deep.equal([]);
  });
});
