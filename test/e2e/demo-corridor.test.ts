/** `npm run demo:corridor` as a program: everything that only two gateways can promise held, and nothing is left behind. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { type DemoSummary, runDemoProgram } from './support/demo-program.ts';

describe('npm run demo:corridor [embedded]', function () {
  this.timeout(240_000);
  let temporary: string;
  let code: number;
  let summary: DemoSummary;

  before(async () => {
    temporary = await mkdtemp(path.join(tmpdir(), 'corridor-demo-test-'));
    ({ code, summary } = await runDemoProgram('demo-corridor.ts', temporary));
  });

  after(async () => {
    await rm(temporary, { recursive: true, force: true });
  });

  it('holds every expectation', () => {
    expect(summary.expectations.filter(({ held }) => !held)).to.deep.equal([]);
    expect([code, summary.ok]).to.deep.equal([0, true]);
  });

  it('anchors every step once, whichever gateway carried it', () => {
    const sequences = summary.steps.map(({ sequence }) => sequence).sort((a, b) => a - b);
    expect(sequences).to.deep.equal(sequences.map((_, index) => index + 1));
  });

  it('removes its directory', async () => {
    expect(await readdir(temporary)).to.deep.equal([]);
  });
});
