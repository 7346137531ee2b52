/** `corridor audit` */
import type { Command } from 'commander';
import { EXIT } from '../support/cli-error.ts';
import type { CliContext, WithContext } from '../support/context.ts';
import { localTime, pairs, shortId, table } from '../support/output.ts';

export function addAuditCommand(program: Command, withContext: WithContext): void {
  program
    .command('audit')
    .description('let the gateway compare its index, contents and log with the chain; for auditors and administrations')
    .action(withContext(audit));
}

async function audit(context: CliContext): Promise<void> {
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
