import { expect } from 'chai';
import { parseCheckpoint } from '../../../protocol/log/checkpoint.ts';
import { parseNote } from '../../../protocol/log/note.ts';
import { startWorld, type TestCore, type TestWorld } from '../../support/core.ts';

describe('the log over a chain that is reorganised', function () {
  this.timeout(120_000);
  let world: TestWorld;
  let core: TestCore;
  let drawn = 0;

  before(async () => {
    world = await startWorld({ rewindable: true });
  });
  after(() => world?.close());

  const tables = async () => {
    const all = ['log_state', 'log_tiles'].map(async (table) => {
      const { rows } = await core.database.pool.query(`SELECT to_jsonb(t)::text AS row FROM ${table} t ORDER BY 1`);
      return rows.map(({ row }) => row);
    });
    return Promise.all(all);
  };
  const enrol = () => {
    drawn += 1;
    const partyId = world.people.random(`reorg/party/${drawn}`).slice(0, 18);
    const profile = world.people.random(`reorg/profile/${drawn}`);
    return world.people.councils.CN.sign('EnrolParty', { partyId, role: 'BROKER', profile });
  };
  const grow = async (count: number) => {
    for (let at = 0; at < count; at += 1) {
      await core.sendDirectly(await enrol());
      await core.projection.catchUp();
    }
  };
  const code = (error: { code?: string }) => error.code;
  const sizeOf = (note: string) => parseCheckpoint(parseNote(note).text).size;

  beforeEach(() => {
    core = world.openCore();
  });
  afterEach(() => core.close());

  it('says after a rollback, and after a rebuild, what it would have said without them', async () => {
    await grow(3);
    const point = await world.chain.call('evm_snapshot');
    const before = await tables();
    await grow(4);
    await world.chain.call('evm_revert', [point]);
    await world.chain.call('evm_mine');
    await core.projection.catchUp();
    expect(await tables()).to.deep.equal(before);
    await core.projection.rebuild();
    expect(await tables()).to.deep.equal(before);
  });

  it('signs no second history: behind what was signed it waits, beside it it stops and raises an alarm', async () => {
    await grow(1);
    const point = await world.chain.call('evm_snapshot');
    await grow(2);
    const signed = await core.log.checkpoint();
    await world.chain.call('evm_revert', [point]);
    await world.chain.call('evm_mine');
    await core.projection.catchUp();
    expect(await core.log.checkpoint().catch(code)).to.equal('LOG_BEHIND');
    await grow(3);
    expect(await core.log.checkpoint().catch(code)).to.equal('LOG_CONTRADICTED');
    expect(await core.log.checkpoint().catch(code)).to.equal('LOG_CONTRADICTED');
    const alarms = await core.witness.alarms();
    expect(alarms).to.have.length(1);
    expect(alarms[0]).to.deep.include({ kind: 'OWN_LOG_CHANGED', size: sizeOf(signed), checkpoints: [signed] });
  });
});
