import { expect } from 'chai';
import type { SignedAction } from '../../../protocol/actions.ts';
import { readCases } from '../../../server/modules/projection/read-tables.repository.ts';
import { startWorld, type TestCore, type TestWorld } from '../../support/core.ts';

const GREEN_NEEDS_TWO = {
  quorumGreen: 2,
  quorumYellow: 2,
  quorumOrange: 2,
  quorumRed: 3,
  minimumEndorsements: 1,
  minimumLane: 'NONE',
  arrivalRequired: true,
};

describe('what a case waits for', () => {
  let world: TestWorld;
  let core: TestCore;
  let caseId: string;
  let declarationId: string;
  let root: string;
  let documentId: string;

  before(async function start() {
    this.timeout(60_000);
    world = await startWorld();
    core = world.openCore();
    core.start();
    await core.enrol(['portKlangOffice', 'importBroker', 'exportBroker', 'westports', 'akps']);
    const { people } = world;
    await carry(await people.councils.MY.sign('SetPolicy', GREEN_NEEDS_TWO));
    caseId = people.random('case');
    root = people.random('root');
    await carry(await people.exportBroker.sign('OpenCase', { caseId, envelope: people.random('envelope') }));
  });

  after(async () => {
    await core?.close();
    await world?.close();
  });

  /** Past the gateway, so that no content is needed. */
  async function carry(action: SignedAction) {
    const before = (await core.projection.status()).sequence;
    await core.sendDirectly(action);
    await core.projection.catchUp();
    const { sequence } = await core.projection.status();
    expect(sequence).to.equal(before + 1);
    const view = await core.database.pool.query<{ digest: string }>(
      'SELECT digest FROM projected_events WHERE sequence = $1',
      [sequence],
    );
    return view.rows[0]?.digest ?? '';
  }

  async function waits() {
    const rows = (await readCases(core.database.db, [caseId])).get(caseId);
    return [...(rows?.projected_waits ?? [])]
      .sort((a, b) => a.position - b.position)
      .map(({ what, party_id, have, need }) => (need === null ? [what, party_id] : [what, party_id, have, need]));
  }

  const office = () => world.people.portKlangOffice;
  const decide = (person: number, outcome: string, reason: string, lane = 'NONE', rests = false) =>
    headOf().then((expected) =>
      office().people[person]!.sign('DecideClearance', {
        caseId,
        declarationId,
        expected,
        outcome,
        reason,
        lane,
        documentId: rests ? documentId : ZERO,
        root: rests ? root : ZERO,
        validUntil: 0,
        conditions: ZERO,
      }),
    );
  const headOf = async () => {
    const rows = (await readCases(core.database.db, [caseId])).get(caseId);
    return rows?.projected_declarations.find((row) => row.declaration_id === declarationId)?.head ?? '';
  };

  it('is a declaration, as long as there is none', async () => {
    expect(await waits()).to.deep.equal([['DECLARATION', null]]);
  });

  it('is acceptance by the competent office, once one was lodged', async () => {
    const { importBroker } = world.people;
    await carry(await importBroker.sign('LodgeDocument', { caseId, documentType: 929, root }));
    const { rows } = await core.database.pool.query<{ document_id: string }>(
      'SELECT document_id FROM projected_documents',
    );
    documentId = rows[0]?.document_id ?? '';
    const fields = { caseId, procedure: 'IMPORT', officeId: office().partyId, documentId, root };
    declarationId = await carry(await importBroker.sign('LodgeDeclaration', fields));
    expect(await waits()).to.deep.equal([['ACCEPTANCE', office().partyId]]);
  });

  it('is arrival, endorsement and the votes of two officers, as the policy says', async () => {
    await carry(await decide(0, 'ACCEPTED', 'RISK_LOW', 'GREEN'));
    expect(await waits()).to.deep.equal([
      ['ARRIVAL', null],
      ['ENDORSEMENTS', null, 0, 1],
      ['RELEASE', office().partyId, 0, 2],
    ]);
  });

  it('loses what has happened', async () => {
    const { exportBroker, westports } = world.people;
    await carry(await exportBroker.sign('EndorseDocument', { caseId, documentId, root }));
    const arrival = { caseId, milestone: 'ARRIVED', occurredAt: Math.floor(Date.now() / 1000), root, count: 1 };
    await carry(await westports.sign('RecordEvents', arrival));
    expect(await waits()).to.deep.equal([['RELEASE', office().partyId, 0, 2]]);
  });

  it('names the authority of an open hold, and starts the votes anew when the head moves', async () => {
    await carry(await decide(0, 'RELEASED', 'DOCUMENTS_IN_ORDER', 'NONE', true));
    expect(await waits()).to.deep.equal([['RELEASE', office().partyId, 1, 2]]);
    const { akps } = world.people;
    const hold = { caseId, declarationId, control: 'HOLD', reason: 'INTELLIGENCE', dueBy: 0 };
    const controlId = await carry(await akps.sign('OpenControl', hold));
    expect(await waits()).to.deep.equal([
      ['CONTROL', akps.partyId],
      ['RELEASE', office().partyId, 0, 2],
    ]);
    const lifted = { caseId, declarationId, controlId, result: 'LIFTED', reason: 'HOLD_LIFTED' };
    await carry(await akps.sign('CloseControl', lifted));
  });

  it('is clearance after the release, and nothing after that', async () => {
    await carry(await decide(0, 'RELEASED', 'DOCUMENTS_IN_ORDER', 'NONE', true));
    await carry(await decide(1, 'RELEASED', 'DOCUMENTS_IN_ORDER', 'NONE', true));
    expect(await waits()).to.deep.equal([['CLEARANCE', office().partyId]]);
    await carry(await decide(2, 'CLEARED', 'FORMALITIES_COMPLETED'));
    expect(await waits()).to.deep.equal([]);
    expect((await core.audit.checkConsistency()).differences).to.deep.equal([]);
  });
});

const ZERO = `0x${'0'.repeat(64)}`;
