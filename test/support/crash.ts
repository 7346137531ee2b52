/** Runs a core in a process that is killed at a chosen point, and tells what became of everything it acknowledged. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { actionDigest, type LedgerDomain, type SignedAction } from '../../protocol/actions.ts';
import type { TestCore, TestWorld } from './core.ts';

export interface CrashPlan {
  readonly databaseUrl: string;
  readonly rpcUrl: string;
  readonly domain: LedgerDomain;
  readonly registry: string;
  readonly deployBlock: number;
  readonly relayerKeys: readonly string[];
  readonly killAt: string;
  /** How often the point is passed before the kill, from 1. */
  readonly killAfter: number;
  /** A gateway that is wrong on purpose: the harness must notice. */
  readonly control?: 'ANSWER_BEFORE_COMMIT' | 'RAW_IN_ANOTHER_TRANSACTION' | undefined;
}

export type ToChild = { type: 'START'; plan: CrashPlan } | { type: 'SUBMIT'; action: SignedAction };
export type FromChild = { type: 'READY' } | { type: 'ACCEPTED' };

/** What became of the actions after the crash and a restart. */
export interface CrashReport {
  readonly killed: boolean;
  /** Acknowledged before the kill. */
  readonly acknowledged: number;
  /** Acknowledged and unknown to the gateway afterwards. */
  readonly lost: number;
  /** Acknowledged and not final although nothing is left to do. */
  readonly hung: number;
  /** Applied, counted by the chain. */
  readonly appliedOnChain: number;
  /** Applied as the gateway tells it, with different sequences. */
  readonly distinctSequences: number;
}

const CHILD = path.join(import.meta.dirname, 'crash-child.ts');

/**
 * Submits actions one after the other to a core that kills itself, starts another core on the same database and chain,
 * and lets it finish.
 */
export async function crashAndRecover(
  world: TestWorld,
  actions: readonly SignedAction[],
  plan: Pick<CrashPlan, 'killAt' | 'killAfter' | 'control'>,
): Promise<CrashReport> {
  const { chain, database } = world;
  const before = Number(await sequenceOf(world));
  const child = fork(CHILD, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const acknowledged = await submitUntilKilled(child, actions, {
    ...plan,
    databaseUrl: database.url,
    rpcUrl: chain.rpcUrl,
    domain: chain.domain,
    registry: chain.deployment.registry,
    deployBlock: chain.deployment.deployBlock,
    relayerKeys: chain.relayerKeys,
  });
  const core = world.openCore();
  try {
    const views = await drainUntilFinal(world, core, actions.slice(0, acknowledged));
    const sequences = views.flatMap((view) => view?.sequence ?? []);
    return {
      killed: child.signalCode === 'SIGKILL',
      acknowledged,
      lost: views.filter((view) => view === undefined).length,
      hung: views.filter((view) => view !== undefined && view.status !== 'ANCHORED').length,
      appliedOnChain: Number(await sequenceOf(world)) - before,
      distinctSequences: new Set(sequences).size,
    };
  } finally {
    await core.close();
  }
}

/** Looks again this often: what is not final by then hangs. */
const MAX_ROUNDS = 50;
const ROUND_MS = 100;

/**
 * Lets the core finish. The database sessions of the killed process keep their locks until the server has noticed its
 * end, and until then a round may find nothing to do.
 */
async function drainUntilFinal(world: TestWorld, core: TestCore, actions: readonly SignedAction[]) {
  for (let round = 1; ; round += 1) {
    await core.drain();
    const views = await Promise.all(actions.map((action) => viewOf(world, core, action)));
    const open = views.some((view) => view !== undefined && view.status !== 'ANCHORED');
    if (!open || round === MAX_ROUNDS) return views;
    await setTimeout(ROUND_MS);
  }
}

async function submitUntilKilled(
  child: ChildProcess,
  actions: readonly SignedAction[],
  plan: CrashPlan,
): Promise<number> {
  const gone = once(child, 'exit');
  const answer = () => Promise.race([once(child, 'message').then(() => true), gone.then(() => false)]);
  child.send({ type: 'START', plan } satisfies ToChild);
  await answer();
  let acknowledged = 0;
  for (const action of actions) {
    const answered = answer();
    if (child.connected) child.send({ type: 'SUBMIT', action } satisfies ToChild, () => undefined);
    if (!(await answered)) break;
    acknowledged += 1;
  }
  // the kill comes while the last of them is on its way
  const timer = globalThis.setTimeout(() => child.kill('SIGTERM'), 10_000);
  await gone;
  clearTimeout(timer);
  return acknowledged;
}

async function viewOf(world: TestWorld, core: TestCore, { kind, message }: SignedAction) {
  try {
    return await core.actions.read(actionDigest(world.chain.domain, kind, message));
  } catch {
    return undefined;
  }
}

async function sequenceOf(world: TestWorld): Promise<number> {
  const core = world.openCore();
  try {
    return await core.client.sequence();
  } finally {
    await core.close();
  }
}
