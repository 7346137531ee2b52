/** Runs one command line: parses, acts, and turns every failure into what, where and what to do next. */
import { CommanderError } from 'commander';
import { createProgram } from './program.ts';
import { describeFailure, EXIT, type ExitCode } from './support/cli-error.ts';
import type { CliProcess } from './support/cli-process.ts';
import { createOutput } from './support/output.ts';

/** @param args without node and script @returns exit code */
export async function runCli(args: readonly string[], cli: CliProcess): Promise<number> {
  let code: ExitCode = EXIT.VALID;
  const program = createProgram(cli, (next) => {
    code = next;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    // Commander has printed its own message; asking for help is no failure.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.VALID : EXIT.CANNOT_CHECK;
    const failure = describeFailure(error);
    createOutput({ out: cli.stdout, err: cli.stderr }, args.includes('--json')).failure(failure);
    if (args.includes('--verbose') && error instanceof Error) cli.stderr.write(`${error.stack ?? ''}\n`);
    return failure.exitCode;
  }
}
