/** `corridor audit`: what a gateway keeps against the chain, in its own words or, with --trust and --rpc, in the node's. */
import type { Command } from 'commander';
import { gatewaysOf, type Trust } from '../../../protocol/dossier/trust.ts';
import { readLeaves } from '../support/chain-leaves.ts';
import { CliError, EXIT } from '../support/cli-error.ts';
import type { CliContext, WithContext } from '../support/context.ts';
import { localTime, pairs, shortId, table } from '../support/output.ts';
import { auditPublishedLog } from '../support/published-log.ts';
import { readTrustFile } from '../support/verdict.ts';

interface AuditOptions {
  readonly trust?: string;
  readonly state?: string;
}

export function addAuditCommand(program: Command, withContext: WithContext): void {
  program
    .command('audit')
    .description('compare what a gateway keeps and publishes with the chain')
    .option('--trust <file>', 'what you pinned; with --rpc URL the log is made again here from the node’s events')
    .option('--state <file>', 'with --trust: keeps the place, so that a long reading goes on where it stopped')
    .addHelpText(
      'after',
      `
With --trust and --rpc nothing of the gateway is believed: every event is read from the node, the log is made again
and held against each tile, entry bundle and checkpoint that the gateway publishes. Nobody needs to be signed in.
Without them the gateway compares its index, contents, outbox and log with the chain; for auditors and administrations.
Exit codes: 0 nothing differs; 1 something does; 2 cannot check.`,
    )
    .action(withContext(audit));
}

async function audit(context: CliContext, { trust, state }: AuditOptions): Promise<void> {
  if (trust !== undefined) return auditLog(context, await readTrustFile(trust), state);
  if (state !== undefined) throw new CliError('TRUST_MISSING', '--state goes with --trust.', 'Give --trust FILE too.');
  return askGateway(context);
}

/** The log, from a chain node. */
async function auditLog(context: CliContext, trust: Trust, stateFile: string | undefined): Promise<void> {
  const { rpc: rpcUrl } = context.options;
  if (rpcUrl === undefined) {
    throw new CliError('NODE_MISSING', 'No chain node is named.', 'Give --rpc URL, of a node that you trust.');
  }
  const client = await context.client();
  const { ledger } = trust;
  const { leaves, upTo } = await context.out.progress('Reading the chain', (update) =>
    readLeaves({
      rpcUrl,
      ledger,
      stateFile,
      onProgress: (block, last, count) => update(`Reading the chain: block ${block} of ${last}, ${count} actions`),
    }),
  );
  const report = await context.out.progress('Comparing the published log', (update) =>
    auditPublishedLog({
      client,
      ledgerId: ledger.ledgerId,
      gateways: gatewaysOf(trust),
      leaves,
      onProgress: (tiles) => update(`Comparing the published log: ${tiles} tiles`),
    }),
  );
  const { differences, compared, checkpoint } = report;
  const consistent = differences.length === 0;
  if (!consistent) context.exitWith(EXIT.INVALID);
  context.out.result({ consistent, upTo, ...report }, () => [
    context.out.style(consistent ? 'green' : 'red', consistent ? 'CONSISTENT' : 'NOT CONSISTENT'),
    ...pairs([
      ['chain node', `${leaves.length} actions up to block ${upTo.blockNumber} ${upTo.blockHash}`],
      ['checkpoint', checkpoint ? `${checkpoint.size} actions, ${checkpoint.cosigners.join(' and ')}` : 'not believed'],
      ['compared', `${compared.actions} actions, ${compared.tiles} tiles, ${compared.checkpoints} checkpoints`],
    ]),
    ...(consistent
      ? []
      : [
          '',
          ...table(
            ['where', 'key', 'problem', 'detail'],
            differences.map(({ where, key, problem, detail }) => [where, key, problem, detail]),
          ),
        ]),
  ]);
}

/** Index, contents, outbox and log, as the gateway finds them. */
async function askGateway(context: CliContext): Promise<void> {
  const { client } = await context.session();
  const report = await context.out.progress('Comparing index, contents, log and chain', () =>
    client.checkConsistency(),
  );
  const { consistent, checkedAt, upTo, compared, differences } = report;
  if (!consistent) context.exitWith(EXIT.INVALID);
  context.out.result(report, () => [
    context.out.style(consistent ? 'green' : 'red', consistent ? 'CONSISTENT' : 'NOT CONSISTENT'),
    ...pairs([
      ['checked', localTime(checkedAt)],
      ['up to', `sequence ${upTo.sequence}, block ${upTo.blockNumber} ${upTo.blockHash}`],
      [
        'compared',
        Object.entries(compared)
          .map(([what, count]) => `${count} ${what}`)
          .join(', '),
      ],
    ]),
    ...(differences.length === 0
      ? []
      : [
          '',
          ...table(
            ['where', 'table', 'key', 'problem', 'detail'],
            differences.map(({ where, table: name, key, problem, detail }) => [
              where,
              name,
              shortId(key),
              problem,
              detail,
            ]),
          ),
        ]),
  ]);
}
