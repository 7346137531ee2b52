import type { Mutant } from './mutants.ts';

/**
 * Source of a contract with one edit.
 * @throws {Error} if the text to replace does not stand exactly once in the source: the list of mutants is out of date
 */
export function mutate(source: string, { file, says, find, replace }: Mutant): string {
  const [before, after, ...more] = source.split(find);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`${file}: "${says}" finds its text ${more.length === 0 ? 'nowhere' : 'more than once'}`);
  }
  return before + replace + after;
}
