/** What an officer may choose, from the one table that the contract is generated from. */
import type { CaseDeclaration } from '../../../../client/types.ts';
import transitions from '../../../../protocol/transitions.json' with { type: 'json' };

/** An outcome that may follow the present state. */
export interface OutcomeChoice {
  readonly code: string;
  readonly setsLane: boolean;
  /** Counts officers until the quorum of the lane is reached. */
  readonly needsQuorum: boolean;
  /** Puts goods at disposal: not while a control is open. */
  readonly releases: boolean;
}

/** Outcomes that the table allows from the state of a declaration, in the order of the table. */
export function outcomesFor({ state, procedure }: Pick<CaseDeclaration, 'state' | 'procedure'>): OutcomeChoice[] {
  return transitions.outcomes
    .filter(({ from, procedures }) => from.includes(state) && procedures.includes(procedure))
    .map(({ code, setsLane, quorum, releases }) => ({ code, setsLane, needsQuorum: quorum, releases }));
}

const LANES = transitions.lanes.map(({ code }) => code);

/** Lanes that may be set: a lane only goes up, and never below the policy. */
export function lanesFor({ lane, policy }: Pick<CaseDeclaration, 'lane' | 'policy'>): string[] {
  const lowest = Math.max(...[lane, policy.minimumLane].map((code) => (code === null ? 0 : LANES.indexOf(code))));
  return LANES.slice(Math.max(0, lowest));
}

/** Officers whom a decision takes; a declaration without a lane counts as RED. */
export function quorumOf({ policy }: Pick<CaseDeclaration, 'policy'>, lane: string | null): number {
  switch (lane) {
    case 'GREEN':
      return policy.quorumGreen;
    case 'YELLOW':
      return policy.quorumYellow;
    case 'ORANGE':
      return policy.quorumOrange;
    default:
      return policy.quorumRed;
  }
}

export const CONTROLS = transitions.controls.map(({ code }) => code);
export const RESULTS = transitions.results.map(({ code }) => code);
