/** In which order an officer takes cases. */
import type { CaseSummary } from '../../../../client/types.ts';

export type CaseOrder = 'NEWEST' | 'URGENT';

/** The more is to be looked at, the earlier it is taken up; no lane yet means that nobody has looked. */
const LANE_RANK: Readonly<Record<string, number>> = { RED: 0, ORANGE: 1, YELLOW: 2, GREEN: 4 };
const NO_LANE_RANK = 3;
const NEVER = Number.POSITIVE_INFINITY;

/** Earliest time at which something of the case is due, milliseconds; infinite if nothing is. */
export function dueAt({ waitingFor }: CaseSummary): number {
  return Math.min(NEVER, ...waitingFor.flatMap(({ dueBy }) => (dueBy === null ? [] : [Date.parse(dueBy)])));
}

/** Since when the case waits, milliseconds. */
export function waitsSince({ waitingFor, lastAt }: CaseSummary): number {
  return Math.min(Date.parse(lastAt), ...waitingFor.map(({ since }) => Date.parse(since)));
}

/** The lane that asks for most. */
export function laneOf({ declarations }: CaseSummary): string | null {
  const lanes = declarations.flatMap(({ lane }) => (lane === null ? [] : [lane]));
  return lanes.sort((a, b) => rankOf(a) - rankOf(b))[0] ?? null;
}

function rankOf(lane: string | null): number {
  return lane === null ? NO_LANE_RANK : (LANE_RANK[lane] ?? NO_LANE_RANK);
}

/** Deadline first, then lane, then how long the case has waited. */
export function byUrgency(a: CaseSummary, b: CaseSummary): number {
  const due = dueAt(a) - dueAt(b);
  if (due !== 0 && !Number.isNaN(due)) return due;
  const lane = rankOf(laneOf(a)) - rankOf(laneOf(b));
  return lane !== 0 ? lane : waitsSince(a) - waitsSince(b);
}
