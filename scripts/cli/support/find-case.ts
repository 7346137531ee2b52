/** Finding the case that a person means. */
import { CliError, EXIT } from './cli-error.ts';
import type { CliContext } from './context.ts';

/** A case by its id, or by a UCR that exactly one visible case has. @throws {CliError} CASE_NOT_FOUND, CASE_AMBIGUOUS */
export async function caseIdOf(context: CliContext, given: string): Promise<string> {
  if (/^0x[0-9a-fA-F]{64}$/.test(given)) return given.toLowerCase();
  const { client } = await context.session();
  const { items } = await client.listCases({ ucr: given, limit: 2 });
  const [found, another] = items;
  if (found !== undefined && another === undefined) return found.caseId;
  throw new CliError(
    found === undefined ? 'CASE_NOT_FOUND' : 'CASE_AMBIGUOUS',
    found === undefined ? 'No case that you may see has this UCR.' : 'Several cases have this UCR.',
    'List them: corridor cases --ucr UCR',
    { where: [given], exitCode: EXIT.INVALID },
  );
}
