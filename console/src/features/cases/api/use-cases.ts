import { useQuery } from '@tanstack/react-query';
import type { CaseSummary } from '../../../../../client/types.ts';
import { client } from '../../../lib/api.ts';
import { LISTS_KEY } from '../../../lib/case-keys.ts';
import { useConnection } from '../../../lib/live/connection.ts';

const PAGE = 200;
/** More than anybody works through; a longer list says that it was cut. */
export const MOST_CASES = 10_000;
/** Pause between looks at lists of one page while no event feed stands, milliseconds. */
const SHORT_MS = 5_000;
/**
 * Pause otherwise: longer lists cost more, and the feed does not tell of a case that comes into sight later than it
 * happened, when the other gateway sends its envelope.
 */
const LONG_MS = 60_000;

export interface CaseChoice {
  readonly waitingOnMe: boolean;
}

async function readCases({ waitingOnMe }: CaseChoice): Promise<readonly CaseSummary[]> {
  const cases: CaseSummary[] = [];
  for (let cursor: string | undefined; cases.length < MOST_CASES; ) {
    const page = await client.listCases({
      limit: PAGE,
      ...(waitingOnMe ? { waitingOn: 'me' } : {}),
      ...(cursor === undefined ? {} : { cursor }),
    });
    cases.push(...page.items);
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  return cases;
}

/** All cases of a choice, kept up to date. */
export function useCases(choice: CaseChoice) {
  const live = useConnection() === 'LIVE';
  return useQuery({
    queryKey: [...LISTS_KEY, choice],
    queryFn: () => readCases(choice),
    refetchInterval: ({ state }) => (live || (state.data?.length ?? 0) > PAGE ? LONG_MS : SHORT_MS),
  });
}
