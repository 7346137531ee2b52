/** Which answers in the query cache an event makes old, and when they are asked for again. */
import type { QueryClient, QueryFilters } from '@tanstack/react-query';
import { CASES_KEY, caseKey, LISTS_KEY } from '../case-keys.ts';
import { createRounds } from './rounds.ts';

export interface ReadAgain {
  /** Something was applied to a case. */
  caseChanged(caseId: string): void;
  /** Whatever is shown of cases may be old. */
  everythingShown(): void;
  /** Whatever is known of cases may be wrong. */
  everythingKnown(): void;
  /** Whatever could not be read. */
  failed(): void;
}

/** Answers that nobody looks at are marked and asked for when somebody does. */
export function createReadAgain(queries: QueryClient): ReadAgain {
  const cases = createRounds<string>(async (ids) => {
    await Promise.all([...ids].map((id) => ask(queries, { queryKey: caseKey(id), exact: true })));
  });
  const lists = createRounds<'lists'>(() => ask(queries, { queryKey: LISTS_KEY }));
  const caseChanged = (caseId: string) => {
    cases(caseId);
    lists('lists');
  };
  return {
    caseChanged,
    everythingShown() {
      lists('lists');
      for (const { queryKey } of queries.getQueryCache().findAll({ queryKey: CASES_KEY, type: 'active' })) {
        const [, caseId] = queryKey;
        if (queryKey.length === 2 && typeof caseId === 'string') cases(caseId);
      }
    },
    everythingKnown: () => void queries.invalidateQueries({ queryKey: CASES_KEY }),
    failed: () => void queries.refetchQueries({ predicate: ({ state }) => state.status === 'error', type: 'active' }),
  };
}

async function ask(queries: QueryClient, filters: QueryFilters): Promise<void> {
  // an answer that is under way may have been made before the event
  const underWay = queries.getQueryCache().findAll({ ...filters, fetchStatus: 'fetching' });
  await Promise.allSettled(underWay.map(({ promise }) => promise));
  await queries.invalidateQueries(filters);
}
