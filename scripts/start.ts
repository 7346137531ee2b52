/**
 * `npm start`: gateway, console, embedded chain and embedded database on loopback, until Ctrl-C.
 *
 * DATA_DIR (default `data`), HOST (127.0.0.1), PORT (8787; 0 takes a free one), SIGNER_PORT (8788, or free with PORT=0;
 * passkeys are bound to it); RPC_URL and DATABASE_URL replace the embedded chain and database; RELAYER_KEY_FILE,
 * GATEWAY_KEY_FILE, and LEDGER_ADDRESS with RPC_URL, replace what would be made in the data directory. Exit code 0 after Ctrl-C, 1 when a part did not start or died.
 */
import { existsSync } from 'node:fs';
import { CONSOLE_DIR, SIGNER_DIR } from './console/folders.ts';
import { EmbeddedError } from './embedded/errors.ts';
import type { ConsoleOptions, Running } from './embedded/supervisor/supervisor.ts';
import { Supervisor } from './embedded/supervisor/supervisor.ts';

const DEFAULT_PORT = 8787;
const DEFAULT_SIGNER_PORT = 8788;
const EXIT_INTERRUPTED = 130;

const supervisor = new Supervisor({
  dataDir: setting('DATA_DIR') ?? 'data',
  host: setting('HOST') ?? '127.0.0.1',
  port: Number(setting('PORT') ?? DEFAULT_PORT),
  databaseUrl: setting('DATABASE_URL'),
  rpcUrl: setting('RPC_URL'),
  ledgerAddress: setting('LEDGER_ADDRESS'),
  relayerKeyFile: setting('RELAYER_KEY_FILE'),
  gatewayKeyFile: setting('GATEWAY_KEY_FILE'),
  ...consoleIfBuilt(),
  onProgress: (line) => console.log(`${line} ...`),
});

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);

try {
  announce(await supervisor.start());
  throw await supervisor.failed;
} catch (error) {
  if (!interrupted) {
    await supervisor.stop();
    console.error(error instanceof EmbeddedError ? `${error.code}: ${error.message}` : error);
    process.exit(1);
  }
}

/** The first signal stops everything in order; a second one does not wait, and the parts then end by themselves. */
function interrupt(): void {
  if (interrupted) process.exit(EXIT_INTERRUPTED);
  interrupted = true;
  console.log('stopping ...');
  supervisor
    .stop()
    .then(() => process.exit(0))
    .catch((error) => {
      console.error(error);
      process.exit(1);
    });
}

function announce({ url, signer, gatewayKey, ledger }: Running): void {
  console.log(`\nCorridor ledger is ready at ${url}`);
  if (signer !== undefined) console.log(`  signer        ${signer} (opened by the console; passkeys are bound to it)`);
  if (ledger !== undefined) {
    console.log(`  ledger        ${ledger.deployment.ledger} on chain ${ledger.deployment.chainId}`);
    for (const { code, directory, threshold, members, passwordFile } of ledger.councils) {
      console.log(
        `  council ${code}    ${threshold} of ${members.length} keys in ${directory} (password: ${passwordFile})`,
      );
    }
  }
  console.log(`  gateway key   ${gatewayKey}`);
  console.log('Ctrl-C stops everything.');
}

/** `npm start` builds the console beforehand; whoever starts this file by itself may have none. */
function consoleIfBuilt(): { console?: ConsoleOptions } {
  if (!existsSync(CONSOLE_DIR)) {
    console.log('The web console is not built; the gateway serves its interface only. Build it: npm run build:console');
    return {};
  }
  const signerPort = Number(setting('SIGNER_PORT') ?? (setting('PORT') === '0' ? 0 : DEFAULT_SIGNER_PORT));
  return { console: { directory: CONSOLE_DIR, signerDirectory: SIGNER_DIR, signerPort } };
}

/** An environment variable; an empty one counts as absent. */
function setting(name: string): string | undefined {
  const value = process.env[name];
  return value === '' ? undefined : value;
}
