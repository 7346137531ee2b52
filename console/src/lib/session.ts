/** Who is signed in, at which ledger, with which key. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { LedgerInfo, Party, SessionInfo } from '../../../client/types.ts';
import type { LedgerDomain } from '../../../protocol/actions.ts';
import { client, isSignedOut } from './api.ts';

export const SESSION_KEY = ['session'];

/** Who is signed in; `null` if nobody. */
export function useSessionQuery() {
  return useQuery<SessionInfo | null>({
    queryKey: SESSION_KEY,
    queryFn: async () => {
      try {
        return await client.readSession();
      } catch (error) {
        if (isSignedOut(error)) return null;
        throw error;
      }
    },
    staleTime: 60_000,
    refetchInterval: 60_000,
  });
}

/** Who is signed in; only for pages behind the sign-in. @throws {TypeError} nobody is */
export function useSession(): SessionInfo {
  const session = useQueryClient().getQueryData<SessionInfo | null>(SESSION_KEY);
  if (!session) throw new TypeError('nobody is signed in');
  return session;
}

export function useLedger() {
  return useQuery<LedgerInfo>({ queryKey: ['ledger'], queryFn: client.readLedger, staleTime: 60_000 });
}

/** What signatures are made for. */
export function domainOf({ chainId, verifyingContract, ledgerId }: LedgerInfo): LedgerDomain {
  return { chainId, verifyingContract, ledgerId };
}

/** The own party with its keys. */
export function useOwnParty() {
  const { partyId } = useSession();
  return useQuery<Party>({ queryKey: ['party', partyId], queryFn: () => client.readParty(partyId), staleTime: 60_000 });
}

const OFFICIAL_ROLES = ['CUSTOMS_OFFICE', 'CUSTOMS_ADMINISTRATION', 'AGENCY'];

/** Which desk somebody works at, by the roles of their party. */
export function deskOf({ roles }: Pick<SessionInfo, 'roles'>): 'OFFICER' | 'AUDITOR' | 'TRADE' {
  if (roles.some((role) => OFFICIAL_ROLES.includes(role))) return 'OFFICER';
  return roles.includes('AUDITOR') ? 'AUDITOR' : 'TRADE';
}
