/**
 * Typed form of `protocol/transitions.json`, with the checks that make it a consistent table.
 */
import { z } from 'zod';

const entry = z.object({ id: z.int().min(1).max(63), code: z.string().regex(/^[A-Z][A-Z0-9_]*$/) });
const messageCodes = {
  wcoFunction: z.string().nullable(),
  wcoName: z.string().nullable(),
  dcsa: z.string().nullable(),
};

const transitionsSchema = z.object({
  states: z.array(entry.extend({ edifact7365: z.array(z.string()), ...messageCodes, controls: z.boolean() })),
  outcomes: z.array(
    entry.extend({
      from: z.array(z.string()),
      to: z.string(),
      procedures: z.array(z.string()),
      setsLane: z.boolean(),
      quorum: z.boolean(),
      releases: z.boolean(),
    }),
  ),
  amendments: z.record(z.string(), z.string()),
  lanes: z.array(entry.extend({ means: z.string() })),
  procedures: z.array(entry),
  controls: z.array(entry.extend({ shownAs: z.string(), edifact7365: z.array(z.string()), ...messageCodes })),
  results: z.array(entry),
  milestones: z.array(entry.extend({ dcsa: z.string().nullable() })),
  roles: z.array(entry),
  partyStatuses: z.array(entry),
  reasons: z.array(entry.extend({ for: z.array(z.string()).min(1) })),
});

export type TransitionTable = z.infer<typeof transitionsSchema>;
export type CodeEntry = z.infer<typeof entry>;

/** Uses of a reason other than outcomes, in the order of their numbers on chain, which follow those of the outcomes. */
export const OTHER_PURPOSES = [
  'OPEN_CONTROL',
  'CLOSE_CONTROL',
  'AMEND_DOCUMENT',
  'WITHDRAW_DOCUMENT',
  'REVOKE_KEY',
  'PAUSE_JURISDICTION',
  'SUSPEND_PARTY',
  'REINSTATE_PARTY',
] as const;

/** Id of a code in a list. @throws {RangeError} if the list does not have it */
export function idOf(list: readonly CodeEntry[], code: string): number {
  const found = list.find((item) => item.code === code);
  if (found === undefined) throw new RangeError(`unknown code ${code}`);
  return found.id;
}

/** Uses a reason may have, by number: outcomes under their own ids, then OTHER_PURPOSES. */
export function purposesOf(table: TransitionTable): CodeEntry[] {
  const first = Math.max(...table.outcomes.map((outcome) => outcome.id)) + 1;
  return [
    ...table.outcomes.map(({ id, code }) => ({ id, code })),
    ...OTHER_PURPOSES.map((code, index) => ({ id: first + index, code })),
  ];
}

function requireUnique(name: string, list: readonly CodeEntry[]): void {
  const codes = new Set(list.map((item) => item.code));
  const ids = new Set(list.map((item) => item.id));
  if (codes.size !== list.length || ids.size !== list.length) throw new RangeError(`${name}: code or id twice`);
}

/**
 * Reads and checks the table.
 * @throws {RangeError} if a code refers to nothing or stands twice; zod's error if the form is wrong
 */
export function readTransitions(text: string): TransitionTable {
  const table = transitionsSchema.parse(JSON.parse(text));
  for (const [name, list] of Object.entries(table)) if (Array.isArray(list)) requireUnique(name, list);
  for (const outcome of table.outcomes) {
    for (const state of [...outcome.from, outcome.to]) idOf(table.states, state);
    for (const procedure of outcome.procedures) idOf(table.procedures, procedure);
  }
  for (const state of [...Object.keys(table.amendments), ...Object.values(table.amendments)]) idOf(table.states, state);
  const purposes = purposesOf(table);
  for (const reason of table.reasons) for (const purpose of reason.for) idOf(purposes, purpose);
  return table;
}
