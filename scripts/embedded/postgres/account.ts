import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedError } from '../errors.ts';

const run = promisify(execFile);
const ACCOUNT_NAME = 'postgres';

/** The operating-system account that the server runs as; undefined means the one of this process. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/** A command with its arguments, and the account to switch to before it is run. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly account?: ServerAccount;
}

/**
 * Chooses the account for the server. PostgreSQL refuses to run as root, so root uses the account `postgres`, which
 * is created when the system has none.
 *
 * @throws {EmbeddedError} POSTGRES_USER_FAILED when it cannot be created
 */
export async function chooseAccount(): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const existing = await lookUp();
  if (existing !== undefined) return existing;
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', ACCOUNT_NAME]);
  } catch (cause) {
    // Two installations may create it at the same moment; what counts is that it exists.
    const created = await lookUp();
    if (created !== undefined) return created;
    throw new EmbeddedError(
      'POSTGRES_USER_FAILED',
      `PostgreSQL does not run as root and the account "${ACCOUNT_NAME}" could not be created. ` +
        'Run as another user, create the account, or set DATABASE_URL.',
      { account: ACCOUNT_NAME },
      { cause },
    );
  }
  return lookUp();
}

/**
 * Builds the command that runs a server program as the given account.
 *
 * An account other than ours may be unable to pass a private directory above the program or the data, such as a
 * home directory or a temporary one. It then gets the one capability that lets it pass, instead of our loosening
 * the permissions of directories that are not ours.
 *
 * @param paths every path that the program must reach
 * @throws {EmbeddedError} POSTGRES_UNREACHABLE when it can be made to reach them in no way
 */
export async function commandAs(
  account: ServerAccount | undefined,
  command: string,
  args: readonly string[],
  paths: readonly string[],
): Promise<ServerCommand> {
  if (account === undefined) return { command, args };
  const blocked = await firstBlocked(account, [command, ...paths]);
  if (blocked === undefined) return { command, args, account };
  const capability = ['--inh-caps', '+dac_override', '--ambient-caps', '+dac_override'];
  const identity = ['--reuid', String(account.uid), '--regid', String(account.gid), '--clear-groups'];
  try {
    await run('setpriv', [...identity, ...capability, '--', 'true']);
  } catch (cause) {
    throw new EmbeddedError(
      'POSTGRES_UNREACHABLE',
      `The account of PostgreSQL cannot enter ${blocked}. Run as a user other than root, choose a directory that ` +
        'every account may enter, or set DATABASE_URL.',
      { path: blocked },
      { cause },
    );
  }
  return { command: 'setpriv', args: [...identity, ...capability, '--', command, ...args] };
}

async function lookUp(): Promise<ServerAccount | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', ACCOUNT_NAME]), run('id', ['-g', ACCOUNT_NAME])]);
    return { uid: Number.parseInt(uid.stdout, 10), gid: Number.parseInt(gid.stdout, 10) };
  } catch {
    return undefined;
  }
}

/** The first directory above one of the paths that the account may not enter. */
async function firstBlocked(account: ServerAccount, paths: readonly string[]): Promise<string | undefined> {
  for (const target of paths) {
    for (let directory = path.dirname(target); ; directory = path.dirname(directory)) {
      const { uid, gid, mode } = await stat(directory);
      const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return directory;
      if (directory === path.dirname(directory)) break;
    }
  }
  return undefined;
}
