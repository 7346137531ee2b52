/** `corridor template NAME` */
import { writeFile } from 'node:fs/promises';
import { Argument, type Command, Option } from 'commander';
import { templateFile } from '../../../server/formats/table/table-file.ts';
import {
  TABLE_FORMATS,
  type TableFormat,
  TEMPLATE_NAMES,
  type TemplateName,
} from '../../../server/formats/table/templates/templates.ts';
import type { CliContext, WithContext } from '../support/context.ts';

export function addTemplateCommand(program: Command, withContext: WithContext): void {
  program
    .command('template')
    .description('write a table to fill in, with a worked example; corridor intake reads it')
    .addArgument(new Argument('<name>', 'document that it is for').choices(TEMPLATE_NAMES))
    .addOption(new Option('--format <format>', 'kind of file').choices(TABLE_FORMATS).default('xlsx'))
    .option('--out <file>', 'where to write it (default NAME.FORMAT); an existing file is never overwritten')
    .action(withContext(template));
}

async function template(
  context: CliContext,
  name: TemplateName,
  options: { readonly format: TableFormat; readonly out?: string },
): Promise<void> {
  const { format, out = `${name}.${format}` } = options;
  const { bytes, mediaType } = templateFile(name, format);
  await writeFile(out, bytes, { flag: 'wx' });
  context.out.result({ file: out, mediaType, sizeBytes: bytes.length }, () => [
    `Written to ${out}. Its rows are a simulated example: write over them, and write no beside Simulated.`,
    `Then see what is missing with: corridor intake ${out}`,
  ]);
}
