/**
 * The event feed: what was applied to the cases that a reader may see, in the order of the ledger, resumable.
 *
 * Nothing is kept for a reader. Each time it is ready for more, the index is asked from its place on, with the rights
 * that it has at that moment; so a slow reader costs no memory, and one whose session ended gets nothing more.
 */
import type { Db } from '../../database/pool.ts';
import { AppError, isAppError } from '../../errors/app-error.ts';
import type { Caller } from '../../http/caller.ts';
import { visibleTo } from '../cases/cases.policy.ts';
import { timelineEntry } from '../cases/timeline-view.ts';
import { type FeedPage, type FeedPlace, newestPlace, placeAt, readFeed } from '../projection/feed.repository.ts';
import type { Notifications } from '../projection/notifications.ts';
import { createWakeUp } from './wake-up.ts';

export interface FeedDeps {
  readonly db: Db;
  readonly notifications: Notifications;
  /** Pause between signs of life, milliseconds. */
  readonly heartbeatMs?: number;
  /** Streams that one party may have open at once. */
  readonly perParty?: number;
}

export type FeedEntry = ReturnType<typeof timelineEntry> & { readonly caseId: string };

/** One message to a reader; `id` is what it resumes with. */
export type FeedMessage =
  | { readonly type: 'ACTION'; readonly id: string; readonly entry: FeedEntry }
  /** The chain was reorganised behind the reader: what it knows may be wrong and is to be read again. */
  | { readonly type: 'RESET'; readonly id: string }
  /** A sign of life; everything up to `id` was looked at. */
  | { readonly type: 'PLACE'; readonly id: string };

export interface FeedRequest {
  /** Id of the last message that arrived. */
  readonly lastId: { readonly sequence: number; readonly hash: string } | undefined;
  readonly from: 'start' | 'now';
  /** Whether to go on when everything known was sent. */
  readonly follow: boolean;
  /** Who the reader is by now. @throws {AppError} if it may not read any more */
  readonly checkAgain: () => Promise<Caller>;
  /** Aborted when the answer is over, however it ended. */
  readonly signal: AbortSignal;
}

export type FeedService = ReturnType<typeof createFeedService>;

const HEARTBEAT_MS = 15_000;
const PER_PARTY = 100;
const PAGE = 200;
const RETRY_SECONDS = 30;

/** Makes the feed of one gateway. */
export function createFeedService(deps: FeedDeps) {
  const { db, notifications, heartbeatMs = HEARTBEAT_MS, perParty = PER_PARTY } = deps;
  const openByParty = new Map<string, number>();
  const closing = new AbortController();

  /** @returns gives the place back; @throws {AppError} RATE_LIMITED if the party has too many streams open */
  function takeSlot(partyId: string): () => void {
    const open = openByParty.get(partyId) ?? 0;
    if (open >= perParty) throw new AppError('RATE_LIMITED', { retryAfterSeconds: RETRY_SECONDS });
    openByParty.set(partyId, open + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const left = (openByParty.get(partyId) ?? 1) - 1;
      if (left === 0) openByParty.delete(partyId);
      else openByParty.set(partyId, left);
    };
  }

  async function* messages(start: FeedPlace, request: FeedRequest, release: () => void): AsyncGenerator<FeedMessage> {
    const { checkAgain, follow, signal } = request;
    const wakeUp = createWakeUp(notifications, heartbeatMs, [signal, closing.signal]);
    const over = () => signal.aborted || closing.signal.aborted;
    try {
      let place = start;
      yield { type: 'PLACE', id: idOf(place) };
      while (!over()) {
        const page = await readFeed(db, visibleTo(await checkAgain()), place, PAGE);
        place = page.place;
        yield* messagesOf(page);
        if (wakeUp.takeBeat()) yield { type: 'PLACE', id: idOf(place) };
        if (page.more) continue;
        if (!follow) return;
        await wakeUp.sleep();
      }
    } catch (error) {
      // signed out, revoked or too often: whoever asks again is told why, before the first byte
      if (!isAppError(error)) throw error;
    } finally {
      wakeUp.stop();
      release();
    }
  }

  return {
    /** Opens the feed for a reader. @throws {AppError} RATE_LIMITED */
    async open(caller: Caller, request: FeedRequest): Promise<AsyncGenerator<FeedMessage>> {
      const release = takeSlot(caller.partyId);
      request.signal.addEventListener('abort', release, { once: true });
      try {
        return messages(await startOf(db, request), request, release);
      } catch (error) {
        release();
        throw error;
      }
    },

    /** Ends every stream; their readers resume elsewhere or later. */
    close(): void {
      closing.abort();
    },
  };
}

/** Where a reader begins. An id that names no action of this ledger stays what it is, and the reader is reset. */
async function startOf(db: Db, { lastId, from }: FeedRequest): Promise<FeedPlace> {
  if (lastId !== undefined) {
    const found = await placeAt(db, lastId.sequence);
    return found !== undefined && hashOf(found) === lastId.hash
      ? found
      : { sequence: lastId.sequence, blockHash: `0x${lastId.hash}` };
  }
  const first = from === 'start' ? await placeAt(db, 0) : undefined;
  return first ?? newestPlace(db);
}

function messagesOf({ lost, place, rows }: FeedPage): FeedMessage[] {
  if (lost) return [{ type: 'RESET', id: idOf(place) }];
  return rows.map((row) => ({
    type: 'ACTION',
    id: idOf({ sequence: row.sequence, blockHash: row.block_hash }),
    entry: { caseId: row.case_id ?? '', ...timelineEntry(row) },
  }));
}

const hashOf = ({ blockHash }: FeedPlace) => blockHash.slice(2, 18);

/** A place as text. @see EVENT_ID */
function idOf(place: FeedPlace): string {
  return `${place.sequence}-${hashOf(place)}`;
}
