/** Who is who, as the registry's events left it: read by sign-in and by the parties module. */
import type { Db } from '../../database/pool.ts';
import type { Row } from './rows.ts';

export type PartyRow = Row<'projected_parties'>;
export type KeyRow = Row<'projected_keys'>;
export type JurisdictionRow = Row<'projected_jurisdictions'>;
export type PolicyRow = Row<'projected_policies'>;

/** A party with the codes of its roles, sorted. */
export interface PartyWithRoles extends PartyRow {
  readonly roles: readonly string[];
}

/** A key with the party it acts for. */
export interface KeyWithParty {
  readonly key: KeyRow;
  readonly party: PartyWithRoles;
}

export interface PartyFilter {
  readonly jurisdiction?: string | undefined;
  readonly role?: string | undefined;
  /** Party id after which the page starts. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export async function findKey(db: Db, keyId: string): Promise<KeyWithParty | undefined> {
  const key = await db.selectFrom('projected_keys').selectAll().where('key_id', '=', keyId).executeTakeFirst();
  if (key === undefined) return undefined;
  const party = await findParty(db, key.party_id);
  return party === undefined ? undefined : { key, party };
}

export async function findParty(db: Db, partyId: string): Promise<PartyWithRoles | undefined> {
  const party = await db.selectFrom('projected_parties').selectAll().where('party_id', '=', partyId).executeTakeFirst();
  if (party === undefined) return undefined;
  const [withRoles] = await addRoles(db, [party]);
  return withRoles;
}

/** One page of parties in the order of their ids. */
export async function findParties(db: Db, filter: PartyFilter): Promise<PartyWithRoles[]> {
  let query = db.selectFrom('projected_parties').selectAll('projected_parties');
  const { jurisdiction, role, after } = filter;
  if (jurisdiction !== undefined) query = query.where('jurisdiction', '=', jurisdiction);
  if (after !== undefined) query = query.where('projected_parties.party_id', '>', after);
  if (role !== undefined) {
    query = query.where('projected_parties.party_id', 'in', (sub) =>
      sub.selectFrom('projected_party_roles').select('projected_party_roles.party_id').where('role', '=', role),
    );
  }
  return addRoles(db, await query.orderBy('projected_parties.party_id').limit(filter.limit).execute());
}

async function addRoles(db: Db, parties: readonly PartyRow[]): Promise<PartyWithRoles[]> {
  if (parties.length === 0) return [];
  const ids = parties.map(({ party_id }) => party_id);
  const roles = await db.selectFrom('projected_party_roles').selectAll().where('party_id', 'in', ids).execute();
  return parties.map((party) => ({
    ...party,
    roles: roles
      .filter(({ party_id }) => party_id === party.party_id)
      .map(({ role }) => role)
      .sort(),
  }));
}

/** Keys of some parties, oldest first. */
export async function keysOfParties(db: Db, partyIds: readonly string[]): Promise<KeyRow[]> {
  if (partyIds.length === 0) return [];
  return db
    .selectFrom('projected_keys')
    .selectAll()
    .where('party_id', 'in', [...partyIds])
    .orderBy('enrolled_sequence')
    .orderBy('key_id')
    .execute();
}

export function allJurisdictions(db: Db): Promise<JurisdictionRow[]> {
  return db.selectFrom('projected_jurisdictions').selectAll().orderBy('number').execute();
}

/** The policy in force of each jurisdiction. */
export function currentPolicies(db: Db): Promise<PolicyRow[]> {
  return db
    .selectFrom('projected_policies')
    .distinctOn('jurisdiction')
    .selectAll()
    .orderBy('jurisdiction')
    .orderBy('sequence', 'desc')
    .execute();
}

/** Joint policy and continuation; undefined until the founding was read. */
export function ledgerState(db: Db): Promise<Row<'projected_ledger'> | undefined> {
  return db.selectFrom('projected_ledger').selectAll().executeTakeFirst();
}
