/** `corridor dossier|redact|trust`: evidence to keep, to show less of, and what it is checked against. */
import { readFile, writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { DOSSIER_LIMITS, type Dossier, formatDossier } from '../../../protocol/dossier/dossier.ts';
import { readDossier } from '../../../protocol/dossier/read-dossier.ts';
import { redactDossier } from '../../../protocol/dossier/redact-dossier.ts';
import { parseStrictJson } from '../../../protocol/json/strict-json.ts';
import { CliError } from '../support/cli-error.ts';
import type { CliContext, WithContext } from '../support/context.ts';
import { caseIdOf } from '../support/find-case.ts';
import { collect, word } from '../support/inputs.ts';
import { pairs, table } from '../support/output.ts';

export function addDossierCommands(program: Command, withContext: WithContext): void {
  program
    .command('dossier')
    .description('write the dossier of a case: one file that proves it without anybody’s server')
    .argument('<id>', 'case id, or its UCR')
    .requiredOption('--out <file>', 'file to write')
    .option('--documents <which>', 'all, none, or ids of documents with commas between', 'all')
    .addOption(new Option('--attachments <which>', 'files of these documents').choices(['all', 'none']).default('none'))
    .option('--html', 'a page that verifies the dossier offline, with the dossier in it')
    .action(withContext(dossier));
  program
    .command('redact')
    .description('take content, fields or files out of a dossier; what is left still verifies')
    .argument('<file>', 'dossier')
    .requiredOption('--out <file>', 'file to write')
    .option('--without <root>', 'content to take out, by its root; may be repeated', collectWord, [])
    .option('--hide <root/pointer>', 'field to hide, for example 0x…/lines/0/unitPrice; may be repeated', collect, [])
    .option('--without-file <sha256>', 'file to take out; may be repeated', collect, [])
    .action(withContext(redact));
  program
    .command('trust')
    .description('write what a gateway would have you pin; compare it with the other side before you use it')
    .requiredOption('--out <file>', 'file to write')
    .action(withContext(trust));
}

const collectWord = (value: string, previous: readonly string[] = []): string[] => [...previous, word(value)];

async function dossier(
  context: CliContext,
  given: string,
  options: {
    readonly out: string;
    readonly documents: string;
    readonly attachments: 'all' | 'none';
    readonly html?: boolean;
  },
): Promise<void> {
  const { client } = await context.session();
  const caseId = await caseIdOf(context, given);
  const { documents, attachments } = options;
  const bytes = await context.out.progress('Collecting actions, proofs and content', () =>
    client.readDossier(caseId, { documents, attachments, format: options.html === true ? 'html' : 'json' }),
  );
  await writeFile(options.out, bytes);
  context.out.result({ file: options.out, caseId, sizeBytes: bytes.length }, () => [
    `Dossier written to ${options.out}, ${bytes.length} bytes`,
    options.html === true
      ? 'Open it in any browser, and pin keys that you got from elsewhere.'
      : `Check it anywhere: corridor verify ${options.out} --trust FILE`,
  ]);
}

async function redact(
  context: CliContext,
  file: string,
  options: {
    readonly out: string;
    readonly without: readonly string[];
    readonly hide: readonly string[];
    readonly withoutFile: readonly string[];
  },
): Promise<void> {
  const read = readDossier(parseStrictJson(await readFile(file), DOSSIER_LIMITS));
  if ('faults' in read) {
    const where = read.faults.map(({ code, where: at }) => `${code} ${at}`);
    throw new CliError('NOT_A_DOSSIER', 'The file is no dossier.', 'corridor dossier CASE makes one.', { where });
  }
  const fields: Record<string, string[]> = {};
  for (const { root, pointer } of options.hide.map(fieldOf)) fields[root] = [...(fields[root] ?? []), pointer];
  const { without: contents, withoutFile: attachments } = options;
  assertShown(read.dossier, [...contents, ...Object.keys(fields)]);
  const text = formatDossier(redactDossier(read.dossier, { contents, attachments, fields }));
  await writeFile(options.out, text);
  const sizeBytes = Buffer.byteLength(text);
  context.out.result({ file: options.out, sizeBytes }, () => [`Written to ${options.out}, ${sizeBytes} bytes`]);
}

/** A root and a pointer into its content. */
function fieldOf(text: string): { readonly root: string; readonly pointer: string } {
  const match = /^(0x[0-9a-fA-F]{64})(\/.*|file:\/\d+)?$/.exec(text);
  if (match !== null) return { root: (match[1] ?? '').toLowerCase(), pointer: match[2] ?? '' };
  throw new CliError('INVALID_FIELD', `Not a root and a pointer: ${text}`, 'Write 0x…/lines/0/unitPrice.');
}

/** A wrong root would leave in what the holder wants out. */
function assertShown({ contents }: Dossier, roots: readonly string[]): void {
  const missing = roots.find((root) => !contents.some((content) => content.root === root));
  if (missing === undefined) return;
  throw new CliError('CONTENT_NOT_SHOWN', 'The dossier shows no content of that root.', 'See corridor verify FILE.', {
    where: [missing],
  });
}

async function trust(context: CliContext, { out }: { readonly out: string }): Promise<void> {
  const pinned = await (await context.client()).readTrust();
  await writeFile(out, `${JSON.stringify(pinned, undefined, 2)}\n`);
  const { ledger, councils, gateways, requiredSigners } = pinned;
  context.out.result({ file: out, ...pinned }, () => [
    `Written to ${out}. It comes from the one whom it is to check: compare it with the other side before you use it.`,
    '',
    ...pairs([
      ['ledger', `${ledger.verifyingContract} on chain ${ledger.chainId}, id ${ledger.ledgerId}`],
      ['signers', `${requiredSigners} of ${gateways.length} gateways`],
    ]),
    '',
    ...table(
      ['gateway key'],
      gateways.map((key) => [key]),
    ),
    '',
    ...table(
      ['council', 'of', 'members'],
      councils.map(({ jurisdiction, threshold, members }) => [jurisdiction, `${threshold}`, members.join(' ')]),
    ),
  ]);
}
