/** Rows of the read tables, as the folds make them and the audit expects them. */
import type { Insertable, Selectable } from 'kysely';
import type { TypedEvent } from '../../chain/event-decoder.ts';
import type { Database } from '../../database/types.ts';

/** Tables that hold what happened on cases; every row names its `case_id`. */
export const CASE_TABLES = [
  'projected_cases',
  'case_parties',
  'case_jurisdictions',
  'projected_documents',
  'projected_versions',
  'projected_endorsements',
  'projected_declarations',
  'projected_decisions',
  'projected_votes',
  'projected_controls',
  'projected_tracking',
  'projected_waits',
] as const;

/** Tables that hold who is who. */
export const REGISTRY_TABLES = [
  'projected_jurisdictions',
  'projected_policies',
  'projected_parties',
  'projected_party_roles',
  'projected_keys',
  'projected_ledger',
] as const;

export type CaseTable = (typeof CASE_TABLES)[number];
export type RegistryTable = (typeof REGISTRY_TABLES)[number];

export type Row<T extends keyof Database> = Selectable<Database[T]>;
export type NewRow<T extends keyof Database> = Insertable<Database[T]>;

export type CaseRows = { readonly [T in CaseTable]: Row<T>[] };
export type RegistryRows = { readonly [T in RegistryTable]: Row<T>[] };

/** One row of the single source: an applied action with its typed events. */
export type EventRow = Row<'projected_events'>;

/** The typed events of a name in one action. */
export function eventsOf(row: EventRow, name: string): TypedEvent['args'][] {
  return row.payload.filter((event) => event.name === name).map(({ args }) => args);
}

export function emptyCaseRows(): CaseRows {
  return {
    projected_cases: [],
    case_parties: [],
    case_jurisdictions: [],
    projected_documents: [],
    projected_versions: [],
    projected_endorsements: [],
    projected_declarations: [],
    projected_decisions: [],
    projected_votes: [],
    projected_controls: [],
    projected_tracking: [],
    projected_waits: [],
  };
}

export function emptyRegistryRows(): RegistryRows {
  return {
    projected_jurisdictions: [],
    projected_policies: [],
    projected_parties: [],
    projected_party_roles: [],
    projected_keys: [],
    projected_ledger: [],
  };
}
