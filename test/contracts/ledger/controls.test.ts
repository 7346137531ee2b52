import { expect } from 'chai';
import { type Corridor, deployCorridor } from '../support/corridor.ts';
import {
  acceptIn,
  closeControl,
  type DeclarationFile,
  decide,
  declare,
  declaredFile,
  fresh,
  openControl,
  RELEASE,
} from '../support/files.ts';
import { operatorOf, PARTIES, people } from '../support/roster.ts';

const LIFTED = { result: 'LIFTED', reason: 'HOLD_LIFTED' };
const NONE = { authority: `0x${'00'.repeat(8)}`, operator: `0x${'00'.repeat(8)}`, control: 0, open: false };

describe('Controls', () => {
  let corridor: Corridor;
  let file: DeclarationFile;

  before(async () => {
    corridor = await deployCorridor();
  });

  after(() => corridor.close());

  beforeEach(async () => {
    file = await declaredFile(corridor);
  });

  const standing = ({ caseId, declarationId }: DeclarationFile) =>
    corridor.read('declarationOf', caseId, declarationId) as Promise<Record<string, unknown>>;
  const controlOf = ({ caseId, declarationId }: DeclarationFile, controlId: string) =>
    corridor.read('controlOf', caseId, declarationId, controlId);

  describe('opening', () => {
    it('puts a record of the authority on the declaration and moves its head', async () => {
      const { caseId, declarationId } = file;
      const { events, digests } = await corridor.apply(openControl(file, people.officer, { dueBy: 1_900_000_000 }));
      const [controlId = ''] = digests;
      const args = { caseId, declarationId, controlId, control: 2, reason: 6, dueBy: 1_900_000_000 };
      expect(events).to.deep.equal([{ name: 'ControlOpened', args }]);
      const record = { authority: PARTIES.office.partyId, operator: operatorOf('officer'), control: 2, open: true };
      expect(await controlOf(file, controlId)).to.deep.equal(record);
      expect(await standing(file)).to.include({ openControls: 1, openHolds: 0 });
      expect(await corridor.read('isDeclarationHead', caseId, declarationId, controlId)).to.equal(true);
    });

    it('is for the competent office, the administration and agencies of its side', async () => {
      for (const by of [people.officer, people.administrator, people.inspector]) {
        await corridor.apply(openControl(file, by, { control: 'HOLD', reason: 'INTELLIGENCE' }));
      }
      expect(await standing(file)).to.include({ openControls: 0, openHolds: 3 });
      await corridor.refuse(openControl(file, people.borderOfficer), 'NOT_COMPETENT_OFFICE');
      await corridor.refuse(openControl(file, people.broker), 'MISSING_ROLE');
      await corridor.refuse(openControl(file, people.auditor), 'MISSING_ROLE');
      await corridor.refuse(openControl(file, people.importOfficer), 'WRONG_JURISDICTION');
    });

    it('names a declaration, a control and a reason meant for it', async () => {
      const unknown = { ...file, declarationId: fresh('declaration') };
      await corridor.refuse(openControl(unknown, people.officer), 'UNKNOWN_DECLARATION');
      await corridor.refuse(openControl(file, people.officer, { control: 'SNIFF' }), 'UNKNOWN_CONTROL');
      await corridor.refuse(openControl(file, people.officer, { reason: 'BECAUSE' }), 'UNKNOWN_REASON');
      await corridor.refuse(openControl(file, people.officer, { reason: 'DUTY_PAID' }), 'REASON_NOT_ALLOWED');
    });

    it('comes too late on goods that are released', async () => {
      const head = await corridor.applyOne(decide(file, file.declarationId, people.officer, acceptIn('GREEN')));
      await corridor.apply(decide(file, head, people.officer, RELEASE));
      await corridor.refuse(openControl(file, people.officer), 'TRANSITION_NOT_ALLOWED');
    });

    it('takes 255 holds and as many controls, and no more', async () => {
      const hold = () => openControl(file, people.officer, { control: 'HOLD', reason: 'INTELLIGENCE' });
      for (let round = 0; round < 3; round += 1) await corridor.apply(...Array.from({ length: 85 }, hold));
      await corridor.refuse(hold(), 'TOO_MANY_CONTROLS');
      const scan = () => openControl(file, people.officer);
      for (let round = 0; round < 3; round += 1) await corridor.apply(...Array.from({ length: 85 }, scan));
      await corridor.refuse(scan(), 'TOO_MANY_CONTROLS');
      expect(await standing(file)).to.include({ openHolds: 255, openControls: 255 });
    });
  });

  describe('closing', () => {
    it('is for the authority that opened, by any of its operators, once', async () => {
      const scan = await corridor.applyOne(openControl(file, people.officer));
      const hold = { control: 'HOLD', reason: 'OTHER_AGENCY_REQUEST' };
      const lifted = await corridor.applyOne(openControl(file, people.inspector, hold));
      await corridor.refuse(closeControl(file, scan, people.inspector), 'NOT_CONTROL_AUTHORITY');
      await corridor.refuse(closeControl(file, lifted, people.administrator, LIFTED), 'NOT_CONTROL_AUTHORITY');
      const { caseId, declarationId } = file;
      const { events, digests } = await corridor.apply(closeControl(file, scan, people.secondOfficer));
      const args = { caseId, declarationId, controlId: scan, result: 1, reason: 15 };
      expect(events).to.deep.equal([{ name: 'ControlClosed', args }]);
      expect(await controlOf(file, scan)).to.include({ open: false, control: 2 });
      expect(await standing(file)).to.include({ openControls: 0, openHolds: 1 });
      expect(await corridor.read('isDeclarationHead', caseId, declarationId, digests[0])).to.equal(true);
      await corridor.refuse(closeControl(file, scan, people.officer), 'CONTROL_CLOSED');
      await corridor.apply(closeControl(file, lifted, people.inspector, LIFTED));
      expect(await standing(file)).to.include({ openControls: 0, openHolds: 0 });
    });

    it('names a control of this declaration', async () => {
      const scan = await corridor.applyOne(openControl(file, people.officer));
      const sibling = { ...file, declarationId: await corridor.applyOne(declare(file, people.broker)) };
      await corridor.refuse(closeControl(sibling, scan, people.officer), 'UNKNOWN_CONTROL');
      expect(await controlOf(sibling, scan)).to.deep.equal(NONE);
      const unknown = { ...file, declarationId: fresh('declaration') };
      await corridor.refuse(closeControl(unknown, scan, people.officer), 'UNKNOWN_DECLARATION');
      expect(await controlOf(unknown, scan)).to.deep.equal(NONE);
      for (const word of [fresh('control'), file.declarationId]) {
        await corridor.refuse(closeControl(file, word, people.officer), 'UNKNOWN_CONTROL');
        expect(await controlOf(file, word)).to.deep.equal(NONE);
      }
    });

    it('gives a result and a reason that are known and meant for it', async () => {
      const scan = await corridor.applyOne(openControl(file, people.officer));
      const close = (fields: Record<string, string>) => closeControl(file, scan, people.officer, fields);
      await corridor.refuse(close({ result: 'FINE' }), 'UNKNOWN_RESULT');
      await corridor.refuse(close({ reason: 'BECAUSE' }), 'UNKNOWN_REASON');
      await corridor.refuse(close({ reason: 'DUTY_PAID' }), 'REASON_NOT_ALLOWED');
    });
  });

  it('fell votes that are under way', async () => {
    const red = await corridor.applyOne(decide(file, file.declarationId, people.officer, acceptIn('RED')));
    await corridor.apply(decide(file, red, people.officer, RELEASE));
    const scan = await corridor.applyOne(openControl(file, people.officer));
    await corridor.refuse(decide(file, red, people.secondOfficer, RELEASE), 'CONFLICT');
    const closed = await corridor.applyOne(closeControl(file, scan, people.officer));
    await corridor.refuse(decide(file, red, people.secondOfficer, RELEASE), 'CONFLICT');
    const { events } = await corridor.apply(decide(file, closed, people.secondOfficer, RELEASE));
    expect(events.map(({ name }) => name)).to.deep.equal(['DecisionVoted']);
  });
});
