import { expect } from 'chai';
import { prepareDocument } from '../../client/documents.ts';
import { validateDocument } from '../../protocol/documents/validate.ts';
import type { JsonValue } from '../../protocol/json/json-value.ts';
import { type OpenedCase, openCase } from '../support/corridor.ts';
import { describeInBrowser } from './support/browser.ts';
import { giveFile } from './support/desk.ts';
import { type Stage, startStage, type Visitor } from './support/stage.ts';

/** No script element: the gateway refuses bytes that begin like a page. */
const PAYLOAD = '<img src=x onerror="document.body.dataset.broken=1"><svg onload="document.body.dataset.broken=1">';

/** The document with the payload in every field whose schema takes it. */
function poisoned(document: JsonValue): { document: JsonValue; fields: number } {
  let fields = 0;
  const visit = (value: JsonValue, put: (value: JsonValue) => void): void => {
    if (typeof value === 'string') {
      put(PAYLOAD);
      if (validateDocument(copy).ok) fields += 1;
      else put(value);
    } else if (typeof value === 'object' && value !== null) {
      const container = value as Record<string, JsonValue>;
      for (const [key, member] of Object.entries(container)) {
        visit(member, (changed) => {
          container[key] = changed;
        });
      }
    }
  };
  const copy = structuredClone(document);
  visit(copy, () => undefined);
  return { document: copy, fields };
}

describeInBrowser('Console: content that nobody can trust', function () {
  this.timeout(60_000);
  let stage: Stage;
  let opened: OpenedCase;
  let officer: Visitor;

  before(async () => {
    stage = await startStage();
    opened = await openCase(stage.gateway);
    officer = await stage.person('portKlangOffice');
  });
  after(() => stage?.close());

  const untouched = () => officer.page.evaluate(() => document.body.dataset['broken'] === undefined);

  it('shows markup in any field of a lodged document as the text that it is', async () => {
    const { document, fields } = poisoned(opened.documents.invoice as unknown as JsonValue);
    expect(fields).to.be.greaterThan(10);
    const { exportBroker } = stage.gateway.people;
    const desk = await stage.gateway.desk(exportBroker.people[0]);
    const { documentId } = await desk.lodgeDocument({
      caseId: opened.caseId,
      partyId: exportBroker.partyId,
      documentType: 380,
      document: prepareDocument(document, [
        { name: `${PAYLOAD}.pdf`, mediaType: 'application/pdf', bytes: Buffer.from(`%PDF-1.7 ${PAYLOAD}`) },
      ]),
    });
    await officer.page.goto(`${stage.gateway.origin}/#/cases/${opened.caseId}/documents/${documentId}`);
    await officer.page.getByText(PAYLOAD).first().waitFor();
    expect(await officer.page.getByText(PAYLOAD, { exact: true }).count()).to.equal(fields);
    expect(await untouched()).to.equal(true);
  });

  it('shows it as text in the signer too', async () => {
    const { page } = officer;
    await page.goto(`${stage.gateway.origin}/#/cases/${opened.caseId}`);
    await page.getByRole('button', { name: 'Endorse' }).click();
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('dialog').getByRole('button', { name: 'Sign …' }).click(),
    ]);
    await popup.getByText(PAYLOAD).first().waitFor();
    expect(await popup.evaluate(() => document.body.dataset['broken'] === undefined)).to.equal(true);
    await popup.locator('#decline').click();
  });

  it('and in the findings about a file that was dropped', async () => {
    const { page } = officer;
    await page.goto(`${stage.gateway.origin}/#/check`);
    await giveFile(
      page,
      `${PAYLOAD.replaceAll('/', '')}.json`,
      poisoned(opened.documents.invoice as unknown as JsonValue).document,
    );
    await page.getByRole('region', { name: 'What the file says' }).waitFor();
    await giveFile(page, 'not-json.json', PAYLOAD);
    await page.getByText('cannot be read into fields').waitFor();
    expect(await untouched()).to.equal(true);
    expect(officer.complaints).to.deep.equal([]);
  });
});
