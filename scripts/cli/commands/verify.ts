/** `corridor verify FILE`: offline with a trust file, against a gateway, or against a chain node. */
import type { Command } from 'commander';
import type { LedgerDomain } from '../../../protocol/actions.ts';
import type { DocumentFile } from '../../../protocol/document-file.ts';
import type { Trust } from '../../../protocol/dossier/trust.ts';
import type { LedgerSource } from '../../../protocol/verify/ledger-source.ts';
import { type PresentedFile, readPresented } from '../../../protocol/verify/presented-file.ts';
import { type AnyVerification, verify as verifyPresented } from '../../../protocol/verify/verify.ts';
import { chainReader } from '../support/chain-reader.ts';
import { CliError } from '../support/cli-error.ts';
import type { CliContext, WithContext } from '../support/context.ts';
import { readInput, wholeNumber, word } from '../support/inputs.ts';
import { table } from '../support/output.ts';
import { dossierLines, faultLines } from '../support/render-dossier.ts';
import {
  askChain,
  askGateway,
  chainLedger,
  dossierLedger,
  EXIT_BY_OUTCOME,
  nowSeconds,
  readTrustFile,
} from '../support/verdict.ts';

interface VerifyOptions {
  readonly case?: string;
  readonly document?: string;
  readonly trust?: string;
  readonly dossier?: string;
  /** Hours. */
  readonly maxAge?: number;
}

const HOUR_SECONDS = 3_600;

export function addVerifyCommand(program: Command, withContext: WithContext): void {
  program
    .command('verify')
    .description(
      'check a dossier, a promise of a gateway, a file kept by lodge, a disclosure, a document, or an original file',
    )
    .argument('<file>')
    .option('--trust <file>', 'what you pinned: ledger, councils, gateways; a dossier is checked offline against it')
    .option('--dossier <file>', 'check the file against this dossier, offline; needs --trust')
    .option('--max-age <hours>', 'age beyond which a dossier is too old, instead of the trust file’s', wholeNumber)
    .option('--case <id>', 'case that it should stand in', word)
    .option('--document <id>', 'document that it should be', word)
    .addHelpText(
      'after',
      `
A dossier needs --trust and nobody's server; --rpc URL adds a second check against a chain node.
Other files: with --dossier the answer comes from a dossier, with --rpc from a chain node, else from the gateway.
Exit codes: 0 VALID; 1 SUPERSEDED, WITHDRAWN, DIGEST_MISMATCH or NOT_ANCHORED; 2 CANNOT_CHECK.`,
    )
    .action(withContext(verify));
}

async function verify(context: CliContext, file: string, options: VerifyOptions): Promise<void> {
  const input = await readInput(file);
  const presented = readPresented(input.bytes) ?? notReadable(file);
  const verdict = await verdictOn(context, input, presented, options);
  context.exitWith(EXIT_BY_OUTCOME[verdict.outcome]);
  context.out.result({ file, ...verdict }, () => verdictLines(context, file, verdict));
}

async function verdictOn(
  context: CliContext,
  input: Awaited<ReturnType<typeof readInput>>,
  presented: PresentedFile,
  options: VerifyOptions,
): Promise<AnyVerification> {
  const trust = await trustOf(options);
  if (presented.type === 'DOSSIER') return onDossier(context, presented, trust);
  const kept = presented.type === 'DOCUMENT_FILE' ? presented.file : undefined;
  const claimed = { caseId: options.case ?? kept?.caseId, documentId: options.document ?? kept?.documentId };
  if (options.dossier !== undefined) {
    if (trust === undefined) throw trustNeeded();
    const ledger = await dossierLedger(options.dossier, trust);
    return 'outcome' in ledger ? ledger : verifyPresented(presented, { trust, now: nowSeconds(), ledger, claimed });
  }
  if (kept !== undefined) await assertSameLedger(context, kept);
  if (context.options.rpc !== undefined) return throughNode(context, context.options.rpc, kept);
  return context.out.progress('Asking the gateway', async () =>
    askGateway(await anyClient(context), input, kept, claimed),
  );
}

async function trustOf({ trust, maxAge }: VerifyOptions): Promise<Trust | undefined> {
  if (trust === undefined) return undefined;
  const pinned = await readTrustFile(trust);
  return maxAge === undefined ? pinned : { ...pinned, freshnessSeconds: maxAge * HOUR_SECONDS };
}

/** Offline; with --rpc the node is asked as well. */
async function onDossier(
  context: CliContext,
  presented: PresentedFile,
  trust: Trust | undefined,
): Promise<AnyVerification> {
  if (trust === undefined) throw trustNeeded();
  const ledger = await secondSource(context, trust.ledger);
  return verifyPresented(presented, { trust, now: nowSeconds(), ledger });
}

async function secondSource(context: CliContext, domain: LedgerDomain): Promise<LedgerSource | undefined> {
  if (context.options.rpc === undefined) return undefined;
  const chain = chainReader(context.options.rpc, domain);
  await context.out.progress('Asking the chain node', () => chain.assertLedger());
  return chainLedger(chain);
}

function trustNeeded(): CliError {
  return new CliError(
    'TRUST_MISSING',
    'A dossier is checked against what you pinned, and no trust file is named.',
    'Give --trust FILE. corridor trust --out FILE takes one from a gateway: compare it with the other side first.',
  );
}

function notReadable(file: string): never {
  throw new CliError('NOT_READABLE', 'The file cannot be read.', 'Check the path.', { where: [file] });
}

/** Anyone may ask; who is signed in may be told more. */
async function anyClient(context: CliContext) {
  const profile = await context.profile();
  return profile?.session === undefined ? context.client() : (await context.session()).client;
}

async function throughNode(
  context: CliContext,
  rpcUrl: string,
  kept: DocumentFile | undefined,
): Promise<AnyVerification> {
  if (kept === undefined) {
    throw new CliError(
      'NOT_A_DOCUMENT_FILE',
      'Against a chain node only a dossier, or a file kept by corridor lodge, can be checked: it names root and secret.',
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

function verdictLines(context: CliContext, file: string, verdict: AnyVerification): string[] {
  const { outcome, reason, checks, differs = [], dossier, faults = [] } = verdict;
  const color = outcome === 'VALID' ? 'green' : outcome === 'CANNOT_CHECK' ? 'yellow' : 'red';
  const rows = checks.map(({ name, ok, detail }) => [name, ok === null ? 'not made' : ok ? 'ok' : 'not ok', detail]);
  return [
    `${context.out.style(color, outcome)}  ${file}`,
    reason,
    ...differs.map(({ pointer, change }) => `  ${change.toLowerCase()} ${pointer || '/'}`),
    ...(faults.length > 0 ? ['', ...faultLines(faults)] : []),
    ...(rows.length > 0 ? ['', ...table(['check', 'result', 'detail'], rows)] : []),
    ...(dossier !== undefined && outcome === 'VALID' ? ['', ...dossierLines(dossier, context.out.style)] : []),
  ];
}
