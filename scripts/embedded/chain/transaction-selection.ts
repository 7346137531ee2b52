import { keccak256 } from 'ethers';
import { z } from 'zod';
import type { Evm } from './evm.ts';
import { RpcError, SERVER_ERROR, toRpcError } from './rpc-error.ts';

const amount = z.string().transform((text) => BigInt(text));
const transactionSchema = z.object({
  from: z.string(),
  nonce: amount,
  gas: amount,
  gasPrice: amount.optional(),
  maxFeePerGas: amount.nullish(),
  value: amount,
});

/** A transaction that will certainly be part of the next block. */
export interface Selected<T> {
  readonly candidate: T;
  readonly hash: string;
}

/** What becomes of the transactions that wait. */
export interface Selection<T> {
  /** For the next block, in order; the EVM's pool holds exactly these. */
  readonly selected: readonly Selected<T>[];
  readonly refused: ReadonlyMap<T, RpcError>;
  /** For a later block, because this one is full; in order. */
  readonly deferred: readonly T[];
}

interface Waiting {
  readonly transaction: string;
}

interface Pooled<T> extends Selected<T> {
  readonly from: string;
  readonly nonce: bigint;
  readonly feePerGas: bigint;
  /** Most that it can take from the sender, wei. */
  readonly cost: bigint;
}

/**
 * Chooses the transactions of the next block and puts them into the EVM's pool, which must be empty.
 *
 * Everything that the EVM would refuse while mining is found here, before the journal knows of it: besides the pool's
 * own checks these are gaps in the nonces, replacements, fees below the fixed one, and senders who can pay for each of
 * their transactions but not for all. A refusal may touch others in the pool, so the rest is then chosen again.
 *
 * @param gasLimit most gas that the transactions of one block may ask for
 */
export async function selectTransactions<T extends Waiting>(
  evm: Evm,
  candidates: readonly T[],
  gasLimit: bigint,
): Promise<Selection<T>> {
  const refused = new Map<T, RpcError>();
  const deferred: T[] = [];
  for (let remaining = candidates; ; ) {
    const round = await fillPool(evm, remaining, gasLimit);
    deferred.unshift(...round.deferred);
    for (const [candidate, error] of round.notTaken) refused.set(candidate, error);
    const removed = await findImpossible(evm, round.pooled);
    for (const [candidate, error] of removed) refused.set(candidate, error);
    if (removed.size === 0 && round.deferred.length === 0) return { selected: round.pooled, refused, deferred };
    await evm.clearPool();
    remaining = round.pooled.map(({ candidate }) => candidate).filter((candidate) => !removed.has(candidate));
  }
}

interface Round<T> {
  readonly pooled: readonly Pooled<T>[];
  readonly notTaken: ReadonlyMap<T, RpcError>;
  readonly deferred: readonly T[];
}

/** Offers the candidates to the pool in order, until the block is full. */
async function fillPool<T extends Waiting>(evm: Evm, candidates: readonly T[], gasLimit: bigint): Promise<Round<T>> {
  const pooled: Pooled<T>[] = [];
  const notTaken = new Map<T, RpcError>();
  let gas = 0n;
  for (const [index, candidate] of candidates.entries()) {
    let hash: string;
    try {
      hash = await evm.submit(candidate.transaction);
    } catch (error) {
      notTaken.set(candidate, await explainRefusal(evm, candidate.transaction, error));
      continue;
    }
    const seen = transactionSchema.parse(await evm.request('eth_getTransactionByHash', [hash]));
    gas += seen.gas;
    // Nothing overtakes a deferred transaction: a later one of the same sender would look like a gap.
    if (gas > gasLimit && pooled.length > 0) return { pooled, notTaken, deferred: candidates.slice(index) };
    const feePerGas = seen.maxFeePerGas ?? seen.gasPrice ?? 0n;
    const cost = seen.gas * feePerGas + seen.value;
    pooled.push({ candidate, hash, from: seen.from, nonce: seen.nonce, feePerGas, cost });
  }
  return { pooled, notTaken, deferred: [] };
}

/** Finds what the pool has taken but no block could hold. */
async function findImpossible<T>(evm: Evm, pooled: readonly Pooled<T>[]): Promise<Map<T, RpcError>> {
  const impossible = new Map<T, RpcError>();
  for (const [from, own] of Map.groupBy(pooled, (entry) => entry.from)) {
    const [count, balance] = await Promise.all([
      evm.request('eth_getTransactionCount', [from, 'latest']),
      evm.request('eth_getBalance', [from, 'latest']),
    ]);
    const newest = new Map(own.map((entry) => [entry.nonce, entry]));
    let nonce = amount.parse(count);
    let left = amount.parse(balance);
    // Not the EVM's own view of its pending block: that fails as a whole when a sender cannot pay for all of his.
    for (const entry of own.toSorted((one, other) => Number(one.nonce - other.nonce))) {
      const reason = whyImpossible(entry, newest.get(entry.nonce) === entry, nonce, left, evm.baseFeePerGas);
      if (reason !== undefined) {
        impossible.set(entry.candidate, new RpcError(SERVER_ERROR, reason));
        continue;
      }
      nonce += 1n;
      left -= entry.cost;
    }
  }
  return impossible;
}

function whyImpossible<T>(
  entry: Pooled<T>,
  isNewest: boolean,
  nextNonce: bigint,
  balance: bigint,
  baseFeePerGas: bigint,
): string | undefined {
  if (!isNewest) return 'replaced by another transaction with the same nonce';
  if (entry.feePerGas < baseFeePerGas) return 'max fee per gas less than block base fee';
  if (entry.nonce !== nextNonce) return 'nonce too high';
  if (entry.cost > balance) return 'insufficient funds for gas * price + value';
  return undefined;
}

/** Says in geth's words why the pool refused a transaction; one that is mined already is not an error of the sender. */
async function explainRefusal(evm: Evm, transaction: string, error: unknown): Promise<RpcError> {
  const reason = toRpcError(error);
  if (/nonce too low/i.test(reason.message)) {
    const receipt = await evm.request('eth_getTransactionReceipt', [keccak256(transaction)]);
    return receipt === null ? new RpcError(SERVER_ERROR, `nonce too low: ${reason.message}`) : alreadyKnown();
  }
  if (/enough funds/i.test(reason.message)) {
    return new RpcError(SERVER_ERROR, `insufficient funds for gas * price + value: ${reason.message}`);
  }
  return reason;
}

/** The answer to a transaction that the chain has already. */
export function alreadyKnown(): RpcError {
  return new RpcError(SERVER_ERROR, 'already known');
}
