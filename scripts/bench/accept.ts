/**
 * `npm run bench:accept`: how many signed actions a gateway accepts in a second, and how long until they are anchored.
 *
 * Gateway, chain and PostgreSQL run as processes of their own, as with `npm start`; everything is signed beforehand. An
 * action is accepted when its 202 has come: checked by the contract, on disk. Each round uses fresh cases; the first one
 * warms the processes up and is not shown. CPU times are those of gateway and chain, since machines differ.
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Wallet } from 'ethers';
import { type CorridorClient, createClient } from '../../client/client.ts';
import { type ActionFields, composeMessage, cosignAction, signAction } from '../../client/compose.ts';
import { createDesk, type Desk } from '../../client/desk.ts';
import { randomBytes, randomId } from '../../client/documents.ts';
import { signIn } from '../../client/session.ts';
import { type Signer, type WalletSigner, walletSigner } from '../../client/signer.ts';
import type { ActionKindName, LedgerDomain, SignedAction } from '../../protocol/actions.ts';
import { CASE_ENVELOPE_SCHEMA_NAME } from '../../protocol/documents/case-envelope.ts';
import { openKeyFile } from '../cli/support/key-file.ts';
import { type Running, Supervisor } from '../embedded/supervisor/supervisor.ts';

const DAY_SECONDS = 86_400;
const ENOUGH = { RATE_WRITES_PER_MINUTE: '1000000', RATE_READS_PER_MINUTE: '1000000', LOG_LEVEL: 'warn' };

const { values } = parseArgs({
  options: {
    actions: { type: 'string', default: '500' },
    cases: { type: 'string', default: '50' },
    connections: { type: 'string', default: '1,16,64' },
  },
});
const count = Number(values.actions);
const caseCount = Number(values.cases);

const directory = await mkdtemp(path.join(tmpdir(), 'corridor-bench-accept-'));
const supervisor = new Supervisor({
  ...{ dataDir: directory, host: '127.0.0.1', port: 0, gatewayEnvironment: ENOUGH },
  ...{ databaseUrl: undefined, rpcUrl: undefined, ledgerAddress: undefined, relayerKeyFile: undefined },
});
try {
  const bench = await prepare(await supervisor.start());
  await measure(bench, 16);
  console.log(`${count} tracking events of one terminal on ${caseCount} cases`);
  for (const connections of values.connections.split(',').map(Number)) {
    const { acceptMs, anchorMs, cpuMs } = await measure(bench, connections);
    const rate = ((count / acceptMs) * 1000).toFixed(0).padStart(5);
    const cpu = Object.entries(cpuMs).map(([name, ms]) => `${name} ${(ms / count).toFixed(1)}`);
    console.log(
      `${String(connections).padStart(3)} connections  ${rate} accepts/s, all anchored after ${(anchorMs / 1000).toFixed(1)} s, ` +
        `CPU ms per action: ${cpu.join(', ')}`,
    );
  }
} finally {
  await supervisor.stop();
  await rm(directory, { recursive: true, force: true });
}

interface Bench {
  readonly client: CorridorClient;
  readonly ledger: LedgerDomain;
  readonly terminal: WalletSigner;
  readonly desk: Desk;
  readonly pids: Running['pids'];
}

/** Enrols a broker, who opens cases, and a terminal, which reports on them. */
async function prepare({ url, pids, ledger: own }: Running): Promise<Bench> {
  if (own === undefined) throw new Error('the benchmark brings its own ledger');
  const { chainId, ledger: verifyingContract, ledgerId } = own.deployment;
  const ledger = { chainId, verifyingContract: verifyingContract.toLowerCase(), ledgerId };
  const client = createClient({ baseUrl: url });
  const council = own.councils.find(({ code }) => code === 'CN');
  if (council === undefined) throw new Error('there is no council of CN');
  const password = (await readFile(council.passwordFile, 'utf8')).trim();
  const members = await Promise.all(
    council.members.slice(0, council.threshold).map(({ file }) => openKeyFile(file, password)),
  );
  const decide = async (kind: ActionKindName, fields: ActionFields, attachment?: string) => {
    const { digest } = await client.submitAction({ action: await cosigned(ledger, kind, fields, members, attachment) });
    await client.awaitAction(digest, 30);
  };
  const enrol = async (role: string): Promise<{ signer: WalletSigner }> => {
    const signer = walletSigner(Wallet.createRandom());
    const partyId = randomId().slice(0, 18);
    await decide('EnrolParty', { partyId, role, profile: randomId() });
    const validFrom = nowSeconds() - 60;
    const validity = { validFrom, validUntil: validFrom + DAY_SECONDS };
    const operatorId = randomId().slice(0, 18);
    await decide('EnrolKey', { enrolledKeyId: signer.keyId, partyId, operatorId, ...validity }, signer.signer);
    return { signer };
  };
  const broker = await enrol('BROKER');
  const terminal = await enrol('TERMINAL');
  const { token } = await signIn(client, broker.signer);
  const desk = createDesk({ client: client.withToken(token), signer: broker.signer, ledger });
  return { client, ledger, terminal: terminal.signer, desk, pids };
}

