/** The gateway that serves this page. The session is in a cookie that scripts cannot read. */
import { QueryClient } from '@tanstack/react-query';
import { createClient } from '../../../client/client.ts';
import { ProblemError } from '../../../client/problem.ts';
import { etagFetch } from './etag-fetch.ts';

export const client = createClient({ baseUrl: location.origin, fetch: etagFetch(), attempts: 2 });

/** How often what is on the screen is asked for again while no event feed stands, milliseconds. */
export const LIVE_MS = 4_000;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // the client itself repeats what may be repeated
      retry: false,
      staleTime: 2_000,
      refetchOnWindowFocus: true,
      // what a browser knows of the network says nothing about a gateway on the same machine or in the same house
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

/** Whether the gateway says that nobody is signed in. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ProblemError && ['AUTHENTICATION_REQUIRED', 'CREDENTIAL_INVALID'].includes(error.code);
}
