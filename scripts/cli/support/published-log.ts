/** Holds the log that a gateway publishes against the one that a chain node gives. */
import type { CorridorClient } from '../../../client/client.ts';
import { ProblemError } from '../../../client/problem.ts';
import { checkpointText, logOrigin } from '../../../protocol/log/checkpoint.ts';
import type { GatewayKey } from '../../../protocol/log/gateway-key.ts';
import { encodeLogLeaf, type LogLeaf } from '../../../protocol/log/log-leaf.ts';
import { type RebuiltLog, rebuildLog } from '../../../protocol/log/rebuild-log.ts';
import { openCheckpoint } from '../../../protocol/log/signed-checkpoint.ts';
import { HASH_BYTES, TILE_WIDTH, type Tile, tilePath, tileWidth } from '../../../protocol/log/tiles.ts';
import { entryBundle } from '../../../server/modules/log/entry-bundle.ts';

/** One way in which what is published is not what the chain gives. */
export interface LogDifference {
  readonly where: 'CHECKPOINT' | 'COSIGNED_CHECKPOINT' | 'TILE' | 'ENTRIES' | 'ALARM';
  /** Size of the checkpoint, or path of the tile. */
  readonly key: string;
  readonly problem:
    | 'NOT_SIGNED'
    | 'CONTRADICTED'
    | 'NO_ANSWER'
    | 'ROOT_DIFFERS'
    | 'HEADS_ROOT_DIFFERS'
    | 'BEYOND_CHAIN'
    | 'BYTES_DIFFER'
    | 'MISSING'
    | 'RAISED';
  readonly detail: string;
}

export interface PublishedLogAudit {
  readonly differences: readonly LogDifference[];
  readonly compared: { readonly actions: number; readonly tiles: number; readonly checkpoints: number };
  /** Actions that the newest checkpoint covers, and who signed or cosigned it. */
  readonly checkpoint: { readonly size: number; readonly cosigners: readonly string[] } | undefined;
}

export interface PublishedLogQuery {
  readonly client: CorridorClient;
  readonly ledgerId: string;
  /** Pinned. */
  readonly gateways: readonly GatewayKey[];
  readonly leaves: readonly LogLeaf[];
  readonly onProgress: (tiles: number) => void;
}

export async function auditPublishedLog(query: PublishedLogQuery): Promise<PublishedLogAudit> {
  const { client, leaves } = query;
  const log = rebuildLog(logOrigin(query.ledgerId), leaves);
  const newest = await auditCheckpoint('CHECKPOINT', client.readCheckpoint(), log, query);
  const other = await auditCheckpoint('COSIGNED_CHECKPOINT', orMissing(client.readCosignedCheckpoint()), log, query);
  // without a checkpoint that can be believed, everything that the chain has should be there
  const size = Math.min(newest?.size ?? log.size, log.size);
  const tiles = [...tilesOf(size)];
  const differences: LogDifference[] = [...(newest?.differences ?? []), ...(other?.differences ?? [])];
  for (const [done, tile] of tiles.entries()) {
    differences.push(...(await auditTile(client, tile, log, leaves)));
    query.onProgress(done + 1);
  }
  const { items } = await client.listAlarms();
  for (const { kind, gateway, size: at } of items) {
    const detail = `${kind} ${gateway}: the evidence is at GET /v1/log/alarms, and verifies by itself.`;
    differences.push({ where: 'ALARM', key: String(at), problem: 'RAISED', detail });
  }
  return {
    differences,
    compared: {
      actions: size,
      tiles: tiles.length,
      checkpoints: [newest?.opened, other?.opened].filter(Boolean).length,
    },
    checkpoint: newest?.opened,
  };
}

type Where = 'CHECKPOINT' | 'COSIGNED_CHECKPOINT';

interface CheckpointAudit {
  /** Undefined where no checkpoint is to be believed. */
  readonly size: number | undefined;
  readonly opened: { readonly size: number; readonly cosigners: readonly string[] } | undefined;
  readonly differences: readonly LogDifference[];
}

