/**
 * The rules that carry the weight, asked of the contract as a client does: by signed actions over JSON-RPC. The fuzz
 * tests hold every result code against a model inside Hardhat; this runs on any node of RPC_URL as well.
 */
import { expect } from 'chai';
import { id } from 'ethers';
import { type ActionMessage, documentIdOf } from '../../../protocol/actions.ts';
import { type Evm, openTestEvm } from '../../../scripts/bench/gas/evm.ts';
import { council, type Draft, deployLedger, type Ledger, opaqueId } from '../../../scripts/bench/gas/ledger.ts';
import {
  enrolKey,
  enrolParties,
  enrolPeople,
  newKey,
  PARTIES,
  type People,
} from '../../../scripts/bench/gas/people.ts';
import type { Scheme, Signer } from '../../../scripts/bench/gas/signers.ts';
import { RESULT_CODES, type ResultCode } from '../../../server/chain/result-codes.ts';

const ZERO = `0x${'00'.repeat(32)}`;

for (const scheme of ['secp256k1', 'passkey'] as const satisfies Scheme[]) {
  describe(`rules of the ledger, signed with ${scheme}`, function () {
    this.timeout(120_000);
    let evm: Evm;
    let ledger: Ledger;
    let people: People;
    let caseId: string;
    let documentId: string;
    let declarationId: string;
    let cases = 0;
    const root = id('first version');

    before(async () => {
      evm = await openTestEvm();
      ledger = await deployLedger(evm);
      await enrolParties(ledger);
      people = await enrolPeople(ledger, scheme);
    });

    after(() => evm.close());

    /** A fresh case with one document and an export declaration on it. */
    beforeEach(async () => {
      cases += 1;
      caseId = id(`${scheme} case ${cases}`);
      documentId = documentIdOf(caseId, PARTIES.exportBroker.partyId, root);
      const [, , lodged = ''] = await apply(
        draft('OpenCase', people.exportBroker, { caseId, envelope: id('envelope') }),
        draft('LodgeDocument', people.exportBroker, { caseId, documentType: 785, root }),
        draft('LodgeDeclaration', people.exportBroker, {
          ...{ caseId, procedure: 'EXPORT', officeId: PARTIES.office.partyId, documentId, root },
        }),
      );
      declarationId = lodged;
    });

    const draft = (kind: Draft['kind'], by: Signer, fields: ActionMessage): Draft => ({ kind, fields, by: [by] });
    const apply = async (...drafts: Draft[]) => (await ledger.apply(drafts)).digests;
    const ask = async (asked: Draft): Promise<ResultCode | undefined> => RESULT_CODES[await ledger.ask(asked)];

    const endorse = (by: Signer, version = root) => draft('EndorseDocument', by, { caseId, documentId, root: version });
    const amend = (by: Signer, supersedes: string, next: string) =>
      draft('AmendDocument', by, { caseId, documentId, supersedes, root: next, reason: 'ERROR_CORRECTED' });
    const decide = (by: Signer, expected: string, outcome: string, reason: string, lane = 'NONE') =>
      draft('DecideClearance', by, {
        ...{ caseId, declarationId, expected, outcome, reason, lane, documentId, root },
        ...{ validUntil: 0, conditions: ZERO },
      });
    const accept = (by: Signer, lane: string, expected = declarationId) =>
      decide(by, expected, 'ACCEPTED', 'RISK_SELECTED', lane);
    const release = (by: Signer, expected: string) => decide(by, expected, 'RELEASED', 'INSPECTION_CONFORMING');

    it('applies an endorsement of another party once, and none of the party that lodged', async () => {
      expect(await ask(endorse(people.exportBroker))).to.equal('OWN_DOCUMENT');
      await apply(endorse(people.importBroker));
      const again = endorse(people.importBroker);
      expect(await ask({ ...again, fields: { ...again.fields, notBefore: 1 } })).to.equal('ALREADY_ENDORSED');
    });

    it('leaves an endorsement on the version that it names', async () => {
      await apply(amend(people.exportBroker, root, id('second version')));
      expect(await ask(endorse(people.importBroker))).to.equal('SUPERSEDED_VERSION');
      expect(await ask(endorse(people.importBroker, id('second version')))).to.equal('APPLIED');
      expect(await ask(amend(people.exportBroker, root, id('third version')))).to.equal('SUPERSEDED_VERSION');
      expect(await ask(amend(people.importBroker, id('second version'), id('third version')))).to.equal(
        'NOT_SUBMITTER',
      );
    });

    it('knows a signature that is not of the signer, and a key that nobody enrolled', async () => {
      const thief: Signer = { ...people.importBroker, sign: (digest) => people.exportBroker.sign(id(digest)) };
      expect(await ask(endorse(thief))).to.equal('BAD_SIGNATURE');
      expect(await ask(endorse(newKey(ledger, scheme, 'nobody')))).to.equal('UNKNOWN_KEY');
    });

    it('refuses what was signed for another ledger, for too long, too late or in the future', async () => {
      const now = await evm.now();
      const changed = (fields: ActionMessage): Draft => {
        const whole = endorse(people.importBroker);
        return { ...whole, fields: { ...whole.fields, ...fields } };
      };
      expect(await ask(changed({ ledgerId: id('another ledger') }))).to.equal('WRONG_LEDGER');
      expect(await ask(changed({ deadline: now + 73 * 3600 }))).to.equal('DEADLINE_TOO_FAR');
      expect(await ask(changed({ signedAt: now - 7200, deadline: now - 3600 }))).to.equal('EXPIRED');
      expect(await ask(changed({ notBefore: now + 600 }))).to.equal('NOT_YET_VALID');
      expect(await ask(changed({ signedAt: now + 3000 }))).to.equal('SIGNED_IN_FUTURE');
    });

    it('lets officers of the competent office decide, and no broker and no stale head', async () => {
      expect(await ask(accept(people.exportBroker, 'RED'))).to.equal('MISSING_ROLE');
      expect(await ask(accept(people.importBroker, 'RED'))).to.equal('WRONG_JURISDICTION');
      const [head = ''] = await apply(accept(people.officer, 'GREEN'));
      expect(await ask(accept(people.secondOfficer, 'RED'))).to.equal('CONFLICT');
      expect(await ask(decide(people.officer, head, 'CLEARED', 'FORMALITIES_COMPLETED'))).to.equal(
        'TRANSITION_NOT_ALLOWED',
      );
      expect(await ask(decide(people.officer, head, 'PERHAPS', 'RISK_LOW'))).to.equal('UNKNOWN_OUTCOME');
      expect(await ask(decide(people.officer, head, 'RELEASED', 'BECAUSE'))).to.equal('UNKNOWN_REASON');
    });

    it('releases the red lane by two operators, not by two keys of one', async () => {
      const [head = ''] = await apply(accept(people.officer, 'RED'));
      const second = newKey(ledger, scheme, `second key of the officer, case ${cases}`);
      await apply(enrolKey('CN', PARTIES.office.partyId, opaqueId('operator officer'), second));
      await apply(release(people.officer, head));
      expect(await ask(release(second, head))).to.equal('ALREADY_VOTED');
      await apply(release(people.secondOfficer, head));
      const { state } = await ledger.contract.getFunction('declarationOf').staticCall(caseId, declarationId);
      expect(Number(state)).to.equal(8);
    });

    it('releases nothing over an open control', async () => {
      const control = { caseId, declarationId, control: 'SCAN', reason: 'SCAN_MANDATORY', dueBy: 0 };
      const [accepted = ''] = await apply(accept(people.officer, 'GREEN'));
      const [scan = ''] = await apply(draft('OpenControl', people.officer, control));
      expect(await ask(release(people.officer, accepted))).to.equal('CONFLICT');
      expect(await ask(release(people.officer, scan))).to.equal('OPEN_CONTROL');
      const closing = { caseId, declarationId, controlId: scan, result: 'CONFORMING', reason: 'SCAN_CONFORMING' };
      const [closed = ''] = await apply(draft('CloseControl', people.officer, closing));
      expect(await ask(release(people.officer, closed))).to.equal('APPLIED');
    });

    it('applies the same action once', async () => {
      const deadline = (await evm.now()) + 1800;
      const once = endorse(people.importBroker);
      const fixed = { ...once, fields: { ...once.fields, signedAt: deadline - 1800, deadline } };
      await apply(fixed);
      expect(await ask(fixed)).to.equal('DUPLICATE');
    });

    it('refuses a key from the moment in which its own council revokes it, and no council reaches over', async () => {
      const key = newKey(ledger, scheme, `to be revoked, case ${cases}`);
      await apply(enrolKey('CN', PARTIES.exportBroker.partyId, opaqueId('operator exportBroker'), key));
      const revoke = (jurisdiction: 'CN' | 'MY'): Draft => ({
        kind: 'RevokeKey',
        fields: { jurisdiction, revokedKeyId: key.keyId, suspectFrom: 0, reason: 'KEY_LOST' },
        by: council(jurisdiction),
      });
      expect(await ask(revoke('MY'))).to.equal('WRONG_JURISDICTION');
      expect(await ask({ ...revoke('CN'), by: council('CN').slice(1) })).to.equal('TOO_FEW_SIGNATURES');
      await apply(revoke('CN'));
      const lodging = { caseId, documentType: 380, root: id('after the revocation') };
      expect(await ask(draft('LodgeDocument', key, lodging))).to.equal('KEY_REVOKED');
    });
  });
}
