/**
 * Passwords of key files: typed without echo, or read from a file. Never from the command line, where every process of
 * the machine could read them.
 */
import { readFile, stat } from 'node:fs/promises';
import type { ReadStream } from 'node:tty';
import { CliError } from './cli-error.ts';

export interface PasswordSource {
  /** File that holds the password in its first line. */
  readonly passwordFile: string | undefined;
  readonly input: NodeJS.ReadStream;
  /** Where the question is asked; standard error, so that standard output stays for results. */
  readonly output: NodeJS.WriteStream;
}

/**
 * Gets a password.
 * @param question asked on a terminal
 * @param confirm asks twice, for a new key
 * @throws {CliError} NO_PASSWORD there is neither a file nor a terminal; PASSWORD_DIFFERS
 */
export async function readPassword(source: PasswordSource, question: string, confirm = false): Promise<string> {
  if (source.passwordFile !== undefined) return readPasswordFile(source.passwordFile);
  if (!source.input.isTTY) {
    throw new CliError(
      'NO_PASSWORD',
      'The key file needs its password, and there is no terminal to ask on.',
      'Give --password-file FILE or set CORRIDOR_PASSWORD_FILE.',
    );
  }
  const password = await ask(source, question);
  if (password === '') throw new CliError('NO_PASSWORD', 'The password is empty.', 'Type one.');
  if (confirm && (await ask(source, 'The same again: ')) !== password) {
    throw new CliError('PASSWORD_DIFFERS', 'The two passwords differ.', 'Run the command again.');
  }
  return password;
}

async function readPasswordFile(file: string): Promise<string> {
  const { mode } = await stat(file);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new CliError(
      'PASSWORD_FILE_OPEN',
      'Others on this machine can read the password file.',
      `chmod 600 ${file}`,
      {
        where: [file],
      },
    );
  }
  const [line = ''] = (await readFile(file, 'utf8')).split(/\r?\n/);
  if (line === '') {
    throw new CliError('NO_PASSWORD', 'The password file is empty.', 'Put the password into its first line.', {
      where: [file],
    });
  }
  return line;
}

/** Reads one line from a terminal in raw mode, echoing nothing. */
function ask({ input, output }: PasswordSource, question: string): Promise<string> {
  const terminal = input as ReadStream;
  output.write(question);
  return new Promise((resolve, reject) => {
    let typed = '';
    const finish = (done: () => void) => {
      terminal.off('data', onData);
      terminal.setRawMode(false);
      terminal.pause();
      output.write('\n');
      done();
    };
    const onData = (chunk: Buffer) => {
      for (const character of chunk.toString('utf8')) {
        if (character === '\r' || character === '\n') return finish(() => resolve(typed));
        if (character === '\u0003') return finish(() => reject(interrupted()));
        typed = character === '\u007f' || character === '\b' ? [...typed].slice(0, -1).join('') : typed + character;
      }
    };
    terminal.setRawMode(true);
    terminal.resume();
    terminal.on('data', onData);
  });
}

function interrupted(): CliError {
  return new CliError('INTERRUPTED', 'Interrupted.', 'Nothing was signed or sent.');
}
