/** What every command needs: the options of the command line, the profile, the client, the signer. Made on demand. */
import path from 'node:path';
import { type CorridorClient, createClient } from '../../../client/client.ts';
import type { PreparedAction } from '../../../client/compose.ts';
import { createDesk, type Desk } from '../../../client/desk.ts';
import type { WalletSigner } from '../../../client/signer.ts';
import type { LedgerDomain } from '../../../protocol/actions.ts';
import { storeAction } from './action-store.ts';
import { type ChainReader, chainReader } from './chain-reader.ts';
import { CliError, EXIT, type ExitCode } from './cli-error.ts';
import type { CliProcess, GlobalOptions } from './cli-process.ts';
import { confirmSigning } from './confirm.ts';
import { openKeyFile } from './key-file.ts';
import { createOutput, type Output } from './output.ts';
import { readPassword } from './password.ts';
import { corridorHome, loadProfile, type Profile } from './profile.ts';

export interface CliContext {
  readonly options: GlobalOptions;
  readonly process: CliProcess;
  readonly home: string;
  readonly out: Output;
  /** The profile; undefined before the first sign-in. */
  profile(): Promise<Profile | undefined>;
  /** Client without credential. @throws {CliError} GATEWAY_ADDRESS_INVALID */
  client(): Promise<CorridorClient>;
  /** Client with the session of the profile. @throws {CliError} NOT_SIGNED_IN, SESSION_ENDED */
  session(): Promise<{ readonly client: CorridorClient; readonly partyId: string; readonly keyId: string }>;
  /** The ledger that signatures are made for: pinned at sign-in. @throws {CliError} NOT_SIGNED_IN */
  ledger(): Promise<LedgerDomain>;
  /** Opens the key file, asking for its password. */
  signer(): Promise<WalletSigner>;
  /** Chain node named by --rpc, undefined if none is. */
  chain(): Promise<ChainReader | undefined>;
  /** Desk of the signer; shows what it is about to sign. */
  desk(): Promise<{ readonly desk: Desk; readonly client: CorridorClient; readonly partyId: string }>;
  passwordFile(): string | undefined;
  /** Exit code of a command that does not throw, default 0. */
  exitWith(code: ExitCode): void;
}

/** Makes the context of the command that is about to run. */
export type WithContext = <A extends unknown[]>(
  action: (context: CliContext, ...args: A) => Promise<void>,
) => (...args: unknown[]) => Promise<void>;

export function createContext(options: GlobalOptions, cli: CliProcess, exitWith: (code: ExitCode) => void): CliContext {
  const home = corridorHome(cli.environment);
  const out = createOutput({ out: cli.stdout, err: cli.stderr }, options.json ?? false);
  const profile = once(() => loadProfile(home));
  const passwordFile = () => options.passwordFile ?? cli.environment.CORRIDOR_PASSWORD_FILE;
  const clientOptions = { onRetry: retryNote(out) };
  const client = async () => createClient({ ...clientOptions, baseUrl: await gatewayUrl(options, cli, profile) });
  const session = async () => withSession(await client(), await profile());
  const ledger = async () => (await signedIn(profile)).ledger;
  const chain = async () => (options.rpc === undefined ? undefined : chainReader(options.rpc, await ledger()));
  const signer = once(async () => {
    const file = keyFilePath(home, options.key ?? (await profile())?.keyFile);
    const source = { passwordFile: passwordFile(), input: cli.stdin, output: cli.stderr };
    const password = await readPassword(source, `Password of ${path.basename(file)}: `);
    return out.progress('Opening the key file', () => openKeyFile(file, password));
  });
  const desk = async () => {
    const { client: signedInClient, partyId } = await session();
    const node = await chain();
    await node?.assertLedger();
    const onSigned = async (prepared: PreparedAction) => {
      await confirmSigning(out, cli, options, prepared);
      await storeAction(home, prepared);
    };
    return {
      client: signedInClient,
      partyId,
      desk: createDesk({
        client: signedInClient,
        signer: await signer(),
        ledger: await ledger(),
        onSigned,
        isHead: node && ((...head) => node.isDeclarationHead(...head)),
      }),
    };
  };
  return {
    options,
    process: cli,
    home,
    out,
    profile,
    client,
    session,
    ledger,
    signer,
    chain,
    desk,
    passwordFile,
    exitWith,
  };
}

/** Path of a key: a file as named, or a name among the keys of the profile's folder. */
export function keyFilePath(home: string, name: string | undefined): string {
  if (name === undefined) {
    throw new CliError('NO_KEY', 'No key file is named.', 'Give --key FILE, or make one: corridor key new NAME.');
  }
  return /[/\\.]/.test(name) ? path.resolve(name) : path.join(home, 'keys', `${name}.json`);
}

/** Where `npm start` serves by default. */
const DEFAULT_GATEWAY = 'http://localhost:8787';

async function gatewayUrl(
  options: GlobalOptions,
  cli: CliProcess,
  profile: () => Promise<Profile | undefined>,
): Promise<string> {
  const url = options.gateway ?? cli.environment.CORRIDOR_GATEWAY ?? (await profile())?.gateway ?? DEFAULT_GATEWAY;
  if (/^https?:\/\//.test(url)) return url;
  throw new CliError(
    'GATEWAY_ADDRESS_INVALID',
    'The gateway must be an http or https address.',
    'Give --gateway http://HOST:PORT.',
    { where: [url] },
  );
}

async function signedIn(profile: () => Promise<Profile | undefined>): Promise<Profile & { ledger: LedgerDomain }> {
  const present = await profile();
  if (present?.ledger === undefined) {
    throw new CliError(
      'NOT_SIGNED_IN',
      'This profile knows no ledger yet.',
      'corridor login --gateway URL --key FILE',
      {
        exitCode: EXIT.CANNOT_CHECK,
      },
    );
  }
  return { ...present, ledger: present.ledger };
}

function withSession(client: CorridorClient, profile: Profile | undefined) {
  const session = profile?.session;
  if (session === undefined) {
    throw new CliError('NOT_SIGNED_IN', 'You are not signed in.', 'corridor login --gateway URL --key FILE');
  }
  if (Date.parse(session.expiresAt) <= Date.now()) {
    throw new CliError('SESSION_ENDED', 'Your session has ended.', 'Sign in again: corridor login');
  }
  return { client: client.withToken(session.token), partyId: session.partyId, keyId: session.keyId };
}

function retryNote(out: Output) {
  return ({ waitMs, why }: { readonly waitMs: number; readonly why: string }) =>
    out.note(`The gateway answered ${why}; trying again in ${(waitMs / 1000).toFixed(1)} s.`);
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
