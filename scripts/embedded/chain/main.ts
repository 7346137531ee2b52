/**
 * The embedded chain as a process of its own.
 *
 *     node scripts/embedded/chain/main.ts --data DIR [--port N] [--fund ADDRESS,...] [--wait MS] [--owned]
 *
 * Writes one JSON object a line to standard output: `{"msg":"replaying"}` now and then, `{"msg":"listening","url",
 * "chainId","ledgerId"}` once; on failure `{"msg":"failed","code","detail"}` and exit code 1. Ends in an orderly way on
 * SIGTERM and SIGINT, and, with `--owned`, when standard input is closed, which happens when the starter dies.
 */
import { parseArgs } from 'node:util';
import { EmbeddedError } from '../errors.ts';
import { startEmbeddedChain } from './embedded-chain.ts';

const PROGRESS_EVERY_BLOCKS = 5_000;

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string', default: '0' },
    fund: { type: 'string', default: '' },
    wait: { type: 'string', default: '0' },
    owned: { type: 'boolean', default: false },
  },
});

function say(message: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function fail(error: unknown): void {
  const code = error instanceof EmbeddedError ? error.code : 'CHAIN_START_FAILED';
  say({ msg: 'failed', code, detail: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}

// A starter that is gone can read nothing; that must not end the chain before it is in order.
process.stdout.on('error', () => undefined);

if (values.data === undefined) {
  process.stderr.write('usage: main.ts --data DIR [--port N] [--fund ADDRESS,...] [--wait MS] [--owned]\n');
  process.exit(2);
}

const starting = startEmbeddedChain({
  dataDir: values.data,
  port: Number(values.port),
  lockWaitMs: Number(values.wait),
  accounts: values.fund.split(',').filter((address) => address !== ''),
  onReplayed(block) {
    if (block % PROGRESS_EVERY_BLOCKS === 0) say({ msg: 'replaying', block });
  },
  onFailure: fail,
});

let listening = false;

/** Until it listens there is nothing to finish: a replay only reads, and whatever it writes may be cut at any byte. */
function stop(): void {
  if (!listening) process.exit(0);
  starting
    .then((chain) => chain.close())
    .then(() => process.exit(0))
    .catch(fail);
}

process.on('SIGTERM', stop).on('SIGINT', stop);
if (values.owned) process.stdin.on('end', stop).on('error', stop).resume();

try {
  const { url, chainId, ledgerId } = await starting;
  listening = true;
  say({ msg: 'listening', url, chainId, ledgerId });
} catch (error) {
  fail(error);
}
