/** How the page hears of what happens: `LIVE` while the event feed stands, so that nothing has to be asked for again. */
import { useSyncExternalStore } from 'react';

/** `OFFLINE`: several tries in a row did not reach the gateway. It is tried on. */
export type Connection = 'CONNECTING' | 'LIVE' | 'RECONNECTING' | 'OFFLINE';

let current: Connection = 'CONNECTING';
const listeners = new Set<() => void>();

export function setConnection(next: Connection): void {
  if (next === current) return;
  current = next;
  for (const listener of listeners) listener();
}

export function connection(): Connection {
  return current;
}

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, connection);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
