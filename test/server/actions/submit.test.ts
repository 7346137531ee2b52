import { expect } from 'chai';
import { startWorld, type TestCore, type TestWorld } from '../../support/core.ts';

describe('submitting an action', () => {
  let world: TestWorld;
  let core: TestCore;

  before(async () => {
    world = await startWorld();
    core = world.openCore();
    core.start();
  });

  after(async () => {
    await core.close();
    await world.close();
  });

  it('carries a council action to the chain and into the index', async () => {
    const { people } = world;
    const action = await people.councils.CN.sign('EnrolParty', {
      partyId: people.gacc.partyId,
      role: 'CUSTOMS_ADMINISTRATION',
      profile: people.random('profile'),
    });
    const view = await core.settle(action);
    expect(view).to.include({ status: 'ANCHORED', sequence: 1 });
  });
});
