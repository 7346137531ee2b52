import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { MUTANTS } from '../../scripts/mutate/mutants.ts';
import { mutate } from '../../scripts/mutate/mutate.ts';

const sourceOf = (file: string) => readFileSync(new URL(`../../contracts/${file}`, import.meta.url), 'utf8');

describe('mutants of the contracts', () => {
  it('each find their place in the sources as they stand, and change it', () => {
    for (const mutant of MUTANTS) {
      const source = sourceOf(mutant.file);
      expect(mutate(source, mutant), mutant.says).to.not.equal(source);
    }
  });

  it('are told apart by their descriptions', () => {
    expect(new Set(MUTANTS.map(({ says }) => says)).size).to.equal(MUTANTS.length);
  });

  it('are not made where the text to replace is missing or stands twice', () => {
    const mutant = { file: 'Some.sol', says: 'something', find: 'a', replace: 'b' };
    expect(mutate('a c', mutant)).to.equal('b c');
    for (const source of ['c', 'a a']) expect(() => mutate(source, mutant), source).to.throw(Error);
  });
});