/** @returns undefined if there is none */
async function auditCheckpoint(
  where: Where,
  asked: Promise<string | undefined>,
  log: RebuiltLog,
  query: PublishedLogQuery,
): Promise<CheckpointAudit | undefined> {
  try {
    const note = await asked;
    return note === undefined ? undefined : checkpointOf(where, note, log, query);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status < 500) throw error;
    return { size: undefined, opened: undefined, differences: [{ where, key: '-', ...refusal(error) }] };
  }
}

function refusal({ code }: ProblemError): Pick<LogDifference, 'problem' | 'detail'> {
  return code === 'LOG_CONTRADICTED'
    ? { problem: 'CONTRADICTED', detail: 'The gateway finds that its log does not continue what it signed.' }
    : { problem: 'NO_ANSWER', detail: `The gateway failed to answer (${code}).` };
}

function checkpointOf(
  where: Where,
  note: string,
  log: RebuiltLog,
  { ledgerId, gateways }: PublishedLogQuery,
): CheckpointAudit {
  const opened = openCheckpoint(note, logOrigin(ledgerId), gateways);
  if (!opened.ok) {
    const detail = `No pinned gateway signed it for this ledger (${opened.reason}).`;
    return { size: undefined, opened: undefined, differences: [{ where, key: '-', problem: 'NOT_SIGNED', detail }] };
  }
  const { checkpoint, cosigners } = opened;
  const { size } = checkpoint;
  const signed = { size, cosigners: cosigners.map(({ name }) => name) };
  const differ = (problem: LogDifference['problem'], detail: string) => ({
    size,
    opened: signed,
    differences: [{ where, key: String(size), problem, detail }],
  });
  if (size > log.size) return differ('BEYOND_CHAIN', `It covers ${size} actions; the chain node has ${log.size}.`);
  const wanted = log.checkpointAt(size);
  if (checkpointText(wanted) === checkpointText(checkpoint)) return { size, opened: signed, differences: [] };
  const sameTree = checkpointText({ ...wanted, headsRoot: checkpoint.headsRoot }) === checkpointText(checkpoint);
  return sameTree
    ? differ('HEADS_ROOT_DIFFERS', 'The actions are the chain’s, the root of the head map is not.')
    : differ('ROOT_DIFFERS', 'The signed root is not that of the actions which the chain gives.');
}

/** Every tile and every entry bundle of a tree. */
function* tilesOf(size: number): Generator<Tile> {
  for (let index = 0; index * TILE_WIDTH < size; index += 1) {
    yield { level: 'entries', index, width: tileWidth(0, index, size) };
  }
  for (let level = 0, hashes = size; hashes > 0; level += 1, hashes = Math.floor(hashes / TILE_WIDTH)) {
    for (let index = 0; index * TILE_WIDTH < hashes; index += 1) {
      yield { level, index, width: tileWidth(level, index, size) };
    }
  }
}

async function auditTile(
  client: CorridorClient,
  tile: Tile,
  log: RebuiltLog,
  leaves: readonly LogLeaf[],
): Promise<LogDifference[]> {
  const where = tile.level === 'entries' ? 'ENTRIES' : 'TILE';
  const key = tilePath(tile);
  const served = await orMissing(client.readTile(tile));
  if (served === undefined) return [{ where, key, problem: 'MISSING', detail: 'The gateway does not serve it.' }];
  if (Buffer.from(served).equals(wantedTile(tile, log, leaves))) return [];
  return [{ where, key, problem: 'BYTES_DIFFER', detail: 'Its bytes are not those which the chain gives.' }];
}

function wantedTile({ level, index, width }: Tile, log: RebuiltLog, leaves: readonly LogLeaf[]): Uint8Array {
  if (level !== 'entries') return log.tile(level, index)?.subarray(0, width * HASH_BYTES) ?? new Uint8Array();
  const first = index * TILE_WIDTH;
  return entryBundle(leaves.slice(first, first + width).map(encodeLogLeaf));
}

/** What is not there is a finding, not a failure. */
async function orMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return undefined;
    throw error;
  }
}
