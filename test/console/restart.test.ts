import { expect } from 'chai';
import { CONSOLE_DIR } from '../../scripts/console/folders.ts';
import { lodgeInvoice, type OpenedCase, openCase } from '../support/corridor.ts';
import { newGatewayKey, startGatewayIn, type TestGateway } from '../support/gateway.ts';
import { violationsOn } from './support/accessibility.ts';
import { describeInBrowser } from './support/browser.ts';
import { signDialog } from './support/desk.ts';
import { type Stage, startStage, type Visitor } from './support/stage.ts';

describeInBrowser('Console: the gateway is restarted in the middle of the work', function () {
  this.timeout(90_000);
  const gatewayKey = newGatewayKey();
  let stage: Stage;
  let restarted: TestGateway | undefined;
  let opened: OpenedCase;
  let importer: Visitor;

  before(async () => {
    stage = await startStage({ gatewayKey });
    opened = await openCase(stage.gateway);
    await lodgeInvoice(stage.gateway, opened);
    importer = await stage.person('importBroker');
  });
  after(async () => {
    await restarted?.close();
    await stage?.close();
  });

  const invoiceCard = ({ page }: Visitor) =>
    page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Commercial invoice' }) });

  it('says in the dialog that the gateway cannot be reached when it stops before what is signed arrives', async () => {
    const { page } = importer;
    await page.goto(`${stage.gateway.origin}/#/cases/${opened.caseId}`);
    await invoiceCard(importer).getByRole('button', { name: 'Endorse' }).click();
    const dialog = page.getByRole('dialog');
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      dialog.getByRole('button', { name: 'Sign …' }).click(),
    ]);
    await popup.locator('html[data-authenticator=ready]').waitFor();
    await popup.locator('#confirm').waitFor();
    await stage.gateway.gateway.close('restart');
    await popup.locator('#confirm').click();
    await dialog.getByText('The gateway cannot be reached.').waitFor();
    expect(await violationsOn(page)).to.deep.equal([]);
  });

  it('goes on in the same dialog and session when the gateway is back, and nothing was applied twice', async () => {
    const { port } = new URL(stage.gateway.url);
    const environment = { CONSOLE_DIR, SIGNER_ORIGIN: stage.signer.origin, PORT: port };
    restarted = await startGatewayIn(stage.gateway, { environment, gatewayKey });
    await signDialog(importer);
    await invoiceCard(importer).getByText('Endorsed', { exact: true }).waitFor();
    const detail = await (await restarted.as(restarted.people.exportBroker.people[0])).readCase(opened.caseId);
    const [invoice] = detail.documents;
    expect(invoice?.versions.map(({ endorsements }) => endorsements.length)).to.deep.equal([1]);
    expect(importer.complaints).to.deep.equal([]);
  });
});
