/**
 * Reads one range of blocks and proves to itself that nothing is missing: block hashes agree before and after, the
 * sequence has no gap, and the hash chain over the digests ends where the ledger says. A node's log index that omits a
 * log is answered by reading receipts instead; if that does not help, the range is refused.
 */
import { nextHead } from '../../../protocol/actions.ts';
import {
  type AppliedAction,
  type ChainItem,
  type ChainLog,
  decodeLogs,
  type Founding,
  type RefusedAction,
} from '../../chain/event-decoder.ts';
import type { ChainBlock, LedgerClient } from '../../chain/ledger-client.ts';
import type { Logger } from '../../platform/logger.ts';

/** Where reading stands: a block, and what the ledger looked like at its end. */
export interface ReadPosition {
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly blockTime: number;
  readonly sequence: number;
  readonly ledgerHead: string;
}

export interface ReadBlock extends ReadPosition {
  readonly parentHash: string;
}

export interface ReadRange {
  /** Blocks with events and the last block, ascending. */
  readonly blocks: readonly ReadBlock[];
  readonly applied: readonly AppliedAction[];
  readonly refused: readonly RefusedAction[];
  readonly founding: readonly Founding[];
}

/** The chain's own record has a hole or contradicts itself; reading stops until it does not. */
export class ChainGapError extends Error {
  override readonly name = 'ChainGapError';
  readonly code = 'CHAIN_GAP';
  readonly expectedSequence: number;

  constructor(expectedSequence: number, detail: string) {
    super(detail);
    this.expectedSequence = expectedSequence;
  }
}

/**
 * Reads from the block after a position to a block.
 * @returns undefined if the chain changed underneath; the caller looks for a reorganisation and tries again
 * @throws {ChainGapError} if events are missing in the receipts as well
 */
export async function readRange(
  chain: LedgerClient,
  from: ReadPosition,
  toBlock: number,
  logger: Logger,
): Promise<ReadRange | undefined> {
  const first = from.blockNumber + 1;
  const [start, end] = await Promise.all([chain.block(first), chain.block(toBlock)]);
  if (start === undefined || end === undefined) return undefined;
  if (start.parentHash !== from.blockHash) return undefined;
  const logs = await chain.logs(first, toBlock);
  const headers = await headersOf(chain, logs, end);
  if (headers === undefined) return undefined;
  try {
    return assemble(from, headers, decodeLogs(logs, chain.addresses));
  } catch (error) {
    if (!(error instanceof ChainGapError)) throw error;
    logger.warn({ first, toBlock, err: error }, 'the log index of the node has a gap; reading receipts');
    return readByReceipts(chain, from, first, toBlock, end);
  }
}

async function readByReceipts(
  chain: LedgerClient,
  from: ReadPosition,
  first: number,
  toBlock: number,
  end: ChainBlock,
): Promise<ReadRange | undefined> {
  const logs: ChainLog[] = [];
  for (let number = first; number <= toBlock; number++) logs.push(...(await chain.logsByReceipts(number)));
  const headers = await headersOf(chain, logs, end);
  return headers === undefined ? undefined : assemble(from, headers, decodeLogs(logs, chain.addresses));
}

/** Headers of the blocks that the logs stand in and of the last one; undefined if one is not what the logs say. */
async function headersOf(
  chain: LedgerClient,
  logs: readonly ChainLog[],
  end: ChainBlock,
): Promise<ChainBlock[] | undefined> {
  const expected = new Map<number, string>([[end.number, end.hash]]);
  for (const { blockNumber, blockHash } of logs) {
    if ((expected.get(blockNumber) ?? blockHash) !== blockHash) return undefined;
    expected.set(blockNumber, blockHash);
  }
  const numbers = [...expected.keys()].sort((a, b) => a - b);
  const headers = await Promise.all(numbers.map((number) => chain.block(number)));
  const sound = headers.every((header) => header !== undefined && header.hash === expected.get(header.number));
  return sound ? headers.filter((header) => header !== undefined) : undefined;
}

function assemble(from: ReadPosition, headers: readonly ChainBlock[], items: readonly ChainItem[]): ReadRange {
  const applied: AppliedAction[] = [];
  const refused: RefusedAction[] = [];
  const founding: Founding[] = [];
  const ends = new Map<number, { sequence: number; ledgerHead: string }>();
  let { sequence, ledgerHead } = from;
  for (const item of items) {
    if (item.type === 'APPLIED') {
      if (item.sequence !== sequence + 1) {
        throw new ChainGapError(sequence + 1, `sequence ${sequence + 1} is missing before ${item.sequence}`);
      }
      sequence = item.sequence;
      ledgerHead = nextHead(ledgerHead, item.digest);
      applied.push(item);
    } else if (item.type === 'BATCH_END') {
      if (item.sequence !== sequence || item.ledgerHead !== ledgerHead) {
        throw new ChainGapError(sequence + 1, `a batch ends at ${item.sequence}, read up to ${sequence}`);
      }
    } else if (item.type === 'REFUSED') refused.push(item);
    else founding.push(item);
    ends.set(item.blockNumber, { sequence, ledgerHead });
  }
  return { blocks: blocksOf(from, headers, ends), applied, refused, founding };
}

function blocksOf(
  from: ReadPosition,
  headers: readonly ChainBlock[],
  ends: ReadonlyMap<number, { sequence: number; ledgerHead: string }>,
): ReadBlock[] {
  let last = { sequence: from.sequence, ledgerHead: from.ledgerHead };
  return headers.map(({ number, hash, parentHash, time }) => {
    last = ends.get(number) ?? last;
    return { blockNumber: number, blockHash: hash, parentHash, blockTime: time, ...last };
  });
}
