import { expect } from 'chai';
import { id, ZeroHash } from 'ethers';
import { council } from '../../../scripts/bench/gas/ledger.ts';
import { type Corridor, deployCorridor } from '../support/corridor.ts';
import {
  acceptIn,
  amend,
  amendDeclaration,
  type DeclarationFile,
  decide,
  declare,
  declaredFile,
  fresh,
  lodgedFile,
  openControl,
  withdraw,
} from '../support/files.ts';
import { operatorOf, PARTIES, people } from '../support/roster.ts';

const RECEIVED = 1;
const AMENDMENT_REQUESTED = 5;

describe('Declarations', () => {
  let corridor: Corridor;

  before(async () => {
    corridor = await deployCorridor();
  });

  after(() => corridor.close());

  const standing = ({ caseId, declarationId }: DeclarationFile) =>
    corridor.read('declarationOf', caseId, declarationId) as Promise<Record<string, unknown>>;

  describe('lodging', () => {
    it('makes a declaration of its own, RECEIVED by the office that it names, under the policy of the day', async () => {
      const file = await lodgedFile(corridor);
      const { events, digests, log } = await corridor.apply(declare(file, people.broker));
      const [declarationId = ''] = digests;
      const office = PARTIES.office.partyId;
      const args = { ...file, declarationId, office, procedure: 1 };
      expect(events).to.deep.equal([{ name: 'DeclarationLodged', args }]);
      expect(await standing({ ...file, declarationId })).to.deep.equal({
        ...{ operator: operatorOf('broker'), state: RECEIVED, procedure: 1, lane: 0, version: 1 },
        ...{ openHolds: 0, openControls: 0, quorumGreen: 1, quorumYellow: 1, quorumOrange: 1, quorumRed: 2 },
        ...{ minimumEndorsements: 0, minimumLane: 0, arrivalRequired: false, validUntil: 0 },
        headSequence: log.find(({ name }) => name === 'ActionApplied')?.args['sequence'],
      });
      expect(await corridor.read('officeOf', declarationId)).to.equal(office);
      expect(await corridor.read('isDeclarationHead', file.caseId, declarationId, declarationId)).to.equal(true);
      expect(await corridor.read('isDeclarationHead', file.caseId, declarationId, id('else'))).to.equal(false);
      expect(await corridor.read('isDeclarationHead', id('else'), declarationId, declarationId)).to.equal(false);
    });

    it('may happen several times on a case, for export, import and transit', async () => {
      const file = await lodgedFile(corridor);
      for (const [index, procedure] of ['EXPORT', 'IMPORT', 'TRANSIT'].entries()) {
        const { events } = await corridor.apply(declare(file, people.broker, { procedure }));
        expect(events[0]?.args).to.include({ procedure: index + 1 });
      }
    });

    it('is for brokers', async () => {
      const file = await lodgedFile(corridor);
      for (const by of [people.carrier, people.officer, people.auditor]) {
        await corridor.refuse(declare(file, by), 'MISSING_ROLE');
      }
    });

    it('names a procedure that the table has', async () => {
      const file = await lodgedFile(corridor);
      await corridor.refuse(declare(file, people.broker, { procedure: 'SMUGGLING' }), 'UNKNOWN_PROCEDURE');
    });

    it('names a customs office of the own side that is not suspended', async () => {
      const file = await lodgedFile(corridor);
      for (const officeId of [PARTIES.administration.partyId, PARTIES.broker.partyId, '0x0123456789abcdef']) {
        await corridor.refuse(declare(file, people.broker, { officeId }), 'UNKNOWN_OFFICE');
      }
      const { partyId } = PARTIES.borderOffice;
      const by = council('CN');
      const standsAs = (status: string, reason: string) =>
        ({ kind: 'SetPartyStatus', fields: { jurisdiction: 'CN', partyId, status, reason }, by }) as const;
      await corridor.apply(standsAs('SUSPENDED', 'UNDER_INVESTIGATION'));
      await corridor.refuse(declare(file, people.broker, { officeId: partyId }), 'UNKNOWN_OFFICE');
      await corridor.apply(standsAs('ACTIVE', 'SUSPENSION_ENDED'));
      await corridor.apply(declare(file, people.broker, { officeId: partyId }));
      const officeId = PARTIES.importOffice.partyId;
      await corridor.refuse(declare(file, people.broker, { officeId }), 'WRONG_JURISDICTION');
    });

    it('rests on a current document of the declarant', async () => {
      const file = await lodgedFile(corridor);
      await corridor.refuse(declare({ ...file, root: fresh('root') }, people.broker), 'UNKNOWN_DOCUMENT');
      await corridor.refuse(declare(file, people.forwarder), 'NOT_SUBMITTER');
      const next = fresh('root');
      await corridor.apply(amend(file, next));
      await corridor.refuse(declare(file, people.broker), 'SUPERSEDED_VERSION');
      await corridor.apply(withdraw({ ...file, root: next }));
      await corridor.refuse(declare({ ...file, root: next }, people.broker), 'WITHDRAWN_DOCUMENT');
    });
  });

  describe('amending', () => {
    it('makes the next version and moves the head', async () => {
      const file = await declaredFile(corridor);
      const next = { ...file, root: fresh('root') };
      await corridor.apply(amend(file, next.root));
      const { events, digests } = await corridor.apply(amendDeclaration(next, file.declarationId));
      const args = { ...next, version: 2, state: RECEIVED };
      expect(events).to.deep.equal([{ name: 'DeclarationAmended', args }]);
      expect(await standing(file)).to.include({ version: 2, state: RECEIVED });
      const { caseId, declarationId } = file;
      expect(await corridor.read('isDeclarationHead', caseId, declarationId, digests[0])).to.equal(true);
      expect(await corridor.read('isDeclarationHead', caseId, declarationId, declarationId)).to.equal(false);
    });

    it('after acceptance asks the office first', async () => {
      const file = await declaredFile(corridor);
      const head = await corridor.applyOne(decide(file, file.declarationId, people.officer, acceptIn('GREEN')));
      const { digests } = await corridor.apply(amendDeclaration(file, head));
      expect(await standing(file)).to.include({ state: AMENDMENT_REQUESTED, lane: 1 });
      await corridor.refuse(amendDeclaration(file, digests[0] ?? ''), 'TRANSITION_NOT_ALLOWED');
    });

    it('of a conditional release ends its term', async () => {
      const file = await declaredFile(corridor);
      const head = await corridor.applyOne(decide(file, file.declarationId, people.officer, acceptIn('GREEN')));
      const validUntil = (await corridor.evm.now()) + 86_400;
      const term = {
        outcome: 'RELEASED_CONDITIONALLY',
        reason: 'UNDERTAKING_GIVEN',
        validUntil,
        conditions: id('seal'),
      };
      const released = await corridor.applyOne(decide(file, head, people.officer, term));
      expect(await standing(file)).to.include({ validUntil });
      await corridor.apply(amendDeclaration(file, released));
      expect(await standing(file)).to.include({ validUntil: 0, state: AMENDMENT_REQUESTED });
    });

    it('names a declaration of this case', async () => {
      const file = await declaredFile(corridor);
      const other = await declaredFile(corridor);
      const unknown = { ...file, declarationId: fresh('declaration') };
      await corridor.refuse(amendDeclaration(unknown, file.declarationId), 'UNKNOWN_DECLARATION');
      const elsewhere = { ...file, declarationId: other.declarationId };
      await corridor.refuse(amendDeclaration(elsewhere, other.declarationId), 'UNKNOWN_DECLARATION');
    });

    it('is for the party that lodged', async () => {
      const file = await declaredFile(corridor);
      await corridor.refuse(amendDeclaration(file, file.declarationId, people.forwarder), 'NOT_SUBMITTER');
      await corridor.apply(amendDeclaration(file, file.declarationId, people.brokerColleague));
    });

    it('names the head, which decisions and controls move', async () => {
      const file = await declaredFile(corridor);
      await corridor.refuse(amendDeclaration(file, fresh('head')), 'CONFLICT');
      const scan = await corridor.applyOne(openControl(file, people.officer));
      await corridor.refuse(amendDeclaration(file, file.declarationId), 'CONFLICT');
      await corridor.apply(amendDeclaration(file, scan));
    });

    it('rests on a current document', async () => {
      const file = await declaredFile(corridor);
      const unknown = { ...file, root: fresh('root') };
      await corridor.refuse(amendDeclaration(unknown, file.declarationId), 'UNKNOWN_DOCUMENT');
      await corridor.apply(amend(file, fresh('root')));
      await corridor.refuse(amendDeclaration(file, file.declarationId), 'SUPERSEDED_VERSION');
    });
  });

  it('of which nobody heard has no office, no head and no state', async () => {
    const word = fresh('declaration');
    const { caseId, documentId } = await declaredFile(corridor);
    for (const unknown of [word, ZeroHash, caseId, documentId]) {
      expect(await corridor.read('officeOf', unknown)).to.equal(`0x${'00'.repeat(8)}`);
      expect(await corridor.read('isDeclarationHead', caseId, unknown, ZeroHash)).to.equal(false);
      expect(await standing({ caseId, documentId, root: word, declarationId: unknown })).to.include({ state: 0 });
    }
  });
});
