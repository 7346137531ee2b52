/**
 * Asks for what has changed only. The gateway lets nobody store its answers, so the browser's own cache makes no
 * conditional requests; this keeps the last answer of each address that had an ETag, in memory and for this page alone.
 */
import type { Fetch } from '../../../client/client.ts';

interface Kept {
  readonly etag: string;
  readonly body: ArrayBuffer;
  readonly headers: Headers;
}

const MOST_KEPT = 200;

/** Wraps `fetch`. @param forward what really asks */
export function etagFetch(forward: Fetch = (url, init) => fetch(url, init)): Fetch {
  const answers = new Map<string, Kept>();
  return async (url, init) => {
    if (init.method !== 'GET') return forward(url, init);
    const kept = answers.get(url);
    const headers = new Headers(init.headers);
    if (kept !== undefined) headers.set('if-none-match', kept.etag);
    const response = await forward(url, { ...init, headers });
    if (response.status === 304 && kept !== undefined) return new Response(kept.body, { headers: kept.headers });
    const etag = response.headers.get('etag');
    answers.delete(url);
    if (!response.ok || etag === null) return response;
    const body = await response.arrayBuffer();
    const [oldest] = answers.keys();
    if (answers.size >= MOST_KEPT && oldest !== undefined) answers.delete(oldest);
    answers.set(url, { etag, body, headers: response.headers });
    return new Response(body, { status: response.status, headers: response.headers });
  };
}
