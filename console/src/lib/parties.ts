/** Names of the parties, for those who are signed in. */
import { useQuery } from '@tanstack/react-query';
import type { Party } from '../../../client/types.ts';
import { client } from './api.ts';
import { shortHex } from './format.ts';

const PAGE = 200;

async function allParties(): Promise<ReadonlyMap<string, Party>> {
  const parties = new Map<string, Party>();
  for (let cursor: string | undefined; ; ) {
    const page = await client.listParties({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    for (const party of page.items) parties.set(party.partyId, party);
    if (page.nextCursor === null) return parties;
    cursor = page.nextCursor;
  }
}

export function useParties() {
  return useQuery({ queryKey: ['parties'], queryFn: allParties, staleTime: 5 * 60_000 });
}

/** What a party is called: its legal name as far as the gateway holds the profile, else its id. */
export function nameOf(parties: ReadonlyMap<string, Party> | undefined, partyId: string): string {
  const profile = parties?.get(partyId)?.profile;
  return profile?.legalName ?? profile?.localName ?? shortHex(partyId);
}
