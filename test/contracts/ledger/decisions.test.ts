import { expect } from 'chai';
import { id, ZeroHash } from 'ethers';
import { documentIdOf } from '../../../protocol/actions.ts';
import { council } from '../../../scripts/bench/gas/ledger.ts';
import { walletSigner } from '../../../scripts/bench/gas/signers.ts';
import { type Corridor, deployCorridor } from '../support/corridor.ts';
import {
  acceptIn,
  amendDeclaration,
  type DeclarationFile,
  decide,
  declare,
  declaredFile,
  endorse,
  fresh,
  importFile,
  lodgeDocument,
  openCase,
  openControl,
  RELEASE,
  recordEvents,
} from '../support/files.ts';
import { enrolKeyOf, partyOf, people } from '../support/roster.ts';

const POLICY = {
  ...{ jurisdiction: 'CN', quorumGreen: 1, quorumYellow: 1, quorumOrange: 1, quorumRed: 2 },
  ...{ minimumEndorsements: 0, minimumLane: 'NONE', arrivalRequired: false },
};

describe('decisions on declarations [in-process]', function () {
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
