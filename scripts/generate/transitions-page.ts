/**
 * `docs/transitions.md`: the transition table for people who work with other systems' codes.
 */
import type { TransitionTable } from './transition-table.ts';

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}

const orDash = (value: string | null | undefined): string =>
  value === null || value === undefined || value === '' ? '-' : value;
const joined = (values: readonly string[]): string => orDash(values.join(', '));
const yes = (value: boolean): string => (value ? 'yes' : '-');

function wco({ wcoFunction, wcoName }: { wcoFunction: string | null; wcoName: string | null }): string {
  return wcoFunction === null ? '-' : `${wcoFunction} ${orDash(wcoName)}`;
}

function statesSection(table: TransitionTable): string[] {
  const rows = table.states.map((state) => {
    const amended = table.amendments[state.code];
    return [
      state.code,
      joined(state.edifact7365),
      wco(state),
      orDash(state.dcsa),
      yes(state.controls),
      orDash(amended),
    ];
  });
  return [
    '## States of a goods declaration',
    '',
    'A declaration starts as RECEIVED. "After an amendment" is the state that an amendment by the declarant leads to; a dash means that the state allows none.',
    '',
    ...tableOf(
      ['state', 'EDIFACT 7365', 'WCO response function', 'DCSA', 'controls may be opened', 'after an amendment'],
      rows,
    ),
  ];
}

function outcomesSection(table: TransitionTable): string[] {
  const rows = table.outcomes.map((outcome) => [
    outcome.code,
    joined(outcome.from),
    outcome.to,
    joined(outcome.procedures),
    yes(outcome.setsLane),
    yes(outcome.quorum),
    yes(outcome.releases),
  ]);
  return [
    '## Decisions of the competent office',
    '',
    'A decision with a quorum needs as many different officers as the policy of the jurisdiction asks for the lane. A decision that releases is refused while a hold or another control is open.',
    '',
    ...tableOf(['outcome', 'allowed in', 'leads to', 'procedures', 'sets the lane', 'quorum', 'releases'], rows),
  ];
}

function listsSection(table: TransitionTable): string[] {
  return [
    '## Lanes',
    '',
    'The lane is never lowered.',
    '',
    ...tableOf(
      ['lane', 'means'],
      table.lanes.map((lane) => [lane.code, lane.means]),
    ),
    '## Holds and controls',
    '',
    'They are records with an opening and a closing, beside the state.',
    '',
    ...tableOf(
      ['control', 'shown as', 'EDIFACT 7365', 'WCO response function', 'DCSA'],
      table.controls.map((c) => [c.code, c.shownAs, joined(c.edifact7365), wco(c), orDash(c.dcsa)]),
    ),
    `Results of a control: ${table.results.map(({ code }) => code).join(', ')}.`,
    '',
    '## Milestones',
    '',
    ...tableOf(
      ['milestone', 'DCSA'],
      table.milestones.map((m) => [m.code, orDash(m.dcsa)]),
    ),
    '## Reasons',
    '',
    ...tableOf(
      ['reason', 'may be given for'],
      table.reasons.map((reason) => [reason.code, joined(reason.for)]),
    ),
  ];
}

/** Text of the page. */
export function renderTransitionsPage(table: TransitionTable): string {
  return `${[
    '# States, decisions and codes',
    '',
    'Generated from `protocol/transitions.json` by `scripts/generate.ts`; do not edit. The same table makes the contract and the TypeScript.',
    '',
    'Codes beside ours: UN/EDIFACT data element 7365 (processing indicator), function code and name of a WCO Data Model response message, DCSA Track & Trace 3.0.',
    '',
    ...statesSection(table),
    ...outcomesSection(table),
    ...listsSection(table),
  ].join('\n')}`;
}
