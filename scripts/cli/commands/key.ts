/** `corridor key new|show|rotate|gateway|list` */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { isKeyName } from '../../../protocol/log/note.ts';
import { openGatewayKey } from '../../embedded/gateway-key.ts';
import { CliError } from '../support/cli-error.ts';
import { type CliContext, keyFilePath, type WithContext } from '../support/context.ts';
import { createKeyFile, describeKeyFile, type KeyInfo, openKeyFile, STANDARD_SCRYPT_N } from '../support/key-file.ts';
import { pairs, table } from '../support/output.ts';
import { readPassword } from '../support/password.ts';
import { actionLines } from '../support/render-action.ts';

export function addKeyCommands(program: Command, withContext: WithContext): void {
  const key = program.command('key').description('encrypted key files of people');
  key
    .command('new')
    .description('make a key; its file is encrypted with a password and opens in any wallet')
    .argument('<name>', 'name within the profile folder, or a file')
    .option('--scrypt-n <n>', 'cost of guessing the password; less than the default is for demonstrations', powerOfTwo)
    .action(withContext(newKey));
  key
    .command('show')
    .description('address and fingerprint of a key file; needs no password')
    .argument('<name>', 'name or file')
    .action(withContext(showKey));
  key
    .command('rotate')
    .description('replace your key by a new one of yours; both sign, and the old key ends with this')
    .argument('<new>', 'name or file of the new key, made with corridor key new')
    .action(withContext(rotateKey));
  key
    .command('gateway')
    .description('make the key with which a gateway signs checkpoints and promises, and show by what others pin it')
    .argument('<name>', 'name of the gateway, for example gateway.example/my')
    .argument('<file>', 'new key file, for GATEWAY_KEY_FILE; an existing one is shown')
    .action(withContext(gatewayKey));
  key.command('list').description('keys in the profile folder').action(withContext(listKeys));
}

function powerOfTwo(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 2 && (value & (value - 1)) === 0) return value;
  throw new CliError('INVALID_OPTION', '--scrypt-n must be a power of two.', 'Leave it out for the standard cost.');
}

async function newKey(context: CliContext, name: string, options: { scryptN?: number }): Promise<void> {
  const file = keyFilePath(context.home, name);
  const source = { passwordFile: context.passwordFile(), input: context.process.stdin, output: context.process.stderr };
  const password = await readPassword(source, 'Password for the new key: ', true);
  const info = await context.out.progress('Encrypting the key', () =>
    createKeyFile(file, password, options.scryptN ?? STANDARD_SCRYPT_N),
  );
  context.out.result(info, () => [
    ...describe(info),
    '',
    'Tell your council the fingerprint, by a way that no gateway can change. It enrols exactly this key.',
    'Keep a copy of the file and of its password: nobody can restore them.',
  ]);
}

async function showKey(context: CliContext, name: string): Promise<void> {
  const info = await describeKeyFile(keyFilePath(context.home, name));
  context.out.result(info, () => describe(info));
}

async function rotateKey(context: CliContext, name: string): Promise<void> {
  const { desk } = await context.desk();
  const file = keyFilePath(context.home, name);
  const source = { passwordFile: context.passwordFile(), input: context.process.stdin, output: context.process.stderr };
  const password = await readPassword(source, `Password of ${path.basename(file)}: `);
  const fresh = await context.out.progress('Opening the new key file', () => openKeyFile(file, password));
  const status = await desk.rotateKey(fresh);
  context.out.result({ newKeyId: fresh.keyId, ...status }, () => [
    ...actionLines(status),
    `From now on ${fresh.keyId} signs for you. Sign in with it: corridor login --key ${name}`,
  ]);
}

async function gatewayKey(context: CliContext, name: string, file: string): Promise<void> {
  if (!isKeyName(name)) {
    throw new CliError(
      'INVALID_OPTION',
      'A gateway name has no spaces and no plus.',
      'Use its host name, for example.',
    );
  }
  const { secret, verifierKey } = await openGatewayKey(path.resolve(file), name);
  context.out.result({ file, name: secret.name, verifierKey }, () => [
    ...pairs([
      ['file', file],
      ['name', secret.name],
      ['verifier key', verifierKey],
    ]),
    '',
    'Tell the verifier key to the other gateways and to whoever verifies, by a way that no gateway can change.',
  ]);
}

async function listKeys(context: CliContext): Promise<void> {
  const folder = path.join(context.home, 'keys');
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.json')).sort();
  const infos = await Promise.all(files.map((name) => describeKeyFile(path.join(folder, name))));
  context.out.result({ items: infos }, () =>
    infos.length === 0
      ? ['No keys yet. Make one: corridor key new NAME']
      : table(
          ['name', 'address', 'fingerprint'],
          infos.map(({ file, address, keyId }) => [path.basename(file, '.json'), address, keyId]),
        ),
  );
}

function describe({ file, address, keyId }: KeyInfo): string[] {
  return pairs([
    ['file', file],
    ['address', address],
    ['fingerprint', keyId],
  ]);
}
