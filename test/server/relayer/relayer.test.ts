import { expect } from 'chai';
import { actionDigest, cancelAttachment, type SignedAction } from '../../../protocol/actions.ts';
import { createRelayAccount } from '../../../server/chain/relay-account.ts';
import { isAppError } from '../../../server/errors/app-error.ts';
import { manualClock } from '../../../server/platform/clock.ts';
import { startWorld, type TestCore, type TestWorld } from '../../support/core.ts';

describe('the relayer', () => {
  const clock = manualClock(Date.now());
  let world: TestWorld;
  let core: TestCore;
  let cases = 0;

  before(async function start() {
    this.timeout(60_000);
    world = await startWorld({ clock, lanes: 2 });
    const enrolling = world.openCore();
    enrolling.start();
    await enrolling.enrol(['gacc', 'chongqingOffice', 'exportBroker', 'railOperator', 'qinzhouTerminal']);
    await enrolling.close();
  });

  beforeEach(() => {
    core = world.openCore();
  });

  afterEach(() => core.close());

  after(() => world.close());

  /** Tracking events need no content, and follow the case in the order of its actions. */
  const track = (caseId: string, count: number, times = {}): Promise<SignedAction> =>
    world.people.qinzhouTerminal.sign(
      'RecordEvents',
      {
        caseId,
        milestone: 'TRACKING',
        occurredAt: Math.floor(clock.now() / 1000),
        root: world.people.random(`events/${cases}/${count}`),
        count,
      },
      times,
    );

  const digestOf = ({ kind, message }: SignedAction) => actionDigest(world.chain.domain, kind, message);

  /** Opens a case past the gateway's content rules: straight to the chain, as anybody may. */
  async function openCase(): Promise<string> {
    cases += 1;
    const caseId = world.people.random(`relayer/case/${cases}`);
    const envelope = world.people.random(`relayer/envelope/${cases}`);
    await core.sendDirectly(await world.people.exportBroker.sign('OpenCase', { caseId, envelope }));
    await core.projection.catchUp();
    return caseId;
  }

  const statusOf = async (action: SignedAction) => core.actions.read(digestOf(action));

  it('accepts an action once, however often it is sent', async () => {
    const caseId = await openCase();
    const action = await track(caseId, 1);
    const answers = await Promise.all(Array.from({ length: 5 }, () => core.actions.submit(action)));
    expect(new Set(answers.map(({ digest }) => digest)).size).to.equal(1);
    await core.drain();
    const sequence = (await statusOf(action)).sequence;
    expect((await core.actions.submit(action)).sequence).to.equal(sequence);
    expect(await core.client.sequence()).to.equal(sequence);
  });

  it('refuses what the contract would refuse, and stores nothing', async () => {
    const caseId = await openCase();
    const forged = await track(caseId, 2);
    const [signature] = forged.signatures;
    const other = await track(caseId, 3);
    const action = { ...forged, signatures: [{ ...signature!, signature: other.signatures[0]!.signature }] };
    expect(await codeOf(core.actions.submit(action))).to.equal('LEDGER_BAD_SIGNATURE');
    expect(await codeOf(core.actions.read(digestOf(action)))).to.equal('ACTION_NOT_FOUND');
  });

  it('answers 503 when the queue is full, and takes more once it is not', async () => {
    const small = world.openCore({ queueCapacity: 1 });
    const caseId = await openCase();
    await small.actions.submit(await track(caseId, 4));
    expect(await codeOf(small.actions.submit(await track(caseId, 5)))).to.equal('QUEUE_FULL');
    await small.drain();
    expect((await small.actions.submit(await track(caseId, 5))).status).to.equal('ACCEPTED');
    await small.drain();
    await small.close();
  });

  it('keeps the order of a case, and carries many actions in one transaction', async () => {
    const caseId = await openCase();
    const actions = await Promise.all(Array.from({ length: 12 }, (_, index) => track(caseId, 10 + index)));
    for (const action of actions) await core.actions.submit(action);
    await core.drain();
    const views = await Promise.all(actions.map(statusOf));
    const sequences = views.map(({ sequence }) => sequence ?? 0);
    expect(sequences).to.deep.equal([...sequences].sort((a, b) => a - b));
    expect(new Set(views.map(({ txHash }) => txHash)).size).to.equal(1);
  });

  it('never has two transactions of one case under way, even with two lanes', async () => {
    const caseId = await openCase();
    const stored: string[] = [];
    const slow = world.openCore({
      checkpoint: (name) => {
        if (name === 'relay:stored') stored.push(name);
      },
    });
    await slow.actions.submit(await track(caseId, 30));
    await slow.relayer.runOnce();
    const second = await track(caseId, 31);
    await slow.actions.submit(second);
    await slow.relayer.runOnce();
    expect(stored).to.have.length(1);
    await slow.drain();
    expect(stored).to.have.length(2);
    expect((await slow.actions.read(digestOf(second))).status).to.equal('ANCHORED');
    await slow.close();
  });

  it('takes DUPLICATE for what it is: applied by another', async () => {
    const caseId = await openCase();
    const action = await track(caseId, 40);
    await core.actions.submit(action);
    await core.sendDirectly(action);
    await core.drain();
    const view = await statusOf(action);
    expect(view.status).to.equal('ANCHORED');
    expect(view.sequence).to.equal(await core.client.sequence());
  });

  it('shows an action that another carried, and does not carry it again', async () => {
    const caseId = await openCase();
    const action = await track(caseId, 41);
    await core.sendDirectly(action);
    expect((await core.actions.submit(action)).status).to.equal('ANCHORED');
  });

  it('is not moved by a refusal in a transaction of somebody else', async () => {
    const caseId = await openCase();
    const action = await track(caseId, 42);
    await core.actions.submit(action);
    const spoiled = { ...action, signatures: [{ ...action.signatures[0]!, signature: `0x${'11'.repeat(65)}` }] };
    await core.sendDirectly(spoiled);
    await core.projection.catchUp();
    expect((await statusOf(action)).status).to.equal('ACCEPTED');
    await core.drain();
    expect((await statusOf(action)).status).to.equal('ANCHORED');
  });

  it('[in-process] holds back what is not valid yet, without holding up the case', async () => {
    const caseId = await openCase();
    const now = Math.floor(clock.now() / 1000);
    const later = await track(caseId, 50, { notBefore: now + 600 });
    const sooner = await track(caseId, 51);
    await core.actions.submit(later);
    await core.actions.submit(sooner);
    await core.drain();
    expect((await statusOf(later)).status).to.equal('ACCEPTED');
    expect((await statusOf(sooner)).status).to.equal('ANCHORED');
    clock.advance(700_000);
    await core.drain();
    expect((await statusOf(later)).status).to.equal('ANCHORED');
  });

  it('checks the signature of what is held back before it keeps it', async () => {
    const caseId = await openCase();
    const now = Math.floor(clock.now() / 1000);
    const later = await track(caseId, 52, { notBefore: now + 600 });
    const action = { ...later, signatures: [{ ...later.signatures[0]!, signature: `0x${'22'.repeat(65)}` }] };
    expect(await codeOf(core.actions.submit(action))).to.equal('LEDGER_BAD_SIGNATURE');
  });

  it('[in-process] finalises as EXPIRED what the time of the chain has overtaken, without sending it', async () => {
    const caseId = await openCase();
    const now = Math.floor(clock.now() / 1000);
    const action = await track(caseId, 60, { notBefore: now + 50, deadline: now + 60 });
    await core.actions.submit(action);
    clock.advance(120_000);
    await core.sendDirectly(await track(caseId, 61));
    await core.projection.catchUp();
    const view = await statusOf(action);
    expect(view).to.include({ status: 'REJECTED', reason: 'LEDGER_EXPIRED' });
    expect(view).to.not.have.property('txHash');
  });

  it('lets a cancellation overtake what it cancels', async () => {
    const caseId = await openCase();
    const target = await track(caseId, 70);
    await core.actions.submit(target);
    const cancel = await world.people.qinzhouTerminal.sign('CancelAction', { action: digestOf(target) });
    await core.actions.submit({ ...cancel, attachment: cancelAttachment(target.kind, target.message) });
    await core.drain();
    expect(await statusOf(target)).to.include({ status: 'REJECTED', reason: 'LEDGER_CANCELLED' });
    expect((await statusOf(cancel)).status).to.equal('ANCHORED');
  });

  it('returns the actions of a transaction whose nonce another one used', async () => {
    const caseId = await openCase();
    const action = await track(caseId, 80);
    const account = createRelayAccount(world.chain.relayerKeys[0] ?? '');
    let interfere = true;
    const raced = world.openCore({
      // between storing and sending, another transaction takes the nonce
      checkpoint: async (name) => {
        if (name !== 'relay:stored' || !interfere) return;
        interfere = false;
        const nonce = await core.client.nonce(account.address);
        const plan = { chainId: world.chain.domain.chainId, to: account.address, data: '0x', nonce, gasLimit: 30_000 };
        await core.client.broadcast((await account.sign({ ...plan, ...(await core.client.fees()) })).raw);
      },
    });
    await raced.actions.submit(action);
    await raced.drain();
    expect((await statusOf(action)).status).to.equal('ANCHORED');
    const batches = await core.database.pool.query('SELECT status FROM batches ORDER BY id DESC LIMIT 2');
    expect(batches.rows.map(({ status }: { status: string }) => status)).to.deep.equal(['MINED', 'LOST']);
    await raced.close();
  });

  it('sets a poisoned action aside and carries everything else, later actions of its case included', async () => {
    const [poisonedCase, otherCase] = [await openCase(), await openCase()];
    const [before, poison, after, other] = await Promise.all([
      track(poisonedCase, 90),
      track(poisonedCase, 91),
      track(poisonedCase, 92),
      track(otherCase, 93),
    ]);
    for (const action of [before!, poison!, after!, other!]) await core.actions.submit(action);
    // a defect of the gateway or a hand in the database: the row cannot be encoded any more
    await core.database.pool.query(`UPDATE actions SET message = message - 'count' WHERE digest = $1`, [
      digestOf(poison!),
    ]);
    await core.drain();
    expect(await statusOf(poison!)).to.include({ status: 'QUARANTINED', reason: 'ENCODING_FAILED' });
    for (const action of [before!, after!, other!]) expect((await statusOf(action)).status).to.equal('ANCHORED');
  });

  it('brings on what a relay key had signed that this gateway does not have any more', async () => {
    const caseId = await openCase();
    const action = await track(caseId, 94);
    const dying = world.openCore({
      checkpoint: (name) => {
        if (name === 'relay:stored') throw new Error('stopped before it was sent');
      },
    });
    await dying.actions.submit(action);
    await dying.relayer.runOnce().catch(() => undefined);
    await dying.close();
    expect((await statusOf(action)).status).to.equal('SENT');
    const [, other = ''] = world.chain.relayerKeys;
    const replaced = world.openCore({ accounts: [createRelayAccount(other)] });
    await replaced.drain();
    await replaced.close();
    expect((await statusOf(action)).status).to.equal('ANCHORED');
  });

  it('survives the end of every database connection', async () => {
    const caseId = await openCase();
    const action = await track(caseId, 95);
    core.start();
    await core.database.pool.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    const view = await retried(() => core.settle(action));
    expect(view.status).to.equal('ANCHORED');
  });
});

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'no error';
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
}

/** As a client does: the same request again when its connection to the database was cut. */
async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (isAppError(error) || tries >= 5) throw error;
    }
  }
}
