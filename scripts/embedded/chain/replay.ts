import { EmbeddedError } from '../errors.ts';
import type { Block, Evm } from './evm.ts';
import { readEdrVersion } from './evm.ts';
import type { Journal } from './journal.ts';
import type { BlockRecord, JournalHeader } from './journal-records.ts';
import { toRpcError } from './rpc-error.ts';

/** Where the replay ended. */
export interface Replayed {
  readonly head: Block;
  /** Whether the journal already confirms the head's hash. */
  readonly tipRecorded: boolean;
}

/**
 * Mines every journalled block again and compares each hash with the recorded one.
 *
 * @param onProgress told the number of each block that was replayed
 * @throws {EmbeddedError} REPLAY_MISMATCH naming the first block that differs, JOURNAL_CORRUPT
 */
export async function replayJournal(
  evm: Evm,
  journal: Journal,
  onProgress: (blockNumber: number) => void = () => undefined,
): Promise<Replayed> {
  let head = await evm.latestBlock();
  let tipRecorded = false;
  for await (const entry of journal.entries()) {
    const recorded = entry.type === 'BLOCK' ? entry.block.parentHash : entry.hash;
    if (recorded !== head.hash) {
      throw mismatch(journal.header, head.number, `its hash is ${head.hash}, recorded was ${recorded}`);
    }
    tipRecorded = entry.type === 'TIP';
    if (entry.type === 'BLOCK') {
      head = await replayBlock(evm, journal.header, entry.block, head.number + 1);
      onProgress(head.number);
    }
  }
  return { head, tipRecorded };
}

async function replayBlock(evm: Evm, header: JournalHeader, block: BlockRecord, number: number): Promise<Block> {
  try {
    for (const transaction of block.transactions) await evm.submit(transaction);
    return await evm.mine(block.timestamp);
  } catch (error) {
    throw mismatch(header, number, `it is refused: ${toRpcError(error).message}`);
  }
}

function mismatch(header: JournalHeader, blockNumber: number, why: string): EmbeddedError {
  return new EmbeddedError(
    'REPLAY_MISMATCH',
    `Block ${blockNumber} does not come out of the journal as it went in: ${why}. The journal was written with EVM ` +
      `${header.edrVersion}, installed is ${readEdrVersion()}. Install that version or restore a back-up; nothing is served.`,
    { blockNumber },
  );
}
