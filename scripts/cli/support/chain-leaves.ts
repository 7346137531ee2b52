/**
 * Leaves of the log, read from a chain node and from nobody else: each range of blocks proves to itself that no event is
 * missing. With a state file, one line of JSON a range, reading goes on where it stopped.
 */
import { appendFile, readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import type { LedgerDomain } from '../../../protocol/actions.ts';
import { decodeLogLeaf, encodeLogLeaf, type LogLeaf } from '../../../protocol/log/log-leaf.ts';
import { readDeployment } from '../../../server/chain/deployment.ts';
import { ZERO_32 } from '../../../server/chain/hex.ts';
import { createLedgerClient, type LedgerClient } from '../../../server/chain/ledger-client.ts';
import { openRpc } from '../../../server/chain/rpc.ts';
import { leafOfEvent } from '../../../server/modules/log/leaves.ts';
import { type ReadPosition, readRange } from '../../../server/modules/projection/chain-reader.ts';
import { eventRows } from '../../../server/modules/projection/projector.ts';
import { silentLogger } from '../../../server/platform/logger.ts';
import { CliError } from './cli-error.ts';

const RANGE_BLOCKS = 1_000;
/** A node that is reorganised under the reader is asked again, so often. */
const MOST_REORGANISATIONS = 10;

export interface LeavesRead {
  readonly leaves: readonly LogLeaf[];
  /** Up to where the chain was read. */
  readonly upTo: { readonly blockNumber: number; readonly blockHash: string };
}

export interface LeavesQuery {
  readonly rpcUrl: string;
  readonly ledger: LedgerDomain;
  /** Where the place is kept; nothing is kept without one. */
  readonly stateFile: string | undefined;
  /** Told how far it is. */
  readonly onProgress: (block: number, lastBlock: number, leaves: number) => void;
}

/** @throws {CliError} CHAIN_MOVES; whatever the node is refused for */
export async function readLeaves({ rpcUrl, ledger, stateFile, onProgress }: LeavesQuery): Promise<LeavesRead> {
  const rpc = openRpc({ url: rpcUrl });
  try {
    const { registry } = await readDeployment(rpc, { ...ledger, ledger: ledger.verifyingContract });
    const chain = createLedgerClient({ rpc, domain: ledger, registry });
    const last = (await chain.block('latest'))?.number ?? 0;
    let { at, leaves } = await resume(chain, ledger, stateFile);
    for (let moves = 0; at.blockNumber < last; ) {
      const range = await readRange(chain, at, Math.min(last, at.blockNumber + RANGE_BLOCKS), silentLogger());
      if (range === undefined) {
        moves += 1;
        if (moves > MOST_REORGANISATIONS) throw chainMoves();
        ({ at, leaves } = await resume(chain, ledger, stateFile));
        continue;
      }
      const rows = eventRows(range).filter(({ sequence }) => sequence > 0);
      const fresh = rows.map(leafOfEvent);
      at = range.blocks.at(-1) ?? at;
      leaves = leaves.concat(fresh);
      if (stateFile !== undefined) await keep(stateFile, ledger, at, fresh);
      onProgress(at.blockNumber, last, leaves.length);
    }
    return { leaves, upTo: { blockNumber: at.blockNumber, blockHash: at.blockHash } };
  } finally {
    rpc.close();
  }
}

function chainMoves(): CliError {
  return new CliError(
    'CHAIN_MOVES',
    'The chain was reorganised again and again while it was read.',
    'Try again later.',
  );
}

const stateLine = z.object({
  ledgerId: z.string(),
  at: z.object({
    blockNumber: z.int(),
    blockHash: z.string(),
    blockTime: z.int(),
    sequence: z.int(),
    ledgerHead: z.string(),
  }),
  /** Encoded leaves of the range, base64. */
  leaves: z.array(z.string()),
});

/** Where reading goes on: where it stopped, if the chain still has that block; else at its beginning. */
async function resume(
  chain: LedgerClient,
  { ledgerId }: LedgerDomain,
  stateFile: string | undefined,
): Promise<{ at: ReadPosition; leaves: LogLeaf[] }> {
  const lines = stateFile === undefined ? [] : await readState(stateFile, ledgerId);
  const at = lines.at(-1)?.at;
  if (at !== undefined && (await chain.block(at.blockNumber))?.hash === at.blockHash) {
    const leaves = lines.flatMap((line) => line.leaves.map((leaf) => decodeLogLeaf(Buffer.from(leaf, 'base64'))));
    return { at, leaves };
  }
  if (stateFile !== undefined) await rm(stateFile, { force: true });
  const first = await chain.block(0);
  const start = { blockHash: first?.hash ?? ZERO_32, blockTime: first?.time ?? 0, ledgerHead: ZERO_32 };
  return { at: { blockNumber: 0, sequence: 0, ...start }, leaves: [] };
}

/** Whole lines of the same ledger; a line that was cut off ends it, as does one that is no state. */
async function readState(file: string, ledgerId: string): Promise<z.infer<typeof stateLine>[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const lines: z.infer<typeof stateLine>[] = [];
  for (const line of text.split('\n').slice(0, -1)) {
    const parsed = stateLine.safeParse(jsonOf(line));
    if (!parsed.success || parsed.data.ledgerId !== ledgerId) return [];
    lines.push(parsed.data);
  }
  return lines;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

async function keep(file: string, { ledgerId }: LedgerDomain, at: ReadPosition, leaves: readonly LogLeaf[]) {
  const { blockNumber, blockHash, blockTime, sequence, ledgerHead } = at;
  const encoded = leaves.map((leaf) => Buffer.from(encodeLogLeaf(leaf)).toString('base64'));
  const line = { ledgerId, at: { blockNumber, blockHash, blockTime, sequence, ledgerHead }, leaves: encoded };
  await appendFile(file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
}
