/** `corridor declare|amend-declaration|decide|control|record|cancel|resend|action` */
import type { Command } from 'commander';
import { prepareDocument } from '../../../client/documents.ts';
import { submitPrepared } from '../../../client/submit.ts';
import type { ActionStatus } from '../../../client/types.ts';
import { actionDigest } from '../../../protocol/actions.ts';
import { isObserved, type TrackingEvents } from '../../../protocol/documents/tracking-events.ts';
import { readStoredAction } from '../support/action-store.ts';
import { CliError, EXIT } from '../support/cli-error.ts';
import type { CliContext, WithContext } from '../support/context.ts';
import { instant, opaqueId, readDocumentFile, word } from '../support/inputs.ts';
import { actionLines } from '../support/render-action.ts';
import { anchored } from './document.ts';

export function addClearanceCommands(program: Command, withContext: WithContext): void {
  program
    .command('declare')
    .description('lodge a goods declaration at the competent office, resting on an own document')
    .requiredOption('--case <id>', 'case', word)
    .requiredOption('--document <id>', 'goods declaration document (830, 929 or 950)', word)
    .requiredOption('--procedure <code>', 'EXPORT, IMPORT or TRANSIT')
    .requiredOption('--office <party>', 'competent customs office', opaqueId)
    .action(withContext(declare));
  program
    .command('amend-declaration')
    .description('rest a declaration on the present version of its document')
    .requiredOption('--case <id>', 'case', word)
    .requiredOption('--declaration <id>', 'declaration', word)
    .requiredOption('--document <id>', 'goods declaration document', word)
    .action(withContext(amendDeclaration));
  program
    .command('decide')
    .description('decide on a declaration as an officer of the competent office')
    .requiredOption('--case <id>', 'case', word)
    .requiredOption('--declaration <id>', 'declaration', word)
    .requiredOption('--outcome <code>', 'for example ACCEPTED, RELEASED, CLEARED; see docs/transitions.md')
    .requiredOption('--reason <code>', 'for example DOCUMENTS_IN_ORDER')
    .option('--lane <code>', 'GREEN, YELLOW, ORANGE or RED')
    .option('--document <id>', 'document that the decision rests on; default the one declared', word)
    .option('--root <root>', 'its version; default the newest, or the one declared', word)
    .option('--head <head>', 'the head of the declaration that you saw', word)
    .option('--valid-until <time>', 'end of a conditional release, RFC 3339', instant)
    .option('--conditions <file>', 'decision document with the conditions')
    .action(withContext(decide));
  addControlCommands(program, withContext);
  program
    .command('record')
    .description('record tracking events, for example an arrival, as carrier or terminal')
    .argument('<file>', 'JSON file of schema corridor/tracking-events/1')
    .requiredOption('--case <id>', 'case', word)
    .requiredOption('--milestone <code>', 'for example ARRIVED, GATE_OUT')
    .option('--at <time>', 'when it happened, RFC 3339; default: the last event of the file', instant)
    .action(withContext(record));
  program
    .command('cancel')
    .description('kill an action that you signed and that was not applied yet')
    .argument('<digest>', 'digest of the action, or a file that holds it')
    .action(withContext(cancel));
  program
    .command('resend')
    .description('hand in an action that you signed before, for example at another gateway (--gateway)')
    .argument('<digest>', 'digest of the action, or a file that holds it')
    .action(withContext(resend));
  program
    .command('action')
    .description('what became of an action')
    .argument('<digest>', 'digest', word)
    .action(withContext(show));
}

function addControlCommands(program: Command, withContext: WithContext): void {
  const control = program.command('control').description('holds and controls on a declaration');
  control
    .command('open')
    .description('no release while it is open')
    .requiredOption('--case <id>', 'case', word)
    .requiredOption('--declaration <id>', 'declaration', word)
    .requiredOption('--control <code>', 'DOCUMENTS, SCAN, INSPECTION or HOLD')
    .requiredOption('--reason <code>', 'for example SCAN_MANDATORY')
    .option('--due-by <time>', 'when an answer is due, RFC 3339', instant)
    .action(withContext(openControl));
  control
    .command('close')
    .requiredOption('--case <id>', 'case', word)
    .requiredOption('--declaration <id>', 'declaration', word)
    .requiredOption('--control <id>', 'control', word)
    .requiredOption('--result <code>', 'CONFORMING, DISCREPANT or LIFTED')
    .requiredOption('--reason <code>', 'for example SCAN_CONFORMING')
    .action(withContext(closeControl));
}

function report(context: CliContext, status: ActionStatus, extra: Readonly<Record<string, string>> = {}): void {
  context.out.result({ ...extra, ...status }, () => [
    ...Object.entries(extra).map(([name, value]) => `${name} ${value}`),
    ...actionLines(status),
  ]);
}

interface OnDeclaration {
  readonly case: string;
  readonly declaration: string;
}

