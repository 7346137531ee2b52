import { expect } from 'chai';
import { ZeroHash } from 'ethers';
import { documentIdOf } from '../../../protocol/actions.ts';
import { type Corridor, deployCorridor } from '../support/corridor.ts';
import { amend, type DocumentFile, endorse, fresh, lodgeDocument, lodgedFile, withdraw } from '../support/files.ts';
import { PARTIES, people } from '../support/roster.ts';

const NOBODY = `0x${'00'.repeat(8)}`;

describe('Documents', () => {
  let corridor: Corridor;
  let file: DocumentFile;

  before(async () => {
    corridor = await deployCorridor();
  });

  after(() => corridor.close());

  beforeEach(async () => {
    file = await lodgedFile(corridor);
  });

  const versionOf = ({ caseId, documentId, root }: DocumentFile) =>
    corridor.read('versionOf', caseId, documentId, root) as Promise<Record<string, unknown>>;
  const hasEndorsed = ({ caseId, documentId, root }: DocumentFile, partyId: string) =>
    corridor.read('hasEndorsed', caseId, documentId, root, partyId);
  const amended = (next: string): DocumentFile => ({ ...file, root: next });

  describe('lodging', () => {
    it('makes version 1, owned by the party that lodged', async () => {
      const root = fresh('root');
      const { events, at } = await corridor.apply(lodgeDocument(file.caseId, root, people.broker, 705));
      const documentId = documentIdOf(file.caseId, PARTIES.broker.partyId, root);
      const args = { caseId: file.caseId, documentId, documentType: 705, root };
      expect(events).to.deep.equal([{ name: 'DocumentLodged', args }]);
      expect(await versionOf({ caseId: file.caseId, documentId, root })).to.deep.equal({
        ...{ party: PARTIES.broker.partyId, firstEndorser: NOBODY, documentType: 705, number: 1, endorsements: 0 },
        ...{ superseded: false, withdrawn: false, lodgedAt: at },
      });
    });

    it('is open to everybody who takes part in cases, not to auditors', async () => {
      for (const by of [people.officer, people.terminal, people.carrier, people.administrator, people.inspector]) {
        await corridor.apply(lodgeDocument(file.caseId, fresh('root'), by));
      }
      await corridor.refuse(lodgeDocument(file.caseId, fresh('root'), people.auditor), 'MISSING_ROLE');
    });

    it('happens once for a root and party, by whichever of its operators', async () => {
      await corridor.refuse(lodgeDocument(file.caseId, file.root), 'DOCUMENT_EXISTS');
      await corridor.refuse(lodgeDocument(file.caseId, file.root, people.brokerColleague), 'DOCUMENT_EXISTS');
    });

    it('of a copied root makes another document, which takes nothing from the first', async () => {
      const before = await versionOf(file);
      const { events } = await corridor.apply(lodgeDocument(file.caseId, file.root, people.importBroker));
      const documentId = documentIdOf(file.caseId, PARTIES.importBroker.partyId, file.root);
      expect(documentId).to.not.equal(file.documentId);
      expect(events[0]?.args['documentId']).to.equal(documentId);
      expect(await versionOf(file)).to.deep.equal(before);
    });

    it('needs a root', async () => {
      await corridor.refuse(lodgeDocument(file.caseId, ZeroHash), 'MALFORMED');
    });
  });

  describe('amending', () => {
    it('adds a version and leaves the old one superseded, with its endorsements', async () => {
      await corridor.apply(endorse(file, people.importBroker));
      const next = amended(fresh('root'));
      const { events } = await corridor.apply(amend(file, next.root));
      const { caseId, documentId, root: supersedes } = file;
      const args = { caseId, documentId, supersedes, root: next.root, version: 2, reason: 29 };
      expect(events).to.deep.equal([{ name: 'DocumentAmended', args }]);
      expect(await versionOf(file)).to.include({ superseded: true, number: 1, endorsements: 1 });
      expect(await versionOf(next)).to.include({ superseded: false, number: 2, endorsements: 0, documentType: 785 });
      expect(await hasEndorsed(file, PARTIES.importBroker.partyId)).to.equal(true);
      expect(await hasEndorsed(next, PARTIES.importBroker.partyId)).to.equal(false);
    });

    it('is for the party that lodged, by any of its operators', async () => {
      await corridor.refuse(amend(file, fresh('root'), people.forwarder), 'NOT_SUBMITTER');
      await corridor.refuse(amend(file, fresh('root'), people.officer), 'NOT_SUBMITTER');
      await corridor.apply(amend(file, fresh('root'), people.brokerColleague));
    });

    it('names the current version', async () => {
      const next = amended(fresh('root'));
      await corridor.refuse(amend(next, fresh('root')), 'UNKNOWN_DOCUMENT');
      await corridor.apply(amend(file, next.root));
      await corridor.refuse(amend(file, fresh('root')), 'SUPERSEDED_VERSION');
      await corridor.apply(withdraw(next));
      await corridor.refuse(amend(next, fresh('root')), 'WITHDRAWN_DOCUMENT');
    });

    it('needs a new root', async () => {
      await corridor.refuse(amend(file, ZeroHash), 'MALFORMED');
      await corridor.refuse(amend(file, file.root), 'DOCUMENT_EXISTS');
      const next = amended(fresh('root'));
      await corridor.apply(amend(file, next.root));
      await corridor.refuse(amend(next, file.root), 'DOCUMENT_EXISTS');
    });

    it('gives a reason that is known and meant for it', async () => {
      await corridor.refuse(amend(file, fresh('root'), people.broker, 'BECAUSE'), 'UNKNOWN_REASON');
      await corridor.refuse(amend(file, fresh('root'), people.broker, 'KEY_LOST'), 'REASON_NOT_ALLOWED');
    });
  });

  describe('withdrawing', () => {
    it('marks the version and says why', async () => {
      const { events } = await corridor.apply(withdraw(file));
      expect(events).to.deep.equal([{ name: 'DocumentWithdrawn', args: { ...file, reason: 31 } }]);
      expect(await versionOf(file)).to.include({ withdrawn: true, superseded: false });
    });

    it('is for the party that lodged, once, of the current version', async () => {
      await corridor.refuse(withdraw(file, people.importBroker), 'NOT_SUBMITTER');
      await corridor.refuse(withdraw(amended(fresh('root'))), 'UNKNOWN_DOCUMENT');
      const next = amended(fresh('root'));
      await corridor.apply(amend(file, next.root));
      await corridor.refuse(withdraw(file), 'SUPERSEDED_VERSION');
      await corridor.apply(withdraw(next));
      await corridor.refuse(withdraw(next), 'WITHDRAWN_DOCUMENT');
    });

    it('gives a reason that is known and meant for it', async () => {
      await corridor.refuse(withdraw(file, people.broker, 'BECAUSE'), 'UNKNOWN_REASON');
      await corridor.refuse(withdraw(file, people.broker, 'ERROR_CORRECTED'), 'REASON_NOT_ALLOWED');
    });
  });

  describe('endorsing', () => {
    it('counts parties, the first and those after it', async () => {
      const endorsers = [
        [people.importBroker, PARTIES.importBroker],
        [people.officer, PARTIES.office],
        [people.terminal, PARTIES.terminal],
      ] as const;
      for (const [index, [by, { partyId }]] of endorsers.entries()) {
        expect(await hasEndorsed(file, partyId)).to.equal(false);
        const { events } = await corridor.apply(endorse(file, by));
        expect(events).to.deep.equal([{ name: 'DocumentEndorsed', args: { ...file, endorsements: index + 1 } }]);
        expect(await hasEndorsed(file, partyId)).to.equal(true);
        await corridor.refuse(endorse(file, by), 'ALREADY_ENDORSED');
      }
      await corridor.refuse(endorse(file, people.secondOfficer), 'ALREADY_ENDORSED');
      const { partyId } = PARTIES.importBroker;
      expect(await versionOf(file)).to.include({ endorsements: 3, firstEndorser: partyId });
      expect(await hasEndorsed(file, NOBODY)).to.equal(false);
    });

    it('is not for the party that lodged, whichever of its operators', async () => {
      await corridor.refuse(endorse(file, people.broker), 'OWN_DOCUMENT');
      await corridor.refuse(endorse(file, people.brokerColleague), 'OWN_DOCUMENT');
    });

    it('is not for auditors', async () => {
      await corridor.refuse(endorse(file, people.auditor), 'MISSING_ROLE');
    });

    it('names one current version', async () => {
      const next = amended(fresh('root'));
      await corridor.refuse(endorse(next, people.importBroker), 'UNKNOWN_DOCUMENT');
      await corridor.apply(amend(file, next.root));
      await corridor.refuse(endorse(file, people.importBroker), 'SUPERSEDED_VERSION');
      await corridor.apply(endorse(next, people.importBroker), withdraw(next));
      await corridor.refuse(endorse(next, people.officer), 'WITHDRAWN_DOCUMENT');
    });
  });
});
