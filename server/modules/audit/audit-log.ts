/**
 * Compares the stored log with the one that the chain gives: every tile, every page of the head map, every checkpoint
 * that this gateway signed and every cosignature below one.
 */
import { type Checkpoint, checkpointText } from '../../../protocol/log/checkpoint.ts';
import { cosignerKey, type GatewayKey } from '../../../protocol/log/gateway-key.ts';
import type { HeadPage } from '../../../protocol/log/head-page.ts';
import { type Note, parseNote } from '../../../protocol/log/note.ts';
import { checkSignature } from '../../../protocol/log/note-key.ts';
import { type RebuiltLog, rebuildLog } from '../../../protocol/log/rebuild-log.ts';
import { openCheckpoint } from '../../../protocol/log/signed-checkpoint.ts';
import type { Db } from '../../database/pool.ts';
import type { CheckpointRow, CosignatureRow } from '../log/checkpoints.repository.ts';
import { leafOfEvent } from '../log/leaves.ts';
import { readState, type TileRow } from '../log/log.repository.ts';
import {
  type StoredPage,
  storedCheckpoints,
  storedCosignatures,
  storedPages,
  storedTiles,
} from '../log/stored-log.repository.ts';
import type { EventRow } from '../projection/rows.ts';
import { type AnyRow, compareRows, type Difference } from './compare-rows.ts';

/** What the log of a gateway is signed with, and by whom it may be cosigned. */
export interface LogIdentity {
  readonly origin: string;
  readonly own: GatewayKey;
  readonly witnesses: readonly GatewayKey[];
}

export interface LogAudit {
  readonly differences: readonly Difference[];
  readonly tiles: number;
  readonly checkpoints: number;
}

/** @param events what the chain gives, in order */
export async function auditLog(db: Db, identity: LogIdentity, events: readonly EventRow[]): Promise<LogAudit> {
  const kept = await storedPages(db);
  const bySize = Map.groupBy(kept, ({ fromSize }) => fromSize);
  const expected: AnyRow[] = [];
  // the deployment stands before the first action and is no leaf
  const leaves = events.filter(({ sequence }) => sequence > 0).map(leafOfEvent);
  const log = rebuildLog(identity.origin, leaves, (size, pages) => {
    expected.push(...(bySize.get(size) ?? []).flatMap(({ prefix }) => pageAt(prefix, size, pages.get(prefix))));
  });
  const [state, tiles, checkpoints] = [await readState(db), await storedTiles(db), await storedCheckpoints(db)];
  const cosignatures = await storedCosignatures(db);
  return {
    tiles: tiles.length,
    checkpoints: checkpoints.length,
    differences: [
      ...compareRows('log_state', [{ id: 1, size: log.size }], [{ id: 1, size: state.size }], 'LOG'),
      ...compareRows('log_tiles', log.tiles.map(tileText), tiles.map(tileText), 'LOG'),
      ...compareRows('log_head_pages', [...expected, ...newestMissing(log, kept)], kept.map(pageText), 'LOG'),
      ...checkpoints.flatMap((row) => auditCheckpoint(row, log, identity)),
      ...cosignatures.flatMap((row) => auditCosignature(row, checkpoints, identity)),
    ],
  };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const tileText = ({ series, level, position, bytes }: TileRow) => ({ series, level, position, bytes: hex(bytes) });
const pageText = ({ prefix, fromSize, bytes }: StoredPage) => ({ prefix, from_size: fromSize, bytes: hex(bytes) });

function pageAt(prefix: string, size: number, page: HeadPage | undefined): AnyRow[] {
  return page === undefined ? [] : [{ prefix, from_size: size, bytes: hex(page.encode()) }];
}

/** Pages whose newest version is not the one that is in force: it was taken out. */
function newestMissing({ pages, size }: RebuiltLog, kept: readonly StoredPage[]): AnyRow[] {
  // oldest first, so the newest stays
  const newest = new Map(kept.map((page) => [page.prefix, hex(page.bytes)]));
  const versions = new Map(kept.map((page) => [page.prefix, page.fromSize]));
  return [...pages].flatMap(([prefix, page]) => {
    const bytes = hex(page.encode());
    if (newest.get(prefix) === bytes) return [];
    return [{ prefix, from_size: versions.get(prefix) ?? size, bytes }];
  });
}

function auditCheckpoint(row: CheckpointRow, log: RebuiltLog, { origin, own }: LogIdentity): Difference[] {
  const base = { where: 'LOG' as const, table: 'log_checkpoints', key: String(row.size) };
  if (row.size > log.size) {
    const detail = `Signed for ${row.size} actions; the chain has ${log.size}.`;
    return [{ ...base, column: null, problem: 'ROW_UNEXPECTED', detail }];
  }
  const differences: Difference[] = [];
  const wanted: Checkpoint = log.checkpointAt(row.size);
  if (row.text !== checkpointText(wanted)) {
    const detail = 'The signed root, or that of the head map, is not the one that the chain gives.';
    differences.push({ ...base, column: 'text', problem: 'ROOT_DIFFERS', detail });
  }
  const opened = openCheckpoint(row.note, origin, [own]);
  if (!opened.ok || opened.note.text !== row.text) {
    const detail = `The note is not signed by this gateway (${opened.ok ? 'OTHER_TEXT' : opened.reason}).`;
    differences.push({ ...base, column: 'note', problem: 'SIGNATURE_INVALID', detail });
  }
  return differences;
}

/** Lines of gateways that are not pinned any more cannot be checked, and nobody is shown them as theirs. */
function auditCosignature(
  { size, key_name, line }: CosignatureRow,
  checkpoints: readonly CheckpointRow[],
  { witnesses }: LogIdentity,
): Difference[] {
  const base = { where: 'LOG' as const, table: 'log_cosignatures', key: `${size}/${key_name}` };
  const checkpoint = checkpoints.find((row) => row.size === size);
  if (checkpoint === undefined) {
    return [{ ...base, column: null, problem: 'ROW_UNEXPECTED', detail: 'No checkpoint of this size is kept.' }];
  }
  const witness = witnesses.find(({ name }) => name === key_name);
  if (witness === undefined) return [];
  const [signature] = noteOf(`${checkpoint.text}\n${line}`)?.signatures ?? [];
  const valid =
    signature !== undefined && checkSignature(checkpoint.text, signature, cosignerKey(witness)).outcome === 'VALID';
  if (valid) return [];
  return [{ ...base, column: 'line', problem: 'SIGNATURE_INVALID', detail: `${key_name} has not signed this.` }];
}

function noteOf(text: string): Note | undefined {
  try {
    return parseNote(text);
  } catch {
    return undefined;
  }
}
