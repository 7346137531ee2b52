/**
 * One case as a pure function of its events, its envelope and the registry: the same input gives the same rows, which is
 * what makes a rollback, a rebuild and the audit the same operation.
 * @see contracts/interfaces/ILedger.sol
 */
import type { CaseReason } from '../../database/types.ts';
import type { CaseState, EnvelopeFacts, RegistryLookup } from './case-state.ts';
import { codeOf } from './codes.ts';
import { numberArg, textArg } from './event-args.ts';
import { foldDeclarationEvent } from './fold-declaration.ts';
import { foldDocumentEvent } from './fold-document.ts';
import { type CaseRows, type EventRow, emptyCaseRows, type Row } from './rows.ts';
import { waitingFor } from './waiting.ts';

/**
 * Folds the events of one case.
 * @param events of this case, in sequence order; the first opens it
 */
export function foldCase(
  events: readonly EventRow[],
  envelope: EnvelopeFacts | undefined,
  registry: RegistryLookup,
): CaseRows {
  const rows = emptyCaseRows();
  const [first] = events;
  const last = events.at(-1);
  if (first === undefined || last === undefined) return rows;
  const state: CaseState = { rows, registry };
  for (const event of events) foldEvent(state, event);
  rows.projected_cases.push(caseRow(first, last, envelope));
  addParties(rows, first, envelope, registry);
  rows.projected_waits.push(...waitingFor(rows, registry));
  return rows;
}

function caseRow(first: EventRow, last: EventRow, envelope: EnvelopeFacts | undefined): Row<'projected_cases'> {
  const opened = first.payload.find(({ name }) => name === 'CaseOpened');
  if (opened === undefined) throw new RangeError(`case ${first.subject} has events before it was opened`);
  return {
    case_id: first.subject,
    envelope: textArg(opened.args, 'envelope'),
    envelope_known: envelope !== undefined,
    ucr: envelope?.ucr ?? null,
    opened_by: first.party,
    opened_at: first.block_time,
    opened_sequence: first.sequence,
    head: last.subject_head,
    last_sequence: last.sequence,
    last_at: last.block_time,
  };
}

function foldEvent(state: CaseState, row: EventRow): void {
  for (const { name, args } of row.payload) {
    if (name === 'EventsRecorded') {
      state.rows.projected_tracking.push({
        sequence: row.sequence,
        case_id: row.subject,
        milestone: codeOf('milestones', args['milestone']),
        occurred_at: numberArg(args, 'occurredAt'),
        recorded_at: row.block_time,
        root: textArg(args, 'root'),
        count: numberArg(args, 'count'),
        party_id: row.party,
        operator_id: row.operator,
        key_id: row.actor,
        jurisdiction: state.registry.jurisdictionOf(row.party),
      });
    } else if (name.startsWith('Document')) foldDocumentEvent(state.rows, name, args, row);
    else if (name !== 'CaseOpened') foldDeclarationEvent(state, name, args, row);
  }
}

/**
 * Parties and jurisdictions of a case. LODGER alone opens nothing to read: case ids are public on chain, so that anyone
 * enrolled may lodge a document on any case.
 */
function addParties(
  rows: CaseRows,
  first: EventRow,
  envelope: EnvelopeFacts | undefined,
  registry: RegistryLookup,
): void {
  const caseId = first.subject;
  const parties = new Set<string>();
  const add = (partyId: string, why: CaseReason) => {
    if (parties.has(`${partyId}/${why}`)) return;
    parties.add(`${partyId}/${why}`);
    rows.case_parties.push({ case_id: caseId, party_id: partyId, why });
  };
  add(first.party, 'OPENER');
  const jurisdictions = new Set([registry.jurisdictionOf(first.party)]);
  for (const partyId of envelope?.parties ?? []) add(partyId, 'ADDRESSED');
  for (const { partyId, jurisdiction } of envelope?.offices ?? []) {
    add(partyId, 'OFFICE');
    jurisdictions.add(jurisdiction);
  }
  for (const { office, jurisdiction } of rows.projected_declarations) {
    add(office, 'OFFICE');
    jurisdictions.add(jurisdiction);
  }
  for (const { party_id } of [...rows.projected_documents, ...rows.projected_declarations]) add(party_id, 'LODGER');
  for (const jurisdiction of jurisdictions) rows.case_jurisdictions.push({ case_id: caseId, jurisdiction });
}
