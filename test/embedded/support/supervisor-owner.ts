/** Runs the whole system of a data directory, as `npm start` does, with the minimal gateway. Argument: the directory. */
import { fileURLToPath } from 'node:url';
import { EmbeddedError } from '../../../scripts/embedded/errors.ts';
import { Supervisor } from '../../../scripts/embedded/supervisor/supervisor.ts';

const supervisor = new Supervisor({
  dataDir: process.argv[2] ?? '',
  host: '127.0.0.1',
  port: Number(process.argv[3] ?? 0),
  databaseUrl: undefined,
  rpcUrl: undefined,
  ledgerAddress: undefined,
  relayerKeyFile: undefined,
  gatewayScript: fileURLToPath(new URL('minimal-gateway.ts', import.meta.url)),
});

process.on('SIGTERM', () => {
  supervisor.stop().then(() => process.exit(0));
});

try {
  const { url, pids } = await supervisor.start();
  process.stdout.write(`${JSON.stringify({ url, pids })}\n`);
  throw await supervisor.failed;
} catch (error) {
  const code = error instanceof EmbeddedError ? error.code : String(error);
  const params = error instanceof EmbeddedError ? error.params : {};
  await supervisor.stop();
  process.stdout.write(`${JSON.stringify({ code, params })}\n`);
  process.exit(1);
}
