import { randomBytes, randomInt } from 'node:crypto';
import path from 'node:path';
import type { Clock } from '../../../server/platform/clock.ts';
import { systemClock, unixSeconds } from '../../../server/platform/clock.ts';
import { lockDirectory } from '../directory-lock.ts';
import { EmbeddedError } from '../errors.ts';
import { Evm, readEdrVersion } from './evm.ts';
import type { Journal } from './journal.ts';
import { openJournal } from './journal.ts';
import type { JournalHeader } from './journal-records.ts';
import { JOURNAL_FORMAT } from './journal-records.ts';
import { createDispatch } from './methods.ts';
import { replayJournal } from './replay.ts';
import { startRpcServer } from './rpc-server.ts';
import { Sealer } from './sealer.ts';
import { Turns } from './turns.ts';

/** P-256 has its precompile since Osaka. */
const HARDFORK = 'osaka';
/** At 7 wei EIP-1559 can lower the fee no further, and blocks are kept at half their limit, so it is never raised. */
const BASE_FEE_PER_GAS = 7;
const BLOCK_GAS_LIMIT = 120_000_000;
/** A million ether: what an account of the relayer has at genesis. */
const FUNDED_BALANCE = `0x${(10n ** 24n).toString(16)}`;
/** Range from which the chain id is drawn: above every id of a known development chain, within 31 bits. */
const CHAIN_ID_MIN = 2 ** 24;
const CHAIN_ID_MAX = 2 ** 31;

/** Where the chain lives and listens. */
export interface EmbeddedChainOptions {
  /** Directory that belongs to this chain alone; created when missing. */
  readonly dataDir: string;
  /** TCP port on 127.0.0.1; 0 or nothing chooses a free one. */
  readonly port?: number;
  /** How long to wait for a predecessor on the same directory to end, milliseconds; 0 or nothing does not wait. */
  readonly lockWaitMs?: number;
  /** Drives the time of blocks; the machine's clock when absent. */
  readonly clock?: Clock;
  /** Addresses that get money at genesis. At a later start each of them must have got it then. */
  readonly accounts?: readonly string[];
  /** Told the number of each block that was replayed. */
  readonly onReplayed?: (blockNumber: number) => void;
  /** Told once, when the chain can no longer make anything durable; it answers nothing but errors from then on. */
  readonly onFailure?: (error: Error) => void;
}

/** A running chain. */
export interface EmbeddedChain {
  /** JSON-RPC endpoint. */
  readonly url: string;
  readonly chainId: number;
  /** 32 random bytes, `0x` hex, drawn together with the chain. */
  readonly ledgerId: string;
  /** Finishes what was asked, flushes, and gives the data directory free. May be called again. */
  close(): Promise<void>;
}

/**
 * Starts the embedded chain: replays its journal, and serves JSON-RPC when every hash is as recorded.
 *
 * @throws {EmbeddedError} DATA_DIR_IN_USE, JOURNAL_CORRUPT, JOURNAL_UNSUPPORTED, REPLAY_MISMATCH, CHAIN_ACCOUNT_NOT_FUNDED
 */
export async function startEmbeddedChain(options: EmbeddedChainOptions): Promise<EmbeddedChain> {
  const dataDir = path.resolve(options.dataDir);
  const clock = options.clock ?? systemClock;
  const accounts = options.accounts ?? [];
  const lock = await lockDirectory(dataDir, options.lockWaitMs);
  let journal: Journal | undefined;
  try {
    journal = await openJournal(dataDir, () => makeHeader(clock, accounts));
    requireFunded(journal.header, accounts);
    const close = await serve(journal, dataDir, clock, options);
    return {
      url: close.url,
      chainId: journal.header.chainId,
      ledgerId: journal.header.ledgerId,
      close: once(async () => {
        await close.stop();
        lock.release();
      }),
    };
  } catch (error) {
    await journal?.close();
    lock.release();
    throw error;
  }
}

async function serve(
  journal: Journal,
  dataDir: string,
  clock: Clock,
  options: EmbeddedChainOptions,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const { header } = journal;
  const evm = await Evm.create(header, dataDir);
  const replayed = await replayJournal(evm, journal, options.onReplayed);
  if (!replayed.tipRecorded) await journal.appendTip(replayed.head.hash);
  const turns = new Turns();
  const sealer = new Sealer({
    evm,
    journal,
    clock,
    turns,
    head: replayed.head,
    // Half the limit is EIP-1559's target: up to it the base fee does not rise.
    blockGas: BigInt(header.blockGasLimit / 2),
    onFailure: options.onFailure ?? (() => undefined),
  });
  const server = await startRpcServer(createDispatch({ evm, sealer, turns, header }), options.port ?? 0);
  return {
    url: server.url,
    async stop() {
      await server.close();
      await sealer.close();
      await journal.close();
      await evm.close();
    },
  };
}

function makeHeader(clock: Clock, accounts: readonly string[]): JournalHeader {
  return {
    format: JOURNAL_FORMAT,
    chainId: randomInt(CHAIN_ID_MIN, CHAIN_ID_MAX),
    ledgerId: `0x${randomBytes(32).toString('hex')}`,
    hardfork: HARDFORK,
    edrVersion: readEdrVersion(),
    initialTime: unixSeconds(clock),
    baseFeePerGas: BASE_FEE_PER_GAS,
    blockGasLimit: BLOCK_GAS_LIMIT,
    funded: accounts.map((address) => ({ address, balance: FUNDED_BALANCE })),
  };
}

/** An account that came later has nothing and could send nothing: its key file was lost or replaced. */
function requireFunded(header: JournalHeader, accounts: readonly string[]): void {
  const funded = new Set(header.funded.map(({ address }) => address.toLowerCase()));
  const missing = accounts.find((address) => !funded.has(address.toLowerCase()));
  if (missing === undefined) return;
  throw new EmbeddedError(
    'CHAIN_ACCOUNT_NOT_FUNDED',
    `The account ${missing} has no money on this chain, which was made for ${[...funded].join(', ')}. ` +
      'Restore the key file that belongs to the data directory.',
    { account: missing },
  );
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}
