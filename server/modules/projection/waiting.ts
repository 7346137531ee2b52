/**
 * What a case waits for and on whom, derived from states, controls, votes, endorsements and the policy that the
 * contract will hold a decision against. A pure function of the rows: no clock, so that every reader gets the same.
 * @see protocol/transitions.json, contracts/ledger
 */
import transitions from '../../../protocol/transitions.json' with { type: 'json' };
import type { RegistryLookup } from './case-state.ts';
import type { CaseRows, Row } from './rows.ts';

type Wait = Row<'projected_waits'>;
type Declaration = Row<'projected_declarations'>;

/** What can be waited for. */
export const WAITS = {
  DECLARATION: 'a goods declaration is to be lodged',
  ACCEPTANCE: 'the competent office accepts or rejects the declaration',
  CONTROL: 'the authority closes its control or hold',
  ARRIVAL: 'a terminal or carrier of the jurisdiction records the arrival',
  ENDORSEMENTS: 'other parties endorse the version that the release rests on',
  RELEASE: 'officers of the competent office decide on the release',
  AMENDMENT_DECISION: 'the competent office decides on the amendment',
  AMENDMENT: 'the declarant amends the rejected declaration',
  FINAL_RELEASE: 'the conditions of the release are met and it is made final',
  CLEARANCE: 'the competent office confirms that formalities are accomplished',
} as const;

export type WaitName = keyof typeof WAITS;

const BEFORE_RELEASE = new Set(['ACCEPTED', 'ACCEPTED_AWAITING_GOODS', 'DUTY_DUE']);

/** Lists what a case waits for, by declaration in the order of lodging. */
export function waitingFor(rows: CaseRows, registry: RegistryLookup): Wait[] {
  const [opened] = rows.projected_cases;
  if (rows.projected_declarations.length === 0 && opened !== undefined) return [declarationWait(opened)];
  const waits = rows.projected_declarations.flatMap((declaration) => ofDeclaration(rows, declaration, registry));
  return waits.map((wait, position) => ({ ...wait, position }));
}

function declarationWait({ case_id, opened_at }: Row<'projected_cases'>): Wait {
  const nothing = { document_id: null, control_id: null, party_id: null, have: null, need: null, due_by: null };
  return {
    case_id,
    position: 0,
    what: 'DECLARATION',
    declaration_id: null,
    role: 'BROKER',
    jurisdiction: null,
    since: opened_at,
    ...nothing,
  };
}

function ofDeclaration(rows: CaseRows, declaration: Declaration, registry: RegistryLookup): Wait[] {
  const controls = rows.projected_controls
    .filter(({ declaration_id, closed_at }) => declaration_id === declaration.declaration_id && closed_at === null)
    .map((control) =>
      wait(declaration, 'CONTROL', {
        control_id: control.control_id,
        party_id: control.authority,
        jurisdiction: registry.jurisdictionOf(control.authority),
        due_by: control.due_by,
        since: control.opened_at,
      }),
    );
  return [...controls, ...byState(rows, declaration)];
}

function byState(rows: CaseRows, declaration: Declaration): Wait[] {
  const office = { party_id: declaration.office, role: 'CUSTOMS_OFFICE' };
  switch (declaration.state) {
    case 'RECEIVED':
      return [wait(declaration, 'ACCEPTANCE', office)];
    case 'REJECTED':
      return [wait(declaration, 'AMENDMENT', { party_id: declaration.party_id, role: 'BROKER' })];
    case 'AMENDMENT_REQUESTED':
      return [wait(declaration, 'AMENDMENT_DECISION', office)];
    case 'RELEASED_CONDITIONALLY':
      return [
        wait(declaration, 'FINAL_RELEASE', { ...office, due_by: declaration.valid_until, ...votes(rows, declaration) }),
      ];
    case 'RELEASED':
    case 'TRANSFER_ALLOWED':
    case 'EXITED':
      return [wait(declaration, 'CLEARANCE', office)];
    default:
      return BEFORE_RELEASE.has(declaration.state) ? beforeRelease(rows, declaration) : [];
  }
}

function beforeRelease(rows: CaseRows, declaration: Declaration): Wait[] {
  const waits: Wait[] = [];
  if (lacksArrival(rows, declaration)) waits.push(wait(declaration, 'ARRIVAL', { role: 'TERMINAL' }));
  const version = currentVersion(rows, declaration);
  if (version !== undefined && version.endorsements < declaration.minimum_endorsements) {
    waits.push(
      wait(declaration, 'ENDORSEMENTS', {
        document_id: version.document_id,
        jurisdiction: null,
        have: version.endorsements,
        need: declaration.minimum_endorsements,
        since: version.lodged_at,
      }),
    );
  }
  if (declaration.state === 'ACCEPTED_AWAITING_GOODS') {
    waits.push(wait(declaration, 'ACCEPTANCE', { party_id: declaration.office, role: 'CUSTOMS_OFFICE' }));
  } else {
    waits.push(
      wait(declaration, 'RELEASE', {
        party_id: declaration.office,
        role: 'CUSTOMS_OFFICE',
        ...votes(rows, declaration),
      }),
    );
  }
  return waits;
}

function lacksArrival(rows: CaseRows, { arrival_required, procedure, jurisdiction }: Declaration): boolean {
  if (!arrival_required || procedure !== 'IMPORT') return false;
  return !rows.projected_tracking.some((event) => event.milestone === 'ARRIVED' && event.jurisdiction === jurisdiction);
}

/** The newest version of the document that was declared: the one that a release will most likely rest on. */
function currentVersion(rows: CaseRows, declaration: Declaration): Row<'projected_versions'> | undefined {
  const document = rows.projected_documents.find(({ document_id }) => document_id === declaration.document_id);
  return rows.projected_versions.find(
    ({ document_id, root }) => document_id === document?.document_id && root === document.current_root,
  );
}

/** Votes of the proposal that is furthest, as long as the head that its voters saw is the head; and how many it takes. */
function votes(rows: CaseRows, declaration: Declaration): { have: number; need: number } {
  const open = rows.projected_votes.filter(
    ({ declaration_id, expected }) => declaration_id === declaration.declaration_id && expected === declaration.head,
  );
  return { have: Math.max(0, ...open.map((vote) => vote.votes)), need: quorumOf(declaration) };
}

/** Lane unknown counts as RED. @see contracts/ledger/Decisions.sol */
function quorumOf(declaration: Declaration): number {
  switch (declaration.lane) {
    case 'GREEN':
      return declaration.quorum_green;
    case 'YELLOW':
      return declaration.quorum_yellow;
    case 'ORANGE':
      return declaration.quorum_orange;
    default:
      return declaration.quorum_red;
  }
}

function wait(declaration: Declaration, what: WaitName, more: Partial<Wait>): Wait {
  return {
    case_id: declaration.case_id,
    position: 0,
    what,
    declaration_id: declaration.declaration_id,
    document_id: null,
    control_id: null,
    party_id: null,
    role: null,
    jurisdiction: declaration.jurisdiction,
    have: null,
    need: null,
    due_by: null,
    since: declaration.state_since,
    ...more,
  };
}

const SHOWN_AS = new Map<string, string>(transitions.controls.map(({ code, shownAs }) => [code, shownAs]));

/** State as people see it: an open control or hold stands before the state, holds first. */
export function shownAs(state: string, openControls: readonly string[]): string {
  const [control] = openControls.includes('HOLD') ? ['HOLD'] : openControls;
  return control === undefined ? state : (SHOWN_AS.get(control) ?? state);
}
