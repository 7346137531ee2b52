import { expect } from 'chai';
import { openCase } from '../support/corridor.ts';
import { describeInBrowser } from './support/browser.ts';
import { type Stage, startStage, type Visitor } from './support/stage.ts';

const CASES = 10_000;
const PAGE = 200;

describeInBrowser('Console: a queue of ten thousand cases', function () {
  this.timeout(90_000);
  let stage: Stage;
  let officer: Visitor;

  before(async () => {
    stage = await startStage();
    const { caseId } = await openCase(stage.gateway);
    officer = await stage.person('portKlangOffice');
    // the gateway's own answer, many times over
    const summary = (await (await stage.gateway.as(stage.gateway.people.portKlangOffice.people[0])).listCases())
      .items[0];
    await officer.page.route('**/v1/cases?*', (route) => {
      const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
      const items = Array.from({ length: PAGE }, (_, index) => ({
        ...summary,
        caseId: `${caseId.slice(0, -8)}${(from + index).toString(16).padStart(8, '0')}`,
        ucr: `CN26LONG-${from + index}`,
      }));
      return route.fulfill({ json: { items, nextCursor: from + PAGE < CASES ? String(from + PAGE) : null } });
    });
  });
  after(() => stage?.close());

  it('draws the rows that are seen, and finds one as fast as it is typed', async () => {
    const { page } = officer;
    await page.goto(`${stage.gateway.origin}/#/cases`);
    await page.getByText('10000 cases').waitFor();
    expect(await page.getByRole('row').count()).to.be.lessThan(60);
    await page.evaluate(() => {
      const slow: number[] = [];
      const onKey = () => {
        const startedAt = performance.now();
        // after the frame that follows has been drawn
        requestAnimationFrame(() => setTimeout(() => slow.push(performance.now() - startedAt)));
      };
      window.addEventListener('keydown', onKey, { capture: true });
      Object.assign(window, { slow });
    });
    await page.getByLabel('UCR or case id').pressSequentially('CN26LONG-9999');
    await page.getByText(/^1 case/).waitFor();
    const worst = await page.evaluate(() => Math.max(0, ...(window as unknown as { slow: number[] }).slow));
    console.log(`      slowest key to next paint: ${worst.toFixed(0)} ms`);
    expect(await page.getByRole('row', { name: 'CN26LONG-9999' }).count()).to.equal(1);
  });
});
