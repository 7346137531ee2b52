/** `npm run demo` as a program: everything it promises held, in time, and nothing is left behind. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { type DemoSummary, runDemoProgram } from './support/demo-program.ts';

describe('npm run demo [embedded]', function () {
  this.timeout(180_000);
  let temporary: string;
  let code: number;
  let summary: DemoSummary;

  before(async () => {
    temporary = await mkdtemp(path.join(tmpdir(), 'corridor-demo-test-'));
    ({ code, summary } = await runDemoProgram('demo.ts', temporary));
  });

  after(async () => {
    await rm(temporary, { recursive: true, force: true });
  });

  it('holds every expectation', () => {
    expect(summary.expectations.filter(({ held }) => !held)).to.deep.equal([]);
    expect([code, summary.ok]).to.deep.equal([0, true]);
  });

  it('anchors every step as an action of its own, with its gas', () => {
    expect(summary.steps).to.have.length.greaterThan(50);
    const sequences = summary.steps.map(({ sequence }) => sequence).sort((a, b) => a - b);
    expect(sequences).to.deep.equal(sequences.map((_, index) => index + 1));
    expect(summary.steps.filter(({ gas }) => !(gas > 20_000))).to.deep.equal([]);
  });

  it('lets each side and each role sign for itself', () => {
    const signers = new Set(summary.steps.map(({ by }) => by));
    expect([...signers]).to.include.members([
      ...['council CN, 2 of 3', 'council MY, 2 of 3', 'export broker', 'import broker', 'terminal, Klang'],
      ...['officer, Chongqing', 'officer 1, Klang', 'officer 2, Klang', 'officer 3, Klang'],
    ]);
  });

  it('removes its directory', async () => {
    expect(await readdir(temporary)).to.deep.equal([]);
  });
});
