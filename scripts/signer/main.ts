/**
 * The signer page's own process: `node scripts/signer/main.ts --dir FOLDER [--host 127.0.0.1] [--port 8788] [--owned]`.
 *
 * Writes `{"msg":"listening","origin":...}` when it answers, or `{"msg":"failed","code":...,"detail":...}`. With `--owned`
 * it ends when the process that started it does.
 */
import { parseArgs } from 'node:util';
import { startSignerServer } from './signer-server.ts';

const DEFAULT_PORT = '8788';

const { values } = parseArgs({
  options: {
    dir: { type: 'string' },
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: DEFAULT_PORT },
    owned: { type: 'boolean', default: false },
  },
});

const say = (line: Readonly<Record<string, unknown>>) => process.stdout.write(`${JSON.stringify(line)}\n`);

try {
  const server = await startSignerServer({
    directory: values.dir ?? '.',
    host: values.host,
    port: Number(values.port),
  });
  const stop = () => void server.close().then(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  if (values.owned) process.once('disconnect', stop);
  say({ msg: 'listening', origin: server.origin });
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  say({ msg: 'failed', code: code ?? 'UNEXPECTED', detail: message });
  process.exit(1);
}
