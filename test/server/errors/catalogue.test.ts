import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { JSON_ERRORS } from '../../../protocol/json/json-error.ts';
import { renderErrorsPage } from '../../../scripts/generate/errors-page.ts';
import { RESULT_CODES } from '../../../server/chain/result-codes.ts';
import { LEDGER_ERRORS } from '../../../server/errors/catalogue/ledger.ts';
import {
  CATALOGUE,
  CATALOGUE_AREAS,
  type CatalogueEntry,
  isErrorCode,
  ledgerErrorCode,
} from '../../../server/errors/catalogue.ts';

const file = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');

/** Names of the enum as the contracts have it. */
function resultsOfContracts(): string[] {
  const body = /enum Result \{([^}]*)\}/.exec(file('contracts/types/Types.sol'))?.[1] ?? '';
  return body.split(',').map((name) => name.trim());
}

describe('error catalogue', () => {
  const entries = Object.entries(CATALOGUE) as [string, CatalogueEntry][];

  it('has an entry for every result of the contracts but APPLIED, and no other', () => {
    const [applied, ...refusals] = resultsOfContracts();
    expect(applied).to.equal('APPLIED');
    expect(refusals.length).to.be.greaterThan(60);
    expect(Object.keys(LEDGER_ERRORS)).to.have.members(refusals.map((name) => `LEDGER_${name}`));
    for (const name of refusals) expect(ledgerErrorCode(name)).to.equal(`LEDGER_${name}`);
  });

  it('numbers results as the contracts do', () => {
    expect([...RESULT_CODES]).to.deep.equal(resultsOfContracts());
  });

  it('refuses to map a result that the contracts do not have', () => {
    expect(() => ledgerErrorCode('APPLIED')).to.throw(RangeError);
    expect(() => ledgerErrorCode('toString')).to.throw(RangeError);
  });

  it('has an entry for every refusal of the JSON parser', () => {
    expect(Object.keys(JSON_ERRORS).filter((code) => !isErrorCode(code))).to.deep.equal([]);
  });

  it('keeps slugs unique', () => {
    expect(new Set(entries.map(([, { slug }]) => slug)).size).to.equal(entries.length);
  });

  it('has no code in two areas', () => {
    const codes = Object.values(CATALOGUE_AREAS).flatMap((area) => Object.keys(area));
    expect(new Set(codes).size).to.equal(codes.length);
  });

  it('says of every code when it comes and what to do', () => {
    for (const [code, { title, when, doNext }] of entries) {
      expect(title, code).to.match(/^[A-Z].*[^.]$/);
      expect(when, code).to.match(/\.$/);
      expect(doNext, code).to.match(/\.$/);
    }
  });

  it('stands on the errors page as it is', () => {
    expect(file('docs/errors.md') === renderErrorsPage(), 'docs/errors.md is stale: npm run generate').to.equal(true);
  });
});
