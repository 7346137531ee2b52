/** `corridor verify FILE`: against the gateway or, with --rpc, against a chain node. */
import type { Command } from 'commander';
import type { DocumentFile } from '../../../client/document-file.ts';
import type { Verification } from '../../../protocol/verification.ts';
import { chainReader } from '../support/chain-reader.ts';
import { CliError } from '../support/cli-error.ts';
import type { CliContext, WithContext } from '../support/context.ts';
import { readInput, word } from '../support/inputs.ts';
import { table } from '../support/output.ts';
import { askChain, askGateway, EXIT_BY_OUTCOME, readDocumentFileBytes } from '../support/verdict.ts';

export function addVerifyCommand(program: Command, withContext: WithContext): void {
  program
    .command('verify')
    .description('check a file: one kept by lodge, a disclosure, a document, or an original file')
    .argument('<file>')
    .option('--case <id>', 'case that it should stand in', word)
    .option('--document <id>', 'document that it should be', word)
    .addHelpText(
      'after',
      `
With --rpc URL the answer comes from a chain node and no gateway is asked.
Exit codes: 0 VALID; 1 SUPERSEDED, WITHDRAWN, DIGEST_MISMATCH or NOT_ANCHORED; 2 CANNOT_CHECK.`,
    )
    .action(withContext(verify));
}

async function verify(
  context: CliContext,
  file: string,
  options: { readonly case?: string; readonly document?: string },
): Promise<void> {
  const input = await readInput(file);
  const kept = readDocumentFileBytes(input.bytes);
  if (kept !== undefined) await assertSameLedger(context, kept);
  const query = { caseId: options.case ?? kept?.caseId, documentId: options.document ?? kept?.documentId };
  const verdict =
    context.options.rpc === undefined
      ? await context.out.progress('Asking the gateway', async () =>
          askGateway(await anyClient(context), input, kept, query),
        )
      : await throughNode(context, context.options.rpc, kept);
  context.exitWith(EXIT_BY_OUTCOME[verdict.outcome]);
  context.out.result({ file, ...verdict }, () => verdictLines(context, file, verdict));
}

/** Anyone may ask; who is signed in may be told more. */
async function anyClient(context: CliContext) {
  const profile = await context.profile();
  return profile?.session === undefined ? context.client() : (await context.session()).client;
}

async function throughNode(context: CliContext, rpcUrl: string, kept: DocumentFile | undefined): Promise<Verification> {
  if (kept === undefined) {
    throw new CliError(
      'NOT_A_DOCUMENT_FILE',
      'Against a chain node only a file kept by corridor lodge can be checked: it names the root and the secret.',
      'Leave --rpc out to ask the gateway.',
    );
  }
  const pinned = (await context.profile())?.ledger;
  const chain = chainReader(rpcUrl, pinned ?? kept.ledger);
  const verdict = await context.out.progress('Asking the chain node', () => askChain(chain, kept));
  if (pinned !== undefined) return verdict;
  const detail = 'the ledger is the one that the file names; sign in once, or compare its id, to trust it';
  return { ...verdict, checks: [...verdict.checks, { name: 'ANCHORED', ok: null, detail }] };
}

/** A file of another deployment is not invalid; this ledger just cannot say anything about it. */
async function assertSameLedger(context: CliContext, kept: DocumentFile): Promise<void> {
  const pinned = (await context.profile())?.ledger;
  if (pinned === undefined || pinned.ledgerId === kept.ledger.ledgerId) return;
  throw new CliError(
    'OTHER_LEDGER',
    'The file belongs to another ledger than the one you trust.',
    'Use the profile of that ledger (CORRIDOR_HOME).',
    { where: [`file ${kept.ledger.ledgerId}`, `profile ${pinned.ledgerId}`] },
  );
}

function verdictLines(
  context: CliContext,
  file: string,
  { outcome, reason, checks, differs = [] }: Verification,
): string[] {
  const color = outcome === 'VALID' ? 'green' : outcome === 'CANNOT_CHECK' ? 'yellow' : 'red';
  const rows = checks.map(({ name, ok, detail }) => [name, ok === null ? 'not made' : ok ? 'ok' : 'not ok', detail]);
  return [
    `${context.out.style(color, outcome)}  ${file}`,
    reason,
    ...differs.map(({ pointer, change }) => `  ${change.toLowerCase()} ${pointer || '/'}`),
    ...(rows.length > 0 ? ['', ...table(['check', 'result', 'detail'], rows)] : []),
  ];
}
