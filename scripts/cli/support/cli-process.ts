/** What a command is given from outside: its global options and the process it runs in. */

/** Options before or after any command. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly gateway?: string;
  readonly key?: string;
  readonly passwordFile?: string;
  readonly rpc?: string;
  readonly yes?: boolean;
  readonly verbose?: boolean;
}

/** The process as a command sees it; the only place of the command line that names the environment. */
export interface CliProcess {
  readonly environment: NodeJS.ProcessEnv;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}
