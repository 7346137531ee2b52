import { expect } from 'chai';
import type { z } from 'zod';
import { signIn } from '../../../client/session.ts';
import { walletSigner } from '../../../client/signer.ts';
import { keyIdOf, passkeySigner } from '../../../protocol/actions.ts';
import type {
  jurisdictionsSchema,
  partiesSchema,
  partySchema,
} from '../../../server/modules/parties/parties.schemas.ts';
import { startGateway, type TestGateway } from '../../support/gateway.ts';
import { codeOf } from '../support/answers.ts';

type Party = z.output<typeof partySchema>;

describe('parties and jurisdictions', () => {
  let world: TestGateway;
  let token: string;

  before(async () => {
    world = await startGateway({ enrol: ['exportBroker', 'importBroker', 'rmcd', 'portKlangOffice', 'auditorCn'] });
    ({ token } = await signIn(world.client, walletSigner(world.people.importBroker.people[0].wallet)));
  });
  after(() => world.close());

  const get = (path: string) => fetch(`${world.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  const list = async (query: string) =>
    (await (await get(`/v1/parties?${query}`)).json()) as z.output<typeof partiesSchema>;
  const read = async (partyId: string) => (await (await get(`/v1/parties/${partyId}`)).json()) as Party;

  it('pages through all parties, each once, in the order of their ids', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: z.output<typeof partiesSchema> = await list(`limit=2${cursor === null ? '' : `&cursor=${cursor}`}`);
      expect(page.items.length).to.be.within(1, 2);
      seen.push(...page.items.map(({ partyId }) => partyId));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).to.deep.equal([...new Set(seen)].sort());
    expect(seen).to.have.length(5);
  });

  it('filters by jurisdiction and role', async () => {
    const { people } = world;
    const idsOf = async (query: string) => (await list(query)).items.map(({ partyId }) => partyId);
    expect(await idsOf('jurisdiction=CN')).to.have.members([people.exportBroker.partyId, people.auditorCn.partyId]);
    expect(await idsOf('role=BROKER&jurisdiction=MY')).to.deep.equal([people.importBroker.partyId]);
    expect(await idsOf('jurisdiction=SG')).to.deep.equal([]);
  });

  it('refuses cursors that it did not issue, and filters that it does not know', async () => {
    const cursors = [
      'nonsense',
      Buffer.from('cases:0x0000000000000000').toString('base64url'),
      Buffer.from("parties:' OR 1=1").toString('base64url'),
    ];
    for (const cursor of cursors)
      expect(await codeOf(get(`/v1/parties?cursor=${cursor}`)), cursor).to.equal('INVALID_CURSOR');
    for (const query of ['role=KING', 'jurisdiction=cn', 'limit=0', 'limit=201', 'limit=x', 'name=x']) {
      expect(await codeOf(get(`/v1/parties?${query}`)), query).to.equal('VALIDATION_FAILED');
    }
  });

  it('shows roles, status and the fingerprint of every key', async () => {
    const { portKlangOffice } = world.people;
    const party = await read(portKlangOffice.partyId);
    expect(party).to.include({ jurisdiction: 'MY', status: 'ACTIVE', statusReason: null });
    expect(party.roles).to.deep.equal(['CUSTOMS_OFFICE']);
    expect(party.profile.legalName, 'this gateway does not hold the profile').to.equal(null);
    expect(party.keys.map(({ keyId }) => keyId)).to.have.members(portKlangOffice.people.map(({ keyId }) => keyId));
    for (const key of party.keys) {
      expect(key).to.include({ type: 'SECP256K1', origin: null, standing: 'VALID', revokedAt: null });
      expect(keyIdOf(key.signer)).to.equal(key.keyId);
    }
  });

  it('tells passkeys from addresses, with the origin that they are pinned to', async () => {
    const { people, gateway } = world;
    const origin = 'http://signer.localhost:8788';
    const { webAuthn } = (await world.client.readLedger()).verifiers;
    const coordinate = people.random('point');
    const signer = passkeySigner(webAuthn, coordinate, coordinate, people.random('rp'), origin).toLowerCase();
    const from = Math.floor(world.clock.now() / 1000) - 60;
    const action = await people.councils.CN.sign(
      'EnrolKey',
      {
        enrolledKeyId: keyIdOf(signer),
        partyId: people.auditorCn.partyId,
        operatorId: '0x00000000000000aa',
        validFrom: from,
        validUntil: from + 86_400,
      },
      signer,
    );
    const { digest } = await gateway.core.actions.submit(action);
    expect((await gateway.core.actions.waitFinal(digest, 20)).status).to.equal('ANCHORED');
    const party = await read(people.auditorCn.partyId);
    const found = party.keys.find(({ keyId }) => keyId === keyIdOf(signer));
    expect(found).to.include({ type: 'WEBAUTHN', origin, operatorId: '0x00000000000000aa' });
  });

  it('answers 404 to a party that nobody has enrolled, 422 to an id that is none', async () => {
    expect(await codeOf(get('/v1/parties/0x7777777777777777'))).to.equal('PARTY_NOT_FOUND');
    expect(await codeOf(get('/v1/parties/0x77'))).to.equal('VALIDATION_FAILED');
  });

  it('shows councils and policies of both sides', async () => {
    const { items, mutualRecognition } = (await (await get('/v1/jurisdictions')).json()) as z.output<
      typeof jurisdictionsSchema
    >;
    expect(items.map(({ code }) => code)).to.deep.equal(['CN', 'MY']);
    expect(mutualRecognition).to.equal(false);
    for (const { code, council, policy, pausedUntil } of items) {
      const { members, threshold } = world.people.councils[code as 'CN' | 'MY'];
      expect(council.threshold).to.equal(threshold);
      expect(council.members).to.have.members(members.map(({ address }) => keyIdOf(address)));
      expect(policy).to.include({ quorumGreen: 1, quorumRed: 2, minimumEndorsements: 0, arrivalRequired: false });
      expect(pausedUntil).to.equal(null);
    }
  });
});
