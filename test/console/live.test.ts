import { expect } from 'chai';
import { CONSOLE_DIR } from '../../scripts/console/folders.ts';
import { declareImport, lodgeInvoice, type OpenedCase, openCase } from '../support/corridor.ts';
import { newGatewayKey, startGatewayIn, type TestGateway } from '../support/gateway.ts';
import { violationsOn } from './support/accessibility.ts';
import { describeInBrowser } from './support/browser.ts';
import { signDialog } from './support/desk.ts';
import { type Stage, startStage, type Visitor } from './support/stage.ts';

/** Requests for the event feed, with where they resume. */
interface Streams {
  readonly resumedAt: readonly (string | undefined)[];
}

describeInBrowser('Console: live updates', function () {
  this.timeout(120_000);
  const gatewayKey = newGatewayKey();
  let stage: Stage;
  let restarted: TestGateway | undefined;
  let opened: OpenedCase;
  let importer: Visitor;
  let officer: Visitor;
  let streams: Streams;

  before(async () => {
    stage = await startStage({ gatewayKey });
    opened = await openCase(stage.gateway);
    await lodgeInvoice(stage.gateway, opened);
    importer = await stage.person('importBroker');
    officer = await stage.person('portKlangOffice');
    streams = streamsOf(officer);
    await officer.page.reload();
    await live(officer);
    await officer.page.evaluate(() => document.documentElement.setAttribute('data-loaded', 'once'));
  });
  after(async () => {
    await restarted?.close();
    await stage?.close();
  });

  /** Watches what a page asks the feed. */
  function streamsOf({ page }: Visitor): Streams {
    const resumedAt: (string | undefined)[] = [];
    page.on('request', (request) => {
      if (new URL(request.url()).pathname === '/v1/events') resumedAt.push(request.headers()['last-event-id']);
    });
    return { resumedAt };
  }

  const live = ({ page }: Visitor) => page.getByRole('status').getByText('Live', { exact: true }).waitFor();
  const row = ({ page }: Visitor) => page.getByRole('row').filter({ hasText: opened.documents.envelope.ucr ?? '' });
  const invoiceCard = ({ page }: Visitor) =>
    page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Commercial invoice' }) });

  it('shows on the open page of one person what another signs, without loading it again', async () => {
    await officer.page.evaluate((caseId) => location.assign(`#/cases/${caseId}`), opened.caseId);
    await invoiceCard(officer).getByText('Not endorsed by anybody.').waitFor();
    await importer.page.goto(`${stage.gateway.origin}/#/cases/${opened.caseId}`);
    await invoiceCard(importer).getByRole('button', { name: 'Endorse' }).click();
    await signDialog(importer);
    await invoiceCard(officer).getByText('Endorsed', { exact: true }).waitFor();
    expect(await violationsOn(officer.page)).to.deep.equal([]);
  });

  it('brings a case into the open queue of the office that it now waits for', async () => {
    await officer.page.getByRole('link', { name: 'Queue' }).click();
    await officer.page.getByText('Nothing waits for you.').waitFor();
    await declareImport(stage.gateway, opened);
    await row(officer).waitFor();
  });

  it('has one stream, whatever pages were opened', async () => {
    await officer.page.getByRole('link', { name: 'Cases' }).click();
    await row(officer).waitFor();
    // a connection that was lost is resumed; only a second stream would begin anew
    expect(streams.resumedAt.filter((place) => place === undefined)).to.have.length(1);
    expect(await officer.page.evaluate(() => document.documentElement.dataset['loaded'])).to.equal('once');
  });

  it('says that the gateway is away when it stops', async () => {
    await stage.gateway.gateway.close('restart');
    await officer.page.getByRole('status').getByText('Offline', { exact: true }).waitFor();
    expect(await violationsOn(officer.page)).to.deep.equal([]);
  });

  it('resumes behind what arrived last when the gateway is back', async () => {
    const { port } = new URL(stage.gateway.url);
    const environment = { CONSOLE_DIR, SIGNER_ORIGIN: stage.signer.origin, PORT: port };
    restarted = await startGatewayIn(stage.gateway, { environment, gatewayKey });
    await live(officer);
    expect(streams.resumedAt.at(-1)).to.match(/^\d+-[0-9a-f]{16}$/);
    await openCase(restarted);
    await officer.page.getByText('2 cases').waitFor();
    expect(await officer.page.evaluate(() => document.documentElement.dataset['loaded'])).to.equal('once');
    expect(officer.complaints).to.deep.equal([]);
  });

  it('ends the stream with the session', async () => {
    const asked = streams.resumedAt.length;
    await officer.page.getByRole('button', { name: 'Sign out' }).click();
    await officer.page.getByRole('heading', { name: 'Sign in', exact: true, level: 1 }).waitFor();
    expect(await officer.page.getByRole('status').count()).to.equal(0);
    expect(streams.resumedAt.length).to.equal(asked);
  });
});
