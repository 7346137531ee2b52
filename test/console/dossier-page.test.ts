/** The offline page of a dossier in a real browser with networking switched off, in three languages. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { en } from '../../console/words/checks/en.ts';
import { ms } from '../../console/words/checks/ms.ts';
import { zh } from '../../console/words/checks/zh.ts';
import { type Dossier, formatDossier } from '../../protocol/dossier/dossier.ts';
import { dossierPage } from '../../protocol/dossier/dossier-page.ts';
import { buildDossierPage } from '../../scripts/console/dossier-page.ts';
import { playCase, type SimulatedCase } from '../support/simulated-case.ts';
import { violationsOn } from './support/accessibility.ts';
import { describeInBrowser, launchBrowser } from './support/browser.ts';

const CHECKS = { en, zh, ms };
const LANGUAGES = ['en', 'zh', 'ms'] as const;

describeInBrowser('The offline page of a dossier', function () {
  this.timeout(120_000);
  let directory: string;
  let browser: Browser;
  let context: BrowserContext;
  let played: SimulatedCase;
  let dossier: Dossier;
  let template: string;
  let fingerprint: string;
  const asked: string[] = [];
  const complaints: string[] = [];

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'corridor-dossier-page-'));
    const file = path.join(directory, 'template.html');
    fingerprint = await buildDossierPage(file);
    template = await readFile(file, 'utf8');
    played = await playCase();
    dossier = await played.dossier();
    browser = await launchBrowser();
    context = await browser.newContext({ offline: true, acceptDownloads: true });
    context.on('request', (request) => asked.push(request.url()));
  });
  after(async () => {
    await browser?.close();
    await rm(directory, { recursive: true, force: true });
  });

  const trustText = () => JSON.stringify(played.trust);

  /** Opens the page with a dossier in it, some seconds after the dossier was made. */
  async function open(given: Dossier, name: string): Promise<Page> {
    const file = path.join(directory, `${name}.html`);
    await writeFile(file, dossierPage(template, formatDossier(given), trustText()));
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.clock.setFixedTime(new Date((played.endedAt + 60) * 1000));
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector('#outcome');
    return page;
  }

  async function pin(page: Page, text = trustText()): Promise<void> {
    await page.fill('#trust', text);
    await page.click('#pin');
  }
  const outcomeOf = (page: Page) => page.getAttribute('#outcome', 'data-outcome');
  const textOf = async (page: Page) => (await page.textContent('#outcome'))?.trim();

  for (const language of LANGUAGES) {
    it(`verifies without a network, in ${language}`, async () => {
      const page = await open(dossier, `valid-${language}`);
      await page.selectOption('#language', language);
      expect(await outcomeOf(page)).to.equal(null);
      await pin(page);
      await page.waitForSelector('#pinned');
      expect([await outcomeOf(page), await textOf(page)]).to.deep.equal(['VALID', CHECKS[language].outcome.VALID]);
      const failed = await page.locator('[data-check]:not([data-ok="true"])').count();
      expect([await page.locator('[data-check]').count(), failed]).to.deep.equal([14, 0]);
      expect(await page.locator('body').innerText()).to.contain(CHECKS[language].check.STANDING);
      expect(await violationsOn(page)).to.deep.equal([]);
      await page.close();
    });

    it(`shows what was tampered with, in ${language}`, async () => {
      const kept = dossier.registry.filter(({ action }) => (action as { kind: string }).kind !== 'RevokeKey');
      const page = await open({ ...dossier, registry: kept }, `forged-${language}`);
      await page.selectOption('#language', language);
      await pin(page);
      await page.waitForSelector('[data-fault]');
      expect(await outcomeOf(page)).to.equal('DIGEST_MISMATCH');
      expect(await page.getAttribute('[data-fault]', 'data-fault')).to.equal('STANDING_DIFFERS');
      expect(await page.textContent('[data-fault] strong')).to.equal(CHECKS[language].fault.STANDING_DIFFERS);
      expect(await page.locator('table').count()).to.equal(1);
      await page.close();
    });
  }

  it('calls nothing valid by keys that came with it', async () => {
    const page = await open(dossier, 'suggested');
    expect(await page.locator('#suggested').count()).to.equal(1);
    await page.click('#use-suggested');
    expect(await outcomeOf(page)).to.equal('NOT_YET_TRUSTED');
    await pin(page, '{}');
    expect(await page.locator('#trust-invalid').count()).to.equal(1);
    expect(await outcomeOf(page)).to.equal('NOT_YET_TRUSTED');
    await pin(page);
    await page.waitForSelector('#pinned');
    expect(await outcomeOf(page)).to.equal('VALID');
    await page.close();
  });

  it('says that a state is older than its user accepts', async () => {
    const page = await open(dossier, 'old');
    await page.clock.setFixedTime(new Date((played.endedAt + 3 * 86_400) * 1000));
    await pin(page);
    await page.waitForSelector('[data-fault="TOO_OLD"]');
    expect(await outcomeOf(page)).to.equal('CANNOT_CHECK');
    await page.fill('#max-age', '96');
    await page.locator('#max-age').blur();
    await page.waitForSelector('[data-outcome="VALID"]');
    await page.close();
  });

  it('gives the dossier back as it was, and shows the fingerprint of its program', async () => {
    const page = await open(dossier, 'saved');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#save')]);
    expect(await readFile(await download.path(), 'utf8')).to.equal(formatDossier(dossier));
    expect(await page.textContent('#fingerprint')).to.equal(fingerprint);
    await page.close();
  });

  it('holds single files against the dossier', async () => {
    const page = await open(dossier, 'files');
    await pin(page);
    await page.waitForSelector('#any-file');
    const scan = Buffer.from(dossier.attachments[0]?.bytes ?? '', 'base64');
    const give = async (name: string, buffer: Buffer, outcome: string) => {
      await page.setInputFiles('#any-file', { name, mimeType: 'application/octet-stream', buffer });
      await page.waitForSelector(`#file-outcome[data-outcome="${outcome}"]`);
    };
    await give('invoice.pdf', scan, 'SUPERSEDED');
    await give('other.pdf', Buffer.from('never lodged'), 'NOT_ANCHORED');
    await page.close();
  });

  it('asks nobody for anything, and breaks no policy of its own', () => {
    expect(asked.filter((url) => !url.startsWith('file://') && !url.startsWith('blob:'))).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
  });
});
