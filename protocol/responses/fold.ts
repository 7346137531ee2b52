/**
 * Where a declaration stands after what customs answered: a fold over response events. Real traces repeat answers,
 * reopen duties after an amendment, and clear without a release of its own.
 * @see domain section 4; `protocol/transitions.json`
 */
import type { ResponseEvent } from '../documents/customs-response.ts';
import transitions from '../transitions.json' with { type: 'json' };
import { responseFunction } from './functions.ts';

/** Where a declaration stands. Release (goods put at disposal) and clearance (formalities done) are kept apart. */
export interface Standing {
  /** State of `protocol/transitions.json`; absent before the first answer that sets one. */
  readonly state?: string;
  /** Highest version that an answer was about. */
  readonly version?: number;
  /** Controls that are open, by the name they are shown under. */
  readonly controls: readonly string[];
  readonly releasedAt?: string;
  readonly clearedAt?: string;
  readonly exitedAt?: string;
}

/** One answer and where the declaration stood after it. */
export interface Step {
  /** Place of the answer among those given. */
  readonly event: number;
  readonly after: Standing;
}

export interface FoldOptions {
  /** Lodged before the goods are there (UK: type D): what is received is accepted, awaiting the goods. */
  readonly preLodged?: boolean;
}

/**
 * Folds the answers about one declaration, in the order in which customs gave them.
 * @param events in any order; an answer that came more than once, by its reference, counts once
 */
export function foldResponses(events: readonly ResponseEvent[], { preLodged = false }: FoldOptions = {}): Step[] {
  let standing: Standing = { controls: [] };
  return inOrder(events).map(({ event, index }) => {
    standing = { ...next(standing, event, preLodged), ...versionOf(standing, event) };
    return { event: index, after: standing };
  });
}

/** State after each version, so that what an amendment superseded can still be told. */
export function statesByVersion(events: readonly ResponseEvent[], options: FoldOptions = {}): Map<number, string> {
  const states = new Map<number, string>();
  for (const { event, after } of foldResponses(events, options)) {
    const version = events[event]?.version;
    if (version !== undefined && after.state !== undefined) states.set(version, after.state);
  }
  return states;
}

function inOrder(events: readonly ResponseEvent[]): { event: ResponseEvent; index: number }[] {
  const references = new Set<string>();
  const once = events.flatMap((event, index) => {
    if (event.reference === undefined) return [{ event, index }];
    if (references.has(event.reference)) return [];
    references.add(event.reference);
    return [{ event, index }];
  });
  // without a time an answer keeps its place behind the one before it
  let last = Number.NEGATIVE_INFINITY;
  const timed = once.map((each) => {
    last = each.event.issuedAt === undefined ? last : Date.parse(each.event.issuedAt);
    return { ...each, at: last };
  });
  return timed.sort((a, b) => (a.at === b.at ? a.index - b.index : a.at - b.at));
}

function versionOf({ version = 0 }: Standing, event: ResponseEvent): Pick<Standing, 'version'> {
  const highest = Math.max(version, event.version ?? 0);
  return highest === 0 ? {} : { version: highest };
}

const CONTROLS: ReadonlySet<string> = new Set(transitions.controls.map(({ shownAs }) => shownAs));
const AMENDMENTS: Readonly<Record<string, string>> = transitions.amendments;

function next(standing: Standing, event: ResponseEvent, preLodged: boolean): Standing {
  const says = event.state ?? responseFunction(event.functionCode)?.state;
  const at = event.issuedAt === undefined ? {} : { at: event.issuedAt };
  if (says === undefined) return standing;
  if (CONTROLS.has(says)) return { ...standing, controls: [...new Set([...standing.controls, says])] };
  switch (says) {
    case 'RECEIVED':
    case 'ACCEPTED_AWAITING_GOODS':
      return received(standing, preLodged ? 'ACCEPTED_AWAITING_GOODS' : says);
    case 'AMENDMENT_APPROVED':
    case 'AMENDMENT_REFUSED':
      return standing.state === 'AMENDMENT_REQUESTED' ? { ...standing, state: 'ACCEPTED' } : standing;
    case 'DUTY_DUE':
      return isSettled(standing) ? standing : { ...standing, state: says };
    case 'RELEASED':
    case 'RELEASED_CONDITIONALLY':
      return { ...standing, ...released(standing, at), state: says, controls: [] };
    case 'CLEARED':
      // clearance says that the goods are released, if nobody said so before
      return { ...standing, ...released(standing, at), ...stamp('clearedAt', at), state: says, controls: [] };
    case 'EXITED':
      return { ...standing, ...stamp('exitedAt', at), state: says };
    default:
      return { ...standing, state: says };
  }
}

/** The first receipt registers the declaration; a later one is about a further message, such as an amendment. */
function received(standing: Standing, first: string): Standing {
  const { state } = standing;
  if (state === undefined) return { ...standing, state: first };
  if (state === 'RECEIVED' || state === 'ACCEPTED_AWAITING_GOODS') return standing;
  return { ...standing, state: AMENDMENTS[state] ?? state };
}

/** After release, notices of duty are accounts: they take nothing back. */
const isSettled = ({ releasedAt, clearedAt, state }: Standing): boolean =>
  releasedAt !== undefined ||
  clearedAt !== undefined ||
  ['RELEASED', 'CLEARED', 'EXITED', 'REJECTED', 'INVALIDATED'].includes(state ?? '');

type At = { readonly at?: string };

function released({ releasedAt }: Standing, { at }: At): Pick<Standing, 'releasedAt'> {
  const first = releasedAt ?? at;
  return first === undefined ? {} : { releasedAt: first };
}

const stamp = (member: 'clearedAt' | 'exitedAt', { at }: At): Partial<Standing> =>
  at === undefined ? {} : { [member]: at };
