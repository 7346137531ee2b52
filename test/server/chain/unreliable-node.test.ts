import { expect } from 'chai';
import { actionDigest, type SignedAction } from '../../../protocol/actions.ts';
import { LEDGER_ABI } from '../../../server/chain/abi.ts';
import { startWorld, type TestCore, type TestWorld } from '../../support/core.ts';
import { dumpIndex } from '../../support/index-dump.ts';
import { NodeFailure, type RpcProxy, startRpcProxy } from '../../support/rpc-proxy.ts';

const APPLIED = LEDGER_ABI.getEvent('ActionApplied')?.topicHash;

interface RawLog {
  readonly topics: readonly string[];
}

describe('a chain node that cannot be relied on', () => {
  let world: TestWorld;
  let proxy: RpcProxy;
  let core: TestCore;
  let caseId: string;
  let drawn = 0;

  before(async function start() {
    this.timeout(60_000);
    world = await startWorld();
    proxy = await startRpcProxy(world.chain.rpcUrl);
    core = world.openCore();
    core.start();
    await core.enrol(['exportBroker', 'qinzhouTerminal']);
    caseId = world.people.random('case');
    const envelope = world.people.random('envelope');
    await core.sendDirectly(await world.people.exportBroker.sign('OpenCase', { caseId, envelope }));
    await core.close();
  });

  beforeEach(async () => {
    proxy.intercept((_method, _params, forward) => forward());
    core = world.openCore({ rpcUrl: proxy.url });
    await core.drain();
  });

  afterEach(() => core.close());

  after(async () => {
    await proxy?.close();
    await world?.close();
  });

  const track = (): Promise<SignedAction> => {
    drawn += 1;
    return world.people.qinzhouTerminal.sign('RecordEvents', {
      caseId,
      milestone: 'TRACKING',
      occurredAt: Math.floor(Date.now() / 1000),
      root: world.people.random(`events/${drawn}`),
      count: drawn,
    });
  };
  const statusOf = ({ kind, message }: SignedAction) =>
    core.actions.read(actionDigest(world.chain.domain, kind, message));
  const withoutFirstApplied = (logs: unknown) => {
    const all = logs as RawLog[];
    const index = all.findIndex(({ topics }) => topics[0] === APPLIED);
    return all.filter((_, at) => at !== index);
  };

  it('that leaves a log out of its index is answered by reading receipts', async () => {
    const actions = [await track(), await track(), await track()];
    await core.sendDirectly(...actions);
    proxy.intercept(async (method, _params, forward) => {
      const answer = await forward();
      return method === 'eth_getLogs' ? withoutFirstApplied(answer) : answer;
    });
    await core.projection.catchUp();
    expect((await core.projection.status()).sequence).to.equal(await core.client.sequence());
    proxy.intercept((_method, _params, forward) => forward());
    expect((await core.audit.checkConsistency()).differences).to.deep.equal([]);
  });

  it('that leaves a log out of its receipts as well is not believed', async () => {
    const before = await dumpIndex(core.database.pool);
    await core.sendDirectly(await track(), await track());
    proxy.intercept(async (method, _params, forward) => {
      const answer = await forward();
      if (method === 'eth_getLogs') return withoutFirstApplied(answer);
      if (method !== 'eth_getTransactionReceipt' || answer === null) return answer;
      const receipt = answer as { logs: unknown };
      return { ...receipt, logs: withoutFirstApplied(receipt.logs) };
    });
    expect(await codeOf(core.projection.catchUp())).to.equal('CHAIN_GAP');
    expect(await dumpIndex(core.database.pool)).to.deep.equal(before);
    proxy.intercept((_method, _params, forward) => forward());
    await core.projection.catchUp();
    expect((await core.projection.status()).sequence).to.equal(await core.client.sequence());
  });

  it('that answers an error to a transaction it took changes nothing', async () => {
    const action = await track();
    await core.actions.submit(action);
    proxy.intercept(async (method, _params, forward) => {
      const answer = await forward();
      if (method === 'eth_sendRawTransaction') throw new NodeFailure(-32000, 'nonce too low');
      return answer;
    });
    await core.drain();
    expect((await statusOf(action)).status).to.equal('ANCHORED');
  });

  it('that loses transactions gets the same bytes again', async () => {
    const action = await track();
    await core.actions.submit(action);
    const sent: unknown[] = [];
    proxy.intercept((method, params, forward) => {
      if (method !== 'eth_sendRawTransaction') return forward();
      sent.push(params[0]);
      if (sent.length < 3) throw new NodeFailure(-32000, 'try again later');
      return forward();
    });
    for (let tries = 0; tries < 3; tries += 1) {
      await core.relayer.runOnce();
      // as if the time until the bytes are sent again had passed
      await core.database.pool.query('UPDATE batches SET last_broadcast_at = NULL WHERE NOT settled');
    }
    await core.drain();
    expect(sent).to.have.length(3);
    expect(new Set(sent).size).to.equal(1);
    expect((await statusOf(action)).status).to.equal('ANCHORED');
  });

  it('on which one action makes every batch revert has that one set aside, and carries the rest', async () => {
    const actions = await Promise.all(Array.from({ length: 7 }, track));
    for (const action of actions) await core.actions.submit(action);
    const poison = actions[4]!;
    const mark = String(poison.message['root']).slice(2);
    proxy.intercept((method, params, forward) => {
      const data = (params[0] as { data?: string } | undefined)?.data ?? '';
      if (method === 'eth_call' && data.includes(mark)) throw new NodeFailure(3, 'execution reverted');
      return forward();
    });
    await core.drain();
    const views = await Promise.all(actions.map(statusOf));
    expect(views.map(({ status }) => status)).to.deep.equal(
      actions.map((action) => (action === poison ? 'QUARANTINED' : 'ANCHORED')),
    );
    expect(views[4]).to.include({ reason: 'REVERTS_ALONE' });
    proxy.intercept((_method, _params, forward) => forward());
    expect((await core.actions.submit(poison)).status).to.equal('ACCEPTED');
    await core.drain();
    expect((await statusOf(poison)).status).to.equal('ANCHORED');
  });

  it('that is gone is named, and nothing that was accepted is lost', async () => {
    const accepted = await track();
    await core.actions.submit(accepted);
    proxy.intercept(() => {
      throw new NodeFailure(-32005, 'limit exceeded');
    });
    const refused = await track();
    expect(await codeOf(core.actions.submit(refused))).to.be.oneOf(['CHAIN_UNAVAILABLE', 'BAD_CHAIN_ANSWER']);
    await core.relayer.runOnce().catch(() => undefined);
    proxy.intercept((_method, _params, forward) => forward());
    await core.drain();
    expect((await statusOf(accepted)).status).to.equal('ANCHORED');
  });
});

async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
    return 'no error';
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
}
