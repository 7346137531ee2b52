import { expect } from 'chai';
import { declareImport, lodgeInvoice, type OpenedCase, openCase } from '../support/corridor.ts';
import { violationsOn } from './support/accessibility.ts';
import { describeInBrowser } from './support/browser.ts';
import { type Stage, startStage, type Visitor } from './support/stage.ts';

describeInBrowser('Console: signing in and reading', function () {
  this.timeout(90_000);
  let stage: Stage;
  let officer: Visitor;
  let opened: OpenedCase;

  before(async () => {
    stage = await startStage();
    opened = await openCase(stage.gateway);
    await lodgeInvoice(stage.gateway, opened);
    await declareImport(stage.gateway, opened);
    officer = await stage.person('portKlangOffice');
  });
  after(() => stage?.close());

  const to = (hash: string) => officer.page.goto(`${stage.gateway.origin}/#${hash}`);

  it('shows the sign-in to whoever is not signed in, without a violation in either theme', async () => {
    const visitor = await stage.visitor();
    await visitor.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await violationsOn(visitor.page)).to.deep.equal([]);
    expect(visitor.complaints).to.deep.equal([]);
  });

  it('says the fingerprint of a key that no council has enrolled', async () => {
    const { page, sign } = await stage.visitor();
    await sign(() => page.getByRole('button', { name: 'Make a passkey' }).click());
    const keyId = await page.getByTestId('key-id').innerText();
    await sign(() => page.getByRole('button', { name: 'Sign in with a passkey' }).click());
    await page.getByText('SIGN_IN_KEY_UNKNOWN').waitFor();
    expect(await page.getByRole('main').innerText()).to.contain(`Fingerprint: ${keyId}`);
  });

  it('signs nothing when the person declines', async () => {
    const visitor = await stage.visitor();
    const { page, sign } = visitor;
    await sign(() => page.getByRole('button', { name: 'Make a passkey' }).click(), 'decline');
    await page.getByText('Nothing was signed.').waitFor();
    expect(visitor.authenticator.credentials).to.deep.equal([]);
  });

  it('brings an officer to what waits for the office, and from there to the case by keyboard alone', async () => {
    await to('/');
    const row = officer.page.getByRole('link', { name: opened.documents.envelope.ucr ?? '' });
    await row.waitFor();
    expect(await violationsOn(officer.page)).to.deep.equal([]);
    await row.focus();
    await officer.page.keyboard.press('Enter');
    await officer.page.getByRole('heading', { level: 1, name: opened.documents.envelope.ucr ?? '' }).waitFor();
    await officer.page.getByRole('heading', { name: 'Signatures in order' }).waitFor();
    expect(await violationsOn(officer.page)).to.deep.equal([]);
  });

  it('shows what a document says', async () => {
    await to(`/cases/${opened.caseId}`);
    await officer.page.getByRole('link', { name: 'Commercial invoice' }).click();
    await officer.page
      .getByText(opened.documents.invoice.number ?? '')
      .first()
      .waitFor();
    expect(await violationsOn(officer.page)).to.deep.equal([]);
  });

  it('speaks Chinese and Malay as soon as they are chosen', async () => {
    await to('/cases');
    await officer.page.getByRole('button', { name: /Language/ }).click();
    await officer.page.getByRole('option', { name: '简体中文' }).click();
    await officer.page.getByRole('heading', { level: 1, name: '案卷' }).waitFor();
    expect(await officer.page.evaluate(() => document.documentElement.lang)).to.equal('zh-CN');
    await officer.page.getByRole('button', { name: /语言/ }).click();
    await officer.page.getByRole('option', { name: 'Bahasa Melayu' }).click();
    await officer.page.getByRole('heading', { level: 1, name: 'Kes' }).waitFor();
  });

  it('breaks no policy and asks nobody but gateway and signer', () => {
    expect(officer.complaints).to.deep.equal([]);
  });

  it('ends the session', async () => {
    await officer.page.getByRole('button', { name: 'Daftar keluar' }).click();
    await officer.page.getByRole('heading', { name: 'Daftar masuk', exact: true, level: 1 }).waitFor();
    expect((await officer.page.request.get(`${stage.gateway.origin}/v1/session`)).status()).to.equal(401);
  });
});
