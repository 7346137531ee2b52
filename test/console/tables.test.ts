/** The broker who has no file of the goods: takes a template, fills it in, and is told which cell is wrong. */
import { expect } from 'chai';
import { templateFile } from '../../server/formats/table/table-file.ts';
import { type OpenedCase, openCase } from '../support/corridor.ts';
import { violationsOn } from './support/accessibility.ts';
import { describeInBrowser } from './support/browser.ts';
import { choose, giveFile } from './support/desk.ts';
import { type Stage, startStage, type Visitor } from './support/stage.ts';

describeInBrowser('Console: tables and scans', function () {
  this.timeout(90_000);
  let stage: Stage;
  let broker: Visitor;
  let opened: OpenedCase;

  before(async () => {
    stage = await startStage();
    opened = await openCase(stage.gateway);
    broker = await stage.person('exportBroker');
  });
  after(() => stage?.close());

  const text = () => new TextDecoder().decode(templateFile('manifest', 'csv').bytes);
  const result = () => broker.page.getByRole('region', { name: 'What the file says' });

  it('offers the templates where a file is dropped', async () => {
    const { page } = broker;
    await page.goto(`${stage.gateway.origin}/#/check`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'XLSX' }).first().click(),
    ]);
    expect(download.suggestedFilename()).to.equal('corridor-manifest.xlsx');
  });

  it('reads a filled table in the browser and names the cell of each mistake', async () => {
    const { page } = broker;
    await giveFile(page, 'manifest.csv', text());
    await result().getByText('No findings.').waitFor();
    await giveFile(page, 'manifest.csv', text().replace('847130', '40210').replace('2952.000', 'heavy'));
    await result().getByText('heavy is no number').waitFor();
    const shown = await result().innerText();
    expect(shown)
      .to.match(/Lines!H\d+/)
      .and.match(/Lines!D\d+/);
    expect(await violationsOn(page)).to.deep.equal([]);
  });

  it('names the rule in the language of the page', async () => {
    const { page } = broker;
    const speak = (language: string) =>
      page.evaluate((code) => localStorage.setItem('corridor.language', code), language);
    await speak('zh');
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await giveFile(page, 'manifest.csv', text().replace('847130', '40210'));
    await page.getByText('代码丢失了开头的零').waitFor();
    await speak('en');
    await page.reload();
  });

  it('says what is wrong with a scan before it is lodged under the type that is chosen', async () => {
    const { page } = broker;
    await page.goto(`${stage.gateway.origin}/#/cases/${opened.caseId}/lodge`);
    await page.getByRole('heading', { level: 1, name: 'Lodge a document' }).waitFor();
    await giveFile(page, 'scan.pdf', '%PDF-1.7\n');
    await page.getByText('ATTACHMENT_TYPE_MISSING').waitFor();
    await choose(page, 'Type of document', /Commercial invoice/);
    await page.getByText('no end of file mark').waitFor();
    await page.getByRole('button', { name: 'Sign and lodge' }).waitFor();
    expect(broker.complaints).to.deep.equal([]);
  });
});
