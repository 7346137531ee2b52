/**
 * The gateway as a process: `node server/main.ts`, configured by the environment (docs/configuration.md).
 *
 * Writes one line `{"msg":"listening","url":...}` when it answers, or `{"msg":"failed","code":...,"detail":...}` when it
 * does not start. Ends with code 0 on SIGINT or SIGTERM and when its supervisor is gone, with 1 when it had to.
 */
import { readEnvironment } from './config/env.ts';
import { startGateway } from './gateway.ts';
import { onStopRequest } from './platform/shutdown.ts';

/** After this the process ends, whatever still hangs; milliseconds. */
const LAST_RESORT_MS = 25_000;

function announce(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function exitIn(ms: number, code: number): void {
  setTimeout(() => process.exit(code), ms).unref();
}

/** Codes of start-up failures that people can mend; anything else is a defect and shown with its name only. */
function failureOf(error: unknown): { code: string; detail: string } {
  const { code } = error as { code?: unknown };
  if (error instanceof Error && typeof code === 'string') return { code, detail: error.message };
  return { code: 'UNEXPECTED', detail: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' };
}

try {
  const config = readEnvironment();
  const gateway = await startGateway({ config, processMetrics: true });
  const stop = async (reason: string, code: number) => {
    exitIn(LAST_RESORT_MS, 1);
    const clean = await gateway.close(reason);
    process.exit(clean ? code : 1);
  };
  // Under a supervisor standard input is a pipe that ends with it; on a terminal it is nothing to watch.
  onStopRequest((reason) => void stop(reason, 0), process.channel !== undefined);
  void gateway.lost.then((reason) => stop(reason, 1));
  announce({ msg: 'listening', url: gateway.origin, bound: gateway.url });
} catch (error) {
  announce({ msg: 'failed', ...failureOf(error) });
  process.exit(1);
}
