/** The one stream of a tab: follows the event feed and has the cache read again what an event concerns. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { createClient } from '../../../../client/client.ts';
import type { FeedMessage } from '../../../../client/event-stream.ts';
import type { SessionInfo } from '../../../../client/types.ts';
import { SESSION_KEY } from '../session.ts';
import { connection, setConnection } from './connection.ts';
import { createReadAgain } from './read-again.ts';

/** Tries in a row, pauses growing between them, after which the person is told that the gateway is out of reach. */
const PATIENCE = 3;

/** Follows the ledger as long as somebody is signed in, whatever page is open. */
export function useLiveUpdates(session: SessionInfo | null | undefined): void {
  const queries = useQueryClient();
  const keyId = session?.keyId;
  useEffect(() => (keyId === undefined ? undefined : followInSight(queries)), [keyId, queries]);
}

/**
 * Follows while the tab is in sight. A browser has few connections for one origin, all its tabs together; a tab that
 * nobody sees gives its own back and resumes behind what arrived last.
 * @returns ends it
 */
function followInSight(queries: QueryClient): () => void {
  let stream: AbortController | undefined;
  const follow = createFollower(queries);
  const onSight = () => {
    if (document.hidden) {
      stream?.abort();
      stream = undefined;
    } else if (stream === undefined) {
      stream = new AbortController();
      void follow(stream.signal);
    }
  };
  document.addEventListener('visibilitychange', onSight);
  onSight();
  return () => {
    document.removeEventListener('visibilitychange', onSight);
    stream?.abort();
  };
}

/** @returns follows until the signal is aborted or the gateway refuses, resuming where the call before ended */
function createFollower(queries: QueryClient): (signal: AbortSignal) => Promise<void> {
  const again = createReadAgain(queries);
  let lastId: string | undefined;

  function receive(message: FeedMessage): void {
    // what was read before the stream stood may be older than where it begins
    if (lastId === undefined) again.everythingShown();
    if (connection() !== 'LIVE') again.failed();
    lastId = message.id;
    setConnection('LIVE');
    if (message.type === 'ACTION') again.caseChanged(message.event.caseId);
    if (message.type === 'RESET') again.everythingKnown();
  }

  return async (signal) => {
    let failures = 0;
    const client = createClient({
      baseUrl: location.origin,
      sleep: (ms) => pause(ms, signal),
      onRetry: () => {
        failures += 1;
        if (!signal.aborted) setConnection(failures < PATIENCE ? 'RECONNECTING' : 'OFFLINE');
      },
    });
    setConnection(lastId === undefined ? 'CONNECTING' : 'RECONNECTING');
    try {
      for await (const message of client.followEvents({ lastId, signal })) {
        if (signal.aborted) return;
        failures = 0;
        receive(message);
      }
    } catch {
      // refused, not lost: who is signed in has changed
      setConnection('OFFLINE');
      await queries.invalidateQueries({ queryKey: SESSION_KEY });
    }
  };
}

/** Waits, but not longer than the network is away or the stream is wanted. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      window.removeEventListener('online', over);
      signal.removeEventListener('abort', over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    window.addEventListener('online', over);
    signal.addEventListener('abort', over);
  });
}
