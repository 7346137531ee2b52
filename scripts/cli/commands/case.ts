/** `corridor cases|case|timeline|answers|document|receipts|watch` */
import { writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import type { CaseSummary, ForeignFile } from '../../../client/types.ts';
import { DOCUMENT_FORMAT_NAMES, type DocumentFormat } from '../../../server/formats/document-formats.ts';
import { decodeInterchange } from '../../../server/formats/edifact/characters.ts';
import { ANSWER_FORMAT_NAMES, type AnswerFormat } from '../../../server/modules/answers/answer-formats.ts';
import { CliError, EXIT } from '../support/cli-error.ts';
import type { CliContext, WithContext } from '../support/context.ts';
import { caseIdOf } from '../support/find-case.ts';
import { wholeNumber, word } from '../support/inputs.ts';
import { localTime, shortId, table } from '../support/output.ts';
import { caseLines, type NameOf, waitText } from '../support/render-case.ts';
import { TIMELINE_HEAD, timelineRow, watchCase } from '../support/watch-case.ts';

export function addCaseCommands(program: Command, withContext: WithContext): void {
  program
    .command('cases')
    .description('cases that your party may see, newest first')
    .option('--ucr <ucr>', 'unique consignment reference')
    .option('--state <code>', 'with a declaration in this state')
    .option('--waiting-on <party>', 'that wait for this party; "me" for the own one')
    .option('--limit <n>', 'how many', wholeNumber, 20)
    .option('--cursor <cursor>', 'continue a list')
    .action(withContext(cases));
  program
    .command('case')
    .description('one case: documents, declarations, and who it waits for')
    .argument('<id>', 'case id, or its UCR')
    .action(withContext(showCase));
  program
    .command('timeline')
    .description('every action of a case in order')
    .argument('<id>', 'case id, or its UCR')
    .option('--limit <n>', 'how many', wholeNumber, 100)
    .option('--cursor <cursor>', 'continue a list')
    .action(withContext(timeline));
  program
    .command('answers')
    .description('what customs said about the declarations of a case, in a format that customs systems read')
    .argument('<id>', 'case id, or its UCR')
    .addOption(new Option('--format <name>', 'format').choices(ANSWER_FORMAT_NAMES).makeOptionMandatory())
    .option('--declaration <id>', 'of one declaration only', word)
    .option('--out <file>', 'write to a file instead of the terminal')
    .action(withContext(answers));
  program
    .command('document')
    .description('a document with its content; reading leaves a receipt that its owner sees')
    .argument('<id>', 'document', word)
    .requiredOption('--case <id>', 'case', word)
    .option('--version <n>', 'version, default the newest', wholeNumber)
    .addOption(new Option('--format <name>', 'as a file that customs and carriers read').choices(DOCUMENT_FORMAT_NAMES))
    .option('--partial', 'leave out what the format cannot carry, instead of refusing')
    .option('--out <file>', 'write to a file instead of the terminal')
    .action(withContext(showDocument));
  program
    .command('receipts')
    .description('who read the contents of a case')
    .argument('<id>', 'case id, or its UCR')
    .option('--limit <n>', 'how many', wholeNumber, 50)
    .action(withContext(receipts));
  program
    .command('watch')
    .description('print actions of a case as they are anchored, until Ctrl-C')
    .argument('<id>', 'case id, or its UCR')
    .option('--until <state>', 'end when a declaration is in this state')
    .option('--timeout <seconds>', 'give up after this time; exit code 2', wholeNumber)
    .action(withContext(watch));
}

async function cases(
  context: CliContext,
  { limit, ...query }: { ucr?: string; state?: string; waitingOn?: string; limit: number; cursor?: string },
): Promise<void> {
  const { client } = await context.session();
  const page = await client.listCases({ ...query, limit });
  const nameOf = await namesOfParties(context);
  context.out.result(page, () => [
    ...(page.items.length === 0
      ? ['No cases.']
      : table(
          ['case', 'ucr', 'declarations', 'waits for', 'last'],
          page.items.map((item) => row(item, nameOf)),
        )),
    ...(page.nextCursor === null ? [] : [`More: --cursor ${page.nextCursor}`]),
  ]);
}

function row({ caseId, ucr, declarations, waitingFor, lastAt }: CaseSummary, nameOf: NameOf): string[] {
  const states = declarations.map(
    ({ procedure, shownAs, lane }) => `${procedure} ${shownAs}${lane ? ` (${lane})` : ''}`,
  );
  const [wait] = waitingFor;
  return [
    shortId(caseId),
    ucr ?? '-',
    states.join('; ') || '-',
    wait ? waitText(wait, nameOf) : '-',
    localTime(lastAt),
  ];
}

/** Names of enrolled parties, for people; programs get the ids. */
async function namesOfParties(context: CliContext): Promise<NameOf> {
  if (context.out.json) return (partyId) => partyId;
  const { client } = await context.session();
  const { items } = await client.listParties({ limit: 200 });
  const names = new Map(items.map(({ partyId, profile }) => [partyId, profile.legalName]));
  return (partyId) => names.get(partyId) ?? partyId;
}

async function showCase(context: CliContext, given: string): Promise<void> {
  const { client } = await context.session();
  const detail = await client.readCase(await caseIdOf(context, given));
  const nameOf = await namesOfParties(context);
  context.out.result(detail, () => caseLines(detail, (style, text) => context.out.style(style, text), nameOf));
}

async function timeline(context: CliContext, given: string, query: { limit: number; cursor?: string }): Promise<void> {
  const { client } = await context.session();
  const page = await client.readTimeline(await caseIdOf(context, given), query);
  const nameOf = await namesOfParties(context);
  context.out.result(page, () => [
    ...table(
      TIMELINE_HEAD,
      page.items.map((entry) => timelineRow(entry, nameOf)),
    ),
    ...(page.nextCursor === null ? [] : [`More: --cursor ${page.nextCursor}`]),
  ]);
}

async function answers(
  context: CliContext,
  given: string,
  options: { format: AnswerFormat; declaration?: string; out?: string },
): Promise<void> {
  const { client } = await context.session();
  const query = { format: options.format, declarationId: options.declaration };
  await showFile(context, await client.readAnswers(await caseIdOf(context, given), query), options.out);
}

/** A file in a foreign format: to the place asked for, or as text. */
async function showFile(
  context: CliContext,
  { bytes, mediaType }: ForeignFile,
  out: string | undefined,
): Promise<void> {
  if (out !== undefined) await writeFile(out, bytes, { flag: 'wx' });
  const text = mediaType.startsWith('application/EDIFACT') ? decodeInterchange(bytes) : new TextDecoder().decode(bytes);
  context.out.result({ mediaType, sizeBytes: bytes.length, file: out, text }, () =>
    out === undefined ? [text.trimEnd()] : [`Written to ${out}, ${bytes.length} bytes`],
  );
}

async function showDocument(
  context: CliContext,
  id: string,
  options: { case: string; version?: number; format?: DocumentFormat; partial?: boolean; out?: string },
): Promise<void> {
  const { client } = await context.session();
  const { format, version, partial } = options;
  if (format === 'xlsx' && options.out === undefined) {
    throw new CliError('OUT_NEEDED', 'A workbook is nothing for a terminal.', 'Name a file with --out FILE.');
  }
  if (format !== undefined) {
    const query = { format, version, partial: partial === true ? 'true' : 'false' } as const;
    await showFile(context, await client.readDocumentFile(options.case, id, query), options.out);
    return;
  }
  const found = await client.readDocument(options.case, id, { version: options.version });
  context.out.result(found, () => [
    `Document ${found.documentId}, type ${found.documentType}, version ${found.version.number}`,
    `Lodged by ${found.partyId} at ${localTime(found.version.lodgedAt)}, root ${found.version.root}`,
    '',
    found.content === null
      ? 'This gateway does not hold the content.'
      : JSON.stringify(found.content.document, undefined, 2),
  ]);
}

async function receipts(context: CliContext, given: string, query: { limit: number }): Promise<void> {
  const { client } = await context.session();
  const page = await client.listReceipts(await caseIdOf(context, given), query);
  context.out.result(page, () =>
    page.items.length === 0
      ? ['Nobody has read contents of this case yet.']
      : table(
          ['read', 'by party', 'key', 'content'],
          page.items.map((item) => [
            localTime(item.readAt),
            item.readerParty ?? `gateway ${item.gateway ?? ''}`,
            item.readerKey === null ? (item.exchange ?? '').toLowerCase() : shortId(item.readerKey),
            shortId(item.sha256),
          ]),
        ),
  );
}

async function watch(context: CliContext, given: string, options: { until?: string; timeout?: number }): Promise<void> {
  const { client } = await context.session();
  const caseId = await caseIdOf(context, given);
  const nameOf = await namesOfParties(context);
  const reached = await watchCase(client, caseId, options, (entry) =>
    context.process.stdout.write(
      context.out.json ? `${JSON.stringify(entry)}\n` : `${timelineRow(entry, nameOf).join('  ')}\n`,
    ),
  );
  if (!reached) context.exitWith(EXIT.CANNOT_CHECK);
}
