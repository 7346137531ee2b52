import { expect } from 'chai';
import { draftCase, type OpenedCase } from '../support/corridor.ts';
import { violationsOn } from './support/accessibility.ts';
import { describeInBrowser } from './support/browser.ts';
import { choose, giveFile, lodge, signDialog } from './support/desk.ts';
import { enrolInConsole, type Stage, startStage, type Visitor } from './support/stage.ts';

describeInBrowser('Console: a case clicked through by its people', function () {
  this.timeout(90_000);
  let stage: Stage;
  let draft: OpenedCase;
  let exporter: Visitor;
  let importer: Visitor;
  let officer: Visitor;
  let kept: string;
  let caseUrl: string;

  const ucr = 'CN26CONSOLE-1';
  const name = (partyId: string) => new RegExp(`${partyId.slice(0, 8)}…${partyId.slice(-4)}`);
  const invoiceCard = (visitor: Visitor) =>
    visitor.page.getByRole('listitem').filter({ has: visitor.page.getByRole('link', { name: 'Commercial invoice' }) });

  before(async () => {
    stage = await startStage();
    draft = draftCase(stage.gateway);
    [exporter, importer, officer] = [
      await stage.person('exportBroker'),
      await stage.person('importBroker'),
      await stage.person('portKlangOffice'),
    ];
  });
  after(() => stage?.close());

  it('the export broker opens the case', async () => {
    const { people } = stage.gateway;
    const { page, sign } = exporter;
    await page.getByRole('link', { name: 'Open a case' }).click();
    await page.getByLabel(/UCR/).fill(ucr);
    await page.getByRole('checkbox', { name: name(people.importBroker.partyId) }).check({ force: true });
    await page.getByRole('checkbox', { name: name(people.portKlangOffice.partyId) }).check({ force: true });
    expect(await violationsOn(page)).to.deep.equal([]);
    await sign(() => page.getByRole('button', { name: 'Sign and open' }).click());
    await page.getByRole('heading', { level: 1, name: ucr }).waitFor();
    caseUrl = page.url();
  });

  it('and lodges the invoice, after seeing what is wrong with it', async () => {
    kept = await lodge(exporter, 'invoice.json', draft.documents.invoice);
    await invoiceCard(exporter).getByText('Not endorsed by anybody.').waitFor();
    expect(JSON.parse(kept)).to.include({ format: 'corridor/document-file/1' });
  });

  it('the import broker endorses the invoice, lodges the declaration and declares on it', async () => {
    const { page } = importer;
    await page.goto(caseUrl);
    await invoiceCard(importer).getByRole('button', { name: 'Endorse' }).click();
    await signDialog(importer);
    await invoiceCard(importer).getByText('Endorsed').waitFor();
    await lodge(importer, 'declaration.json', draft.documents.importDeclaration);
    await page.getByRole('button', { name: 'Declare the goods' }).click();
    await signDialog(importer);
    await page.getByRole('article', { name: 'Import MY' }).getByText('Received').waitFor();
  });

  it('the import broker sees whether the documents of the case agree', async () => {
    const { page } = importer;
    await page.goto(caseUrl);
    await page.getByRole('button', { name: 'Compare documents' }).click();
    await page.getByRole('row', { name: /^Agrees Invoice total/ }).waitFor();
    expect(await violationsOn(page)).to.deep.equal([]);
  });

  it('an officer finds the case in the queue and accepts it with keys alone', async () => {
    const { page } = officer;
    const row = page.getByRole('link', { name: ucr });
    await row.waitFor();
    await row.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Decide …' }).waitFor();
    await page.keyboard.press('d');
    expect(await violationsOn(page)).to.deep.equal([]);
    await choose(page, 'Decision', 'Accept');
    await choose(page, 'Reason', 'Low risk');
    await choose(page, 'Lane', /Orange/);
    await signDialog(officer);
    await page.getByRole('article', { name: 'Import MY' }).getByText('Accepted').first().waitFor();
  });

  it('no release is offered while a control is open', async () => {
    const { page } = officer;
    await page.keyboard.press('c');
    await choose(page, 'Which', 'Scan');
    await choose(page, 'Reason', 'Scan is mandatory');
    await signDialog(officer);
    await page.getByText('Selected for scan').first().waitFor();
    await page.keyboard.press('d');
    await choose(page, 'Decision', 'Release');
    await page.getByText('A control is open.').waitFor();
    expect(await page.getByRole('button', { name: 'Sign …' }).isDisabled()).to.equal(true);
    await page.keyboard.press('Escape');
  });

  it('the officer closes the control and releases; a second officer completes the quorum', async () => {
    const { page } = officer;
    await page.getByRole('button', { name: 'Close: Scan …' }).click();
    await choose(page, 'Result', 'Conforms');
    await choose(page, 'Reason', 'Scan conforms');
    await signDialog(officer);
    await release(officer);
    const second = await stage.person('portKlangOffice');
    await second.page.goto(caseUrl);
    const card = second.page.getByRole('article', { name: 'Import MY' });
    await card.waitFor();
    if (await second.page.getByText('Votes under way').isVisible()) await release(second);
    await card.getByText('Released').first().waitFor();
    expect(second.complaints).to.deep.equal([]);
  });

  async function release(visitor: Visitor) {
    await visitor.page.getByRole('button', { name: 'Decide …' }).click();
    await choose(visitor.page, 'Decision', 'Release');
    await choose(visitor.page, 'Reason', 'Scan conforms');
    await signDialog(visitor);
  }

  it('an amended invoice leaves its endorsement on the version before, and shows what changed', async () => {
    const { page, sign } = exporter;
    await page.goto(caseUrl);
    await invoiceCard(exporter).getByRole('link', { name: 'Amend' }).click();
    await giveFile(page, 'invoice-2.json', { ...draft.documents.invoice, number: 'INV-CORRECTED' });
    await choose(page, 'Reason', 'Error corrected');
    await sign(() => page.getByRole('button', { name: 'Amend', exact: true }).click());
    await page.getByRole('link', { name: 'To the case' }).click();
    await invoiceCard(exporter).getByText('Endorsed version 1 only').waitFor();
    await page.getByRole('link', { name: 'Commercial invoice' }).click();
    await page.getByText('1 place differs from version 1; it is marked.').waitFor();
    await page.locator('mark', { hasText: 'INV-CORRECTED' }).waitFor();
    expect(await violationsOn(page)).to.deep.equal([]);
  });

  it('whoever holds a document file is told whether it is what was anchored, without sending it', async () => {
    const { page } = importer;
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.method()} ${request.postData() ?? ''}`));
    await page.getByRole('link', { name: 'Verify' }).click();
    await giveFile(page, 'invoice.corridor.json', kept);
    await page.getByText('SUPERSEDED', { exact: true }).waitFor();
    const file = JSON.parse(kept) as { document: { number: string } };
    file.document.number = 'INV-TAMPERED';
    await giveFile(page, 'tampered.corridor.json', file);
    await page.getByText('DIGEST_MISMATCH', { exact: true }).waitFor();
    await page.getByText('/number', { exact: true }).waitFor();
    expect(await violationsOn(page)).to.deep.equal([]);
    expect(sent.filter((request) => !request.startsWith('GET'))).to.deep.equal([]);
  });

  it('a lost device is replaced: the council revokes its key and enrols the fingerprint of a new one', async () => {
    const { people, gateway } = stage.gateway;
    const keyId = await officer.page.evaluate(async () => (await (await fetch('/v1/session')).json()).keyId as string);
    officer.authenticator.lose();
    const revocation = await people.councils.MY.sign('RevokeKey', {
      revokedKeyId: keyId,
      suspectFrom: 0,
      reason: 'KEY_LOST',
    });
    await gateway.core.actions.waitFinal((await gateway.core.actions.submit(revocation)).digest, 20);
    await officer.page.goto(stage.gateway.origin);
    await officer.page.reload();
    await officer.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    const replaced = await stage.visitor();
    await enrolInConsole(stage.gateway, replaced, 'portKlangOffice');
    await replaced.page.goto(caseUrl);
    await replaced.page.getByRole('heading', { level: 1, name: ucr }).waitFor();
  });

  it('nothing broke a policy or asked anybody but gateway and signer', () => {
    for (const { complaints } of [exporter, importer, officer]) expect(complaints).to.deep.equal([]);
  });
});
