import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { openProgress } from '../../scripts/mutate/progress.ts';

describe('progress of a mutation run', () => {
  const mutant = { file: 'Ledger.sol', says: 'something', find: 'a', replace: 'b' };
  let root: string;
  let file: string;

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'corridor-progress-'));
    file = path.join(root, 'state.jsonl');
    mkdirSync(path.join(root, 'contracts'));
    writeFileSync(path.join(root, 'contracts/Ledger.sol'), 'a');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('is found again by a later run, also behind a line that was broken off', () => {
    openProgress(file, root, 'solidity').keep(mutant, 'KILLED');
    appendFileSync(file, '["half');
    expect(openProgress(file, root, 'solidity').verdictOf(mutant)).to.equal('KILLED');
    const other = { ...mutant, says: 'something else' };
    openProgress(file, root, 'solidity').keep(other, 'SURVIVED');
    expect(openProgress(file, root, 'solidity').verdictOf(other)).to.equal('SURVIVED');
  });

  it('counts for the same edit, suite and code only', () => {
    openProgress(file, root, 'solidity').keep(mutant, 'SURVIVED');
    expect(openProgress(file, root, 'mocha').verdictOf(mutant)).to.equal(undefined);
    expect(openProgress(file, root, 'solidity').verdictOf({ ...mutant, replace: 'c' })).to.equal(undefined);
    writeFileSync(path.join(root, 'contracts/Ledger.sol'), 'changed');
    expect(openProgress(file, root, 'solidity').verdictOf(mutant)).to.equal(undefined);
  });
});
