/**
 * Transactions of the relayer that come to nothing on a real chain, though the simulation was sound: the contract reverts
 * on damaged calldata, or the gas is too little for a single item. Only the receipt tells, and the lane must go on.
 */
import { expect } from 'chai';
import { getBytes } from 'ethers';
import { actionDigest, type SignedAction } from '../../../protocol/actions.ts';
import { createRelayAccount, type RelayAccount, type TransactionPlan } from '../../../server/chain/relay-account.ts';
import { startWorld, type TestCore, type TestWorld } from '../../support/core.ts';

/** Gas that is left for the contract: enough to read what it was given, not to try one item. */
const TOO_LITTLE_GAS = 1_000;

/** What becomes of a transaction before it is signed. */
type Spoil = (plan: TransactionPlan) => TransactionPlan;

/** Without its last word no list of actions can be read any more. */
const cutShort: Spoil = (plan) => ({ ...plan, data: plan.data.slice(0, -64) });
const starve: Spoil = (plan) => ({ ...plan, gasLimit: intrinsicGas(plan.data) + TOO_LITTLE_GAS });

describe('a transaction that comes to nothing', () => {
  let world: TestWorld;
  let core: TestCore;
  let cases = 0;

  before(async function start() {
    this.timeout(60_000);
    world = await startWorld();
    const enrolling = world.openCore();
    enrolling.start();
    await enrolling.enrol(['exportBroker', 'qinzhouTerminal']);
    await enrolling.close();
  });

  afterEach(() => core.close());
  after(() => world.close());

  /** A core whose relay account spoils some of its transactions. */
  function spoiling(spoil: Spoil, isSpoilt: (calldata: string) => boolean): TestCore {
    const account = createRelayAccount(world.chain.relayerKeys[0] ?? '');
    const careless: RelayAccount = {
      address: account.address,
      sign: (plan) => account.sign(isSpoilt(plan.data) ? spoil(plan) : plan),
    };
    return world.openCore({ accounts: [careless] });
  }

  /** Opens a case and submits some tracking events on it. */
  async function submitted(count: number): Promise<SignedAction[]> {
    cases += 1;
    const caseId = world.people.random(`reverted/case/${cases}`);
    const envelope = world.people.random(`reverted/envelope/${cases}`);
    await core.sendDirectly(await world.people.exportBroker.sign('OpenCase', { caseId, envelope }));
    await core.projection.catchUp();
    const actions: SignedAction[] = [];
    for (let index = 0; index < count; index += 1) {
      const root = rootOf(cases, index);
      const occurredAt = Math.floor(world.clock.now() / 1000);
      const fields = { caseId, milestone: 'TRACKING', occurredAt, root, count: 1 };
      actions.push(await world.people.qinzhouTerminal.sign('RecordEvents', fields));
    }
    for (const action of actions) await core.actions.submit(action);
    return actions;
  }

  const rootOf = (number: number, index: number) => world.people.random(`reverted/${number}/${index}`);
  const viewOf = ({ kind, message }: SignedAction) =>
    core.actions.read(actionDigest(world.chain.domain, kind, message));

  /** Status and size of the batches since a number of them, with the status in the receipt of each. */
  async function batchesAfter(id: number) {
    const { rows } = await core.database.pool.query<{ status: string; item_count: number; tx_hash: string }>(
      'SELECT status, item_count, tx_hash FROM batches WHERE id > $1 ORDER BY id',
      [id],
    );
    return Promise.all(
      rows.map(async ({ status, item_count, tx_hash }) => ({
        status,
        items: item_count,
        succeeded: (await core.client.receipt(tx_hash))?.succeeded,
      })),
    );
  }

  async function lastBatch(): Promise<number> {
    const { rows } = await core.database.pool.query<{ id: number }>('SELECT coalesce(max(id), 0) AS id FROM batches');
    return rows[0]?.id ?? 0;
  }

  it('reverts as a whole: its actions go again in halves, in their order', async () => {
    let transactions = 0;
    core = spoiling(cutShort, () => {
      transactions += 1;
      return transactions === 1;
    });
    const before = await lastBatch();
    const actions = await submitted(4);
    await core.drain();
    expect(await batchesAfter(before)).to.deep.equal([
      { status: 'REVERTED', items: 4, succeeded: false },
      { status: 'MINED', items: 2, succeeded: true },
      { status: 'MINED', items: 2, succeeded: true },
    ]);
    const views = await Promise.all(actions.map(viewOf));
    expect(views.map(({ status }) => status)).to.deep.equal(Array.from(actions, () => 'ANCHORED'));
    const sequences = views.map(({ sequence }) => sequence ?? 0);
    expect(sequences).to.deep.equal([...sequences].sort((a, b) => a - b));
  });

  for (const [name, spoil, reason, succeeded] of [
    ['reverts', cutShort, 'REVERTS_ALONE', false],
    ['has too little gas', starve, 'EXCEEDS_GAS_CAP', true],
  ] as const) {
    it(`sets aside what ${name} alone as well, and carries everything else`, async () => {
      const poison = rootOf(cases + 1, 2).slice(2);
      core = spoiling(spoil, (calldata) => calldata.includes(poison));
      const before = await lastBatch();
      const actions = await submitted(5);
      await core.drain();
      const views = await Promise.all(actions.map(viewOf));
      expect(views.map(({ status }) => status)).to.deep.equal([
        ...['ANCHORED', 'ANCHORED', 'QUARANTINED', 'ANCHORED', 'ANCHORED'],
      ]);
      expect(views[2]?.reason).to.equal(reason);
      const [first] = await batchesAfter(before);
      expect(first).to.deep.equal({ status: succeeded ? 'MINED' : 'REVERTED', items: 5, succeeded });
      const [later] = await submitted(1);
      await core.drain();
      expect((await viewOf(later!)).status).to.equal('ANCHORED');
    });
  }
});

/** Gas that a transaction costs before it does anything. @see EIP-7623 */
function intrinsicGas(calldata: string): number {
  const tokens = getBytes(calldata).reduce((sum, byte) => sum + (byte === 0 ? 1 : 4), 0);
  return 21_000 + 10 * tokens;
}
