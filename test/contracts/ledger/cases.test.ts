import { expect } from 'chai';
import { id, ZeroHash } from 'ethers';
import { type Corridor, deployCorridor } from '../support/corridor.ts';
import { draft, fresh, lodgedFile, openCase, recordEvents } from '../support/files.ts';
import { PARTIES, people } from '../support/roster.ts';

describe('Cases', () => {
  let corridor: Corridor;

  before(async () => {
    corridor = await deployCorridor();
  });

  after(() => corridor.close());

  describe('opening', () => {
    it('is done by brokers and carriers, and puts the digest of the envelope on record', async () => {
      for (const by of [people.broker, people.carrier, people.importBroker]) {
        const caseId = fresh('case');
        const { events } = await corridor.apply(openCase(caseId, by));
        expect(events).to.deep.equal([{ name: 'CaseOpened', args: { caseId, envelope: id('envelope') } }]);
      }
    });

    it('is not done by officers, terminals, agencies or auditors', async () => {
      for (const by of [people.officer, people.administrator, people.terminal, people.inspector, people.auditor]) {
        await corridor.refuse(openCase(fresh('case'), by), 'MISSING_ROLE');
      }
    });

    it('happens once for an id, by whomever', async () => {
      const { caseId } = await lodgedFile(corridor);
      await corridor.refuse(openCase(caseId), 'CASE_EXISTS');
      await corridor.refuse(openCase(caseId, people.importBroker), 'CASE_EXISTS');
    });

    it('takes no id under which a key, a party or a jurisdiction has a head, and not zero', async () => {
      const partyWord = `${PARTIES.broker.partyId}${'00'.repeat(24)}`;
      for (const taken of [people.broker.keyId, partyWord, id('CN'), ZeroHash]) {
        await corridor.refuse(openCase(taken), 'CASE_EXISTS');
      }
    });
  });

  it('nothing happens on a case that nobody opened', async () => {
    const caseId = fresh('case');
    const word = fresh('word');
    const ids = { caseId, documentId: word, declarationId: word };
    const version = { root: word };
    const actions = [
      draft('LodgeDocument', people.broker, { caseId, documentType: 380, ...version }),
      draft('AmendDocument', people.broker, { ...ids, supersedes: word, ...version, reason: 'ERROR_CORRECTED' }),
      draft('WithdrawDocument', people.broker, { ...ids, ...version, reason: 'LODGED_IN_ERROR' }),
      draft('EndorseDocument', people.broker, { ...ids, ...version }),
      draft('LodgeDeclaration', people.broker, {
        ...{ ...ids, procedure: 'EXPORT', officeId: PARTIES.office.partyId, ...version },
      }),
      draft('AmendDeclaration', people.broker, { ...ids, expected: word, ...version }),
      draft('DecideClearance', people.officer, {
        ...{ ...ids, expected: word, outcome: 'ACCEPTED', reason: 'RISK_LOW', lane: 'GREEN', ...version },
        ...{ validUntil: 0, conditions: ZeroHash },
      }),
      draft('OpenControl', people.officer, { ...ids, control: 'SCAN', reason: 'SCAN_MANDATORY', dueBy: 0 }),
      draft('CloseControl', people.officer, { ...ids, controlId: word, result: 'LIFTED', reason: 'HOLD_LIFTED' }),
      recordEvents(caseId, people.terminal),
    ];
    for (const action of actions) await corridor.refuse(action, 'UNKNOWN_CASE');
  });

  describe('events', () => {
    it('are recorded by carriers and terminals', async () => {
      const { caseId } = await lodgedFile(corridor);
      const occurredAt = (await corridor.evm.now()) - 60;
      const fields = { milestone: 'LOADED', occurredAt, root: id('readings'), count: 12 };
      for (const by of [people.carrier, people.terminal]) {
        const { events } = await corridor.apply(recordEvents(caseId, by, fields));
        const args = { caseId, milestone: 2, occurredAt, root: id('readings'), count: 12 };
        expect(events).to.deep.equal([{ name: 'EventsRecorded', args }]);
      }
    });

    it('are not recorded by brokers or officers', async () => {
      const { caseId } = await lodgedFile(corridor);
      for (const by of [people.broker, people.officer, people.auditor]) {
        await corridor.refuse(recordEvents(caseId, by), 'MISSING_ROLE');
      }
    });

    it('name a milestone that the table has', async () => {
      const { caseId } = await lodgedFile(corridor);
      await corridor.refuse(recordEvents(caseId, people.carrier, { milestone: 'SOMEWHERE' }), 'UNKNOWN_MILESTONE');
    });

    it('happened at some time, and not in the future', async () => {
      const { caseId } = await lodgedFile(corridor);
      const later = (await corridor.evm.now()) + 3600;
      for (const occurredAt of [0, later]) {
        await corridor.refuse(recordEvents(caseId, people.carrier, { occurredAt }), 'INVALID_TIME');
      }
    });

    it('are at least one, under a root', async () => {
      const { caseId } = await lodgedFile(corridor);
      await corridor.refuse(recordEvents(caseId, people.carrier, { root: ZeroHash }), 'MALFORMED');
      await corridor.refuse(recordEvents(caseId, people.carrier, { count: 0 }), 'MALFORMED');
    });
  });

  describe('arrival', () => {
    it('is the block time of the first ARRIVED in the jurisdiction of who recorded it', async () => {
      const { caseId } = await lodgedFile(corridor);
      await corridor.apply(recordEvents(caseId, people.terminal, { milestone: 'GATE_IN' }));
      expect(await corridor.read('arrivedAt', caseId, 1)).to.equal(0);
      const { at } = await corridor.apply(recordEvents(caseId, people.terminal));
      await corridor.apply(recordEvents(caseId, people.carrier));
      expect(await corridor.read('arrivedAt', caseId, 1)).to.equal(at);
      expect(await corridor.read('arrivedAt', caseId, 2)).to.equal(0);
      const { at: abroad } = await corridor.apply(recordEvents(caseId, people.importTerminal));
      expect(await corridor.read('arrivedAt', caseId, 2)).to.equal(abroad);
    });
  });
});
