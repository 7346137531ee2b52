/**
 * Structured logs: one JSON object a line, secrets removed before they are written.
 *
 * Bodies, document secrets, tokens and signatures of sign-in messages are never passed to a logger; the redaction below
 * is the second line of defence for an object that carries one by mistake.
 */
import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const SECRET_NAMES = [
  'secret',
  'token',
  'password',
  'privateKey',
  'apiKey',
  'authorization',
  'cookie',
  '["set-cookie"]',
  '["document-secret"]',
  'databaseUrl',
  'relayerKey',
];

/** Paths for pino: each name at the top and up to two levels below (fast-redact has no deep wildcard). */
function redactedPaths(): string[] {
  return SECRET_NAMES.flatMap((name) => {
    const tail = name.startsWith('[') ? name : `.${name}`;
    return [name, `*${tail}`, `*.*${tail}`];
  });
}

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Where lines go; standard output if absent. */
  readonly destination?: DestinationStream;
}

/** Makes the process's logger; modules take children of it (`logger.child({ module: 'relayer' })`). */
export function createLogger({ level, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { service: 'gateway' },
    timestamp: () => `,"at":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: redactedPaths(), censor: '[redacted]' },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** A logger that writes nothing, for tests. */
export function silentLogger(): Logger {
  return pino({ level: 'silent' });
}
