/** `corridor intake|open|lodge|amend|withdraw|endorse` */
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { type PreparedDocument, prepareDocument, randomId } from '../../../client/documents.ts';
import { describePosition, type Finding } from '../../../protocol/checks/finding.ts';
import { documentFileOf } from '../../../protocol/document-file.ts';
import { type CaseEnvelope, caseEnvelopeSchema } from '../../../protocol/documents/case-envelope.ts';
import { readFile } from '../../../server/formats/read-file.ts';
import type { ReadItem } from '../../../server/formats/reading.ts';
import { CliError, EXIT } from '../support/cli-error.ts';
import type { CliContext, WithContext } from '../support/context.ts';
import {
  chosenItem,
  collect,
  type ReadFile as DocumentToLodge,
  readDocumentFile,
  readInput,
  wholeNumber,
  word,
} from '../support/inputs.ts';
import { pairs } from '../support/output.ts';
import { actionLines } from '../support/render-action.ts';

const TYPE_HELP = 'UNTDID 1001 document type, for files that do not say, such as scans';
const ITEM_HELP = 'which message of a file that holds several, from 1';

export function addDocumentCommands(program: Command, withContext: WithContext): void {
  program
    .command('intake')
    .description('read a file on this machine and show what is wrong with it; nothing is sent')
    .argument('<file>')
    .option('--type <number>', TYPE_HELP, wholeNumber)
    .option('--item <number>', 'show one message of a file that holds several, from 1', wholeNumber)
    .option('--out <file>', 'write the document as JSON')
    .action(withContext(intake));
  program
    .command('open')
    .description('open a case with its signed envelope')
    .argument('<envelope>', 'JSON file of schema corridor/case-envelope/1; its caseId may be left out')
    .action(withContext(open));
  program
    .command('lodge')
    .description('lodge a document: any file that intake reads, any other with --type')
    .argument('<file>')
    .requiredOption('--case <id>', 'case', word)
    .option('--type <number>', TYPE_HELP, wholeNumber)
    .option('--item <number>', ITEM_HELP, wholeNumber)
    .option('--attach <file>', 'attach a file; may be repeated', collect)
    .option('--out <file>', 'where to keep the document with its secret (default FILE.corridor.json)')
    .action(withContext(lodge));
  program
    .command('amend')
    .description('replace the current version of an own document; endorsements stay on the old one')
    .argument('<file>')
    .requiredOption('--case <id>', 'case', word)
    .requiredOption('--document <id>', 'document', word)
    .requiredOption('--reason <code>', 'for example ERROR_CORRECTED')
    .option('--item <number>', ITEM_HELP, wholeNumber)
    .option('--attach <file>', 'attach a file; may be repeated', collect)
    .option('--out <file>', 'where to keep the document with its secret (default FILE.corridor.json)')
    .action(withContext(amend));
  program
    .command('withdraw')
    .description('take an own document back')
    .requiredOption('--case <id>', 'case', word)
    .requiredOption('--document <id>', 'document', word)
    .requiredOption('--reason <code>', 'for example LODGED_IN_ERROR')
    .action(withContext(withdraw));
  program
    .command('endorse')
    .description('sign that a document of another party is right; its root is recomputed from the content first')
    .requiredOption('--case <id>', 'case', word)
    .requiredOption('--document <id>', 'document', word)
    .option('--root <root>', 'the version that you checked; default the current one', word)
    .action(withContext(endorse));
}

async function intake(
  context: CliContext,
  file: string,
  options: { readonly type?: number; readonly item?: number; readonly out?: string },
): Promise<void> {
  const { name, bytes } = await readInput(file);
  const read = readFile({ bytes, fileName: name, documentType: options.type });
  const items = options.item === undefined ? read.items : [chosenItem(read.items, options.item)];
  if (options.out) {
    const { document } = chosenItem(read.items, options.item);
    await writeFile(options.out, `${JSON.stringify(document, undefined, 2)}\n`, { flag: 'wx' });
  }
  const findings = [...read.findings, ...items.flatMap((item) => item.findings)];
  if (findings.some(({ severity }) => severity === 'error')) context.exitWith(EXIT.INVALID);
  context.out.result({ ...read, items }, () => [
    ...pairs([
      ['format', read.format],
      ['sha256', read.sha256],
    ]),
    ...(read.findings.length === 0 ? [] : ['', 'The file as a whole:', ...findingLines(read.findings)]),
    ...items.flatMap((item) => ['', ...itemLines(item)]),
  ]);
}

function itemLines(item: ReadItem): string[] {
  return [
    ...pairs([
      ['message', `${item.kind} ${item.reference}`.trimEnd()],
      ['schema', item.schema],
      ['not mapped', item.unmapped.length === 0 ? undefined : `${item.unmapped.length} values; see --json`],
    ]),
    ...findingLines(item.findings),
  ];
}

/** Findings by place, each with what to do about it. */
function findingLines(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return ['No findings.'];
  return [
    `${findings.length} findings. An error must be corrected; a finding is recorded with the document.`,
    ...findings.flatMap(({ ruleId, severity, pointer, source, message, doNext }) => [
      `${severity === 'error' ? 'ERROR' : 'note '} ${ruleId}  ${pointer || '/'}${source ? `  (${describePosition(source)})` : ''}`,
      `      ${message}`,
      `      next: ${doNext}`,
    ]),
  ];
}

