import { expect } from 'chai';
import type { SignedAction } from '../../../protocol/actions.ts';
import { startWorld, type TestWorld } from '../../support/core.ts';
import { crashAndRecover } from '../../support/crash.ts';

/** Points between the steps of the write path, in their order. @see the write path in docs/architecture.md */
const KILL_POINTS = [
  'submit:before-commit',
  'submit:committed',
  'relay:before-store',
  'relay:stored',
  'relay:broadcast',
  'relay:mined',
  'project:before-commit',
  'project:committed',
];

describe('a gateway that is killed', () => {
  let world: TestWorld;
  let caseId: string;
  let drawn = 0;

  before(async function start() {
    this.timeout(60_000);
    world = await startWorld();
    const core = world.openCore();
    core.start();
    await core.enrol(['exportBroker', 'qinzhouTerminal']);
    caseId = world.people.random('crash/case');
    await core.close();
    await openCase();
  });

  after(() => world?.close());

  /** A case without content, carried past the gateway. */
  async function openCase(): Promise<void> {
    const core = world.openCore();
    const envelope = world.people.random('envelope');
    await core.sendDirectly(await world.people.exportBroker.sign('OpenCase', { caseId, envelope }));
    await core.drain();
    await core.close();
  }

  function draw(count: number): Promise<SignedAction[]> {
    return Promise.all(
      Array.from({ length: count }, () => {
        drawn += 1;
        return world.people.qinzhouTerminal.sign('RecordEvents', {
          caseId,
          milestone: 'TRACKING',
          occurredAt: Math.floor(Date.now() / 1000),
          root: world.people.random(`crash/${drawn}`),
          count: drawn,
        });
      }),
    );
  }

  for (const killAt of KILL_POINTS) {
    it(`loses nothing and applies nothing twice when killed at ${killAt}`, async () => {
      const actions = await draw(6);
      const report = await crashAndRecover(world, actions, { killAt, killAfter: killAt.startsWith('submit') ? 3 : 2 });
      expect(report).to.include({ killed: true, lost: 0, hung: 0, distinctSequences: report.acknowledged });
      expect(report.appliedOnChain).to.be.within(report.acknowledged, report.acknowledged + 1);
    });
  }

  it('accepts again what was not acknowledged, and applies it once', async () => {
    const actions = await draw(4);
    await crashAndRecover(world, actions, { killAt: 'relay:broadcast', killAfter: 2 });
    const core = world.openCore();
    core.start();
    const views = await Promise.all(actions.map((action) => core.settle(action)));
    expect(new Set(views.map(({ sequence }) => sequence)).size).to.equal(actions.length);
    expect(views.map(({ status }) => status)).to.deep.equal(actions.map(() => 'ANCHORED'));
    await core.close();
  });

  it('[control] is caught when it answers before it has committed', async () => {
    const plan = { killAt: 'submit:before-commit', killAfter: 3, control: 'ANSWER_BEFORE_COMMIT' } as const;
    expect((await crashAndRecover(world, await draw(4), plan)).lost).to.be.greaterThan(0);
  });

  it('[control] is caught when it stores a transaction apart from its actions', async () => {
    const plan = { killAt: 'relay:stored', killAfter: 1, control: 'RAW_IN_ANOTHER_TRANSACTION' } as const;
    expect((await crashAndRecover(world, await draw(2), plan)).hung).to.be.greaterThan(0);
  });
});
