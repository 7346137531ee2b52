/** The codes that the ledger knows, by the field of an action in which they stand. */
import transitions from './transitions.json' with { type: 'json' };

/** Stands for "no lane": unchanged in a decision, no minimum in a policy. */
export const NO_LANE = 'NONE';

const codesOf = (entries: readonly { readonly code: string }[]): ReadonlySet<string> =>
  new Set(entries.map(({ code }) => code));

const lanes = codesOf([...transitions.lanes, { code: NO_LANE }]);

/** A field that carries one of a closed list of codes, and the result code of the contract for any other. */
export interface CodeField {
  readonly codes: ReadonlySet<string>;
  readonly unknown: string;
}

/** Closed lists by field name; `jurisdiction` and `newJurisdiction` are open and checked by their form. */
export const CODE_FIELDS: Readonly<Record<string, CodeField>> = {
  procedure: { codes: codesOf(transitions.procedures), unknown: 'UNKNOWN_PROCEDURE' },
  outcome: { codes: codesOf(transitions.outcomes), unknown: 'UNKNOWN_OUTCOME' },
  reason: { codes: codesOf(transitions.reasons), unknown: 'UNKNOWN_REASON' },
  lane: { codes: lanes, unknown: 'UNKNOWN_LANE' },
  minimumLane: { codes: lanes, unknown: 'UNKNOWN_LANE' },
  control: { codes: codesOf(transitions.controls), unknown: 'UNKNOWN_CONTROL' },
  result: { codes: codesOf(transitions.results), unknown: 'UNKNOWN_RESULT' },
  milestone: { codes: codesOf(transitions.milestones), unknown: 'UNKNOWN_MILESTONE' },
  role: { codes: codesOf(transitions.roles), unknown: 'UNKNOWN_ROLE' },
  status: { codes: codesOf(transitions.partyStatuses), unknown: 'UNKNOWN_STATUS' },
};
