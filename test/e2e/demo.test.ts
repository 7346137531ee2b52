/** `npm run demo` as a program: everything it promises held, in time, and nothing is left behind. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';

const DEMO = path.resolve(import.meta.dirname, '../../scripts/demo/demo.ts');

interface Summary {
  readonly ok: boolean;
  readonly steps: readonly {
    readonly step: string;
    readonly by: string;
    readonly sequence: number;
    readonly gas: number;
  }[];
  readonly expectations: readonly { readonly what: string; readonly held: boolean; readonly found: string }[];
}

describe('npm run demo [embedded]', function () {
  this.timeout(180_000);
  let temporary: string;
  let code: number;
  let summary: Summary;

  before(async () => {
    temporary = await mkdtemp(path.join(tmpdir(), 'corridor-demo-test-'));
    const env = { ...process.env, TMPDIR: temporary, RPC_URL: '', DATABASE_URL: '' };
    const [exit, output] = await new Promise<[number, string]>((resolve) => {
      execFile(process.execPath, [DEMO, '--json'], { env, maxBuffer: 10_000_000 }, (error, stdout) => {
        resolve([typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout]);
      });
    });
    code = exit;
    summary = JSON.parse(output) as Summary;
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
