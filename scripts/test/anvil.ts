/** An anvil of its own for one suite: tests move its clock and rewind it, so no two suites share one. */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { installPeer } from '../peers/install.ts';
import { freePort, until } from './ports.ts';

export interface Anvil {
  readonly url: string;
  /** Ends it and waits for its end. */
  stop(): Promise<void>;
}

/** Starts anvil on a free port of loopback, with a chain id that no other chain has. @throws {Error} if it does not answer */
export async function startAnvil(): Promise<Anvil> {
  const modules = installPeer('anvil', '@foundry-rs/anvil/package.json');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    process.execPath,
    [
      `${modules}/@foundry-rs/anvil/bin.mjs`,
      ...['--host', '127.0.0.1', '--port', String(port)],
      ...['--hardfork', 'osaka', '--chain-id', String(randomInt(1_000_000, 2_000_000_000)), '--silent'],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'], detached: true },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined)
      process.kill(-child.pid, 'SIGTERM');
    await ended;
  };
  try {
    await until(() => answers(url), 20_000, 'anvil does not answer');
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}',
    });
    return response.ok;
  } catch {
    return false;
  }
}
