/**
 * Packs waiting actions into one transaction: as many as the gas cap and the size of a transaction allow, by asking the
 * contract. What makes the whole batch revert is found by halving and set aside; what only needs time waits.
 */
import { calldataBytes, type EncodedAction, encodeAction } from '../../chain/action-encoding.ts';
import type { LedgerReader } from '../../chain/ledger-client.ts';
import type { ResultCode } from '../../chain/result-codes.ts';
import { CallRevertedError } from '../../chain/rpc.ts';
import { type ActionRow, signedActionOf } from '../actions/actions.repository.ts';

/** A waiting action, encoded once. */
export interface Candidate {
  readonly row: ActionRow;
  readonly encoded: EncodedAction;
}

/** Why an action was set aside. */
export type QuarantineReason = 'ENCODING_FAILED' | 'REVERTS_ALONE' | 'EXCEEDS_GAS_CAP';

export interface BuiltBatch {
  /** What to send, in order; may be empty. */
  readonly items: readonly Candidate[];
  readonly poisoned: readonly { readonly digest: string; readonly reason: QuarantineReason }[];
  /** Digests that only need time and are looked at again later. */
  readonly deferred: readonly string[];
}

export interface BatchLimits {
  /** Gas of one transaction. */
  readonly maxGas: number;
  /** Bytes of calldata; geth's pool refuses transactions over 128 kB. */
  readonly maxBytes: number;
}

/** Results that another try at a later block time may better; sending them now would make them final. */
const ONLY_NEEDS_TIME: ReadonlySet<ResultCode> = new Set(['NOT_YET_VALID', 'SIGNED_IN_FUTURE']);

/**
 * Builds the next batch.
 * @param rows waiting actions in the order in which they are to be applied
 */
export async function buildBatch(
  chain: LedgerReader,
  rows: readonly ActionRow[],
  limits: BatchLimits,
): Promise<BuiltBatch> {
  const { encoded, broken } = encodeAll(rows);
  const fitting = fitSize(encoded, limits);
  const { sound, results, reverting } = await simulateSound(chain, fitting, limits.maxGas);
  const poisoned = [
    ...broken,
    ...reverting.map(({ row }) => ({ digest: row.digest, reason: 'REVERTS_ALONE' as const })),
  ];
  const items: Candidate[] = [];
  const deferred: string[] = [];
  sound.forEach((candidate, index) => {
    const result = results[index] ?? 'UNPROCESSED';
    if (ONLY_NEEDS_TIME.has(result)) deferred.push(candidate.row.digest);
    else if (result !== 'UNPROCESSED') items.push(candidate);
  });
  const [first] = sound;
  if (first !== undefined && results[0] === 'UNPROCESSED') {
    poisoned.push({ digest: first.row.digest, reason: 'EXCEEDS_GAS_CAP' });
  }
  return { items, poisoned, deferred };
}

function encodeAll(rows: readonly ActionRow[]) {
  const encoded: Candidate[] = [];
  const broken: { digest: string; reason: QuarantineReason }[] = [];
  for (const row of rows) {
    try {
      encoded.push({ row, encoded: encodeAction(signedActionOf(row)) });
    } catch {
      broken.push({ digest: row.digest, reason: 'ENCODING_FAILED' });
    }
  }
  return { encoded, broken };
}

/** The longest prefix that fits the calldata limit and the batch limits that failed batches left on its items. */
function fitSize(candidates: readonly Candidate[], { maxBytes }: BatchLimits): Candidate[] {
  const fitting: Candidate[] = [];
  let bytes = 0;
  let limit = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    bytes += calldataBytes(candidate.encoded);
    limit = Math.min(limit, candidate.row.batch_limit ?? Number.POSITIVE_INFINITY);
    if (fitting.length > 0 && (bytes > maxBytes || fitting.length >= limit)) break;
    fitting.push(candidate);
  }
  return fitting;
}

interface Simulated {
  readonly sound: readonly Candidate[];
  readonly results: readonly ResultCode[];
  readonly reverting: readonly Candidate[];
}

/** Simulates a batch; if it reverts, finds by halving what reverts alone and simulates the rest together. */
async function simulateSound(chain: LedgerReader, candidates: readonly Candidate[], gas: number): Promise<Simulated> {
  if (candidates.length === 0) return { sound: [], results: [], reverting: [] };
  const results = await simulate(chain, candidates, gas);
  if (results !== undefined) return { sound: candidates, results, reverting: [] };
  if (candidates.length === 1) return { sound: [], results: [], reverting: candidates };
  const middle = Math.ceil(candidates.length / 2);
  const first = await simulateSound(chain, candidates.slice(0, middle), gas);
  const second = await simulateSound(chain, candidates.slice(middle), gas);
  const reverting = [...first.reverting, ...second.reverting];
  const rest = [...first.sound, ...second.sound];
  const together = rest.length === 0 ? [] : await simulate(chain, rest, gas);
  if (together !== undefined) return { sound: rest, results: together, reverting };
  // each half is sound and both together are not: the first goes now, the second by itself next time
  return first.sound.length > 0 ? { ...first, reverting } : { ...second, reverting };
}

/** Results of a batch; undefined if it reverts as a whole. */
async function simulate(
  chain: LedgerReader,
  candidates: readonly Candidate[],
  gas: number,
): Promise<readonly ResultCode[] | undefined> {
  try {
    return await chain.simulate(
      candidates.map(({ encoded }) => encoded),
      gas,
    );
  } catch (error) {
    if (error instanceof CallRevertedError) return undefined;
    throw error;
  }
}
