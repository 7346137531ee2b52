/**
 * Watches the other gateways. Each computes the log from its own chain node, so a checkpoint of another is right exactly
 * if our own log says the same at that size; then it is cosigned. If not, the two signed checkpoints of one size are the
 * evidence, which anyone with the two pinned keys can check without us.
 */
import { type Checkpoint, checkpointText } from '../../../protocol/log/checkpoint.ts';
import type { GatewayKey } from '../../../protocol/log/gateway-key.ts';
import { formatNote, parseNote } from '../../../protocol/log/note.ts';
import type { NoteSecretKey } from '../../../protocol/log/note-key.ts';
import { cosignCheckpoint, openCheckpoint, signCheckpoint } from '../../../protocol/log/signed-checkpoint.ts';
import type { Db } from '../../database/pool.ts';
import { type Clock, isoSeconds, unixSeconds } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { createLoop } from '../../platform/loop.ts';
import type { PeerClient } from './peer-client.ts';
import {
  countAlarms,
  findWitnessed,
  insertAlarm,
  listAlarms,
  listWitnessed,
  storeWitnessed,
} from './witness.repository.ts';

/** Alarms shown at most, newest first. */
const SHOWN = 100;

/** A pinned gateway and how it is reached. */
export interface Peer {
  readonly key: GatewayKey;
  readonly client: PeerClient;
}

export interface WitnessDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly origin: string;
  readonly secret: NoteSecretKey;
  readonly peers: readonly Peer[];
  readonly intervalMs: number;
  /** Leaves of our own log. */
  readonly size: () => Promise<number>;
  /** What our own log says at a size. */
  readonly checkpointAt: (size: number) => Promise<Checkpoint>;
}

/** What came of looking at another gateway once. */
export type Sighting =
  /** It agrees, and our cosignature was handed in. */
  | 'COSIGNED'
  /** It shows less than it has shown before; nothing is said about that. */
  | 'OLDER'
  /** Our own log is not so far yet. */
  | 'AHEAD_OF_US'
  /** Not a checkpoint of this log, or not signed by the pinned key. */
  | 'NOT_BELIEVED'
  /** It contradicts our log; an alarm was raised. */
  | 'CONTRADICTS';

export type AlarmKind = 'GATEWAY_CONTRADICTS' | 'OWN_LOG_CHANGED';

export type WitnessService = ReturnType<typeof createWitness>;

export function createWitness(deps: WitnessDeps) {
  const { db, clock, logger, origin, secret } = deps;

  async function look({ key, client }: Peer): Promise<Sighting> {
    const note = await client.fetchCheckpoint();
    const opened = openCheckpoint(note, origin, [key]);
    if (!opened.ok) {
      logger.error({ gateway: key.name, reason: opened.reason }, 'the checkpoint of another gateway is not believed');
      return 'NOT_BELIEVED';
    }
    const { size } = opened.checkpoint;
    if (size > (await deps.size())) return 'AHEAD_OF_US';
    const witnessed = await findWitnessed(db, key.name);
    const own = await deps.checkpointAt(size);
    if (opened.note.text !== checkpointText(own)) {
      // what it signed itself before for this size is better evidence than what we sign
      const before = witnessed?.size === size ? witnessed.note : undefined;
      const equivocates = before !== undefined && parseNote(before).text !== opened.note.text;
      const second = equivocates ? before : signCheckpoint(own, secret, unixSeconds(clock));
      await raise('GATEWAY_CONTRADICTS', key.name, size, [note, second]);
      return 'CONTRADICTS';
    }
    // a cosignature says that this is the newest that we have seen
    if (witnessed !== undefined && size < witnessed.size) return 'OLDER';
    const time = unixSeconds(clock);
    const { text } = opened.note;
    await client.sendCosignature(formatNote({ text, signatures: [cosignCheckpoint(note, secret, time)] }));
    await storeWitnessed(db, { gateway: key.name, size, note, witnessed_at: time });
    return 'COSIGNED';
  }

  async function raise(
    kind: AlarmKind,
    gateway: string,
    size: number,
    [first, second]: readonly [string, string?],
  ): Promise<void> {
    const raised_at = unixSeconds(clock);
    const row = { kind, gateway, size, first_note: first, second_note: second ?? null, raised_at };
    if (!(await insertAlarm(db, row))) return;
    logger.fatal({ alarm: kind, gateway, size }, 'history was rewritten or split; see /v1/log/alarms');
  }

  const loops = deps.peers.map((peer) =>
    createLoop({
      name: `witness ${peer.key.name}`,
      logger,
      intervalMs: deps.intervalMs,
      step: async () => {
        await look(peer);
        return false;
      },
    }),
  );

  return {
    start: () => {
      for (const loop of loops) loop.start();
    },
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },

    /** Looks at every pinned gateway now; for tests and tools. @returns what came of it, by name */
    async lookNow(): Promise<Readonly<Record<string, Sighting>>> {
      const found = await Promise.all(deps.peers.map(async (peer) => [peer.key.name, await look(peer)] as const));
      return Object.fromEntries(found);
    },

    /** Our own chain no longer leads to a checkpoint that we signed. */
    ownLogChanged: (note: string, size: number) => raise('OWN_LOG_CHANGED', secret.name, size, [note]),

    /** Alarms with their evidence, newest first. */
    async alarms() {
      const rows = await listAlarms(db, SHOWN);
      return rows.map((row) => ({
        kind: row.kind,
        gateway: row.gateway,
        size: row.size,
        raisedAt: isoSeconds(row.raised_at),
        checkpoints: row.second_note === null ? [row.first_note] : [row.first_note, row.second_note],
      }));
    },

    alarmCount: () => countAlarms(db),

    /** Seconds since each gateway was last found to agree. */
    async secondsSinceAgreement(): Promise<readonly (readonly [gateway: string, seconds: number])[]> {
      const now = unixSeconds(clock);
      return (await listWitnessed(db)).map(({ gateway, witnessed_at }) => [gateway, now - witnessed_at]);
    },
  };
}