async function open(context: CliContext, file: string): Promise<void> {
  const input = await readInput(file);
  const given = JSON.parse(new TextDecoder().decode(input.bytes)) as Record<string, unknown>;
  const parsed = caseEnvelopeSchema.safeParse({ caseId: randomId(), ...given });
  if (!parsed.success) {
    throw new CliError('ENVELOPE_INVALID', 'The envelope does not fit its schema.', 'Correct the fields named above.', {
      where: [file, ...parsed.error.issues.map(({ path, message }) => `/${path.join('/')} ${message}`)],
      exitCode: EXIT.INVALID,
    });
  }
  const envelope: CaseEnvelope = parsed.data;
  const { desk } = await context.desk();
  const status = await anchored(context, 'Opening the case', () => desk.openCase(envelope));
  context.out.result({ caseId: envelope.caseId, ...status }, () => [`Case ${envelope.caseId}`, ...actionLines(status)]);
}

interface LodgeOptions {
  readonly case: string;
  readonly type?: number;
  readonly item?: number;
  readonly attach?: readonly string[];
  readonly out?: string;
}

async function lodge(context: CliContext, file: string, options: LodgeOptions): Promise<void> {
  const read = await readDocumentFile(file, { documentType: options.type, item: options.item });
  const { desk, partyId } = await context.desk();
  const documentType = read.documentType ?? options.type;
  if (documentType === undefined) {
    throw new CliError(
      'NO_DOCUMENT_TYPE',
      'Which kind of document is it?',
      'Give --type NUMBER (UNTDID 1001, 380 = invoice).',
    );
  }
  for (const line of read.findings.length > 0 ? findingLines(read.findings) : []) context.out.note(line);
  const document = await prepare(read, options.attach);
  const lodged = await anchored(context, 'Lodging', () =>
    desk.lodgeDocument({ caseId: options.case, partyId, documentType, document }),
  );
  await keep(context, file, options, document, lodged.documentId);
  context.out.result({ ...lodged, findings: read.findings }, () => [
    `Document ${lodged.documentId}`,
    ...actionLines(lodged.status),
  ]);
}

async function amend(
  context: CliContext,
  file: string,
  options: LodgeOptions & { readonly document: string; readonly reason: string },
): Promise<void> {
  const read = await readDocumentFile(file, { documentType: options.type, item: options.item });
  const { desk } = await context.desk();
  const document = await prepare(read, options.attach);
  const choice = { caseId: options.case, documentId: options.document, reason: options.reason, document };
  const amended = await anchored(context, 'Amending', () => desk.amendDocument(choice));
  await keep(context, file, options, document, amended.documentId);
  context.out.result(amended, () => [
    `Document ${amended.documentId}`,
    ...actionLines(amended.status),
    'Endorsements stay on the version before; ask for new ones.',
  ]);
}

async function prepare(read: DocumentToLodge, attach: readonly string[] = []): Promise<PreparedDocument> {
  return prepareDocument(read.document, [...read.files, ...(await Promise.all(attach.map(readInput)))]);
}

/** Keeps document and secret: without the secret nobody can show later what was anchored. */
async function keep(
  context: CliContext,
  file: string,
  options: LodgeOptions,
  document: PreparedDocument,
  documentId: string,
): Promise<void> {
  const kept = documentFileOf(document, { ledger: await context.ledger(), caseId: options.case, documentId });
  const text = `${JSON.stringify(kept, undefined, 2)}\n`;
  const target = await writeBeside(options.out ?? `${file}.corridor.json`, document.root, text);
  context.out.note(`Kept with its secret in ${target}`);
}

/** Never overwrites: the secret of an earlier version would be gone. @returns the file written */
async function writeBeside(file: string, root: string, text: string): Promise<string> {
  try {
    await writeFile(file, text, { mode: 0o600, flag: 'wx' });
    return file;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const other = `${file}.${root.slice(2, 10)}`;
    await writeFile(other, text, { mode: 0o600, flag: 'wx' });
    return other;
  }
}

async function withdraw(
  context: CliContext,
  options: { case: string; document: string; reason: string },
): Promise<void> {
  const { desk } = await context.desk();
  const choice = { caseId: options.case, documentId: options.document, reason: options.reason };
  const status = await anchored(context, 'Withdrawing', () => desk.withdrawDocument(choice));
  context.out.result(status, () => actionLines(status));
}

async function endorse(context: CliContext, options: { case: string; document: string; root?: string }): Promise<void> {
  const { desk } = await context.desk();
  const choice = { caseId: options.case, documentId: options.document, root: options.root };
  const status = await anchored(context, 'Endorsing', () =>
    desk.endorseDocument(choice, ({ version }) =>
      context.out.note(`The content was recomputed and has root ${version.root}.`),
    ),
  );
  context.out.result(status, () => actionLines(status));
}

/** Runs an action behind a progress line. A question on the terminal must not be drawn over, so only waiting shows. */
export async function anchored<T>(context: CliContext, what: string, act: () => Promise<T>): Promise<T> {
  const silent = context.options.yes || context.options.json || !context.process.stdin.isTTY;
  return silent ? context.out.progress(what, act) : act();
}
