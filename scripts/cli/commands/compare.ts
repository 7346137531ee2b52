/** `corridor compare CASE [FILE...]` */
import type { Command } from 'commander';
import { compareWithCase } from '../../../client/comparison.ts';
import { isCompared } from '../../../protocol/comparison/compare-case.ts';
import { type Comparison, type DocumentToCompare, unfiled } from '../../../protocol/comparison/comparison-table.ts';
import { readFile } from '../../../server/formats/read-file.ts';
import { CliError, EXIT } from '../support/cli-error.ts';
import type { CliContext, WithContext } from '../support/context.ts';
import { caseIdOf } from '../support/find-case.ts';
import { readInput, word } from '../support/inputs.ts';
import { comparisonLines } from '../support/render-comparison.ts';

export function addCompareCommand(program: Command, withContext: WithContext): void {
  program
    .command('compare')
    .description('what agrees and differs between the documents of a case, and files before they are filed')
    .argument('<case>', 'case id, or its UCR')
    .argument('[files...]', 'files that are not filed; they are read on this machine and not sent')
    .option('--replaces <document>', 'document of the case whose place the files are to take', word)
    .option('--all', 'show the rows that agree as well')
    .addHelpText('after', '\nExit code 1 if anything differs.')
    .action(withContext(compare));
}

async function compare(
  context: CliContext,
  given: string,
  files: readonly string[],
  { replaces, all = false }: { readonly replaces?: string; readonly all?: boolean },
): Promise<void> {
  const { client } = await context.session();
  const caseId = await caseIdOf(context, given);
  const unread = (await Promise.all(files.map(documentsOf))).flat();
  const found =
    files.length === 0 && replaces === undefined
      ? await client.readComparison(caseId)
      : { caseId, ...(await compareWithCase(client, await client.readCase(caseId), unread, replaces)) };
  if (found.totals.DIFFER > 0) context.exitWith(EXIT.INVALID);
  const comparison: Comparison = found;
  context.out.result(found, () => comparisonLines(comparison, all, (style, text) => context.out.style(style, text)));
}

/** Documents of a file that can be compared. @throws {FormatError | JsonError} @throws {CliError} NOTHING_TO_COMPARE */
async function documentsOf(file: string): Promise<DocumentToCompare[]> {
  const { name, bytes } = await readInput(file);
  const { items } = readFile({ bytes, fileName: name });
  const compared = items.filter(({ schema }) => isCompared(schema));
  if (compared.length === 0) {
    throw new CliError(
      'NOTHING_TO_COMPARE',
      'The file states nothing that the other documents of a case state.',
      'Give invoices, packing lists, transport documents, manifests, declarations or certificates of origin.',
      { where: [file, ...items.map(({ schema }) => schema)], exitCode: EXIT.INVALID },
    );
  }
  return compared.map(({ document }) => unfiled(name, document));
}
