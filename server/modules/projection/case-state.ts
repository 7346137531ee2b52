/** What folding a case takes besides its events. */
import type { CaseRows, Row } from './rows.ts';

/** What of a case's envelope the index needs; undefined while this gateway does not hold its content. */
export interface EnvelopeFacts {
  readonly ucr: string;
  readonly parties: readonly string[];
  readonly offices: readonly { readonly partyId: string; readonly jurisdiction: string }[];
}

/** What a fold asks the registry, as of any sequence. */
export interface RegistryLookup {
  /** Code of a party's jurisdiction, which never changes. */
  jurisdictionOf(partyId: string): string;
  /** Policy in force for an action of a sequence. */
  policyAt(jurisdiction: string, sequence: number): Row<'projected_policies'>;
}

/** Rows of one case while its events are folded. */
export interface CaseState {
  readonly rows: CaseRows;
  readonly registry: RegistryLookup;
}