async function cosigned(
  ledger: LedgerDomain,
  kind: ActionKindName,
  fields: ActionFields,
  members: readonly Signer[],
  attachment = '0x',
): Promise<SignedAction> {
  const message = composeMessage(ledger, kind, 'CN', { signedAt: nowSeconds() }, fields);
  let action: SignedAction = { kind, message, signatures: [], ...(attachment === '0x' ? {} : { attachment }) };
  for (const member of members) action = await cosignAction(ledger, action, member);
  return action;
}

interface Measured {
  readonly acceptMs: number;
  readonly anchorMs: number;
  readonly cpuMs: Readonly<Record<string, number>>;
}

/** Opens fresh cases, signs, and sends over some connections at once. */
async function measure(bench: Bench, connections: number): Promise<Measured> {
  const actions = await signEvents(bench, await openCases(bench));
  const waiting = [...actions];
  const digests: string[] = [];
  const before = cpuOf(bench.pids);
  const begin = performance.now();
  const sender = async () => {
    for (let action = waiting.shift(); action !== undefined; action = waiting.shift()) {
      digests.push((await bench.client.submitAction({ action })).digest);
    }
  };
  await Promise.all(Array.from({ length: connections }, sender));
  const acceptMs = performance.now() - begin;
  for (const digest of digests) {
    const { status, reason } = await bench.client.awaitAction(digest, 60);
    if (status !== 'ANCHORED') throw new Error(`an action ended ${status} ${reason ?? ''}`);
  }
  const anchorMs = performance.now() - begin;
  const after = cpuOf(bench.pids);
  const cpuMs = Object.fromEntries(Object.entries(after).map(([name, ms]) => [name, ms - (before[name] ?? 0)]));
  return { acceptMs, anchorMs, cpuMs };
}

async function openCases({ desk }: Bench): Promise<string[]> {
  const caseIds = Array.from({ length: caseCount }, randomId);
  await Promise.all(
    caseIds.map((caseId) =>
      desk.openCase({
        ...{ schema: CASE_ENVELOPE_SCHEMA_NAME, simulated: true, caseId },
        ...{
          ucr: `6CN${Buffer.from(randomBytes(8)).toString('hex').toUpperCase()}`,
          openedAt: new Date().toISOString(),
        },
        ...{ parties: [], offices: [], route: [] },
      }),
    ),
  );
  return caseIds;
}

async function signEvents({ ledger, terminal }: Bench, caseIds: readonly string[]): Promise<SignedAction[]> {
  const signedAt = nowSeconds();
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const caseId = caseIds[index % caseIds.length] ?? '';
      const fields = { caseId, milestone: 'TRACKING', occurredAt: signedAt, root: randomId(), count: 1 };
      const message = composeMessage(ledger, 'RecordEvents', terminal.keyId, { signedAt }, fields);
      return (await signAction(ledger, 'RecordEvents', message, terminal)).action;
    }),
  );
}

/** CPU time of the parts so far, milliseconds; empty where there is no `/proc`. */
function cpuOf(pids: Running['pids']): Record<string, number> {
  if (process.platform !== 'linux') return {};
  return Object.fromEntries(
    ['gateway', 'chain'].map((name) => {
      const stat = readFileSync(`/proc/${pids[name]}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // utime and stime, in hundredths of a second on every Linux that Node runs on
      return [name, (Number(fields[11]) + Number(fields[12])) * 10];
    }),
  );
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
