/** `corridor verify FILE`: against the gateway and, with --rpc, against a chain node. */
import type { Command } from 'commander';
import { checkDocumentFile, type DocumentFile, parseDocumentFile } from '../../../client/document-file.ts';
import type { VerifyOutcome, VerifyResult } from '../../../client/types.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { parseStrictJson } from '../../../protocol/json/strict-json.ts';
import type { WithContext } from '../program.ts';
import { type ChainReader, chainReader } from '../support/chain-reader.ts';
import { CliError, EXIT, type ExitCode } from '../support/cli-error.ts';
import type { CliContext } from '../support/context.ts';
import { readInput, word } from '../support/inputs.ts';
import { table } from '../support/output.ts';

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

/** The same vocabulary whether a gateway, a chain node or the file itself gave the answer. */
interface Verdict {
  readonly outcome: VerifyOutcome;
  readonly reason: string;
  readonly checks: VerifyResult['checks'];
  readonly differs: readonly string[];
}

const EXIT_BY_OUTCOME: Readonly<Record<VerifyOutcome, ExitCode>> = {
  VALID: EXIT.VALID,
  SUPERSEDED: EXIT.INVALID,
  WITHDRAWN: EXIT.INVALID,
  DIGEST_MISMATCH: EXIT.INVALID,
  NOT_ANCHORED: EXIT.INVALID,
  CANNOT_CHECK: EXIT.CANNOT_CHECK,
};

async function verify(
  context: CliContext,
  file: string,
  options: { readonly case?: string; readonly document?: string },
): Promise<void> {
  const input = await readInput(file);
  const kept = readKept(input.bytes);
  const query = { caseId: options.case ?? kept?.caseId, documentId: options.document ?? kept?.documentId };
  const verdict =
    context.options.rpc === undefined
      ? await askGateway(context, input, kept, query)
      : await askChain(context, context.options.rpc, kept);
  context.exitWith(EXIT_BY_OUTCOME[verdict.outcome]);
  context.out.result({ file, ...verdict }, () => verdictLines(context, file, verdict));
}

function readKept(bytes: Uint8Array): DocumentFile | undefined {
  try {
    return parseDocumentFile(parseStrictJson(bytes));
  } catch {
    return undefined;
  }
}

async function askGateway(
  context: CliContext,
  input: { readonly bytes: Uint8Array; readonly mediaType: string },
  kept: DocumentFile | undefined,
  query: { readonly caseId?: string | undefined; readonly documentId?: string | undefined },
): Promise<Verdict> {
  if (kept !== undefined) await assertSameLedger(context, kept);
  const profile = await context.profile();
  const client = profile?.session === undefined ? await context.client() : (await context.session()).client;
  const result = await context.out.progress('Asking the gateway', () =>
    kept === undefined
      ? client.verify(input.bytes, input.mediaType, query)
      : client.verifyDocument(
          { document: kept.document as JsonValue, secret: kept.secret, files: kept.files },
          query,
        ),
  );
  return withLocalCheck(kept, { ...result, differs: result.differs ?? [] });
}

/** The file's own root and leaf hashes are checked here: no gateway can talk a tampered copy into being valid. */
function withLocalCheck(kept: DocumentFile | undefined, verdict: Verdict): Verdict {
  if (kept === undefined) return verdict;
  const local = checkDocumentFile(kept);
  if (local.matches) return verdict;
  const fields = local.differences.map(({ pointer }) => pointer || '/');
  return {
    ...verdict,
    outcome: 'DIGEST_MISMATCH',
    reason: 'The content is not what was anchored under the root that the file names.',
    differs: fields.length > 0 ? fields : verdict.differs,
  };
}

async function askChain(context: CliContext, rpcUrl: string, kept: DocumentFile | undefined): Promise<Verdict> {
  if (kept === undefined) {
    throw new CliError(
      'NOT_A_DOCUMENT_FILE',
      'Against a chain node only a file kept by corridor lodge can be checked: it names the root and the secret.',
      'Leave --rpc out to ask the gateway.',
    );
  }
  const pinned = (await context.profile())?.ledger;
  if (pinned !== undefined) await assertSameLedger(context, kept);
  const chain = chainReader(rpcUrl, pinned ?? kept.ledger);
  const verdict = await context.out.progress('Asking the chain node', () => chainVerdict(chain, kept));
  if (pinned !== undefined) return verdict;
  const detail = 'the ledger is the one that the file names; sign in once, or compare its id, to trust it';
  return { ...verdict, checks: [...verdict.checks, { name: 'ledger pinned', ok: false, detail }] };
}

async function chainVerdict(chain: ChainReader, kept: DocumentFile): Promise<Verdict> {
  await chain.assertLedger();
  const local = checkDocumentFile(kept);
  const rootCheck = { name: 'content has the root', ok: local.matches, detail: local.root };
  const version = await chain.versionOf(kept.caseId, kept.documentId, kept.root);
  const anchored = version !== undefined;
  const detail = anchored ? `version ${version.number}, party ${version.party}` : 'no such version on the ledger';
  const checks = [rootCheck, { name: 'root is anchored', ok: anchored, detail }];
  const differs = local.differences.map(({ pointer }) => pointer || '/');
  const verdict = (outcome: VerifyOutcome, reason: string): Verdict => ({ outcome, reason, checks, differs });
  if (!local.matches) return verdict('DIGEST_MISMATCH', 'The content is not what was anchored under this root.');
  if (!anchored) return verdict('NOT_ANCHORED', 'The ledger has no such version of the document.');
  if (version.withdrawn) return verdict('WITHDRAWN', 'Its submitter has taken the document back.');
  if (version.superseded) return verdict('SUPERSEDED', `Version ${version.number} was replaced by a newer one.`);
  return verdict('VALID', `Version ${version.number}, anchored and current.`);
}

/** A file of another deployment is not invalid; this ledger just cannot say anything about it. */
async function assertSameLedger(context: CliContext, kept: DocumentFile): Promise<void> {
  const pinned = (await context.profile())?.ledger;
  if (pinned === undefined || pinned.ledgerId === kept.ledger.ledgerId) return;
  throw new CliError('OTHER_LEDGER', 'The file belongs to another ledger than the one you trust.', 'Use the profile of that ledger (CORRIDOR_HOME).', {
    where: [`file ${kept.ledger.ledgerId}`, `profile ${pinned.ledgerId}`],
  });
}

function verdictLines(context: CliContext, file: string, { outcome, reason, checks, differs }: Verdict): string[] {
  const color = outcome === 'VALID' ? 'green' : outcome === 'CANNOT_CHECK' ? 'yellow' : 'red';
  return [
    `${context.out.style(color, outcome)}  ${file}`,
    reason,
    ...differs.map((pointer) => `  differs at ${pointer}`),
    ...(checks.length > 0
      ? ['', ...table(['check', 'result', 'detail'], checks.map(({ name, ok, detail }) => [name, ok ? 'ok' : 'not ok', detail]))]
      : []),
  ];
}
