/**
 * The configuration of the gateway: the only place of server/ that reads the environment. What a variable means stands
 * in the schema; docs/configuration.md is generated from it.
 */
import { z } from 'zod';
import { LOG_LEVELS } from '../platform/logger.ts';
import { parsePeerGateways } from './peer-gateways.ts';
import { REFUSED_CHAIN_IDS, refusedChain } from './refused-chains.ts';

const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'a whole number')
    .transform(Number)
    .pipe(z.number().int().min(min).max(max));

const hex = (bytes: number) =>
  z
    .string()
    .regex(new RegExp(`^0x[0-9a-fA-F]{${bytes * 2}}$`), `0x and ${bytes * 2} hex digits`)
    .transform((text) => text.toLowerCase());

const origin = z.string().refine(isOrigin, 'an origin such as https://gateway.example, without a path');

/** An empty variable counts as absent, as in most supervisors and container files. */
const withoutEmpty = (environment: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );

export const environmentSchema = z.object({
  PORT: integer(0, 65_535).prefault('8787').describe('Port to listen on; 0 takes any free one.'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on. Anything but loopback belongs behind TLS.'),
  PUBLIC_ORIGIN: origin
    .optional()
    .describe(
      'Origin by which people reach the gateway; sign-in messages and problem links carry it, and other Host headers are refused. Default: `http://localhost:PORT`.',
    ),
  CONSOLE_DIR: z
    .string()
    .optional()
    .describe('Folder with the built web console, served under `/`. Without it the gateway serves its interface only.'),
  SIGNER_ORIGIN: origin
    .optional()
    .describe(
      'Origin of the signer page that the console opens for people whose key does not name one yet. Host it elsewhere than the gateway.',
    ),
  TRUSTED_PROXIES: z
    .string()
    .optional()
    .describe(
      'Addresses or networks of reverse proxies, separated by commas, whose X-Forwarded-For names the client; rate limits of callers who are not signed in go by it.',
    ),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'a postgres:// URL')
    .describe('PostgreSQL 15 or later. May carry a password, so it is never logged.'),
  RPC_URL: z
    .string()
    .regex(/^https?:\/\//, 'an http:// or https:// URL')
    .describe('JSON-RPC of the chain node.'),
  CHAIN_ID: integer(1, Number.MAX_SAFE_INTEGER)
    .refine((id) => refusedChain(id) === undefined, `not one of ${REFUSED_CHAIN_IDS.join(', ')}`)
    .describe('Chain id that the node must have; those of public networks and of development chains are refused.'),
  LEDGER_ADDRESS: hex(20).describe('Address of the ledger contract.'),
  LEDGER_ID: hex(32).describe(
    'Random id of the deployment that every signature carries; must be that of the contract.',
  ),
  DEPLOY_BLOCK: integer(0, Number.MAX_SAFE_INTEGER).prefault('0').describe('Block from which events are read.'),
  RELAYER_KEY_FILE: z
    .string()
    .describe(
      'File with the private key of the relay account, hex, readable by its owner only (mode 0600). The account pays gas and has no right on the ledger.',
    ),
  GATEWAY_KEY_FILE: z
    .string()
    .describe(
      'File with the Ed25519 key that signs checkpoints, cosignatures and promises, one line `PRIVATE+KEY+…` as `corridor key gateway` makes it, readable by its owner only (mode 0600). It has no right on the ledger.',
    ),
  PEER_GATEWAYS: z
    .string()
    .optional()
    .transform((text, context) => {
      const peers = text === undefined ? [] : parsePeerGateways(text);
      if (peers !== undefined) return peers;
      context.addIssue(
        'verifier key, origin and, if content is exchanged, jurisdiction; separated by commas, each gateway once',
      );
      return z.NEVER;
    })
    .describe(
      'Gateways of other jurisdictions that this one witnesses and whose cosignatures it takes: `KEY ORIGIN` or `KEY ORIGIN JURISDICTION`, separated by commas. KEY is the verifier key that the other side tells you by a way that no gateway can change. With a JURISDICTION (ISO 3166-1 alpha-2) the two gateways exchange content as well: of cases in which that jurisdiction has a part, and of no other.',
    ),
  WITNESS_INTERVAL_MS: integer(100, 3_600_000)
    .prefault('5000')
    .describe('Pause between looks at another gateway, milliseconds.'),
  PROMISE_SECONDS: integer(1, 259_200)
    .prefault('300')
    .describe(
      'Within how many seconds the gateway promises to anchor what it accepts, or until the deadline of the action.',
    ),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info').describe('Least important lines that are logged.'),
  SESSION_TTL_SECONDS: integer(60, 7 * 86_400)
    .prefault('28800')
    .describe('Longest life of a session, seconds.'),
  RATE_READS_PER_MINUTE: integer(1, 10_000_000).prefault('600').describe('Reads a minute for one key or address.'),
  RATE_WRITES_PER_MINUTE: integer(1, 10_000_000).prefault('60').describe('Writes a minute for one key or address.'),
  QUEUE_CAPACITY: integer(1, 10_000_000)
    .prefault('10000')
    .describe('Actions that may wait for anchoring; more are refused with 503.'),
  BATCH_MAX_GAS: integer(1_000_000, 16_777_216)
    .prefault('15000000')
    .describe('Gas that one batch may use, below the cap of EIP-7825.'),
  BATCH_MAX_DELAY_MS: integer(0, 60_000)
    .prefault('50')
    .describe('Longest time that an action waits for others to share its batch, milliseconds.'),
  POLL_MS: integer(5, 60_000)
    .prefault('250')
    .describe('Pause between looks at the chain when nothing is expected, milliseconds.'),
  CONFIRMATIONS: integer(0, 1000)
    .prefault('0')
    .describe('Blocks on top of a block before it is read. 0 where blocks are final at once, as with QBFT.'),
});

/** The environment, validated. */
export type Environment = z.output<typeof environmentSchema>;

export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly code = 'INVALID_CONFIGURATION';
}

/**
 * Reads the configuration.
 * @param environment the process's own if absent
 * @throws {ConfigurationError} naming each variable that is missing or wrong, never its value
 */
export function readEnvironment(environment: NodeJS.ProcessEnv = process.env): Environment {
  const result = environmentSchema.safeParse(withoutEmpty(environment));
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigurationError(`configuration is not valid\n${lines.join('\n')}`);
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
}
