/** The transparency log as it is published: checkpoints signed by this gateway, proofs, tiles, cosignatures of others. */

import { type Checkpoint, checkpointText } from '../../../protocol/log/checkpoint.ts';
import { cosignerKey, formatGatewayKey, type GatewayKey, gatewayOf } from '../../../protocol/log/gateway-key.ts';
import type { HeadProof } from '../../../protocol/log/head-map.ts';
import { encodeLogLeaf, type HeadKind, type LogLeaf } from '../../../protocol/log/log-leaf.ts';
import { formatNote, type NoteSignature, parseNote } from '../../../protocol/log/note.ts';
import { checkSignature, type NoteSecretKey } from '../../../protocol/log/note-key.ts';
import { signCheckpoint } from '../../../protocol/log/signed-checkpoint.ts';
import { HASH_BYTES, TILE_WIDTH, type Tile, tileWidth } from '../../../protocol/log/tiles.ts';
import type { ConsistencyProof, InclusionProof } from '../../../protocol/log/tree-proofs.ts';
import type { Db } from '../../database/pool.ts';
import { AppError } from '../../errors/app-error.ts';
import { type Clock, unixSeconds } from '../../platform/clock.ts';
import {
  type CheckpointRow,
  checkpointOf,
  cosignaturesOf,
  newestCheckpoint,
  newestCosigned,
  storeCheckpoint,
  storeCosignature,
} from './checkpoints.repository.ts';
import { entryBundle } from './entry-bundle.ts';
import { createLogReader } from './log-reader.ts';
import type { LeavesAfter } from './log-writer.ts';

/** A checkpoint of the same size is signed again with a newer time after this, seconds. */
const RENEW_SECONDS = 10;

export interface LogServiceDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
  readonly secret: NoteSecretKey;
  /** Other gateways, pinned. */
  readonly witnesses: readonly GatewayKey[];
  readonly leavesAfter: LeavesAfter;
  /** Sequence of an applied action. */
  readonly sequenceOf: (digest: string) => Promise<number | undefined>;
  /** Told when the log no longer continues a checkpoint that was signed. @param note the signed one */
  readonly onContradiction: (note: string, size: number) => Promise<void>;
}

export type LogService = ReturnType<typeof createLogService>;

