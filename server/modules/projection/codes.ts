/** Codes of the numbers that events carry. @see protocol/transitions.json */
import transitions from '../../../protocol/transitions.json' with { type: 'json' };

type Table =
  | 'states'
  | 'outcomes'
  | 'lanes'
  | 'procedures'
  | 'controls'
  | 'results'
  | 'milestones'
  | 'roles'
  | 'reasons'
  | 'partyStatuses';

const CODES = new Map<string, string>(
  (
    [
      'states',
      'outcomes',
      'lanes',
      'procedures',
      'controls',
      'results',
      'milestones',
      'roles',
      'reasons',
      'partyStatuses',
    ] as const
  ).flatMap((table) => transitions[table].map(({ id, code }): [string, string] => [`${table}/${id}`, code])),
);

/** @throws {RangeError} for a number that this release does not know */
export function codeOf(table: Table, id: unknown): string {
  const code = CODES.get(`${table}/${String(id)}`);
  if (code === undefined) throw new RangeError(`${table} has no id ${String(id)}`);
  return code;
}

/** As {@link codeOf}, null for 0. */
export function codeOrNull(table: Table, id: unknown): string | null {
  return id === 0 ? null : codeOf(table, id);
}
