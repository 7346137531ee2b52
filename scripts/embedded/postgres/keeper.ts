/**
 * Runs one PostgreSQL server for as long as this process's standard input stays open.
 *
 * The starter holds the other end of the pipe: when it is killed the kernel closes the pipe, and the server gets an
 * orderly shutdown instead of living on without an owner. Argument: a `ServerCommand` as JSON. Exit code: the server's.
 */
import { spawn } from 'node:child_process';
import type { ServerCommand } from './account.ts';

/** How long a fast shutdown may take before the server is told to stop at once, in milliseconds. */
const FAST_SHUTDOWN_MS = 15_000;

const { command, args, account }: ServerCommand = JSON.parse(process.argv[2] ?? '{}');
const server = spawn(command, [...args], { ...account, stdio: ['ignore', 'inherit', 'inherit'] });

/** SIGINT is PostgreSQL's fast shutdown (clients are cut off, all is flushed), SIGQUIT its immediate one. */
function stop(): void {
  server.kill('SIGINT');
  setTimeout(() => server.kill('SIGQUIT'), FAST_SHUTDOWN_MS).unref();
}

process.stdin.on('end', stop).on('error', stop).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);

server.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
server.on('exit', (code) => process.exit(code ?? 1));
