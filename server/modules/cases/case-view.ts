/** A case as it is answered: the rows of the index, put together and sorted. */

import type { CaseReason } from '../../database/types.ts';
import { isoSeconds, isoSecondsOrNull } from '../../platform/clock.ts';
import type { CaseRows, Row } from '../projection/rows.ts';
import { shownAs, type WaitName } from '../projection/waiting.ts';

const at = (seconds: number) => isoSeconds(seconds);
const atOrNull = isoSecondsOrNull;

type Declaration = Row<'projected_declarations'>;

/** Documents of a case in the order of lodging, versions from the first. */
export function documentViews(rows: CaseRows) {
  return [...rows.projected_documents]
    .sort((a, b) => a.lodged_sequence - b.lodged_sequence)
    .map((document) => ({
      documentId: document.document_id,
      documentType: document.document_type,
      partyId: document.party_id,
      currentRoot: document.current_root,
      withdrawn: document.withdrawn,
      lodgedAt: at(document.lodged_at),
      versions: rows.projected_versions
        .filter(({ document_id }) => document_id === document.document_id)
        .sort((a, b) => a.number - b.number)
        .map((version) => versionView(rows, document, version)),
    }));
}

function versionView(rows: CaseRows, document: Row<'projected_documents'>, version: Row<'projected_versions'>) {
  const stale = version.root !== document.current_root || document.withdrawn;
  return {
    root: version.root,
    number: version.number,
    operatorId: version.operator_id,
    keyId: version.key_id,
    sequence: version.lodged_sequence,
    lodgedAt: at(version.lodged_at),
    amendReason: version.amend_reason,
    supersededBy: version.superseded_by,
    supersededAt: atOrNull(version.superseded_at),
    withdrawnAt: atOrNull(version.withdrawn_at),
    withdrawReason: version.withdraw_reason,
    endorsements: rows.projected_endorsements
      .filter(({ document_id, root }) => document_id === version.document_id && root === version.root)
      .sort((a, b) => a.sequence - b.sequence)
      .map((endorsement) => ({
        partyId: endorsement.party_id,
        operatorId: endorsement.operator_id,
        keyId: endorsement.key_id,
        sequence: endorsement.sequence,
        endorsedAt: at(endorsement.endorsed_at),
        stale,
      })),
  };
}

/** Declarations of a case in the order of lodging, with what was decided, voted and controlled. */
export function declarationViews(rows: CaseRows) {
  return [...rows.projected_declarations]
    .sort((a, b) => a.lodged_sequence - b.lodged_sequence)
    .map((declaration) => ({
      declarationId: declaration.declaration_id,
      partyId: declaration.party_id,
      operatorId: declaration.operator_id,
      office: declaration.office,
      jurisdiction: declaration.jurisdiction,
      procedure: declaration.procedure,
      version: declaration.version,
      state: declaration.state,
      shownAs: shownState(rows, declaration),
      stateSince: at(declaration.state_since),
      lane: declaration.lane,
      head: declaration.head,
      documentId: declaration.document_id,
      root: declaration.root,
      validUntil: atOrNull(declaration.valid_until),
      conditions: declaration.conditions,
      lodgedAt: at(declaration.lodged_at),
      policy: {
        quorumGreen: declaration.quorum_green,
        quorumYellow: declaration.quorum_yellow,
        quorumOrange: declaration.quorum_orange,
        quorumRed: declaration.quorum_red,
        minimumEndorsements: declaration.minimum_endorsements,
        minimumLane: declaration.minimum_lane,
        arrivalRequired: declaration.arrival_required,
      },
      controls: controlViews(rows, declaration),
      decisions: decisionViews(rows, declaration),
      votes: voteViews(rows, declaration),
    }));
}

function shownState(rows: CaseRows, { declaration_id, state }: Declaration): string {
  const open = rows.projected_controls
    .filter((control) => control.declaration_id === declaration_id && control.closed_at === null)
    .sort((a, b) => a.opened_sequence - b.opened_sequence);
  return shownAs(
    state,
    open.map(({ control }) => control),
  );
}

