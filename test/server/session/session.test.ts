import { expect } from 'chai';
import { Signature, Wallet } from 'ethers';
import { SiweMessage } from 'siwe';

import { signIn, signInText } from '../../../client/session.ts';
import { walletSigner } from '../../../client/signer.ts';
import type { SessionNonce } from '../../../client/types.ts';
import { manualClock } from '../../../server/platform/clock.ts';
import { startGateway, type TestGateway } from '../../support/gateway.ts';
import { codeOf, statusOf } from '../support/answers.ts';

const MINUTE = 60_000;

describe('Session', () => {
  const clock = manualClock(Date.now());
  let world: TestGateway;

  before(async () => {
    world = await startGateway({ clock, enrol: ['exportBroker', 'importBroker', 'gacc', 'auditorMy'] });
  });
  after(() => world.close());

  const post = (path: string, json: unknown, headers: Record<string, string> = {}) =>
    fetch(`${world.url}${path}`, {
      method: 'POST',
      body: JSON.stringify(json),
      headers: { 'content-type': 'application/json', ...headers },
    });
  const get = (path: string, token: string) =>
    fetch(`${world.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  const challenge = () => world.client.createSessionNonce();
  const now = () => new Date(clock.now()).toISOString();
  const broker = () => world.people.exportBroker.people[0];

  /** Signs a text as it is and sends it. */
  async function send(wallet: Wallet, message: string) {
    return post('/v1/session', { message, signature: await wallet.signMessage(message) });
  }

  describe('sign-in', () => {
    it('opens a session for an enrolled key', async () => {
      const session = await signIn(world.client, walletSigner(broker().wallet), () => clock.now());
      expect(session).to.include({
        keyId: broker().keyId,
        operatorId: broker().operatorId,
        partyId: world.people.exportBroker.partyId,
        jurisdiction: 'CN',
      });
      expect(session.roles).to.deep.equal(['BROKER']);
      const info = await world.client.withToken(session.token).readSession();
      expect(info).to.include({ keyId: broker().keyId, credential: 'SESSION', expiresAt: session.expiresAt });
    });

    it('asks for a text that an independent EIP-4361 parser reads', async () => {
      const values = await challenge();
      const read = new SiweMessage(signInText(values, broker().wallet.address, now()));
      expect(read).to.include({ domain: values.domain, uri: values.uri, chainId: values.chainId, nonce: values.nonce });
      expect(read.statement).to.contain(world.chain.domain.ledgerId);
    });

    it('refuses the same text a second time', async () => {
      const message = signInText(await challenge(), broker().wallet.address, now());
      expect((await send(broker().wallet, message)).status).to.equal(201);
      expect(await codeOf(send(broker().wallet, message))).to.equal('SIGN_IN_NONCE_INVALID');
    });

    it('lets only one of many simultaneous replays in', async () => {
      const message = signInText(await challenge(), broker().wallet.address, now());
      const statuses = await Promise.all(
        Array.from({ length: 10 }, async () => (await send(broker().wallet, message)).status),
      );
      expect(statuses.filter((status) => status === 201)).to.have.length(1);
    });

    it('refuses a nonce that it did not issue', async () => {
      const message = signInText({ ...(await challenge()), nonce: 'a'.repeat(32) }, broker().wallet.address, now());
      expect(await codeOf(send(broker().wallet, message))).to.equal('SIGN_IN_NONCE_INVALID');
    });

    const foreign: [string, Partial<SessionNonce>][] = [
      ['domain', { domain: 'evil.example' }],
      ['domain with the right prefix', { domain: 'localhost' }],
      ['uri', { uri: 'https://evil.example' }],
      ['chain id', { chainId: 1 }],
      ['statement, which names the ledger', { statement: `Sign in to the corridor ledger 0x${'0'.repeat(64)}.` }],
    ];
    for (const [what, change] of foreign) {
      it(`refuses a text for another ${what}`, async () => {
        const message = signInText({ ...(await challenge()), ...change }, broker().wallet.address, now());
        expect(await codeOf(send(broker().wallet, message))).to.equal('SIGN_IN_WRONG_DOMAIN');
      });
    }

    it('refuses a text after its expiration time', async () => {
      const message = signInText(await challenge(), broker().wallet.address, now());
      clock.advance(10 * MINUTE + 1);
      expect(await codeOf(send(broker().wallet, message))).to.equal('SIGN_IN_EXPIRED');
    });

    it('refuses a nonce after its end, whatever the text says', async () => {
      const values = await challenge();
      clock.advance(10 * MINUTE + 1);
      const expiresAt = new Date(clock.now() + MINUTE).toISOString();
      const message = signInText({ ...values, expiresAt }, broker().wallet.address, now());
      expect(await codeOf(send(broker().wallet, message))).to.equal('SIGN_IN_NONCE_INVALID');
    });

    it('refuses a text that expires too late or was issued in the future', async () => {
      const values = await challenge();
      const late = new Date(clock.now() + 60 * MINUTE).toISOString();
      const tooLong = signInText({ ...values, expiresAt: late }, broker().wallet.address, now());
      expect(await codeOf(send(broker().wallet, tooLong))).to.equal('SIGN_IN_EXPIRED');
      const future = new Date(clock.now() + 6 * MINUTE).toISOString();
      expect(await codeOf(send(broker().wallet, signInText(values, broker().wallet.address, future)))).to.equal(
        'SIGN_IN_EXPIRED',
      );
    });

    it('refuses a text that is not the template, line for line', async () => {
      const good = signInText(await challenge(), broker().wallet.address, now());
      const bad = [
        good.replaceAll('\n', '\r\n'),
        `${good}\n`,
        `${good}\nResources:\n- https://evil.example`,
        ` ${good}`,
        good.replace('Version: 1', 'Version: 2'),
        good.replace(broker().wallet.address, broker().wallet.address.toLowerCase()),
        good.replace(/Issued At: .*/, 'Issued At: yesterday'),
        good.replace(/\nExpiration Time: .*/, ''),
        'hello',
      ];
      for (const message of bad)
        expect(await codeOf(send(broker().wallet, message)), message).to.equal('SIGN_IN_MESSAGE_INVALID');
      expect((await send(broker().wallet, good)).status, 'none of them used up the nonce').to.equal(201);
    });

    it('refuses the signature of another key, and the malleable twin of a good one', async () => {
      const message = signInText(await challenge(), broker().wallet.address, now());
      const { wallet: other } = world.people.importBroker.people[0];
      expect(await codeOf(send(other, message))).to.equal('SIGN_IN_BAD_SIGNATURE');
      const { r, s, v } = Signature.from(await broker().wallet.signMessage(message));
      const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
      const highS = (order - BigInt(s)).toString(16).padStart(64, '0');
      const signature = `${r}${highS}${v === 27 ? '1c' : '1b'}`;
      expect(await codeOf(post('/v1/session', { message, signature }))).to.equal('SIGN_IN_BAD_SIGNATURE');
    });

    it('refuses a key that nobody has enrolled', async () => {
      const stranger = new Wallet(world.people.random('stranger'));
      const message = signInText(await challenge(), stranger.address, now());
      expect(await codeOf(send(stranger, message))).to.equal('SIGN_IN_KEY_UNKNOWN');
    });
  });

  describe('credentials', () => {
    it('refuses tokens that it did not issue', async () => {
      for (const token of [`cs_${'A'.repeat(43)}`, `ck_${'A'.repeat(43)}`, 'nonsense']) {
        expect(await codeOf(get('/v1/session', token)), token).to.equal('CREDENTIAL_INVALID');
      }
      const basic = fetch(`${world.url}/v1/session`, { headers: { authorization: 'Basic YTpi' } });
      expect(await codeOf(basic)).to.equal('CREDENTIAL_INVALID');
    });

    it('stores neither tokens nor keys', async () => {
      const client = await world.as(broker());
      const { key } = await client.createApiKey({ name: 'stored?' });
      const { rows } = await world.database.pool.query(
        'SELECT s::text FROM sessions s UNION ALL SELECT k::text FROM api_keys k',
      );
      expect(rows.length).to.be.greaterThan(1);
      expect(JSON.stringify(rows)).not.to.contain(key).and.not.to.contain(key.slice(3));
    });

    it('ends a session when its holder signs out', async () => {
      const { token } = await signIn(world.client, walletSigner(broker().wallet), () => clock.now());
      await world.client.withToken(token).endSession();
      expect(await codeOf(get('/v1/session', token))).to.equal('CREDENTIAL_INVALID');
    });

    it('ends a session at its time', async () => {
      const { token, expiresAt } = await signIn(world.client, walletSigner(broker().wallet), () => clock.now());
      expect((await get('/v1/session', token)).status).to.equal(200);
      clock.set(Date.parse(expiresAt));
      expect(await codeOf(get('/v1/session', token))).to.equal('CREDENTIAL_INVALID');
    });
  });

  describe('session cookie', () => {
    async function cookieOf() {
      const message = signInText(await challenge(), broker().wallet.address, now());
      const signature = await broker().wallet.signMessage(message);
      const response = await post('/v1/session', { message, signature, cookie: true });
      expect((await response.json()).token).to.equal('');
      return response.headers.get('set-cookie') ?? '';
    }

    it('is bound to the host, hidden from scripts and sent to this site only', async () => {
      const cookie = await cookieOf();
      expect(cookie).to.match(
        /^__Host-corridor-session=cs_[\w-]{43}; Path=\/; Max-Age=\d+; Secure; HttpOnly; SameSite=Strict$/,
      );
    });

    it('counts in requests of the own origin and no other', async () => {
      const cookie = (await cookieOf()).split(';')[0] ?? '';
      const ask = (headers: Record<string, string>) =>
        fetch(`${world.url}/v1/session`, { headers: { cookie, ...headers } });
      expect(await statusOf(ask({ origin: world.origin }))).to.equal(200);
      expect(await codeOf(ask({ origin: 'http://signer.localhost:8788' }))).to.equal('ORIGIN_NOT_ALLOWED');
      expect(await codeOf(ask({ 'sec-fetch-site': 'same-site' }))).to.equal('ORIGIN_NOT_ALLOWED');
      const written = post('/v1/session/api-keys', { name: 'x' }, { cookie });
      expect(await codeOf(written)).to.equal('ORIGIN_NOT_ALLOWED');
    });
  });

  describe('API keys', () => {
    it('stand for the ledger key, and are listed without themselves', async () => {
      const client = await world.as(broker());
      const made = await client.createApiKey({ name: 'line 3' });
      const info = await world.client.withToken(made.key).readSession();
      expect(info).to.include({ keyId: broker().keyId, credential: 'API_KEY', expiresAt: null });
      const { items } = await client.listApiKeys();
      expect(items.map(({ id }) => id)).to.include(made.id);
      expect(JSON.stringify(items)).not.to.contain(made.key);
    });

    it('cannot make, list or revoke API keys, nor end a session', async () => {
      const client = await world.as(broker());
      const { key, id } = await client.createApiKey({ name: 'robot' });
      const authorization = `Bearer ${key}`;
      expect(await codeOf(post('/v1/session/api-keys', { name: 'x' }, { authorization }))).to.equal('SESSION_REQUIRED');
      expect(await codeOf(get('/v1/session/api-keys', key))).to.equal('SESSION_REQUIRED');
      const remove = (path: string) => fetch(`${world.url}${path}`, { method: 'DELETE', headers: { authorization } });
      expect(await codeOf(remove(`/v1/session/api-keys/${id}`))).to.equal('SESSION_REQUIRED');
      expect(await codeOf(remove('/v1/session'))).to.equal('SESSION_REQUIRED');
    });

    it('end when they are revoked', async () => {
      const client = await world.as(broker());
      const { key, id } = await client.createApiKey({ name: 'gone' });
      await client.revokeApiKey(id);
      expect(await codeOf(get('/v1/session', key))).to.equal('CREDENTIAL_INVALID');
      const listed = (await client.listApiKeys()).items.find((each) => each.id === id);
      expect(listed?.revokedAt).to.be.a('string');
    });

    it('of somebody else do not exist', async () => {
      const { id } = await (await world.as(broker())).createApiKey({ name: 'mine' });
      for (const person of [world.people.exportBroker.people[1], world.people.importBroker.people[0]]) {
        if (person === undefined) throw new Error('the broker has two people');
        const { token } = await signIn(world.client, walletSigner(person.wallet), () => clock.now());
        const headers = { authorization: `Bearer ${token}` };
        const response = fetch(`${world.url}/v1/session/api-keys/${id}`, { method: 'DELETE', headers });
        expect(await codeOf(response)).to.equal('API_KEY_NOT_FOUND');
      }
    });

    it('are at most twenty in force', async () => {
      const client = await world.as(world.people.importBroker.people[0]);
      for (let n = 0; n < 20; n += 1) await client.createApiKey({ name: `key ${n}` });
      const refused = await client.createApiKey({ name: 'one more' }).catch((error: { code?: string }) => error.code);
      expect(refused).to.equal('API_KEY_LIMIT');
    });
  });
});