async function declare(
  context: CliContext,
  options: { case: string; document: string; procedure: string; office: string },
): Promise<void> {
  const { desk } = await context.desk();
  const input = {
    caseId: options.case,
    documentId: options.document,
    procedure: options.procedure,
    officeId: options.office,
  };
  const status = await anchored(context, 'Declaring', () => desk.lodgeDeclaration(input));
  report(context, status, { declarationId: status.digest });
}

async function amendDeclaration(context: CliContext, options: OnDeclaration & { document: string }): Promise<void> {
  const { desk } = await context.desk();
  const input = { caseId: options.case, declarationId: options.declaration, documentId: options.document };
  report(context, await anchored(context, 'Amending', () => desk.amendDeclaration(input)));
}

interface DecideOptions extends OnDeclaration {
  readonly outcome: string;
  readonly reason: string;
  readonly lane?: string;
  readonly document?: string;
  readonly root?: string;
  readonly head?: string;
  readonly validUntil?: number;
  readonly conditions?: string;
}

async function decide(context: CliContext, options: DecideOptions): Promise<void> {
  const { outcome, reason, lane, document, root, head, validUntil } = options;
  const conditions = options.conditions && prepareDocument((await readDocumentFile(options.conditions)).document);
  const { desk } = await context.desk();
  if (context.options.rpc === undefined) {
    context.out.note('The head of the declaration comes from the gateway alone; --rpc URL would confirm it.');
  }
  const status = await anchored(context, 'Deciding', () =>
    desk.decideClearance({
      caseId: options.case,
      declarationId: options.declaration,
      ...{ outcome, reason, lane, documentId: document, root, expected: head, validUntil },
      conditions: conditions || undefined,
    }),
  );
  report(context, status);
}

async function openControl(
  context: CliContext,
  options: OnDeclaration & { control: string; reason: string; dueBy?: number },
): Promise<void> {
  const { control, reason, dueBy = 0 } = options;
  const { desk } = await context.desk();
  const input = { caseId: options.case, declarationId: options.declaration, control, reason, dueBy };
  const status = await anchored(context, 'Opening the control', () => desk.openControl(input));
  report(context, status, { controlId: status.digest });
}

async function closeControl(
  context: CliContext,
  options: OnDeclaration & { control: string; result: string; reason: string },
): Promise<void> {
  const { control: controlId, result, reason } = options;
  const { desk } = await context.desk();
  const input = { caseId: options.case, declarationId: options.declaration, controlId, result, reason };
  report(context, await anchored(context, 'Closing the control', () => desk.closeControl(input)));
}

async function record(
  context: CliContext,
  file: string,
  options: { case: string; milestone: string; at?: number },
): Promise<void> {
  const { document, schema } = await readDocumentFile(file);
  if (schema !== 'corridor/tracking-events/1') {
    throw new CliError(
      'DOCUMENT_INVALID',
      'The file holds no tracking events.',
      'Use schema corridor/tracking-events/1.',
      {
        where: [file, schema],
        exitCode: EXIT.INVALID,
      },
    );
  }
  const events = document as unknown as TrackingEvents;
  const { desk } = await context.desk();
  const occurredAt = options.at ?? lastObserved(file, events);
  const input = { caseId: options.case, milestone: options.milestone, occurredAt, events };
  report(context, await anchored(context, 'Recording', () => desk.recordEvents(input)));
}

/** Unix seconds of the last event that happened; a plan or an estimate is no milestone. */
function lastObserved(file: string, { events }: TrackingEvents): number {
  const times = events.flatMap((event) => (isObserved(event) ? [Date.parse(event.occurredAt ?? '')] : []));
  const last = Math.max(...times.filter(Number.isFinite));
  if (Number.isFinite(last)) return Math.floor(last / 1000);
  throw new CliError(
    'DOCUMENT_INVALID',
    'The file holds no event that was observed.',
    'Record events of classifier ACTUAL, or say when it happened with --at.',
    { where: [file, '/events'], exitCode: EXIT.INVALID },
  );
}

async function cancel(context: CliContext, which: string): Promise<void> {
  const target = await readStoredAction(context.home, which);
  const { desk } = await context.desk();
  report(context, await anchored(context, 'Cancelling', () => desk.cancelAction(target)));
}

/** Hands the same signed bytes in again, here or at another gateway; the ledger applies them once. */
async function resend(context: CliContext, which: string): Promise<void> {
  const [action, ledger, client] = [
    await readStoredAction(context.home, which),
    await context.ledger(),
    await context.client(),
  ];
  const digest = actionDigest(ledger, action.kind, action.message);
  report(context, await context.out.progress('Sending', () => submitPrepared({ client, ledger }, { action, digest })));
}

async function show(context: CliContext, digest: string): Promise<void> {
  const profile = await context.profile();
  const client = profile?.session === undefined ? await context.client() : (await context.session()).client;
  const status = await client.readAction(digest);
  if (status.status === 'REJECTED' || status.status === 'QUARANTINED') context.exitWith(EXIT.INVALID);
  report(context, status);
}
