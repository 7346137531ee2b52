/** Holds the facts that were found in a file against those that the facts file states. */
import type { FileFacts } from './facts.ts';

/** What an independent reader calls a problem, by the rule that finds it here. */
const PROBLEMS: readonly (readonly [RegExp, string])[] = [
  [/^UNT says \d+, counted \d+/, 'EDIFACT_SEGMENT_COUNT'],
  [/^UNT ref .* != UNH ref/, 'EDIFACT_MESSAGE_REFERENCE'],
  [/^UNZ ref .* != UNB ref/, 'EDIFACT_INTERCHANGE_REFERENCE'],
  [/^UNZ says \d+/, 'EDIFACT_MESSAGE_COUNT'],
  [/^no UNB envelope/, 'EDIFACT_NO_ENVELOPE'],
  [/UNH message type is empty/, 'EDIFACT_MESSAGE_TYPE'],
  [/^container .*: bad-format/, 'CONTAINER_NUMBER_FORM'],
  [/^container .*: bad-check-digit/, 'CONTAINER_CHECK_DIGIT'],
];

/**
 * @param stated facts of the facts file; each of them has to be found
 * @returns one line for each fact that was not found as stated; empty if all were
 */
export function differencesOf(stated: FileFacts, found: FileFacts | undefined): string[] {
  if (found === undefined) return ['no facts are read of this kind of file'];
  return Object.entries(stated).flatMap(([name, value]) => {
    if (name === 'problems') return problemDifferences(value as readonly string[], (found[name] ?? []) as string[]);
    return sameFact(value, found[name]) ? [] : [`${name}: stated ${shown(value)}, found ${shown(found[name])}`];
  });
}

/** Every problem that is stated has to be found as often, and no other of the kinds that the reader knows. */
function problemDifferences(stated: readonly string[], found: readonly string[]): string[] {
  const kinds = stated.map((problem) => PROBLEMS.find(([pattern]) => pattern.test(problem))?.[1] ?? problem);
  const known = found.filter((ruleId) => PROBLEMS.some(([, kind]) => kind === ruleId));
  const [a, b] = [kinds.toSorted().join(', '), known.toSorted().join(', ')];
  return a === b ? [] : [`problems: stated ${a || 'none'}, found ${b || 'none'}`];
}

/** Numbers and decimals are the same by value; members that the facts file leaves out are not asked for. */
function sameFact(stated: unknown, found: unknown): boolean {
  if (Array.isArray(stated)) {
    const list = Array.isArray(found) ? found : undefined;
    return list?.length === stated.length && stated.every((each, index) => sameFact(each, list[index]));
  }
  if (typeof stated === 'object' && stated !== null) {
    if (typeof found !== 'object' || found === null) return false;
    return Object.entries(stated).every(([name, value]) => sameFact(value, (found as FileFacts)[name]));
  }
  if (typeof stated === 'number' || typeof found === 'number') return Number(stated) === Number(found);
  return stated === found;
}

const shown = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));
