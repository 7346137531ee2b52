import { nameOf, useParties } from '../../lib/parties.ts';

/** What a party is called. */
export function PartyName({ partyId }: { partyId: string }) {
  const parties = useParties().data;
  return <span title={partyId}>{nameOf(parties, partyId)}</span>;
}
