/** Every command of `corridor` with its options; the commands themselves stand in `commands/`. */
import { Command } from 'commander';
import { addAuditCommand } from './commands/audit.ts';
import { addCaseCommands } from './commands/case.ts';
import { addClearanceCommands } from './commands/clearance.ts';
import { addCompareCommand } from './commands/compare.ts';
import { addCouncilCommands } from './commands/council.ts';
import { addDiscloseCommand } from './commands/disclose.ts';
import { addDocumentCommands } from './commands/document.ts';
import { addDossierCommands } from './commands/dossier.ts';
import { addKeyCommands } from './commands/key.ts';
import { addPartyCommands } from './commands/party.ts';
import { addSessionCommands } from './commands/session.ts';
import { addTemplateCommand } from './commands/template.ts';
import { addVerifyCommand } from './commands/verify.ts';
import type { ExitCode } from './support/cli-error.ts';
import type { CliProcess, GlobalOptions } from './support/cli-process.ts';
import { createContext, type WithContext } from './support/context.ts';

const EXIT_CODES = `
Exit codes: 0 valid or done, 1 invalid or refused, 2 cannot check.
Passwords are asked for on the terminal, or read from --password-file or CORRIDOR_PASSWORD_FILE.
Profile, session and keys are kept in CORRIDOR_HOME (default ~/.config/corridor).`;

export function createProgram(cli: CliProcess, exitWith: (code: ExitCode) => void): Command {
  const program = new Command('corridor')
    .description('Customs clearance documents on the land-sea corridor: lodge, endorse, decide, verify')
    .option('--json', 'machine output on standard output')
    .option('--gateway <url>', 'gateway; else CORRIDOR_GATEWAY, that of the profile, or http://localhost:8787')
    .option('--key <file>', 'key file, or name of a key in the profile folder')
    .option('--password-file <file>', 'file with the password of the key file')
    .option('--rpc <url>', 'chain node to check with, past the gateway')
    .option('-y, --yes', 'sign without asking')
    .option('--verbose', 'print the stack of unexpected errors')
    .addHelpText('after', EXIT_CODES)
    .showHelpAfterError('(corridor --help lists the commands)')
    .configureOutput({ writeOut: (text) => cli.stdout.write(text), writeErr: (text) => cli.stderr.write(text) })
    .exitOverride();
  const withContext: WithContext =
    (action) =>
    (...args) => {
      // Commander passes the command itself last, after its arguments and options.
      const command = args.pop() as Command;
      const context = createContext(command.optsWithGlobals<GlobalOptions>(), cli, exitWith);
      return action(context, ...(args as never));
    };
  addKeyCommands(program, withContext);
  addSessionCommands(program, withContext);
  addDocumentCommands(program, withContext);
  addTemplateCommand(program, withContext);
  addClearanceCommands(program, withContext);
  addCaseCommands(program, withContext);
  addCompareCommand(program, withContext);
  addDossierCommands(program, withContext);
  addDiscloseCommand(program, withContext);
  addVerifyCommand(program, withContext);
  addPartyCommands(program, withContext);
  addAuditCommand(program, withContext);
  addCouncilCommands(program, withContext);
  return program;
}
