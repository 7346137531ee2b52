/** The offline page as a gateway hands it out: its own template with the dossier and its own keys in it. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { DOSSIER_LIMITS } from '../../../protocol/dossier/dossier.ts';
import { DOSSIER_SLOT, dossierPage, TRUST_SLOT } from '../../../protocol/dossier/dossier-page.ts';
import { parseTrust } from '../../../protocol/dossier/trust.ts';
import { verifyDossier } from '../../../protocol/dossier/verify-dossier.ts';
import { parseStrictJson } from '../../../protocol/json/strict-json.ts';
import { codeOf } from '../../protocol/support/errors.ts';
import { type OpenedCase, openCase } from '../../support/corridor.ts';
import { startGateway, type TestGateway } from '../../support/gateway.ts';

const TEMPLATE = `<!doctype html><main></main>${DOSSIER_SLOT}${TRUST_SLOT}<script>/* program */</script>`;

describe('the page of a dossier', function () {
  this.timeout(120_000);
  let directory: string;
  let gateway: TestGateway;
  let opened: OpenedCase;

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'corridor-console-'));
    await mkdir(path.join(directory, 'assets'));
    await writeFile(path.join(directory, 'index.html'), '<!doctype html>');
    await writeFile(path.join(directory, 'dossier.html'), TEMPLATE);
    gateway = await startGateway({ environment: { CONSOLE_DIR: directory } });
    opened = await openCase(gateway);
  });
  after(async () => {
    await gateway?.close();
    await rm(directory, { recursive: true, force: true });
  });

  const embedded = (html: string, id: string) =>
    new RegExp(`<script type="application/json" id="${id}">(.*?)</script>`, 's').exec(html)?.[1] ?? '';

  it('holds a dossier that verifies, and the keys that it was made under', async () => {
    const client = await gateway.as(gateway.people.exportBroker.people[0]);
    const html = new TextDecoder().decode(await client.readDossier(opened.caseId, { format: 'html' }));
    const trust = parseTrust(parseStrictJson(embedded(html, 'suggested-trust')));
    expect(trust).to.deep.equal(parseTrust(await client.readTrust()));
    const dossier = parseStrictJson(embedded(html, 'dossier'), DOSSIER_LIMITS);
    expect(verifyDossier(dossier, trust, Math.floor(gateway.clock.now() / 1000)).outcome).to.equal('VALID');
  });

  it('lets nothing in a dossier end the element that it stands in', () => {
    const text = JSON.stringify({ name: '</script><script>alert(1)</script><!-- $& ' });
    const html = dossierPage(TEMPLATE, text, '{}');
    expect(html.match(/<script/g)).to.have.length(3);
    expect(JSON.parse(embedded(html, 'dossier'))).to.deep.equal(JSON.parse(text));
  });

  it('is made from a template that has a place for it', () => {
    expect(codeOf(() => dossierPage('<main></main>', '{}', '{}'))).to.equal('PAGE_TEMPLATE_INVALID');
  });
});
