/**
 * What a log would say if both gateways lied together: actions that the ledger never applies, well chained and cosigned.
 * A dossier does not rest on its log alone.
 */
import { expect } from 'chai';
import { documentIdOf } from '../../../protocol/actions.ts';
import { verifyDossier } from '../../../protocol/dossier/verify-dossier.ts';
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
});
