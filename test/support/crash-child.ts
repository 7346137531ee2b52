/**
 * A gateway core that kills itself at a chosen point, run as a process of its own by `crash.ts`. It takes signed actions
 * over IPC and acknowledges each once the core has accepted it.
 */
import type { SignedAction } from '../../protocol/actions.ts';
import { createLedgerClient } from '../../server/chain/ledger-client.ts';
import { createRelayAccount } from '../../server/chain/relay-account.ts';
import { openRpc } from '../../server/chain/rpc.ts';
import { openDatabase } from '../../server/database/pool.ts';
import { createLedgerCore } from '../../server/ledger-core.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { silentLogger } from '../../server/platform/logger.ts';
import type { CrashPlan, FromChild, ToChild } from './crash.ts';

const tell = (message: FromChild): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(message, undefined, {}, () => resolve());
  });

function openCore(plan: CrashPlan) {
  const logger = silentLogger();
  const { db, pool } = openDatabase({ connectionString: plan.databaseUrl, logger });
  const chain = createLedgerClient({
    rpc: openRpc({ url: plan.rpcUrl }),
    domain: plan.domain,
    registry: plan.registry,
  });
  let passed = 0;
  const checkpoint = async (name: string) => {
    if (plan.control === 'ANSWER_BEFORE_COMMIT' && name === 'submit:before-commit') await tell({ type: 'ACCEPTED' });
    if (name !== plan.killAt) return;
    passed += 1;
    if (passed < plan.killAfter) return;
    if (plan.control === 'RAW_IN_ANOTHER_TRANSACTION')
      await pool.query(`UPDATE batches SET raw_tx = '' WHERE NOT settled`);
    process.kill(process.pid, 'SIGKILL');
    // nothing of this process may go on while the signal is on its way
    await new Promise(() => undefined);
  };
  return createLedgerCore({
    db,
    chain,
    clock: systemClock,
    logger,
    accounts: plan.relayerKeys.map(createRelayAccount),
    deployBlock: plan.deployBlock,
    confirmations: 0,
    pollMs: 10,
    queueCapacity: 1_000,
    batchMaxGas: 15_000_000,
    batchMaxDelayMs: 1,
    gatewayKey: { name: 'gateway.example/crash', seed: new Uint8Array(32).fill(1) },
    peers: [],
    witnessIntervalMs: 60_000,
    promiseSeconds: 300,
    checkpoint,
  });
}

let core: ReturnType<typeof openCore> | undefined;
let early = false;

async function take(action: SignedAction): Promise<void> {
  await core?.actions.submit(action);
  if (!early) await tell({ type: 'ACCEPTED' });
}

process.on('disconnect', () => process.exit(0));
process.on('message', (message: ToChild) => {
  if (message.type === 'START') {
    early = message.plan.control === 'ANSWER_BEFORE_COMMIT';
    core = openCore(message.plan);
    core.start();
    void tell({ type: 'READY' });
  } else {
    void take(message.action);
  }
});
