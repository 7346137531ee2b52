import type { Clock } from '../../../server/platform/clock.ts';
import { unixSeconds } from '../../../server/platform/clock.ts';
import { EmbeddedError } from '../errors.ts';
import type { Block, Evm } from './evm.ts';
import type { Journal } from './journal.ts';
import { RpcError, SERVER_ERROR, toRpcError } from './rpc-error.ts';
import type { Selection } from './transaction-selection.ts';
import { alreadyKnown, selectTransactions } from './transaction-selection.ts';
import type { Turns } from './turns.ts';

/** Most transactions of one block; bounds what one flush carries. */
const MAX_BLOCK_TRANSACTIONS = 1_000;
/** Quiet time after which the newest hash gets a record of its own, in milliseconds. */
const TIP_DELAY_MS = 20;

/** What a sealer works with. */
export interface SealerOptions {
  readonly evm: Evm;
  readonly journal: Journal;
  readonly clock: Clock;
  /** Shared with whoever must not see the pool while a block is being made. */
  readonly turns: Turns;
  /** The newest block after the replay; the journal has its hash. */
  readonly head: Block;
  /** Most gas that the transactions of one block may ask for. */
  readonly blockGas: bigint;
  /** Told once, when nothing more can be made durable. */
  readonly onFailure: (error: Error) => void;
}

interface Candidate {
  readonly transaction: string;
  readonly resolve: (hash: string) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Turns waiting transactions into blocks: choose, journal, flush, mine, answer.
 *
 * All that waits when a block is begun shares it, and with it the flush. A crash before the flush loses only what
 * nobody was answered for; a crash after it is repaired by the replay, which mines the same block.
 */
export class Sealer {
  readonly #options: SealerOptions;
  #head: Block;
  #waiting: Candidate[] = [];
  #sealing: Promise<void> | undefined;
  #tipTimer: NodeJS.Timeout | undefined;
  #recordedTip: string;
  #refusal: Error | undefined;

  constructor(options: SealerOptions) {
    this.#options = options;
    this.#head = options.head;
    this.#recordedTip = options.head.hash;
  }

  /** The newest block. */
  get head(): Block {
    return this.#head;
  }

  /**
   * Time that a block made now would have, unix seconds. It never goes back; blocks of one second share their time,
   * since to add a second to each would let a busy chain run away from the clock, and deadlines with it.
   */
  nextTimestamp(): number {
    return Math.max(unixSeconds(this.#options.clock), this.#head.timestamp);
  }

  /**
   * Takes a signed transaction.
   * @returns its hash, once the transaction is in a block and the block is on disk
   * @throws {RpcError} with the reason for which it is in none
   */
  submit(transaction: string): Promise<string> {
    if (this.#refusal !== undefined) return Promise.reject(this.#refusal);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ transaction, resolve, reject });
      this.#sealing ??= this.#sealAll();
    });
  }

  /** Finishes what waits, writes down the newest hash and takes nothing more. */
  async close(): Promise<void> {
    const failed = this.#refusal !== undefined;
    this.#refusal ??= new EmbeddedError('CHAIN_CLOSED', 'The chain is shutting down.');
    await this.#sealing;
    clearTimeout(this.#tipTimer);
    if (!failed) await this.#options.turns.take(() => this.#writeTip());
  }

  async #sealAll(): Promise<void> {
    // Requests that arrived in the same turn of the event loop join the first block.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      try {
        await this.#options.turns.take(() => this.#sealOne());
      } catch (error) {
        this.#fail(error);
      }
    }
    this.#sealing = undefined;
  }

  async #sealOne(): Promise<void> {
    const batch = this.#waiting.splice(0, MAX_BLOCK_TRANSACTIONS);
    const { originals, repeats } = splitRepeats(batch);
    try {
      const selection = await this.#select(originals);
      const mined = selection.selected.length === 0 ? [] : await this.#seal(selection);
      answer(selection, repeats, mined);
      const deferred = new Set(selection.deferred);
      const repeated = repeats.filter(({ original }) => deferred.has(original)).map(({ candidate }) => candidate);
      this.#waiting.unshift(...selection.deferred, ...repeated);
    } catch (error) {
      for (const { reject } of batch) reject(toError(error));
      throw error;
    }
  }

  /** A failure before the journal is written harms nobody but those who wait: they are told, and the pool is emptied. */
  async #select(candidates: readonly Candidate[]): Promise<Selection<Candidate>> {
    const { evm, blockGas } = this.#options;
    try {
      return await selectTransactions(evm, candidates, blockGas);
    } catch (error) {
      await evm.clearPool();
      const refused = new Map(candidates.map((candidate) => [candidate, toRpcError(error)]));
      return { selected: [], refused, deferred: [] };
    }
  }

  async #seal(selection: Selection<Candidate>): Promise<readonly string[]> {
    clearTimeout(this.#tipTimer);
    const timestamp = this.nextTimestamp();
    await this.#options.journal.appendBlock({
      parentHash: this.#head.hash,
      timestamp,
      transactions: selection.selected.map(({ candidate }) => candidate.transaction),
    });
    this.#head = await this.#options.evm.mine(timestamp);
    this.#tipTimer = setTimeout(() => {
      this.#options.turns.take(() => this.#writeTip()).catch((error) => this.#fail(error));
    }, TIP_DELAY_MS);
    return this.#head.transactions;
  }

  /** The hash of a block stands in the record of the next one; the newest has none yet and gets this record. */
  async #writeTip(): Promise<void> {
    const { hash } = this.#head;
    if (hash === this.#recordedTip) return;
    await this.#options.journal.appendTip(hash);
    this.#recordedTip = hash;
  }

  #fail(cause: unknown): void {
    const error = toError(cause);
    for (const { reject } of this.#waiting.splice(0)) reject(error);
    if (this.#refusal !== undefined) return;
    this.#refusal = error;
    this.#options.onFailure(error);
  }
}

interface Repeat {
  readonly candidate: Candidate;
  readonly original: Candidate;
}

/** Sets aside the transactions that are the same as an earlier one of the batch. */
function splitRepeats(batch: readonly Candidate[]): { originals: Candidate[]; repeats: Repeat[] } {
  const first = new Map<string, Candidate>();
  const repeats: Repeat[] = [];
  for (const candidate of batch) {
    const key = candidate.transaction.toLowerCase();
    const original = first.get(key);
    if (original === undefined) first.set(key, candidate);
    else repeats.push({ candidate, original });
  }
  return { originals: [...first.values()], repeats };
}

function answer(selection: Selection<Candidate>, repeats: readonly Repeat[], mined: readonly string[]): void {
  const included = new Set(mined);
  for (const { candidate, hash } of selection.selected) {
    if (included.has(hash)) candidate.resolve(hash);
    else candidate.reject(new RpcError(SERVER_ERROR, 'transaction could not be executed and was dropped'));
  }
  for (const [candidate, error] of selection.refused) candidate.reject(error);
  for (const { candidate, original } of repeats) {
    if (!selection.deferred.includes(original)) candidate.reject(selection.refused.get(original) ?? alreadyKnown());
  }
}

function toError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause));
}
