/**
 * Whatever is changed in a dossier is caught and named. `npm run tamper` makes ten thousand changes; DOSSIER_CHANGES says
 * how many, and a failure prints the seed that makes it again.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import type { Dossier } from '../../../protocol/dossier/dossier.ts';
import { DOSSIER_FAULTS } from '../../../protocol/dossier/faults.ts';
import { verifyDossier } from '../../../protocol/dossier/verify-dossier.ts';
import { playCase, promiseOf, type SimulatedCase } from '../../support/simulated-case.ts';
import { tampered } from '../../support/tamper.ts';

const CHANGES = Number(process.env['DOSSIER_CHANGES'] ?? 100);
const MEMBERS = [
  'ledger',
  'caseId',
  'checkpoint',
  'actions',
  'registry',
  'heads',
  'contents',
  'attachments',
  'promises',
];
/** Lists from which any holder may take an entry: to show less is no tampering. */
const REDACTABLE = ['/contents', '/attachments', '/promises'];

describe('A changed dossier', function () {
  this.timeout(0);
  let played: SimulatedCase;
  let dossier: Dossier;
  let now: number;
  const found = new Map<string, number>();

  before(async () => {
    played = await playCase();
    const whole = await played.dossier();
    const [first] = verifyDossier(whole, played.trust, played.endedAt + 60).dossier?.actions ?? [];
    const at = first?.anchoredAt ?? 0;
    dossier = { ...whole, promises: [promiseOf(played, first?.digest ?? '', at - 9, at + 9)] };
    now = played.endedAt + 60;
  });

  it(`is never VALID with another meaning, in ${CHANGES} changes`, () => {
    const original = verifyDossier(dossier, played.trust, now);
    expect(original.outcome).to.equal('VALID');
    let neutral = 0;
    fc.assert(
      fc.property(tampered(dossier, MEMBERS), ({ value, where, how }) => {
        fc.pre(how !== 'none' && !(how === 'removal' && REDACTABLE.includes(where)));
        const verdict = verifyDossier(value, played.trust, now);
        for (const { code } of verdict.faults) found.set(code, (found.get(code) ?? 0) + 1);
        if (verdict.outcome !== 'VALID') {
          expect(verdict.faults, where).to.not.deep.equal([]);
          return;
        }
        // a signature line of a key that nobody pinned says nothing: the same gateways still vouch for the same state
        expect(where.startsWith('/checkpoint') || where.startsWith('/promises'), `${how} at ${where}`).to.equal(true);
        expect(verdict.dossier, where).to.deep.equal(original.dossier);
        neutral += 1;
      }),
      { numRuns: CHANGES, interruptAfterTimeLimit: 3_600_000 },
    );
    const named = [...found].map(([code, times]) => `${code} ${times}`).join(', ');
    console.log(`      ${CHANGES} changes, ${neutral} without a meaning; found: ${named}`);
    expect([...found.keys()].every((code) => code in DOSSIER_FAULTS)).to.equal(true);
  });
});
