/** Following a case: new timeline entries as the index reads them. */
import { setTimeout as delay } from 'node:timers/promises';
import type { CorridorClient } from '../../../client/client.ts';
import type { TimelineEntry } from '../../../client/types.ts';
import { localTime } from './output.ts';
import type { NameOf } from './render-case.ts';

const POLL_MS = 1000;

export const TIMELINE_HEAD = ['seq', 'anchored', 'party', 'what'];

export function timelineRow({ sequence, anchoredAt, partyId, summary }: TimelineEntry, nameOf: NameOf): string[] {
  return [String(sequence).padStart(5), localTime(anchoredAt), nameOf(partyId), summary];
}

export interface WatchOptions {
  /** End when a declaration is shown in this state. */
  readonly until?: string | undefined;
  /** Seconds. */
  readonly timeout?: number | undefined;
}

/** @returns false if time was up before the state was reached */
export async function watchCase(
  client: CorridorClient,
  caseId: string,
  { until, timeout }: WatchOptions,
  print: (entry: TimelineEntry) => void,
): Promise<boolean> {
  const end = timeout === undefined ? Number.POSITIVE_INFINITY : performance.now() + timeout * 1000;
  let last = 0;
  for (;;) {
    const seen = await printSince(client, caseId, last, print);
    // A case at rest is asked for only when something has happened.
    if (seen > last && until !== undefined) {
      const { declarations } = await client.readCase(caseId);
      if (declarations.some(({ state, shownAs }) => state === until || shownAs === until)) return true;
    }
    last = seen;
    if (performance.now() >= end) return until === undefined;
    await delay(POLL_MS);
  }
}

async function printSince(
  client: CorridorClient,
  caseId: string,
  last: number,
  print: (entry: TimelineEntry) => void,
): Promise<number> {
  let seen = last;
  let cursor: string | undefined;
  do {
    const page = await client.readTimeline(caseId, { limit: 200, cursor });
    for (const entry of page.items.filter(({ sequence }) => sequence > seen)) {
      print(entry);
      seen = entry.sequence;
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return seen;
}
