import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { runNode } from '../../scripts/test/child.ts';
import { discoverSuites } from '../../scripts/test/suites.ts';
import { formatTally, isGreen, parseTally, sumTallies } from '../../scripts/test/tally.ts';

describe('tally', () => {
  it('reports the sum in the form that CI reads', () => {
    const total = sumTallies([
      { passed: 2, failed: 0, skipped: 0 },
      { passed: 3, failed: 1, skipped: 4 },
    ]);
    expect(formatTally(total)).to.equal('5 passed, 1 failed, 4 skipped');
    expect(formatTally({ passed: 1, failed: 0, skipped: 0 })).to.equal('1 passed, 0 failed');
  });

  it('is not green when nothing ran', () => {
    expect(isGreen({ passed: 0, failed: 0, skipped: 3 })).to.equal(false);
    expect(isGreen({ passed: 1, failed: 1, skipped: 0 })).to.equal(false);
    expect(isGreen({ passed: 1, failed: 0, skipped: 0 })).to.equal(true);
  });

  it('refuses counts that are none', () => {
    expect(() => parseTally('{"passed":-1,"failed":0,"skipped":0}')).to.throw(TypeError);
    expect(() => parseTally('null')).to.throw(TypeError);
  });
});

describe('test runner', () => {
  let folder: string;
  const write = (file: string, text = '') => {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  const options = () => ({ label: 'child', cwd: folder, timeoutMs: 60_000 });

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'corridor-runner-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('puts every test file into exactly one suite', () => {
    for (const file of [
      'test/a/x.test.ts',
      'test/a/deep/y.test.ts',
      'test/contracts/z.test.ts',
      'test/b/help.ts',
      'test/root.test.ts',
    ]) {
      write(file);
    }
    write('test/contracts/fuzz/Model.t.sol');
    const suites = discoverSuites(folder);
    expect(Object.fromEntries(suites.map(({ name, runner, files }) => [name, [runner, files.length]]))).to.deep.equal({
      a: ['mocha', 2],
      contracts: ['hardhat-mocha', 1],
      root: ['mocha', 1],
      solidity: ['hardhat-solidity', 1],
    });
  });

  it('ends a program that hangs after its work, and what the program started', async () => {
    const done = path.join(folder, 'done');
    write(
      'hang.mjs',
      `import { writeFileSync } from 'node:fs'; writeFileSync('done', ''); setInterval(() => {}, 1000);`,
    );
    const result = await runNode(['hang.mjs'], { ...options(), isDone: () => existsSync(done), graceMs: 0 });
    expect(result).to.deep.equal({ code: null, ended: 'DID_NOT_EXIT' });
  });

  it('hands the exit code on', async () => {
    write('fail.mjs', 'process.exit(3);');
    expect(await runNode(['fail.mjs'], options())).to.deep.equal({ code: 3 });
  });
});
