/** Who must be refused, and which decisions, through the whole stack. */
import { expect } from 'chai';
import { hexlify, randomBytes } from 'ethers';
import type { Person } from '../support/people.ts';
import { expectApplied, expectRefusal } from './support/refusal.ts';
import { type Stage, startStage } from './support/stage.ts';

const opaqueId = () => hexlify(randomBytes(8));

describe('refused people and decisions', function () {
  this.timeout(120_000);
  let stage: Stage;

  before(async () => {
    stage = await startStage();
  });

  after(async () => {
    await stage?.gateway.close();
  });

  describe('people', () => {
    it('with a revoked key', async () => {
      const { importBroker, councils } = stage.gateway.people;
      const person = await stage.enrol(importBroker, opaqueId());
      const fields = { revokedKeyId: person.keyId, suspectFrom: 0, reason: 'KEY_LOST' };
      await expectApplied(stage.gateway, await councils.MY.sign('RevokeKey', fields));
      await expectRefusal(stage.gateway, await stage.endorsement(person), 'LEDGER_KEY_REVOKED');
    });

    it('of a suspended party', async () => {
      const { akps, councils } = stage.gateway.people;
      const status = (partyId: string, value: string, reason: string) =>
        councils.MY.sign('SetPartyStatus', { partyId, status: value, reason });
      await expectApplied(stage.gateway, await status(akps.partyId, 'SUSPENDED', 'UNDER_INVESTIGATION'));
      await expectRefusal(stage.gateway, await stage.endorsement(akps.people[0]), 'LEDGER_PARTY_SUSPENDED');
      await expectApplied(stage.gateway, await status(akps.partyId, 'ACTIVE', 'SUSPENSION_ENDED'));
      await expectApplied(stage.gateway, await stage.endorsement(akps.people[0]));
    });

    it('of the other jurisdiction, officer and council alike', async () => {
      const { chongqingOffice, importBroker, councils } = stage.gateway.people;
      await expectRefusal(stage.gateway, await stage.decision(chongqingOffice.people[0]), 'LEDGER_WRONG_JURISDICTION');
      const revocation = { revokedKeyId: importBroker.people[0].keyId, suspectFrom: 0, reason: 'KEY_LOST' };
      await expectRefusal(stage.gateway, await councils.CN.sign('RevokeKey', revocation), 'LEDGER_WRONG_JURISDICTION');
      const posing = await councils.CN.sign('RevokeKey', { ...revocation, jurisdiction: 'MY' });
      await expectRefusal(stage.gateway, posing, 'LEDGER_NOT_COUNCIL_MEMBER');
    });

    it('too few council members', async () => {
      const action = await stage.gateway.people.councils.CN.sign('PauseJurisdiction', { reason: 'KEY_COMPROMISED' });
      const alone = { ...action, signatures: action.signatures.slice(0, 1) };
      await expectRefusal(stage.gateway, alone, 'LEDGER_TOO_FEW_SIGNATURES');
    });

    it('a broker who decides', async () => {
      const { importBroker } = stage.gateway.people;
      await expectRefusal(stage.gateway, await stage.decision(importBroker.people[0]), 'LEDGER_MISSING_ROLE');
    });

    it('an officer who decides on what he lodged as a broker', async () => {
      const { portKlangOffice, importBroker } = stage.gateway.people;
      const person = await stage.enrol(portKlangOffice, importBroker.people[0].operatorId);
      await expectRefusal(stage.gateway, await stage.decision(person), 'LEDGER_LODGER_DECIDES');
    });
  });

  describe('clearance', () => {
    const officers = () => stage.gateway.people.portKlangOffice.people;

    it('a transition that the table does not have', async () => {
      const action = await stage.decision(officers()[0], { outcome: 'RELEASED', reason: 'RISK_LOW' });
      await expectRefusal(stage.gateway, action, 'LEDGER_TRANSITION_NOT_ALLOWED');
    });

    it('unknown decision, reason and lane codes', async () => {
      const [officer] = officers();
      await expectRefusal(
        stage.gateway,
        await stage.decision(officer, { outcome: 'WAVED_THROUGH' }),
        'LEDGER_UNKNOWN_OUTCOME',
      );
      await expectRefusal(
        stage.gateway,
        await stage.decision(officer, { reason: 'FRIEND_OF_MINE' }),
        'LEDGER_UNKNOWN_REASON',
      );
      await expectRefusal(stage.gateway, await stage.decision(officer, { lane: 'BLUE' }), 'LEDGER_UNKNOWN_LANE');
    });

    it('a decision on a head that has moved', async () => {
      const [first, second] = officers();
      const stale = await stage.decision(second ?? first, { lane: 'RED' });
      await expectApplied(stage.gateway, await stage.decision(first));
      await expectRefusal(stage.gateway, stale, 'LEDGER_CONFLICT');
    });

    it('a release over a hold', async () => {
      const [officer] = officers();
      const [customs] = stage.gateway.people.rmcd.people;
      const on = { caseId: stage.opened.caseId, declarationId: stage.declarationId };
      const hold = { ...on, control: 'HOLD', reason: 'INTELLIGENCE', dueBy: 0 };
      const controlId = await expectApplied(stage.gateway, await customs.sign('OpenControl', hold));
      await expectRefusal(stage.gateway, await release(officer), 'LEDGER_OPEN_HOLD');
      const close = { ...on, controlId, result: 'LIFTED', reason: 'HOLD_LIFTED' };
      await expectApplied(stage.gateway, await customs.sign('CloseControl', close));
    });

    it('one officer alone, and one officer with two keys', async () => {
      const [officer, colleague] = officers();
      await expectApplied(stage.gateway, await release(officer));
      expect(await stage.declaration()).to.include({ state: 'ACCEPTED', shownAs: 'ACCEPTED' });
      const secondKey = await stage.enrol(stage.gateway.people.portKlangOffice, officer.operatorId);
      await expectRefusal(stage.gateway, await release(secondKey), 'LEDGER_ALREADY_VOTED');
      expect(await stage.declaration()).to.include({ state: 'ACCEPTED' });
      await expectApplied(stage.gateway, await release(colleague ?? officer));
      expect(await stage.declaration()).to.include({ state: 'RELEASED' });
    });

    const release = (by: Person) =>
      stage.decision(by, { outcome: 'RELEASED', reason: 'DOCUMENTS_IN_ORDER', lane: 'NONE' });
  });
});
