/** The event feed: who is told what, in which order, and what a reader gets that was away. */
import { expect } from 'chai';
import type { CorridorClient } from '../../../client/client.ts';
import type { FeedMessage } from '../../../client/event-stream.ts';
import { openDatabase } from '../../../server/database/pool.ts';
import type { Caller } from '../../../server/http/caller.ts';
import { createFeedService, type FeedRequest } from '../../../server/modules/feed/feed.service.ts';
import { silentLogger } from '../../../server/platform/logger.ts';
import { lodgeInvoice, openCase, openDomesticCase } from '../../support/corridor.ts';
import { startGateway, startGatewayIn, type TestGateway } from '../../support/gateway.ts';
import type { PartyName } from '../../support/people.ts';
import { codeOf } from '../support/answers.ts';

/** Whom a case of the corridor names. */
const PARTIES: readonly PartyName[] = [
  ...(['exportBroker', 'importBroker', 'railOperator', 'seaCarrier', 'qinzhouTerminal', 'westports'] as const),
  ...(['certificateIssuer', 'chongqingOffice', 'portKlangOffice'] as const),
];

describe('event feed', function () {
  this.timeout(60_000);
  let gateway: TestGateway;

  before(async () => {
    gateway = await startGateway();
  });
  after(() => gateway?.close());

  const as = (name: PartyName) => gateway.as(gateway.people[name].people[0]);

  it('tells a reader what happens in its cases, in the order of the ledger, as the timeline does', async () => {
    const client = await as('importBroker');
    const stop = new AbortController();
    const feed = client.followEvents({ signal: stop.signal });
    expect((await feed.next()).value).to.include({ type: 'PLACE' });
    const opened = await openCase(gateway);
    await lodgeInvoice(gateway, opened);
    const events = [await nextAction(feed), await nextAction(feed)];
    stop.abort();
    const { items } = await client.readTimeline(opened.caseId);
    expect(events).to.deep.equal(items.map((item) => ({ ...item, caseId: opened.caseId })));
  });

  it('tells every party about the cases that it may read, and nobody about another', async () => {
    await openDomesticCase(gateway);
    for (const name of ['exportBroker', 'gacc', 'auditorCn', 'rmcd', 'auditorMy', 'importBroker', 'akps'] as const) {
      const client = await as(name);
      const readable = (await client.listCases({ limit: 200 })).items.map(({ caseId }) => caseId).sort();
      const told = await everything(client);
      expect([...new Set(told.map(({ caseId }) => caseId))].sort(), name).to.deep.equal(readable);
    }
  });

  it('goes on behind the last id after the gateway was stopped, without loss or doubles', async () => {
    const first = await startGateway({ enrol: PARTIES });
    const opened = await openCase(first);
    const reader = first.people.importBroker.people[0];
    const before: FeedMessage[] = [];
    for await (const message of (await first.as(reader)).followEvents({ from: 'start', follow: false })) {
      before.push(message);
    }
    await first.gateway.close('restart');
    const second = await startGatewayIn(first);
    await lodgeInvoice(second, opened);
    const client = await second.as(reader);
    const { id } = before.at(-1) ?? expect.fail('nothing came');
    const behind = await everything(client, id);
    const all = await everything(client);
    const told = before.flatMap((message) => (message.type === 'ACTION' ? [message.event] : []));
    expect([...told, ...behind]).to.deep.equal(all);
    expect(behind).to.have.length(1);
    await second.close();
    await first.close();
  });

  it('resets a reader whose last id is on no chain of this ledger', async () => {
    const client = await as('importBroker');
    const types: string[] = [];
    for await (const { type } of client.followEvents({ lastId: `3-${'ab'.repeat(8)}`, follow: false }))
      types.push(type);
    expect(types).to.deep.equal(['PLACE', 'RESET']);
  });

  it('refuses an id that is none, and the session of nobody', async () => {
    const { token } = await signedIn('importBroker');
    const headers = { authorization: `Bearer ${token}`, 'last-event-id': '7' };
    expect(await codeOf(fetch(`${gateway.url}/v1/events`, { headers }))).to.equal('VALIDATION_FAILED');
    expect(await codeOf(fetch(`${gateway.url}/v1/events`))).to.equal('AUTHENTICATION_REQUIRED');
  });

  it('ends the stream of a session that ended, and tells nothing more', async () => {
    const client = await as('importBroker');
    const feed = client.followEvents();
    await feed.next();
    await client.endSession();
    await openCase(gateway);
    const failure = await feed.next().then(
      ({ value }) => value,
      (error: { code: string }) => error.code,
    );
    expect(failure).to.equal('CREDENTIAL_INVALID');
  });

  async function signedIn(name: PartyName): Promise<{ token: string }> {
    const { key } = await (await as(name)).createApiKey({ name: 'reader' });
    return { token: key };
  }
});

