/** One applied action as a line of the timeline: who signed what, in codes that people can read. */
import type { EventValue, TypedEvent } from '../../chain/event-decoder.ts';
import { isoSeconds } from '../../platform/clock.ts';
import { codeOf, codeOrNull } from '../projection/codes.ts';
import type { EventRow } from '../projection/rows.ts';

/** Arguments that carry the number of a code, by the list that it stands in. */
const CODED = {
  reason: 'reasons',
  outcome: 'outcomes',
  lane: 'lanes',
  state: 'states',
  procedure: 'procedures',
  control: 'controls',
  result: 'results',
  milestone: 'milestones',
  role: 'roles',
} as const;

/** Typed events of one action with codes in place of their numbers. */
export function readableEvents(events: readonly TypedEvent[]): TypedEvent[] {
  return events.map(({ name, args }) => ({
    name,
    args: Object.fromEntries(Object.entries(args).map(([key, value]) => [key, readable(key, value)])),
  }));
}

function readable(key: string, value: EventValue): EventValue {
  if (!Object.hasOwn(CODED, key) || typeof value !== 'number') return value;
  const table = CODED[key as keyof typeof CODED];
  return key === 'lane' ? (codeOrNull('lanes', value) ?? 'NONE') : codeOf(table, value);
}

/** A line in English for terminals and logs; programs read `kind` and `events`. */
export function summaryOf(row: EventRow): string {
  const events = readableEvents(row.payload);
  return events.map(sentenceOf).find((text) => text !== undefined) ?? row.kind;
}

function sentenceOf({ name, args }: TypedEvent): string | undefined {
  const text = (key: string) => String(args[key]);
  switch (name) {
    case 'CaseOpened':
      return 'Case opened';
    case 'DocumentLodged':
      return `Document of type ${text('documentType')} lodged`;
    case 'DocumentAmended':
      return `Document amended to version ${text('version')}: ${text('reason')}`;
    case 'DocumentWithdrawn':
      return `Document withdrawn: ${text('reason')}`;
    case 'DocumentEndorsed':
      return `Document endorsed, ${text('endorsements')} in all`;
    case 'DeclarationLodged':
      return `${text('procedure')} declaration lodged`;
    case 'DeclarationAmended':
      return `Declaration amended to version ${text('version')}, now ${text('state')}`;
    case 'DecisionVoted':
      return `Vote ${text('votes')} of ${text('quorum')} for ${text('outcome')}`;
    case 'ClearanceDecided':
      return `${text('outcome')}: ${text('reason')}`;
    case 'ControlOpened':
      return `${text('control')} opened: ${text('reason')}`;
    case 'ControlClosed':
      return `Control closed ${text('result')}: ${text('reason')}`;
    case 'EventsRecorded':
      return `${text('milestone')} recorded`;
    default:
      return undefined;
  }
}

/** An event row as it is answered. */
export function timelineEntry(row: EventRow) {
  // the vote that completes a quorum carries the decision as well, which is what happened
  const decided = row.payload.filter(({ name }) => name === 'ClearanceDecided');
  return {
    sequence: row.sequence,
    digest: row.digest,
    kind: row.kind,
    signedAt: isoSeconds(row.signed_at),
    anchoredAt: isoSeconds(row.block_time),
    partyId: row.party,
    operatorId: row.operator,
    keyId: row.actor,
    summary: summaryOf(decided.length > 0 ? { ...row, payload: decided } : row),
    events: readableEvents(row.payload),
    blockNumber: row.block_number,
    blockHash: row.block_hash,
    txHash: row.tx_hash,
  };
}