export function createLogService(deps: LogServiceDeps) {
  const { db, clock, origin, secret, witnesses, leavesAfter } = deps;
  const reader = createLogReader(db, origin);
  const own = gatewayOf(secret);

  /** The newest size, if it continues what was signed before. @throws {AppError} LOG_BEHIND, LOG_CONTRADICTED */
  async function soundSize(): Promise<{ readonly size: number; readonly signed: CheckpointRow | undefined }> {
    const signed = await newestCheckpoint(db);
    const { size } = await reader.state();
    if (signed === undefined) return { size, signed };
    if (signed.size > size)
      throw new AppError('LOG_BEHIND', { retryAfterSeconds: 1, params: { size, signed: signed.size } });
    if (checkpointText(await reader.checkpointAt(signed.size)) !== signed.text) {
      await deps.onContradiction(signed.note, signed.size);
      throw new AppError('LOG_CONTRADICTED', { params: { size: signed.size } });
    }
    return { size, signed };
  }

  async function newest(): Promise<CheckpointRow> {
    const { size, signed } = await soundSize();
    const now = unixSeconds(clock);
    if (signed !== undefined && signed.size === size && now < signed.signed_at + RENEW_SECONDS) return signed;
    const checkpoint = await reader.checkpointAt(size);
    const note = signCheckpoint(checkpoint, secret, now);
    const row = { size, text: checkpointText(checkpoint), note, signed_at: now };
    await storeCheckpoint(db, row);
    return row;
  }

  async function leafOf(sequence: number): Promise<LogLeaf> {
    const [leaf] = sequence < 1 ? [] : await leavesAfter(db, sequence - 1, 1);
    if (leaf === undefined || leaf.sequence !== sequence) throw new AppError('LOG_ENTRY_NOT_FOUND');
    return leaf;
  }

  async function requireSize(size: number): Promise<number> {
    const state = await reader.state();
    if (size > state.size) throw new AppError('LOG_SIZE_NOT_AVAILABLE', { params: { size: state.size } });
    return size;
  }

  return {
    async describe() {
      const { size } = await reader.state();
      return { origin, size, gateway: formatGatewayKey(own), witnesses: witnesses.map(formatGatewayKey) };
    },

    /**
     * The newest checkpoint, signed, with the cosignatures that came for it.
     * @throws {AppError} LOG_BEHIND, LOG_CONTRADICTED
     */
    async checkpoint(): Promise<string> {
      return withCosignatures(db, await newest());
    },

    /** The newest checkpoint that another gateway cosigned. @throws {AppError} LOG_NOT_COSIGNED */
    async cosignedCheckpoint(): Promise<string> {
      const size = await newestCosigned(db);
      const row = Number.isFinite(size) ? await checkpointOf(db, size) : undefined;
      if (row === undefined) throw new AppError('LOG_NOT_COSIGNED');
      return withCosignatures(db, row);
    },

    /** What a checkpoint of any size up to the present one says. @throws {AppError} LOG_SIZE_NOT_AVAILABLE */
    async checkpointAt(size: number): Promise<Checkpoint> {
      return reader.checkpointAt(await requireSize(size));
    },

    /** @throws {AppError} LOG_ENTRY_NOT_FOUND, LOG_SIZE_NOT_AVAILABLE */
    async inclusion(
      action: { readonly digest?: string | undefined; readonly sequence?: number | undefined },
      wanted?: number,
    ): Promise<{ readonly leaf: LogLeaf; readonly proof: InclusionProof }> {
      const sequence = action.sequence ?? (await deps.sequenceOf(action.digest ?? ''));
      const size = wanted === undefined ? (await newest()).size : await requireSize(wanted);
      if (sequence === undefined || sequence < 1 || sequence > size) throw new AppError('LOG_ENTRY_NOT_FOUND');
      return { leaf: await leafOf(sequence), proof: await reader.inclusion(sequence, size) };
    },

    /** @throws {AppError} LOG_SIZE_NOT_AVAILABLE if the log is smaller, or `from` is larger than `to` */
    async consistency(from: number, to: number): Promise<ConsistencyProof> {
      await requireSize(to);
      if (from > to) throw new AppError('LOG_SIZE_NOT_AVAILABLE', { params: { from, to } });
      return reader.consistency(from, to);
    },

    /** @throws {AppError} LOG_SIZE_NOT_AVAILABLE if the map is not kept as it stood at this size */
    async head(
      kind: HeadKind,
      id: string,
      wanted?: number,
    ): Promise<{ readonly size: number; readonly proof: HeadProof }> {
      const size = wanted === undefined ? (await newest()).size : await requireSize(wanted);
      const proof = await reader.head({ kind, id }, size);
      if (proof === undefined) throw new AppError('LOG_SIZE_NOT_AVAILABLE', { params: { size } });
      return { size, proof };
    },

    /** Bytes of a tile or of an entry bundle. @throws {AppError} LOG_TILE_NOT_FOUND */
    async tile({ level, index, width }: Tile): Promise<Uint8Array> {
      const { size } = await reader.state();
      if (tileWidth(level === 'entries' ? 0 : level, index, size) < width) throw new AppError('LOG_TILE_NOT_FOUND');
      if (level === 'entries') {
        return entryBundle((await leavesAfter(db, index * TILE_WIDTH, width)).map(encodeLogLeaf));
      }
      const bytes = await reader.tile(level, index);
      if (bytes === undefined) throw new AppError('LOG_TILE_NOT_FOUND');
      return bytes.subarray(0, width * HASH_BYTES);
    },

    /**
     * Takes the cosignature of a pinned gateway under one of our checkpoints.
     * @throws {AppError} COSIGNATURE_INVALID, CHECKPOINT_UNKNOWN
     */
    async addCosignature(note: string) {
      const { text, signatures } = readNote(note);
      const found = findCosignature(text, signatures, witnesses);
      if (found === undefined) throw new AppError('COSIGNATURE_INVALID');
      const size = Number(text.split('\n')[1]);
      const row = Number.isSafeInteger(size) ? await checkpointOf(db, size) : undefined;
      if (row?.text !== text) throw new AppError('CHECKPOINT_UNKNOWN');
      const line = formatNote({ text, signatures: [found.line] }).slice(text.length + 1);
      await storeCosignature(db, { size, key_name: found.line.keyName, line, signed_at: found.time });
      return { size, gateway: found.line.keyName, time: found.time };
    },
  };
}

async function withCosignatures(db: Db, { size, note }: CheckpointRow): Promise<string> {
  const lines = await cosignaturesOf(db, size);
  return note + lines.map(({ line }) => line).join('');
}

function readNote(note: string) {
  try {
    return parseNote(note);
  } catch (cause) {
    throw new AppError('COSIGNATURE_INVALID', { cause });
  }
}

function findCosignature(text: string, lines: readonly NoteSignature[], witnesses: readonly GatewayKey[]) {
  for (const line of lines) {
    for (const witness of witnesses) {
      const checked = checkSignature(text, line, cosignerKey(witness));
      if (checked.outcome === 'VALID') return { line, time: checked.time ?? 0 };
    }
  }
  return undefined;
}
