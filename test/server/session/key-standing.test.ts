import { expect } from 'chai';
import { signIn, signInText } from '../../../client/session.ts';
import { walletSigner } from '../../../client/signer.ts';
import type { SignedAction } from '../../../protocol/actions.ts';
import { manualClock } from '../../../server/platform/clock.ts';
import { startGateway, type TestGateway } from '../../support/gateway.ts';
import type { Person } from '../../support/people.ts';
import { codeOf } from '../support/answers.ts';

const DAY = 86_400_000;

/** A world of its own: councils sign here, so the gateway's clock must not have left that of the chain behind. */
describe('standing of the ledger key of a session', () => {
  const clock = manualClock(Date.now());
  let world: TestGateway;

  before(async () => {
    world = await startGateway({ clock, enrol: ['exportBroker', 'gacc', 'auditorMy'] });
  });
  after(() => world.close());

  const get = (path: string, token: string) =>
    fetch(`${world.url}${path}`, { headers: { authorization: `Bearer ${token}` } });

  /** Signs in and answers what comes instead of a session. */
  async function refusedSignIn({ wallet }: Person) {
    const message = signInText(
      await world.client.createSessionNonce(),
      wallet.address,
      new Date(clock.now()).toISOString(),
    );
    const body = JSON.stringify({ message, signature: await wallet.signMessage(message) });
    const headers = { 'content-type': 'application/json' };
    const refused = await (await fetch(`${world.url}/v1/session`, { method: 'POST', body, headers })).json();
    return [refused.code, refused.params.result];
  }

  async function settle(action: SignedAction) {
    const { actions } = world.gateway.core;
    const { digest } = await actions.submit(action);
    const view = await actions.waitFinal(digest, 20);
    expect(view.status, view.reason ?? '').to.equal('ANCHORED');
  }

  it('ends sessions and API keys when the council revokes the key', async () => {
    const person = world.people.exportBroker.people[1];
    if (person === undefined) throw new Error('the broker has two people');
    const { token } = await signIn(world.client, walletSigner(person.wallet), () => clock.now());
    const { key } = await world.client.withToken(token).createApiKey({ name: 'robot' });
    const fields = { revokedKeyId: person.keyId, suspectFrom: 0, reason: 'KEY_LOST' };
    await settle(await world.people.councils.CN.sign('RevokeKey', fields));
    expect(await codeOf(get('/v1/session', token))).to.equal('CREDENTIAL_INVALID');
    expect(await codeOf(get('/v1/session', key))).to.equal('CREDENTIAL_INVALID');
    expect(await refusedSignIn(person)).to.deep.equal(['SIGN_IN_KEY_NOT_VALID', 'KEY_REVOKED']);
  });

  it('keeps a suspended party out, and lets it in again when it is reinstated', async () => {
    const [person] = world.people.auditorMy.people;
    const { token } = await signIn(world.client, walletSigner(person.wallet), () => clock.now());
    const { partyId } = world.people.auditorMy;
    const council = world.people.councils.MY;
    await settle(await council.sign('SetPartyStatus', { partyId, status: 'SUSPENDED', reason: 'UNDER_INVESTIGATION' }));
    const refused = await (await get('/v1/session', token)).json();
    expect([refused.code, refused.params.result]).to.deep.equal(['CREDENTIAL_INVALID', 'PARTY_SUSPENDED']);
    await settle(await council.sign('SetPartyStatus', { partyId, status: 'ACTIVE', reason: 'SUSPENSION_ENDED' }));
    expect((await get('/v1/session', token)).status).to.equal(200);
  });

  it('ends with the validity of the key', async () => {
    const [person] = world.people.gacc.people;
    const { expiresAt } = await signIn(world.client, walletSigner(person.wallet), () => clock.now());
    clock.advance(31 * DAY);
    expect(Date.parse(expiresAt)).to.be.lessThan(clock.now());
    expect(await refusedSignIn(person)).to.deep.equal(['SIGN_IN_KEY_NOT_VALID', 'KEY_EXPIRED']);
  });
});
