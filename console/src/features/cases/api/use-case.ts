import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { client, LIVE_MS } from '../../../lib/api.ts';
import { caseKey } from '../../../lib/case-keys.ts';
import { useConnection } from '../../../lib/live/connection.ts';

/** One case, kept up to date: by the event feed, which does not tell what becomes of actions on their way. */
export function useCase(caseId: string) {
  const live = useConnection() === 'LIVE';
  return useQuery({
    queryKey: caseKey(caseId),
    queryFn: () => client.readCase(caseId),
    refetchInterval: ({ state }) => (live && (state.data?.pending.length ?? 0) === 0 ? false : LIVE_MS),
  });
}

/** What was applied to a case, oldest first, a page at a time. @param sequence last one that the case shows */
export function useTimeline(caseId: string, sequence: number) {
  return useInfiniteQuery({
    queryKey: [...caseKey(caseId), 'timeline', sequence],
    queryFn: ({ pageParam }) =>
      client.readTimeline(caseId, { limit: 100, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** One version of a document with its content. Reading it leaves a receipt, so it is not read again by itself. */
export function useDocument(caseId: string, documentId: string, version: number | undefined) {
  return useQuery({
    queryKey: [...caseKey(caseId), 'documents', documentId, version],
    queryFn: () => client.readDocument(caseId, documentId, version === undefined ? {} : { version }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    enabled: version !== undefined,
  });
}
