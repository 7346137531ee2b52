import { expect } from 'chai';
import { signInTyped } from '../../../client/session.ts';
import { actionDigest, keyIdOf, typedDataDomain } from '../../../protocol/actions.ts';
import { SESSION_TYPES, type SessionMessage, sessionDigest } from '../../../protocol/session.ts';
import { manualClock } from '../../../server/platform/clock.ts';
import { startGateway, type TestGateway } from '../../support/gateway.ts';
import { createPasskey, type Passkey } from '../../support/passkey.ts';
import { codeOf } from '../support/answers.ts';

const SIGNER_ORIGIN = 'http://signer.localhost:8788';

describe('Sign-in by a typed message', () => {
  const clock = manualClock(Date.now());
  let world: TestGateway;
  let passkey: Passkey;

  before(async () => {
    world = await startGateway({ clock, enrol: ['exportBroker', 'portKlangOffice'] });
    passkey = createPasskey(world.chain.deployment.webAuthnVerifier, SIGNER_ORIGIN);
    await enrol(passkey);
  });
  after(() => world?.close());

  async function enrol({ keyId, signer }: Passkey) {
    const { portKlangOffice, councils } = world.people;
    const now = Math.floor(clock.now() / 1000);
    const fields = {
      enrolledKeyId: keyId,
      partyId: portKlangOffice.partyId,
      operatorId: world.people.random('operator/passkey').slice(0, 18),
      validFrom: now - 60,
      validUntil: now + 86_400,
    };
    const { actions } = world.gateway.core;
    const { digest } = await actions.submit(await councils.MY.sign('EnrolKey', fields, signer));
    const { status, reason } = await actions.waitFinal(digest, 20);
    expect(status, reason ?? '').to.equal('ANCHORED');
  }

  async function messageFor(keyId: string, changes: Partial<SessionMessage> = {}): Promise<SessionMessage> {
    const { nonce, uri, expiresAt } = await world.client.createSessionNonce();
    const expires = Math.floor(Date.parse(expiresAt) / 1000);
    return { ledgerId: world.chain.domain.ledgerId, keyId, gatewayOrigin: uri, nonce, expires, ...changes };
  }

  const post = (json: unknown) =>
    fetch(`${world.url}/v1/session/typed`, {
      method: 'POST',
      body: JSON.stringify(json),
      headers: { 'content-type': 'application/json' },
    });

  /** Signs with the passkey and sends; `sent` changes what is sent after it was signed. */
  async function send(changes: Partial<SessionMessage> = {}, sent: Record<string, unknown> = {}) {
    const session = await messageFor(passkey.keyId, changes);
    const signature = passkey.signDigest(sessionDigest(world.chain.domain, session));
    return post({ session, signer: passkey.signer, signature, ...sent });
  }

  it('opens a session for a passkey that acts on the ledger', async () => {
    const session = await signInTyped(world.client, world.chain.domain, async (request) => {
      const message = { ...request, keyId: passkey.keyId };
      const signature = passkey.signDigest(sessionDigest(world.chain.domain, message));
      return { session: message, signer: passkey.signer, signature };
    });
    expect(session).to.include({ keyId: passkey.keyId, partyId: world.people.portKlangOffice.partyId });
    const info = await world.client.withToken(session.token).readSession();
    expect(info).to.include({ keyId: passkey.keyId, credential: 'SESSION' });
  });

  it('opens a session for a wallet, which shows the message in words', async () => {
    const { wallet, keyId } = world.people.exportBroker.people[0];
    const session = await messageFor(keyId);
    const signature = await wallet.signTypedData(typedDataDomain(world.chain.domain), SESSION_TYPES, { ...session });
    const signer = wallet.address.toLowerCase();
    expect(await codeOf(post({ session, signer, signature }))).to.equal('OK 201');
  });

  it('keeps the token in the cookie of a browser that asks for it', async () => {
    const response = await send({}, { cookie: true });
    expect(response.headers.get('set-cookie')).to.match(/^__Host-corridor-session=cs_[\w-]{43};/);
    expect((await response.json()).token).to.equal('');
  });

  it('refuses a nonce the second time, and one that it did not issue', async () => {
    const session = await messageFor(passkey.keyId);
    const signature = passkey.signDigest(sessionDigest(world.chain.domain, session));
    const request = { session, signer: passkey.signer, signature };
    expect(await codeOf(post(request))).to.equal('OK 201');
    expect(await codeOf(post(request))).to.equal('SIGN_IN_NONCE_INVALID');
    expect(await codeOf(send({ nonce: 'a'.repeat(32) }))).to.equal('SIGN_IN_NONCE_INVALID');
  });

  it('refuses a message for another gateway or ledger', async () => {
    expect(await codeOf(send({ gatewayOrigin: 'https://evil.example' }))).to.equal('SIGN_IN_WRONG_DOMAIN');
    expect(await codeOf(send({ ledgerId: `0x${'11'.repeat(32)}` }))).to.equal('SIGN_IN_WRONG_DOMAIN');
  });

  it('refuses a message out of time', async () => {
    const now = Math.floor(clock.now() / 1000);
    expect(await codeOf(send({ expires: now }))).to.equal('SIGN_IN_EXPIRED');
    expect(await codeOf(send({ expires: now + 3_600 }))).to.equal('SIGN_IN_EXPIRED');
  });

  it('refuses a signature over anything else, of another key, or that is none', async () => {
    const other = createPasskey(world.chain.deployment.webAuthnVerifier, SIGNER_ORIGIN);
    const session = await messageFor(passkey.keyId);
    const digest = sessionDigest(world.chain.domain, session);
    const answers = await Promise.all(
      [
        { signer: passkey.signer, signature: passkey.signDigest(`0x${'22'.repeat(32)}`) },
        { signer: passkey.signer, signature: other.signDigest(digest) },
        { signer: other.signer, signature: other.signDigest(digest) },
        { signer: passkey.signer, signature: '0x00' },
      ].map((signed) => codeOf(post({ session, ...signed }))),
    );
    expect(answers).to.deep.equal(Array.from(answers, () => 'SIGN_IN_BAD_SIGNATURE'));
  });

  it('refuses an assertion that was made on another page of the same relying party', async () => {
    const phished = createPasskey(world.chain.deployment.webAuthnVerifier, SIGNER_ORIGIN, 'http://signer.localhost:1');
    await enrol(phished);
    const session = await messageFor(phished.keyId);
    const signature = phished.signDigest(sessionDigest(world.chain.domain, session));
    expect(await codeOf(post({ session, signer: phished.signer, signature }))).to.equal('SIGN_IN_BAD_SIGNATURE');
  });

  it('refuses a key that nobody has enrolled', async () => {
    const stranger = createPasskey(world.chain.deployment.webAuthnVerifier, SIGNER_ORIGIN);
    const session = await messageFor(stranger.keyId);
    const signature = stranger.signDigest(sessionDigest(world.chain.domain, session));
    expect(await codeOf(post({ session, signer: stranger.signer, signature }))).to.equal('SIGN_IN_KEY_UNKNOWN');
  });

  it('gives a digest that is not that of any action, whatever the fields say', () => {
    const { domain } = world.chain;
    const keyId = keyIdOf(passkey.signer);
    const words = { ledgerId: domain.ledgerId, keyId };
    const session = sessionDigest(domain, { ...words, gatewayOrigin: '', nonce: '', expires: 0 });
    const action = actionDigest(domain, 'CancelAction', {
      ...words,
      signedAt: 0,
      notBefore: 0,
      deadline: 0,
      action: `0x${'00'.repeat(32)}`,
    });
    expect(session).to.not.equal(action);
  });
});
