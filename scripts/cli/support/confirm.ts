/** Showing people what they sign, and asking them. */
import { createInterface } from 'node:readline/promises';
import type { PreparedAction } from '../../../client/compose.ts';
import { ACTION_KINDS, type SignedAction } from '../../../protocol/actions.ts';
import { CliError, EXIT } from './cli-error.ts';
import type { CliProcess, GlobalOptions } from './cli-process.ts';
import { localTime, type Output, pairs } from './output.ts';

const TIME_FIELDS = new Set(['signedAt', 'deadline', 'notBefore', 'validUntil', 'validFrom', 'occurredAt', 'dueBy']);

/** The fields of an action as people read them; zero times and words are left out. */
export function describeAction({ kind, message }: Pick<SignedAction, 'kind' | 'message'>): string[] {
  const fields: readonly { readonly name: string }[] = ACTION_KINDS[kind].fields;
  return pairs(
    fields.flatMap(({ name }): [string, string][] => {
      const value = message[name];
      if (value === undefined || value === 0 || /^0x0*$/.test(String(value))) return [];
      return [[name, TIME_FIELDS.has(name) ? localTime(Number(value)) : String(value)]];
    }),
  );
}

/**
 * Shows an action before it leaves the machine. Someone at a terminal is asked, unless they said --yes.
 * @throws {CliError} NOT_CONFIRMED
 */
export async function confirmSigning(
  out: Output,
  cli: CliProcess,
  options: GlobalOptions,
  { action, digest }: PreparedAction,
): Promise<void> {
  out.note(`You sign ${action.kind}:`);
  for (const line of describeAction(action)) out.note(`  ${line}`);
  out.note(`  digest ${digest}`);
  if (options.yes || options.json || !cli.stdin.isTTY) return;
  const prompt = createInterface({ input: cli.stdin, output: cli.stderr });
  try {
    const answer = await prompt.question('Send it? [y/N] ');
    if (/^y(es)?$/i.test(answer.trim())) return;
  } finally {
    prompt.close();
  }
  throw new CliError('NOT_CONFIRMED', 'Nothing was sent.', 'Run the command again and answer y.', {
    exitCode: EXIT.INVALID,
  });
}
