import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { WriteStream } from 'node:fs';
import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { EmbeddedError } from '../errors.ts';

/** How long a part may take to stop before it is killed, in milliseconds. */
const STOP_TIMEOUT_MS = 30_000;

/** A part of the running system. */
export interface Part {
  readonly name: string;
  readonly pid: number;
  /** Settles with the way in which it ended, for a person. */
  readonly exited: Promise<string>;
  /** Ends it in an orderly way. */
  stop(): Promise<void>;
}

/** A part that is a process of its own and says when it is ready. */
export interface ChildPart extends Part {
  /** Its `{"msg":"listening", ...}` line. */
  readonly listening: Promise<Readonly<Record<string, unknown>>>;
}

/** How a child is started. */
export interface ChildPartOptions {
  readonly name: string;
  /** Absolute path of its TypeScript file. */
  readonly script: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Directory for `<name>.log`. */
  readonly logDir: string;
}

/**
 * Starts a part as a child that ends when this process does.
 *
 * It gets a session of its own, so that Ctrl-C in the terminal reaches only us, who stop the parts in order; and it
 * gets a pipe as standard input and an IPC channel, which the kernel closes if we are killed.
 */
export async function startChildPart(options: ChildPartOptions): Promise<ChildPart> {
  const logFile = await openLog(options);
  const child = spawn(process.execPath, [options.script, ...options.args], {
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    detached: true,
    env: options.environment,
  });
  child.stdin?.on('error', () => undefined);
  child.stderr?.pipe(logFile.stream, { end: false });
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  return {
    name: options.name,
    // A child that could not be spawned has none; it has exited already.
    pid: child.pid ?? 0,
    exited,
    listening: whenListening(child, exited, options.name, logFile),
    stop: () => stopChild(child, exited),
  };
}

interface Log {
  readonly file: string;
  readonly stream: WriteStream;
}

async function openLog({ logDir, name }: ChildPartOptions): Promise<Log> {
  await mkdir(logDir, { recursive: true, mode: 0o700 });
  const file = path.join(logDir, `${name}.log`);
  await rename(file, `${file}.previous`).catch(() => undefined);
  return { file, stream: createWriteStream(file, { mode: 0o600 }) };
}

/** Copies the output to the log and waits for the line that says where the part listens. */
function whenListening(
  child: ChildProcess,
  exited: Promise<string>,
  name: string,
  log: Log,
): Promise<Record<string, unknown>> {
  const listening = new Promise<Record<string, unknown>>((resolve, reject) => {
    if (child.stdout === null) throw new Error('the child was spawned with a pipe');
    createInterface({ input: child.stdout }).on('line', (line) => {
      log.stream.write(`${line}\n`);
      const message = parseLine(line);
      if (message.msg === 'listening') resolve(message);
      if (message.msg === 'failed') reject(notReady(name, String(message.detail), String(message.code)));
    });
    // The last lines may still be on their way when the process has ended.
    child.once('close', () => {
      exited.then((how) => reject(notReady(name, `it ended with ${how}; see ${log.file}`, 'EXITED'))).catch(reject);
    });
  });
  listening.catch(() => undefined);
  return listening;
}

function parseLine(line: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

function notReady(part: string, detail: string, reason: string): EmbeddedError {
  return new EmbeddedError('PART_NOT_READY', `The ${part} did not start: ${detail}`, { part, reason });
}

async function stopChild(child: ChildProcess, exited: Promise<string>): Promise<void> {
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(timer);
}
