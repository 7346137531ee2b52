/**
 * `npm run screenshots`: a picture of each page in both themes, in the folder that SCREENSHOTS_DIR names or a new one that
 * is printed. Runs like a test, because it needs the same stage.
 */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { templateFile } from '../../server/formats/table/table-file.ts';
import { declareImport, lodgeInvoice, type OpenedCase, openCase } from '../support/corridor.ts';
import { describeInBrowser } from './support/browser.ts';
import { choose, giveFile, lodge } from './support/desk.ts';
import { CLERKS, enrolNamed } from './support/named-parties.ts';
import { type Stage, startStage, type Visitor } from './support/stage.ts';

const COLUMNS = { width: 1280, height: 860 };
const TABLET = { width: 820, height: 1180 };

describeInBrowser('Screenshots', function () {
  this.timeout(120_000);
  let stage: Stage;
  let folder: string;
  let opened: OpenedCase;
  let officer: Visitor;

  before(async () => {
    folder = process.env['SCREENSHOTS_DIR'] ?? (await mkdtemp(path.join(tmpdir(), 'corridor-screenshots-')));
    stage = await startStage({ enrol: CLERKS });
    await enrolNamed(stage.gateway);
    opened = await openCase(stage.gateway);
    await openCase(stage.gateway);
    const invoice = await lodgeInvoice(stage.gateway, opened);
    const importer = await stage.gateway.desk(stage.gateway.people.importBroker.people[0]);
    await importer.endorseDocument({ caseId: opened.caseId, documentId: invoice.documentId });
    await declareImport(stage.gateway, opened);
    officer = await stage.person('portKlangOffice');
  });
  after(async () => {
    await stage?.close();
    console.log(`pictures are in ${folder}`);
  });

  async function picture(page: Page, name: string, viewport = COLUMNS): Promise<void> {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: path.join(folder, `${name}-${colorScheme}.png`) });
    }
  }

  it('sign-in', async () => {
    const { page } = await stage.visitor();
    await page.getByRole('button', { name: 'Make a passkey' }).waitFor();
    await picture(page, 'sign-in');
  });

  it('the officer: queue, case, decision, signer', async () => {
    const { page } = officer;
    await page.getByRole('link', { name: opened.documents.envelope.ucr ?? '' }).waitFor();
    await picture(page, 'queue');
    await picture(page, 'queue-tablet', TABLET);
    await page.goto(`${stage.gateway.origin}/#/cases/${opened.caseId}`);
    await page.getByText('Lodge a goods declaration').first().waitFor();
    await picture(page, 'case');
    await page.getByRole('link', { name: 'Commercial invoice' }).click();
    await page.getByText(String(opened.documents.invoice.number)).first().waitFor();
    await picture(page, 'document');
    await page.goBack();
    await page.getByRole('button', { name: 'Decide …' }).click();
    await choose(page, 'Decision', 'Accept before arrival');
    await choose(page, 'Reason', 'Low risk');
    await choose(page, 'Lane', /Orange/);
    await picture(page, 'decide');
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('dialog').getByRole('button', { name: 'Sign …' }).click(),
    ]);
    await popup.locator('#confirm').waitFor();
    await picture(popup, 'signer', { width: 640, height: 860 });
    await popup.locator('#decline').click();
  });

  it('the broker: cases, opening, checking and lodging; verifying', async () => {
    const broker = await stage.person('exportBroker');
    const { page } = broker;
    await page.getByRole('link', { name: opened.documents.envelope.ucr ?? '' }).waitFor();
    await picture(page, 'cases');
    await page.getByRole('link', { name: 'Open a case' }).click();
    await page.getByRole('checkbox').first().waitFor();
    await picture(page, 'open-case');
    await page.goto(`${stage.gateway.origin}/#/check`);
    await giveFile(page, 'packing-list.json', { ...opened.documents.packingList, totalPackages: 201 });
    await page.getByRole('region', { name: 'What the file says' }).waitFor();
    await picture(page, 'check');
    await page.goto(`${stage.gateway.origin}/#/cases/${opened.caseId}`);
    const kept = await lodge(broker, 'packing-list.json', opened.documents.packingList);
    await page.goto(`${stage.gateway.origin}/#/verify`);
    await giveFile(page, 'packing-list.corridor.json', kept);
    await page.getByText('VALID', { exact: true }).waitFor();
    await picture(page, 'verify');
  });

  it('the broker: a table with mistakes', async () => {
    const { page } = await stage.person('exportBroker');
    await page.goto(`${stage.gateway.origin}/#/check`);
    await picture(page, 'check');
    const { bytes } = templateFile('manifest', 'csv');
    const wrong = new TextDecoder().decode(bytes).replace('847130', '40210').replace('2952.000', 'heavy');
    await giveFile(page, 'manifest.csv', wrong);
    await page.getByText('heavy is no number').waitFor();
    await picture(page, 'table-findings');
  });
});
