/** `corridor login|logout|whoami` */
import path from 'node:path';
import type { Command } from 'commander';
import { signIn } from '../../../client/session.ts';
import { CliError, EXIT } from '../support/cli-error.ts';
import { type CliContext, keyFilePath, type WithContext } from '../support/context.ts';
import { localTime, pairs } from '../support/output.ts';
import { saveProfile } from '../support/profile.ts';

export function addSessionCommands(program: Command, withContext: WithContext): void {
  program
    .command('login')
    .description('sign in with a key file, and pin the ledger that the gateway serves')
    .option('--ledger-id <id>', 'refuse any other ledger than this one')
    .option('--repin', 'accept that the gateway now serves another ledger than the one pinned before')
    .action(withContext(login));
  program.command('logout').description('end the session').action(withContext(logout));
  program.command('whoami').description('who the session stands for').action(withContext(whoami));
}

async function login(context: CliContext, options: { ledgerId?: string; repin?: boolean }): Promise<void> {
  const [client, profile] = [await context.client(), await context.profile()];
  const { chainId, verifyingContract, ledgerId } = await client.readLedger();
  const ledger = { chainId, verifyingContract, ledgerId };
  const pinned = profile?.ledger?.ledgerId;
  if (options.ledgerId !== undefined && options.ledgerId.toLowerCase() !== ledgerId) throw otherLedger(ledgerId);
  if (pinned !== undefined && pinned !== ledgerId && !options.repin) throw otherLedger(ledgerId);
  const keyFile = keyFilePath(context.home, context.options.key ?? profile?.keyFile);
  const signer = await context.signer();
  const session = await context.out.progress('Signing in', () => signIn(client, signer));
  const { token, keyId, partyId, expiresAt } = session;
  await saveProfile(context.home, {
    version: 1,
    gateway: client.baseUrl,
    ledger,
    keyFile,
    session: { token, keyId, partyId, expiresAt },
  });
  const { token: _secret, ...shown } = session;
  context.out.result({ gateway: client.baseUrl, ledger, ...shown }, () => [
    ...pairs([
      ['gateway', client.baseUrl],
      ['ledger', ledgerId],
      ['contract', `${verifyingContract} on chain ${chainId}`],
      ['party', `${partyId} (${session.jurisdiction}, ${session.roles.join(', ')})`],
      ['key', `${path.basename(keyFile)} ${keyId}`],
      ['until', localTime(expiresAt)],
    ]),
    ...(pinned === undefined ? ['', 'First sign-in: compare the ledger id with the one your council published.'] : []),
  ]);
}

function otherLedger(found: string): CliError {
  return new CliError(
    'OTHER_LEDGER',
    'The gateway serves another ledger than the one you trust. Nothing was signed.',
    'Ask your council which ledger is in force; then corridor login --repin.',
    { where: [`ledger id ${found}`], exitCode: EXIT.INVALID },
  );
}

async function logout(context: CliContext): Promise<void> {
  const profile = await context.profile();
  if (profile?.session !== undefined) {
    const { client } = await context.session();
    await client.endSession();
    const { session: _ended, ...rest } = profile;
    await saveProfile(context.home, rest);
  }
  context.out.result({ signedIn: false }, () => ['Signed out.']);
}

async function whoami(context: CliContext): Promise<void> {
  const { client } = await context.session();
  const info = await client.readSession();
  context.out.result(info, () =>
    pairs([
      ['party', `${info.partyId} (${info.jurisdiction}, ${info.roles.join(', ')})`],
      ['operator', info.operatorId],
      ['key', info.keyId],
      ['until', localTime(info.expiresAt)],
    ]),
  );
}