function controlViews(rows: CaseRows, { declaration_id }: Declaration) {
  return rows.projected_controls
    .filter((control) => control.declaration_id === declaration_id)
    .sort((a, b) => a.opened_sequence - b.opened_sequence)
    .map((control) => ({
      controlId: control.control_id,
      control: control.control,
      authority: control.authority,
      operatorId: control.operator_id,
      reason: control.reason,
      dueBy: atOrNull(control.due_by),
      openedAt: at(control.opened_at),
      open: control.closed_at === null,
      result: control.result,
      closeReason: control.close_reason,
      closedBy: control.closed_by,
      closedAt: atOrNull(control.closed_at),
    }));
}

function decisionViews(rows: CaseRows, { declaration_id }: Declaration) {
  return rows.projected_decisions
    .filter((decision) => decision.declaration_id === declaration_id)
    .sort((a, b) => a.sequence - b.sequence)
    .map((decision) => ({
      sequence: decision.sequence,
      outcome: decision.outcome,
      reason: decision.reason,
      lane: decision.lane,
      state: decision.state,
      validUntil: atOrNull(decision.valid_until),
      conditions: decision.conditions,
      documentId: decision.document_id,
      root: decision.root,
      partyId: decision.party_id,
      operatorId: decision.operator_id,
      keyId: decision.key_id,
      decidedAt: at(decision.decided_at),
    }));
}

function voteViews(rows: CaseRows, { declaration_id, head }: Declaration) {
  return rows.projected_votes
    .filter((vote) => vote.declaration_id === declaration_id)
    .sort((a, b) => a.sequence - b.sequence)
    .map((vote) => ({
      sequence: vote.sequence,
      proposalId: vote.proposal_id,
      outcome: vote.outcome,
      votes: vote.votes,
      quorum: vote.quorum,
      partyId: vote.party_id,
      operatorId: vote.operator_id,
      keyId: vote.key_id,
      votedAt: at(vote.voted_at),
      // whoever votes for the same thing after the head moved votes for another proposal
      open: vote.expected === head && vote.votes < vote.quorum,
    }));
}

export function trackingViews(rows: CaseRows) {
  return [...rows.projected_tracking]
    .sort((a, b) => a.sequence - b.sequence)
    .map((event) => ({
      sequence: event.sequence,
      milestone: event.milestone,
      occurredAt: at(event.occurred_at),
      recordedAt: at(event.recorded_at),
      root: event.root,
      count: event.count,
      partyId: event.party_id,
      operatorId: event.operator_id,
      keyId: event.key_id,
      jurisdiction: event.jurisdiction,
    }));
}

export function waitViews(rows: CaseRows) {
  return [...rows.projected_waits]
    .sort((a, b) => a.position - b.position)
    .map((wait) => ({
      what: wait.what as WaitName,
      declarationId: wait.declaration_id,
      documentId: wait.document_id,
      controlId: wait.control_id,
      on: { partyId: wait.party_id, role: wait.role, jurisdiction: wait.jurisdiction },
      have: wait.have,
      need: wait.need,
      dueBy: atOrNull(wait.due_by),
      since: at(wait.since),
    }));
}

/** Head of every view: the case itself. @throws {RangeError} if the rows hold none */
export function caseHead(rows: CaseRows) {
  const [row] = rows.projected_cases;
  if (row === undefined) throw new RangeError('rows without a case');
  return {
    caseId: row.case_id,
    ucr: row.ucr,
    envelope: { root: row.envelope, known: row.envelope_known },
    openedBy: row.opened_by,
    openedAt: at(row.opened_at),
    head: row.head,
    lastSequence: row.last_sequence,
    lastAt: at(row.last_at),
  };
}

/** One line of the list of cases. */
export function caseSummary(rows: CaseRows) {
  return {
    ...caseHead(rows),
    documents: rows.projected_documents.length,
    declarations: declarationViews(rows).map(
      ({ declarationId, procedure, jurisdiction, office, state, shownAs: shown, lane }) => ({
        declarationId,
        procedure,
        jurisdiction,
        office,
        state,
        shownAs: shown,
        lane,
      }),
    ),
    waitingFor: waitViews(rows),
  };
}

/** Parties of a case with every reason for which they stand on it, sorted by id. */
export function partyViews(rows: CaseRows) {
  const reasons = new Map<string, CaseReason[]>();
  for (const { party_id, why } of rows.case_parties) reasons.set(party_id, [...(reasons.get(party_id) ?? []), why]);
  return [...reasons].sort(([a], [b]) => (a < b ? -1 : 1)).map(([partyId, why]) => ({ partyId, why: why.sort() }));
}
