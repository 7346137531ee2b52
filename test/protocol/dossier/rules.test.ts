/**
 * What a log would say if both gateways lied together: actions that the ledger never applies, well chained and cosigned.
 * A dossier does not rest on its log alone.
 */
import { expect } from 'chai';
import { documentIdOf } from '../../../protocol/actions.ts';
import { verifyDossier } from '../../../protocol/dossier/verify-dossier.ts';
import type { Fields } from '../../support/people.ts';
import { playCase, type SimulatedCase } from '../../support/simulated-case.ts';

const NOTHING = `0x${'0'.repeat(64)}`;

describe('A dossier of a log that lies', function () {
  this.timeout(60_000);
  let played: SimulatedCase;

  beforeEach(async () => {
    played = await playCase();
  });

  /** Faults after one more action. */
  async function codesAfter(act: () => Promise<unknown>): Promise<string[]> {
    const before = played.log.size();
    await act();
    expect(played.log.size()).to.be.greaterThan(before);
    const dossier = await played.dossier({ time: played.endedAt + 900 });
    const verdict = verifyDossier(dossier, played.trust, played.endedAt + 960);
    if (verdict.faults.length > 0) expect(verdict.outcome).to.equal('NOT_ANCHORED');
    return verdict.faults.map(({ code }) => code);
  }

  const declaration = async (procedure: string) => {
    const { dossier } = verifyDossier(await played.dossier(), played.trust, played.endedAt + 60);
    return dossier?.declarations.find((each) => each.procedure === procedure)?.declarationId ?? '';
  };
  const headOf = async (declarationId: string) => {
    const { actions } = await played.evidence();
    const last = actions.findLast(({ action }) => action.message['declarationId'] === declarationId);
    return last?.leaf.digest ?? '';
  };
  const decision = async (outcome: string, reason: string, procedure = 'EXPORT') => {
    const declarationId = await declaration(procedure);
    const named = { documentId: NOTHING, root: NOTHING, validUntil: 0, conditions: NOTHING };
    return { declarationId, expected: await headOf(declarationId), outcome, reason, lane: 'NONE', ...named };
  };

  it('is VALID after one more honest step', async () => {
    const cleared = await decision('CLEARED', 'FORMALITIES_COMPLETED');
    expect(await codesAfter(() => played.act('DecideClearance', played.people.chongqingOffice, cleared))).to.deep.equal(
      [],
    );
  });

  it('where a broker decides', async () => {
    const cleared = await decision('CLEARED', 'FORMALITIES_COMPLETED');
    expect(await codesAfter(() => played.act('DecideClearance', played.people.exportBroker, cleared))).to.deep.equal([
      'NOT_ALLOWED_TO',
    ]);
  });

  it('where the office of the other side decides', async () => {
    const cleared = await decision('CLEARED', 'FORMALITIES_COMPLETED');
    const [, , officer] = played.people.portKlangOffice.people;
    expect(officer).to.not.equal(undefined);
    const other = { ...played.people.portKlangOffice, ...officer };
    expect(await codesAfter(() => played.act('DecideClearance', other, cleared))).to.deep.equal(['NOT_ALLOWED_TO']);
  });

  it('where a decision does not follow from the state, or not from the head', async () => {
    const released = await decision('RELEASED', 'DUTY_PAID');
    expect(
      await codesAfter(() => played.act('DecideClearance', played.people.chongqingOffice, released)),
    ).to.deep.equal(['STEP_NOT_ALLOWED']);
  });

  it('where a control is opened on a declaration that is finished', async () => {
    const control = { declarationId: await declaration('IMPORT'), control: 'HOLD', reason: 'INTELLIGENCE', dueBy: 0 };
    expect(await codesAfter(() => played.act('OpenControl', played.people.akps, control))).to.deep.equal([
      'STEP_NOT_ALLOWED',
    ]);
  });

  it('where a revoked key signs', async () => {
    const { root = '' } = played.named.get('manifest') ?? {};
    const documentId = documentIdOf(played.caseId, played.people.seaCarrier.partyId, root);
    const sign = () => played.act('EndorseDocument', played.people.portKlangOffice, { documentId, root });
    expect(await codesAfter(sign)).to.deep.equal(['KEY_ENDED']);
  });

  it('where somebody signs whom nobody enrolled', async () => {
    const { root = '' } = played.named.get('manifest') ?? {};
    const documentId = documentIdOf(played.caseId, played.people.seaCarrier.partyId, root);
    const sign = () => played.act('EndorseDocument', played.people.foreignBroker, { documentId, root });
    expect(await codesAfter(sign)).to.deep.equal(['KEY_NOT_ENROLLED']);
  });

  it('where the council of the other side revokes', async () => {
    const [broker] = played.people.exportBroker.people;
    expect(await codesAfter(() => played.revoke(broker, 'MY'))).to.deep.equal(['OTHER_JURISDICTION']);
  });

  it('where somebody amends the document of another, or endorses its own', async () => {
    const { root = '' } = played.named.get('manifest') ?? {};
    const documentId = documentIdOf(played.caseId, played.people.seaCarrier.partyId, root);
    const withdraw = () =>
      played.act('WithdrawDocument', played.people.importBroker, { documentId, root, reason: 'LODGED_IN_ERROR' });
    expect(await codesAfter(withdraw)).to.deep.equal(['NOT_ALLOWED_TO']);
    const endorse = () => played.act('EndorseDocument', played.people.seaCarrier, { documentId, root });
    expect(await codesAfter(endorse)).to.deep.equal(['NOT_ALLOWED_TO', 'NOT_ALLOWED_TO']);
  });

  it('where an action names a document that was withdrawn', async () => {
    const { root = '' } = played.named.get('packingList') ?? {};
    const documentId = documentIdOf(played.caseId, played.people.exportBroker.partyId, root);
    const endorse = () => played.act('EndorseDocument', played.people.importBroker, { documentId, root });
    expect(await codesAfter(endorse)).to.deep.equal(['REFERS_TO_NOTHING']);
  });

  it('where an action is anchored after its deadline', async () => {
    const { root = '' } = played.named.get('manifest') ?? {};
    const documentId = documentIdOf(played.caseId, played.people.seaCarrier.partyId, root);
    const late = { documentId, root, signedAt: played.endedAt - 7_200, deadline: played.endedAt - 3_600 };
    expect(await codesAfter(() => played.act('EndorseDocument', played.people.importBroker, late))).to.deep.equal([
      'SIGNED_TOO_EARLY_OR_LATE',
    ]);
  });

  describe('on a policy of the jurisdiction', () => {
    const lanes = { quorumGreen: 1, quorumYellow: 1, quorumOrange: 1, quorumRed: 1 };
    const lax = { ...lanes, minimumEndorsements: 0, minimumLane: 'NONE', arrivalRequired: false };
    let basis: { readonly documentId: string; readonly root: string };
    let declarationId: string;

    /** An import declaration at an office of which the jurisdiction asks this. */
    async function lodgedUnder(policy: Partial<typeof lax>): Promise<void> {
      const { exportBroker, chongqingOffice } = played.people;
      await played.council('CN', 'SetPolicy', { ...lax, ...policy });
      const { root = '' } = played.named.get('exportDeclaration') ?? {};
      basis = { documentId: documentIdOf(played.caseId, exportBroker.partyId, root), root };
      const on = { procedure: 'IMPORT', officeId: chongqingOffice.partyId };
      declarationId = await played.act('LodgeDeclaration', exportBroker, { ...on, ...basis });
    }
    const decide = (expected: string, outcome: string, reason: string, fields: Fields = {}) =>
      played.act('DecideClearance', played.people.chongqingOffice, {
        ...{ declarationId, expected, outcome, reason, lane: 'NONE', documentId: NOTHING, root: NOTHING },
        ...{ validUntil: 0, conditions: NOTHING, ...fields },
      });
    const accept = (lane = 'YELLOW') => decide(declarationId, 'ACCEPTED', 'RISK_SELECTED', { lane });
    const release = (expected: string, fields: Fields = basis) =>
      decide(expected, 'RELEASED', 'DOCUMENTS_IN_ORDER', fields);
    const arrival = () => ({ milestone: 'ARRIVED', occurredAt: played.endedAt, root: basis.root, count: 1 });

    it('where an officer gives a lane below the minimum', async () => {
      await lodgedUnder({ minimumLane: 'YELLOW' });
      expect(await codesAfter(() => accept('GREEN'))).to.deep.equal(['LANE_BELOW_MINIMUM']);
    });

    it('where an officer gives a lane below the one before', async () => {
      await lodgedUnder({});
      const head = await decide(declarationId, 'ACCEPTED_AWAITING_GOODS', 'AWAITING_ARRIVAL', { lane: 'ORANGE' });
      expect(await codesAfter(() => decide(head, 'ACCEPTED', 'RISK_LOW', { lane: 'YELLOW' }))).to.deep.equal([
        'LANE_BELOW_MINIMUM',
      ]);
    });

    it('is VALID where the minimum of lanes is kept', async () => {
      await lodgedUnder({ minimumLane: 'YELLOW' });
      expect(await codesAfter(() => accept('YELLOW'))).to.deep.equal([]);
    });

    it('where goods are released that did not arrive in this jurisdiction', async () => {
      await lodgedUnder({ arrivalRequired: true });
      const head = await accept();
      // an arrival on the other side is none here
      await played.act('RecordEvents', played.people.westports, arrival());
      expect(await codesAfter(() => release(head))).to.deep.equal(['NOT_ARRIVED']);
    });

    it('is VALID where the arrival was recorded before', async () => {
      await lodgedUnder({ arrivalRequired: true });
      const head = await accept();
      await played.act('RecordEvents', played.people.railOperator, arrival());
      expect(await codesAfter(() => release(head))).to.deep.equal([]);
    });

    it('where a release rests on too few endorsements', async () => {
      await lodgedUnder({ minimumEndorsements: 2 });
      const head = await accept();
      await played.act('EndorseDocument', played.people.railOperator, basis);
      expect(await codesAfter(() => release(head))).to.deep.equal(['ENDORSEMENTS_MISSING']);
    });

    it('where a release names no version although endorsements are asked for', async () => {
      await lodgedUnder({ minimumEndorsements: 1 });
      const head = await accept();
      await played.act('EndorseDocument', played.people.railOperator, basis);
      expect(await codesAfter(() => release(head, {}))).to.deep.equal(['ENDORSEMENTS_MISSING']);
    });

    it('is VALID where the version is endorsed often enough', async () => {
      await lodgedUnder({ minimumEndorsements: 2 });
      const head = await accept();
      await played.act('EndorseDocument', played.people.railOperator, basis);
      await played.act('EndorseDocument', played.people.importBroker, basis);
      expect(await codesAfter(() => release(head))).to.deep.equal([]);
    });

    it('that came later does not reach a declaration that stands', async () => {
      await lodgedUnder({});
      await played.council('CN', 'SetPolicy', { ...lax, minimumEndorsements: 2, arrivalRequired: true });
      const head = await accept('GREEN');
      expect(await codesAfter(() => release(head))).to.deep.equal([]);
    });

    it('where a reason is given that the outcome cannot have', async () => {
      await lodgedUnder({});
      const head = await accept();
      expect(await codesAfter(() => decide(head, 'RELEASED', 'RISK_SELECTED'))).to.deep.equal(['REASON_NOT_ALLOWED']);
    });

    it('where conditions stand on a release that has none, or are missing', async () => {
      await lodgedUnder({});
      const head = await accept();
      const until = played.endedAt + 86_400;
      expect(await codesAfter(() => release(head, { validUntil: until }))).to.deep.equal(['CONDITIONS_UNSOUND']);
      const conditional = (fields: Fields) =>
        decide(head, 'RELEASED_CONDITIONALLY', 'DOCUMENTS_IN_ORDER', { ...basis, ...fields });
      await conditional({ validUntil: until });
      await conditional({ validUntil: played.endedAt, conditions: basis.root });
      expect(await codesAfter(() => conditional({ validUntil: until, conditions: basis.root }))).to.deep.equal(
        Array(3).fill('CONDITIONS_UNSOUND'),
      );
    });
  });
});
