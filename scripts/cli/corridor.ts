#!/usr/bin/env node
/**
 * `corridor`: the ledger from the command line. Exit code 0 valid or done, 1 invalid or refused, 2 cannot check.
 */
import { runCli } from './run.ts';

// `corridor cases | head`: a reader that has seen enough is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await runCli(process.argv.slice(2), {
  environment: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
});
