/** The probes of a running gateway. */

import type { LedgerClient } from '../../chain/ledger-client.ts';
import { hasP256Precompile, newestBlock } from '../../chain/probes.ts';
import type { Rpc } from '../../chain/rpc.ts';
import { type Clock, unixSeconds } from '../../platform/clock.ts';
import type { ProjectionService } from '../projection/projection.service.ts';
import type { Probe } from './health.service.ts';

/** Blocks that the index may be behind before the gateway counts as not ready. */
const MAX_LAG_BLOCKS = 50;
/** Failures in a row after which the index counts as stuck. */
const MAX_FAILURES = 5;
/** Seconds that the newest block may be ahead of the clock. */
const MAX_SKEW_SECONDS = 30;
/** Balance that pays for some hundred batches at the fixed fees of a permissioned chain, wei. */
const LOW_BALANCE = 10n ** 17n;

export interface ProbeDeps {
  readonly ping: () => Promise<void>;
  readonly rpc: Rpc;
  readonly chain: LedgerClient;
  readonly projection: ProjectionService;
  readonly relayer: string;
  readonly clock: Clock;
}

export function gatewayProbes({ ping, rpc, chain, projection, relayer, clock }: ProbeDeps): Probe[] {
  return [
    {
      name: 'database',
      ask: async () => {
        await ping();
        return { level: 'OK', detail: 'answers' };
      },
    },
    {
      name: 'chain',
      ask: async () => ({ level: 'OK', detail: `block ${(await newestBlock(rpc)).number}` }),
    },
    { name: 'index', ask: () => indexProbe(projection, rpc) },
    { name: 'relayer-balance', ask: () => balanceProbe(chain, relayer) },
    { name: 'clock', ask: () => clockProbe(rpc, clock) },
    {
      name: 'p256-precompile',
      ask: async () =>
        (await hasP256Precompile(rpc))
          ? { level: 'OK', detail: 'present' }
          : { level: 'WARN', detail: 'absent: passkey signatures cost ten times the gas' },
    },
  ];
}

async function indexProbe(projection: ProjectionService, rpc: Rpc): ReturnType<Probe['ask']> {
  const [{ blockNumber, failures }, newest] = await Promise.all([projection.status(), newestBlock(rpc)]);
  const lag = Math.max(0, newest.number - blockNumber);
  const level = lag > MAX_LAG_BLOCKS || failures >= MAX_FAILURES ? 'FAIL' : 'OK';
  return { level, detail: `${lag} blocks behind, ${failures} failures in a row` };
}

async function balanceProbe(chain: LedgerClient, relayer: string): ReturnType<Probe['ask']> {
  const balance = await chain.balance(relayer);
  if (balance === 0n) return { level: 'FAIL', detail: 'the relay account is empty' };
  if (balance < LOW_BALANCE) return { level: 'WARN', detail: `${balance} wei left` };
  return { level: 'OK', detail: 'enough' };
}

/** A quiet chain's newest block may be old, but never ahead: then one of the two clocks is wrong. */
async function clockProbe(rpc: Rpc, clock: Clock): ReturnType<Probe['ask']> {
  const ahead = (await newestBlock(rpc)).time - unixSeconds(clock);
  if (ahead > MAX_SKEW_SECONDS) return { level: 'WARN', detail: `the chain is ${ahead} s ahead` };
  return { level: 'OK', detail: 'not behind the chain' };
}
