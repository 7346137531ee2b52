import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { client, LIVE_MS } from '../../../lib/api.ts';

export const caseKey = (caseId: string) => ['cases', caseId];

/** One case, kept up to date. */
export function useCase(caseId: string) {
  return useQuery({
    queryKey: caseKey(caseId),
    queryFn: () => client.readCase(caseId),
    refetchInterval: LIVE_MS,
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
