/**
 * Whatever is changed in a dossier is caught and named. `npm run tamper` makes ten thousand changes; DOSSIER_CHANGES says
 * how many, and a failure prints the seed that makes it again.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import { ACTION_KINDS } from '../../../protocol/actions.ts';
import { DOSSIER_LIMITS, type Dossier, formatDossier } from '../../../protocol/dossier/dossier.ts';
import { DOSSIER_FAULTS } from '../../../protocol/dossier/faults.ts';
import { verifyDossier } from '../../../protocol/dossier/verify-dossier.ts';
import { JsonError } from '../../../protocol/json/json-error.ts';
import { parseStrictJson } from '../../../protocol/json/strict-json.ts';
import { playCase, promiseOf, type SimulatedCase } from '../../support/simulated-case.ts';
import { flippedBit, tampered } from '../../support/tamper.ts';
import { digestOf, leafBytes, readCheckpoint, rootOver } from '../support/reference-dossier.ts';

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

type Entry = Parameters<typeof digestOf>[1];

/** What stands in a file; undefined if it cannot be read. */
function readBytes(bytes: Uint8Array): unknown {
  try {
    return parseStrictJson(bytes, DOSSIER_LIMITS);
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}

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

  it(`is never VALID with another bit in its file, in ${CHANGES} changes`, () => {
    const bytes = new TextEncoder().encode(formatDossier(dossier));
    const original = verifyDossier(dossier, played.trust, now);
    let unread = 0;
    fc.assert(
      fc.property(flippedBit(dossier, bytes), ({ bytes: changed, member }) => {
        const value = readBytes(changed);
        if (value === undefined) {
          unread += 1;
          return;
        }
        const verdict = verifyDossier(value, played.trust, now);
        if (verdict.outcome !== 'VALID') return;
        // what is left of a cosignature whose key id is another counts for nobody; the others must be enough
        expect(['checkpoint', 'promises'], member).to.include(member);
        expect(verdict.dossier, member).to.deep.equal(original.dossier);
      }),
      { numRuns: CHANGES, interruptAfterTimeLimit: 3_600_000 },
    );
    console.log(`      ${CHANGES} bits, ${unread} of them make it no JSON of the strict profile`);
  });

  it('agrees with a second implementation about proofs with another digit', () => {
    const { size, root } = readCheckpoint(dossier.checkpoint, played.trust.gateways);
    const [entry] = dossier.actions;
    if (entry === undefined) throw new RangeError('a case has actions');
    const { action } = entry as unknown as Entry;
    const digest = digestOf(dossier.ledger, { ...entry, action }, ACTION_KINDS);
    const leaf = leafBytes(
      { ...entry, action },
      digest,
      { actor: String(action.message['keyId']), subject: dossier.caseId },
      ACTION_KINDS,
    );
    const holds = (path: readonly string[]) =>
      Buffer.from(rootOver(leaf, entry.sequence - 1, size, path)).equals(Buffer.from(root));
    expect(holds(entry.path)).to.equal(true);
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 63 }), fc.nat({ max: 15 }), (which, at, digit) => {
        const path = entry.path.map((hash, index) =>
          index === which % entry.path.length ? hash.slice(0, at) + digit.toString(16) + hash.slice(at + 1) : hash,
        );
        const changed = { ...dossier, actions: dossier.actions.with(0, { ...entry, path }) };
        const { outcome, faults } = verifyDossier(changed, played.trust, now);
        expect(outcome === 'VALID').to.equal(holds(path));
        expect(faults.some(({ code }) => code === 'NOT_IN_LOG')).to.equal(!holds(path));
      }),
      { numRuns: Math.ceil(CHANGES / 4) },
    );
  });
});
