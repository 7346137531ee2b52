import { expect } from 'chai';
import { id, ZeroHash } from 'ethers';
import { documentIdOf } from '../../../protocol/actions.ts';
import { council } from '../../../scripts/bench/gas/ledger.ts';
import { walletSigner } from '../../../scripts/bench/gas/signers.ts';
import { type Corridor, deployCorridor } from '../support/corridor.ts';
import {
  acceptIn,
  amend,
  amendDeclaration,
  closeControl,
  type DeclarationFile,
  decide,
  declare,
  declaredFile,
  endorse,
  fresh,
  importFile,
  lodgeDocument,
  lodgedFile,
  openCase,
  openControl,
  RELEASE,
  recordEvents,
  withdraw,
} from '../support/files.ts';
import { enrolKeyOf, partyOf, people } from '../support/roster.ts';

const POLICY = {
  ...{ jurisdiction: 'CN', quorumGreen: 1, quorumYellow: 1, quorumOrange: 1, quorumRed: 2 },
  ...{ minimumEndorsements: 0, minimumLane: 'NONE', arrivalRequired: false },
};

describe('rules of cases [in-process]', function () {
  this.timeout(120_000);
  let corridor: Corridor;

  before(async () => {
    corridor = await deployCorridor();
  });
  after(() => corridor.close());

  const setPolicy = (change: Partial<typeof POLICY> = {}, jurisdiction: 'CN' | 'MY' = 'CN') =>
    corridor.apply({
      kind: 'SetPolicy',
      fields: { ...POLICY, jurisdiction, ...change },
      by: council(jurisdiction),
    });

  /** An accepted export declaration with its head. */
  async function accepted(lane: string): Promise<DeclarationFile & { head: string }> {
    const file = await declaredFile(corridor);
    const head = await corridor.applyOne(decide(file, file.declarationId, people.officer, acceptIn(lane)));
    return { ...file, head };
  }

  describe('opening a case', () => {
    it('is for brokers and carriers, once an id', async () => {
      const caseId = fresh('case');
      await corridor.refuse(openCase(caseId, people.auditor), 'MISSING_ROLE');
      await corridor.apply(openCase(caseId));
      await corridor.refuse(openCase(caseId), 'CASE_EXISTS');
      await corridor.refuse(openCase(ZeroHash), 'CASE_EXISTS');
      await corridor.refuse(openCase(people.broker.keyId), 'CASE_EXISTS');
    });

    it('comes before everything on it', async () => {
      await corridor.refuse(lodgeDocument(fresh('case'), fresh('root')), 'UNKNOWN_CASE');
      await corridor.refuse(recordEvents(fresh('case'), people.carrier), 'UNKNOWN_CASE');
    });
  });

  describe('events', () => {
    it('are recorded by carriers and terminals, of known milestones, of the past', async () => {
      const { caseId } = await lodgedFile(corridor);
      await corridor.refuse(recordEvents(caseId, people.broker), 'MISSING_ROLE');
      await corridor.refuse(recordEvents(caseId, people.carrier, { milestone: 'LOST' }), 'UNKNOWN_MILESTONE');
      const occurredAt = (await corridor.evm.now()) + 3_600;
      await corridor.refuse(recordEvents(caseId, people.carrier, { occurredAt }), 'INVALID_TIME');
      await corridor.refuse(recordEvents(caseId, people.carrier, { occurredAt: 0 }), 'INVALID_TIME');
      await corridor.refuse(recordEvents(caseId, people.carrier, { root: ZeroHash }), 'MALFORMED');
      const { at } = await corridor.apply(recordEvents(caseId, people.terminal));
      expect(await corridor.read('arrivedAt', caseId, 1)).to.equal(at);
      expect(await corridor.read('arrivedAt', caseId, 2)).to.equal(0);
    });
  });

  describe('documents', () => {
    it('are lodged once by a party', async () => {
      const file = await lodgedFile(corridor);
      await corridor.refuse(lodgeDocument(file.caseId, file.root), 'DOCUMENT_EXISTS');
      await corridor.refuse(lodgeDocument(file.caseId, fresh('root'), people.auditor), 'MISSING_ROLE');
      await corridor.refuse(lodgeDocument(file.caseId, ZeroHash), 'MALFORMED');
      await corridor.apply(lodgeDocument(file.caseId, file.root, people.forwarder));
    });

    it('are amended by their party from the current version on', async () => {
      const file = await lodgedFile(corridor);
      const next = fresh('root');
      await corridor.refuse(amend({ ...file, documentId: fresh('none') }, next), 'UNKNOWN_DOCUMENT');
      await corridor.refuse(amend(file, next, people.forwarder), 'NOT_SUBMITTER');
      await corridor.refuse(amend(file, next, people.broker, 'BECAUSE'), 'UNKNOWN_REASON');
      await corridor.refuse(amend(file, next, people.broker, 'DUTY_PAID'), 'REASON_NOT_ALLOWED');
      await corridor.refuse(amend(file, file.root), 'DOCUMENT_EXISTS');
      await corridor.apply(amend(file, next));
      await corridor.refuse(amend(file, fresh('root')), 'SUPERSEDED_VERSION');
      await corridor.apply(withdraw({ ...file, root: next }));
      await corridor.refuse(amend({ ...file, root: next }, fresh('root')), 'WITHDRAWN_DOCUMENT');
    });

    it('are endorsed by others, once each, in the version that they saw', async () => {
      const file = await lodgedFile(corridor);
      await corridor.refuse(endorse(file, people.brokerColleague), 'OWN_DOCUMENT');
      await corridor.refuse(endorse(file, people.auditor), 'MISSING_ROLE');
      await corridor.apply(endorse(file, people.officer), endorse(file, people.importBroker));
      await corridor.refuse(endorse(file, people.secondOfficer), 'ALREADY_ENDORSED');
      await corridor.refuse(endorse(file, people.importBroker), 'ALREADY_ENDORSED');
      await corridor.apply(amend(file, fresh('root')));
      await corridor.refuse(endorse(file, people.forwarder), 'SUPERSEDED_VERSION');
      const { caseId, documentId, root } = file;
      expect(await corridor.read('versionOf', caseId, documentId, root)).to.include({
        ...{ endorsements: 2, superseded: true, firstEndorser: partyOf('officer').partyId },
      });
      expect(await corridor.read('hasEndorsed', caseId, documentId, root, partyOf('importBroker').partyId)).to.equal(
        true,
      );
      expect(await corridor.read('hasEndorsed', caseId, documentId, root, '0x0000000000000000')).to.equal(false);
    });
  });

  describe('declarations', () => {
    it('are lodged by brokers at an office of their side on a document of their own', async () => {
      const file = await lodgedFile(corridor);
      await corridor.refuse(declare(file, people.carrier), 'MISSING_ROLE');
      await corridor.refuse(declare(file, people.broker, { procedure: 'SMUGGLE' }), 'UNKNOWN_PROCEDURE');
      const officeOf = (person: 'importOfficer' | 'carrier') => ({ officeId: partyOf(person).partyId });
      await corridor.refuse(declare(file, people.broker, officeOf('carrier')), 'UNKNOWN_OFFICE');
      await corridor.refuse(declare(file, people.broker, officeOf('importOfficer')), 'WRONG_JURISDICTION');
      await corridor.refuse(declare(file, people.forwarder), 'NOT_SUBMITTER');
      await corridor.refuse(declare({ ...file, root: fresh('root') }, people.broker), 'UNKNOWN_DOCUMENT');
    });

    it('are amended by their party over the head', async () => {
      const file = await declaredFile(corridor);
      const unknown = { ...file, declarationId: fresh('none') };
      await corridor.refuse(amendDeclaration(unknown, file.declarationId), 'UNKNOWN_DECLARATION');
      await corridor.refuse(amendDeclaration(file, file.declarationId, people.forwarder), 'NOT_SUBMITTER');
      await corridor.refuse(amendDeclaration(file, fresh('head')), 'CONFLICT');
      const head = await corridor.applyOne(amendDeclaration(file, file.declarationId, people.brokerColleague));
      expect(await corridor.read('isDeclarationHead', file.caseId, file.declarationId, head)).to.equal(true);
      await corridor.refuse(amendDeclaration(file, file.declarationId), 'CONFLICT');
      const final = { outcome: 'INVALIDATED', reason: 'DECLARANT_REQUEST' };
      const end = await corridor.applyOne(decide(file, head, people.officer, final));
      await corridor.refuse(amendDeclaration(file, end), 'TRANSITION_NOT_ALLOWED');
    });
  });

  describe('decisions', () => {
    it('are those of an officer of the competent office who did not declare', async () => {
      const file = await declaredFile(corridor);
      const by = (officer: keyof typeof people) => decide(file, file.declarationId, people[officer], acceptIn('GREEN'));
      const unknown = { ...file, declarationId: fresh('none') };
      const none = decide(unknown, file.declarationId, people.officer, acceptIn('GREEN'));
      await corridor.refuse(none, 'UNKNOWN_DECLARATION');
      await corridor.refuse(by('importOfficer'), 'WRONG_JURISDICTION');
      await corridor.refuse(by('broker'), 'MISSING_ROLE');
      await corridor.refuse(by('borderOfficer'), 'NOT_COMPETENT_OFFICE');
      await corridor.apply(by('officer'));
    });

    it('are not of who lodged or amended, with whatever key', async () => {
      const { partyId } = partyOf('officer');
      const role = (granted: boolean) => ({
        kind: 'SetPartyRole' as const,
        fields: { jurisdiction: 'CN', partyId, role: 'BROKER', granted },
        by: council('CN'),
      });
      await corridor.apply(role(true));
      const caseId = fresh('case');
      const root = fresh('root');
      const own = { caseId, root, documentId: documentIdOf(caseId, partyId, root) };
      await corridor.apply(openCase(caseId, people.officer), lodgeDocument(caseId, root, people.officer));
      const declarationId = await corridor.applyOne(declare(own, people.officer));
      const file = { ...own, declarationId };
      const head = await corridor.applyOne(amendDeclaration(file, declarationId, people.secondOfficer));
      const second = walletSigner('second key of the officer');
      await corridor.apply(enrolKeyOf('officer', second));
      for (const by of [people.officer, second, people.secondOfficer]) {
        await corridor.refuse(decide(file, head, by, acceptIn('GREEN')), 'LODGER_DECIDES');
      }
      await corridor.apply(decide(file, head, people.thirdOfficer, acceptIn('GREEN')), role(false));
    });

    it('use known codes in their place', async () => {
      const file = await declaredFile(corridor);
      const ruling = (change: object) =>
        decide(file, file.declarationId, people.officer, { ...acceptIn('GREEN'), ...change });
      await corridor.refuse(ruling({ outcome: 'LOST' }), 'UNKNOWN_OUTCOME');
      await corridor.refuse(ruling({ reason: 'BECAUSE' }), 'UNKNOWN_REASON');
      await corridor.refuse(ruling({ lane: 'BLUE' }), 'UNKNOWN_LANE');
      await corridor.refuse(ruling({ lane: 'NONE' }), 'UNKNOWN_LANE');
      await corridor.refuse(ruling({ reason: 'SUSPENSION_ENDED' }), 'REASON_NOT_ALLOWED');
      await corridor.refuse(ruling(RELEASE), 'TRANSITION_NOT_ALLOWED');
      await corridor.refuse(ruling({ validUntil: 1 }), 'INVALID_CONDITIONS');
      await corridor.refuse(decide(file, fresh('head'), people.officer, acceptIn('GREEN')), 'CONFLICT');
    });

    it('raise a lane or keep it', async () => {
      const { head, ...file } = await accepted('ORANGE');
      const lower = { outcome: 'DUTY_DUE', reason: 'DUTY_ASSESSED', lane: 'GREEN' };
      const { results } = await corridor.carry([decide(file, head, people.officer, lower)]);
      expect(results).to.deep.equal(['LANE_BELOW_MINIMUM']);
    });

    it('release by as many officers as the lane asks for, each once', async () => {
      const { head, ...file } = await accepted('RED');
      const second = walletSigner('another key of the officer');
      await corridor.apply(enrolKeyOf('officer', second), decide(file, head, people.officer, RELEASE));
      await corridor.refuse(decide(file, head, second, RELEASE), 'ALREADY_VOTED');
      const { events } = await corridor.apply(decide(file, head, people.secondOfficer, RELEASE));
      expect(events.map(({ name }) => name)).to.deep.equal(['DecisionVoted', 'ClearanceDecided']);
      await corridor.refuse(decide(file, head, people.thirdOfficer, RELEASE), 'CONFLICT');
    });

    it('release under conditions until a time that is still to come', async () => {
      const { head, ...file } = await accepted('GREEN');
      const later = (await corridor.evm.now()) + 3_600;
      const conditional = (validUntil: number, conditions: string) =>
        decide(file, head, people.officer, {
          ...{ outcome: 'RELEASED_CONDITIONALLY', reason: 'DOCUMENTS_IN_ORDER', validUntil, conditions },
        });
      await corridor.refuse(conditional(1, id('conditions')), 'INVALID_CONDITIONS');
      await corridor.refuse(conditional(later, ZeroHash), 'INVALID_CONDITIONS');
      await corridor.apply(conditional(later, id('conditions')));
    });

    it('release nothing over a hold or a control', async () => {
      for (const [control, refusal] of [
        ['HOLD', 'OPEN_HOLD'],
        ['SCAN', 'OPEN_CONTROL'],
      ] as const) {
        const { caseId, declarationId, ...file } = await accepted('GREEN');
        const declared = { ...file, caseId, declarationId };
        const head = await corridor.applyOne(openControl(declared, people.officer, { control }));
        await corridor.refuse(decide(declared, head, people.officer, RELEASE), refusal);
      }
    });

    it('rest on arrival and endorsements where the policy asks for them', async () => {
      await setPolicy({ jurisdiction: 'MY', arrivalRequired: true, minimumEndorsements: 1 }, 'MY');
      const file = await importFile(corridor);
      const head = await corridor.applyOne(decide(file, file.declarationId, people.importOfficer, acceptIn('GREEN')));
      const release = decide(file, head, people.importOfficer, RELEASE);
      await corridor.refuse(release, 'NOT_ARRIVED');
      await corridor.apply(recordEvents(file.caseId, people.importTerminal));
      await corridor.refuse(release, 'MISSING_ENDORSEMENTS');
      await corridor.apply(endorse(file, people.officer), release);
      await setPolicy({ jurisdiction: 'MY' }, 'MY');
    });
  });

  describe('controls', () => {
    it('are opened by the competent office, the administration or an agency of its side', async () => {
      const file = await declaredFile(corridor);
      const none = { ...file, declarationId: fresh('none') };
      await corridor.refuse(openControl(none, people.officer), 'UNKNOWN_DECLARATION');
      await corridor.refuse(openControl(file, people.importOfficer), 'WRONG_JURISDICTION');
      await corridor.refuse(openControl(file, people.broker), 'MISSING_ROLE');
      await corridor.refuse(openControl(file, people.borderOfficer), 'NOT_COMPETENT_OFFICE');
      await corridor.refuse(openControl(file, people.officer, { control: 'TASTE' }), 'UNKNOWN_CONTROL');
      await corridor.refuse(openControl(file, people.officer, { reason: 'BECAUSE' }), 'UNKNOWN_REASON');
      await corridor.apply(openControl(file, people.administrator), openControl(file, people.inspector));
    });

    it('are closed by who opened them, once, with a known result', async () => {
      const file = await declaredFile(corridor);
      const control = await corridor.applyOne(openControl(file, people.inspector));
      await corridor.refuse(closeControl(file, fresh('none'), people.inspector), 'UNKNOWN_CONTROL');
      await corridor.refuse(closeControl(file, control, people.officer), 'NOT_CONTROL_AUTHORITY');
      await corridor.refuse(closeControl(file, control, people.inspector, { result: 'FINE' }), 'UNKNOWN_RESULT');
      const other = await declaredFile(corridor);
      await corridor.refuse(closeControl(other, control, people.inspector), 'UNKNOWN_CONTROL');
      await corridor.apply(closeControl(file, control, people.inspector));
      await corridor.refuse(closeControl(file, control, people.inspector), 'CONTROL_CLOSED');
    });

    it('stop at as many as can be counted', async () => {
      const file = await declaredFile(corridor);
      for (let batch = 0; batch < 5; batch += 1) {
        await corridor.apply(...Array.from({ length: 51 }, () => openControl(file, people.officer)));
      }
      await corridor.refuse(openControl(file, people.officer), 'TOO_MANY_CONTROLS');
    });
  });
});
