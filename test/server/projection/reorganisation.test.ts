import { expect } from 'chai';
import { actionDigest, type SignedAction } from '../../../protocol/actions.ts';
import { startWorld, type TestCore, type TestWorld } from '../../support/core.ts';
import { dumpIndex } from '../../support/index-dump.ts';

describe('a chain that is reorganised', () => {
  let world: TestWorld;
  let core: TestCore;
  let caseId: string;
  let drawn = 0;

  before(async function start() {
    this.timeout(120_000);
    world = await startWorld({ rewindable: true });
    core = world.openCore();
    core.start();
    await core.enrol(['exportBroker', 'qinzhouTerminal']);
    await core.close();
  });

  beforeEach(async () => {
    core = world.openCore();
    drawn += 1;
    caseId = world.people.random(`reorg/case/${drawn}`);
    await core.sendDirectly(
      await world.people.exportBroker.sign('OpenCase', { caseId, envelope: world.people.random(`envelope/${drawn}`) }),
    );
    await core.drain();
  });

  afterEach(() => core.close());
  after(() => world?.close());

  const track = (count: number) => {
    drawn += 1;
    return world.people.qinzhouTerminal.sign('RecordEvents', {
      caseId,
      milestone: 'TRACKING',
      occurredAt: Math.floor(Date.now() / 1000),
      root: world.people.random(`reorg/${drawn}`),
      count,
    });
  };

  const snapshot = () => world.chain.call('evm_snapshot');
  const rewind = (id: unknown) => world.chain.call('evm_revert', [id]);
  const statusOf = async ({ kind, message }: SignedAction) =>
    core.actions.read(actionDigest(world.chain.domain, kind, message));

  it('takes back what the gateway did not carry, and forgets no row of it', async () => {
    const before = await dumpIndex(core.database.pool);
    const point = await snapshot();
    await core.sendDirectly(await track(1));
    await core.projection.catchUp();
    expect(await dumpIndex(core.database.pool)).to.not.deep.equal(before);
    await rewind(point);
    await world.chain.call('evm_mine');
    await core.projection.catchUp();
    expect(await dumpIndex(core.database.pool)).to.deep.equal(before);
  });

  it('sends the same bytes again for what the gateway carried', async () => {
    const point = await snapshot();
    const actions = [await track(2), await track(3)];
    for (const action of actions) {
      await core.actions.submit(action);
      await core.drain();
    }
    const sent = await Promise.all(actions.map(async (action) => (await statusOf(action)).txHash));
    await rewind(point);
    await world.chain.call('evm_mine');
    await core.projection.catchUp();
    expect((await statusOf(actions[0]!)).status).to.equal('SENT');
    await core.drain();
    const views = await Promise.all(actions.map(statusOf));
    expect(views.map(({ status }) => status)).to.deep.equal(['ANCHORED', 'ANCHORED']);
    expect(views.map(({ txHash }) => txHash)).to.deep.equal(sent);
    expect(await core.client.sequence()).to.equal(views[1]?.sequence);
  });

  it('anchors in another order if the other branch says so, and the index says what the chain says', async () => {
    const point = await snapshot();
    const ours = await track(4);
    await core.actions.submit(ours);
    await core.drain();
    const first = (await statusOf(ours)).sequence;
    await rewind(point);
    await core.sendDirectly(await track(5));
    await core.drain();
    const view = await statusOf(ours);
    expect(view.status).to.equal('ANCHORED');
    expect(view.sequence).to.equal((first ?? 0) + 1);
    expect((await core.audit.checkConsistency()).differences).to.deep.equal([]);
  });

  it('survives a chain that became shorter', async () => {
    const before = await dumpIndex(core.database.pool);
    const point = await snapshot();
    for (const count of [6, 7, 8]) await core.sendDirectly(await track(count));
    await core.projection.catchUp();
    await rewind(point);
    await core.projection.catchUp();
    expect(await dumpIndex(core.database.pool)).to.deep.equal(before);
  });

  it('finds the ancestor over many blocks while it was not looking', async () => {
    const point = await snapshot();
    for (const count of [9, 10, 11, 12]) {
      await core.sendDirectly(await track(count));
      await core.projection.catchUp();
    }
    await rewind(point);
    for (const count of [13, 14, 15, 16, 17]) await core.sendDirectly(await track(count));
    await core.projection.catchUp();
    expect((await core.audit.checkConsistency()).differences).to.deep.equal([]);
    expect((await core.projection.status()).sequence).to.equal(await core.client.sequence());
  });
});