describe('event feed, as a service', function () {
  this.timeout(60_000);
  let gateway: TestGateway;
  let database: ReturnType<typeof openDatabase>;

  before(async () => {
    gateway = await startGateway({ enrol: PARTIES });
    database = openDatabase({ connectionString: gateway.database.url, logger: silentLogger() });
  });
  after(async () => {
    await database?.close();
    await gateway?.close();
  });

  const caller = (partyId: string): Caller => ({
    keyId: `0x${'11'.repeat(32)}`,
    partyId,
    operatorId: '0x1111111111111111',
    jurisdiction: 'MY',
    roles: ['BROKER'],
    credential: 'SESSION',
    credentialId: 'test',
  });
  const request = (who: Caller, signal: AbortSignal): FeedRequest => ({
    lastId: undefined,
    from: 'now',
    follow: true,
    checkAgain: async () => who,
    signal,
  });
  const serviceWith = (options: { readonly heartbeatMs?: number; readonly perParty?: number }) =>
    createFeedService({ db: database.db, notifications: gateway.gateway.core.notifications, ...options });

  it('gives signs of life that move on while nothing happens that the reader may see', async () => {
    const feed = serviceWith({ heartbeatMs: 10 });
    const stop = new AbortController();
    const stream = await feed.open(caller('0x7777777777777777'), request(caller('0x7777777777777777'), stop.signal));
    const first = (await stream.next()).value;
    await openCase(gateway);
    let last = first;
    while (last?.id === first?.id) last = (await stream.next()).value;
    expect(last?.type).to.equal('PLACE');
    stop.abort();
    expect(await drained(stream)).to.equal(true);
  });

  it('opens no more streams for a party than it may have, until one is over', async () => {
    const feed = serviceWith({ perParty: 2 });
    const who = caller(gateway.people.importBroker.partyId);
    const signals = [new AbortController(), new AbortController()];
    for (const { signal } of signals) await feed.open(who, request(who, signal));
    const open = () =>
      feed.open(who, request(who, new AbortController().signal)).then(
        () => 'OPEN',
        (error: { code: string }) => error.code,
      );
    expect(await open()).to.equal('RATE_LIMITED');
    signals[0]?.abort();
    expect(await open()).to.equal('OPEN');
    feed.close();
  });

  it('ends every stream when the gateway stops', async () => {
    const feed = serviceWith({});
    const who = caller(gateway.people.importBroker.partyId);
    const stream = await feed.open(who, request(who, new AbortController().signal));
    await stream.next();
    const end = drained(stream);
    feed.close();
    expect(await end).to.equal(true);
  });
});

/** Whether a stream comes to its end. */
async function drained(stream: AsyncGenerator<unknown>): Promise<boolean> {
  for (;;) if ((await stream.next()).done) return true;
}

async function nextAction(feed: AsyncGenerator<FeedMessage>) {
  for await (const message of { [Symbol.asyncIterator]: () => ({ next: () => feed.next() }) }) {
    if (message.type === 'ACTION') return message.event;
  }
  throw new Error('the feed ended');
}

/** Every action that a reader is told of. */
async function everything(client: CorridorClient, lastId?: string) {
  const events = [];
  for await (const message of client.followEvents({ from: 'start', follow: false, lastId })) {
    if (message.type === 'ACTION') events.push(message.event);
  }
  return events;
}
