/** Declarations of a case with what was decided, voted and controlled. */

import type { CaseState } from './case-state.ts';
import { codeOf, codeOrNull } from './codes.ts';
import { type EventArgs, numberArg, numberOrNull, textArg, wordOrNull } from './event-args.ts';
import type { CaseRows, EventRow, Row } from './rows.ts';

type Handler = (state: CaseState, args: EventArgs, row: EventRow) => void;

const HANDLERS: Readonly<Record<string, Handler>> = {
  DeclarationLodged: (state, args, row) => {
    state.rows.projected_declarations.push(newDeclaration(state, args, row));
  },
  DeclarationAmended: ({ rows }, args, row) => {
    const declaration = declarationOf(rows, args);
    declaration.version = numberArg(args, 'version');
    declaration.document_id = textArg(args, 'documentId');
    declaration.root = textArg(args, 'root');
    declaration.valid_until = null;
    declaration.conditions = null;
    declaration.head = row.digest;
    enter(declaration, codeOf('states', args['state']), row);
  },
  DecisionVoted: ({ rows }, args, row) => {
    rows.projected_votes.push({
      sequence: row.sequence,
      case_id: row.subject,
      declaration_id: textArg(args, 'declarationId'),
      proposal_id: textArg(args, 'proposalId'),
      expected: declarationOf(rows, args).head,
      outcome: codeOf('outcomes', args['outcome']),
      votes: numberArg(args, 'votes'),
      quorum: numberArg(args, 'quorum'),
      party_id: row.party,
      operator_id: row.operator,
      key_id: row.actor,
      voted_at: row.block_time,
    });
  },
  ClearanceDecided: ({ rows }, args, row) => {
    const declaration = declarationOf(rows, args);
    const decision = newDecision(args, row);
    rows.projected_decisions.push(decision);
    declaration.lane = decision.lane;
    declaration.valid_until = decision.valid_until;
    declaration.conditions = decision.conditions;
    declaration.head = row.digest;
    enter(declaration, decision.state, row);
  },
  ControlOpened: ({ rows }, args, row) => {
    const control = newControl(args, row);
    rows.projected_controls.push(control);
    moveCounter(declarationOf(rows, args), control.control, 1, row);
  },
  ControlClosed: ({ rows }, args, row) => {
    const control = controlOf(rows, args);
    control.result = codeOf('results', args['result']);
    control.close_reason = codeOf('reasons', args['reason']);
    control.closed_by = row.operator;
    control.closed_sequence = row.sequence;
    control.closed_at = row.block_time;
    moveCounter(declarationOf(rows, args), control.control, -1, row);
  },
};

/** @throws {RangeError} for an event that this release does not know, or one that names nothing that was lodged */
export function foldDeclarationEvent(state: CaseState, name: string, args: EventArgs, row: EventRow): void {
  const handler = HANDLERS[name];
  if (handler === undefined) throw new RangeError(`unknown event ${name}`);
  handler(state, args, row);
}

function newDeclaration({ registry }: CaseState, args: EventArgs, row: EventRow): Row<'projected_declarations'> {
  const office = textArg(args, 'office');
  const jurisdiction = registry.jurisdictionOf(office);
  const policy = registry.policyAt(jurisdiction, row.sequence);
  return {
    case_id: row.subject,
    declaration_id: textArg(args, 'declarationId'),
    party_id: row.party,
    operator_id: row.operator,
    office,
    jurisdiction,
    procedure: codeOf('procedures', args['procedure']),
    version: 1,
    state: 'RECEIVED',
    lane: null,
    head: row.digest,
    document_id: textArg(args, 'documentId'),
    root: textArg(args, 'root'),
    open_holds: 0,
    open_controls: 0,
    quorum_green: policy.quorum_green,
    quorum_yellow: policy.quorum_yellow,
    quorum_orange: policy.quorum_orange,
    quorum_red: policy.quorum_red,
    minimum_endorsements: policy.minimum_endorsements,
    minimum_lane: policy.minimum_lane,
    arrival_required: policy.arrival_required,
    valid_until: null,
    conditions: null,
    lodged_sequence: row.sequence,
    lodged_at: row.block_time,
    state_since: row.block_time,
  };
}

function newDecision(args: EventArgs, row: EventRow): Row<'projected_decisions'> {
  return {
    sequence: row.sequence,
    case_id: row.subject,
    declaration_id: textArg(args, 'declarationId'),
    outcome: codeOf('outcomes', args['outcome']),
    reason: codeOf('reasons', args['reason']),
    lane: codeOrNull('lanes', args['lane']),
    state: codeOf('states', args['state']),
    valid_until: numberOrNull(args, 'validUntil'),
    conditions: wordOrNull(args, 'conditions'),
    document_id: wordOrNull(args, 'documentId'),
    root: wordOrNull(args, 'root'),
    party_id: row.party,
    operator_id: row.operator,
    key_id: row.actor,
    decided_at: row.block_time,
  };
}

function newControl(args: EventArgs, row: EventRow): Row<'projected_controls'> {
  return {
    control_id: textArg(args, 'controlId'),
    case_id: row.subject,
    declaration_id: textArg(args, 'declarationId'),
    control: codeOf('controls', args['control']),
    authority: row.party,
    operator_id: row.operator,
    reason: codeOf('reasons', args['reason']),
    due_by: numberOrNull(args, 'dueBy'),
    opened_sequence: row.sequence,
    opened_at: row.block_time,
    result: null,
    close_reason: null,
    closed_by: null,
    closed_sequence: null,
    closed_at: null,
  };
}

function enter(declaration: Row<'projected_declarations'>, state: string, row: EventRow): void {
  if (declaration.state !== state) declaration.state_since = row.block_time;
  declaration.state = state;
}

/** A control that opens or closes moves the head of its declaration, so that votes under way are asked anew. */
function moveCounter(declaration: Row<'projected_declarations'>, control: string, by: 1 | -1, row: EventRow): void {
  if (control === 'HOLD') declaration.open_holds += by;
  else declaration.open_controls += by;
  declaration.head = row.digest;
}

function declarationOf(rows: CaseRows, args: EventArgs): Row<'projected_declarations'> {
  const id = textArg(args, 'declarationId');
  const row = rows.projected_declarations.find(({ declaration_id }) => declaration_id === id);
  if (row === undefined) throw new RangeError(`the events name declaration ${id} before it was lodged`);
  return row;
}

function controlOf(rows: CaseRows, args: EventArgs): Row<'projected_controls'> {
  const id = textArg(args, 'controlId');
  const row = rows.projected_controls.find(({ control_id }) => control_id === id);
  if (row === undefined) throw new RangeError(`the events name control ${id} before it was opened`);
  return row;
}
