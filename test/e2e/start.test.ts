/**
 * `npm start` and `kill -9`: whatever is killed and whenever, after another `npm start` every acknowledged action is
 * there once, and what was anchored stands in the same block.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { hexlify, randomBytes } from 'ethers';
import { type CorridorClient, createClient } from '../../client/client.ts';
import { composeMessage, cosignAction } from '../../client/compose.ts';
import type { Signer } from '../../client/signer.ts';
import type { ActionStatus } from '../../client/types.ts';
import { actionDigest, type LedgerDomain, type SignedAction } from '../../protocol/actions.ts';
import { openKeyFile } from '../../scripts/cli/support/key-file.ts';
import { type PartName, type Started, startProgram } from './support/started.ts';

/** Actions under way when the kill comes; some of them accepted, some sent, some anchored. */
const BURST = 24;

describe('npm start [embedded]', function () {
  this.timeout(180_000);
  let dataDir: string;
  let running: Started | undefined;
  let council: readonly Signer[];
  let ledger: LedgerDomain;
  /** Everything that was ever sent, by digest; the value is what was acknowledged last, undefined if nothing was. */
  const sent = new Map<string, ActionStatus | undefined>();

  before(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'corridor-start-'));
  });

  after(async () => {
    await running?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const start = async (): Promise<CorridorClient> => {
    running = await startProgram(dataDir);
    // A client that gives up at once: what was not answered counts as not acknowledged.
    const client = createClient({ baseUrl: running.url, attempts: 1 });
    const { chainId, verifyingContract, ledgerId } = await client.readLedger();
    ledger = { chainId, verifyingContract, ledgerId };
    return client;
  };

  const enrolParty = async (): Promise<SignedAction> => {
    const fields = { partyId: hexlify(randomBytes(8)), role: 'BROKER', profile: hexlify(randomBytes(32)) };
    const signedAt = Math.floor(Date.now() / 1000);
    let action: SignedAction = {
      kind: 'EnrolParty',
      message: composeMessage(ledger, 'EnrolParty', 'CN', { signedAt }, fields),
      signatures: [],
    };
    for (const member of council) action = await cosignAction(ledger, action, member);
    return action;
  };

  const send = async (client: CorridorClient, action: SignedAction): Promise<void> => {
    const digest = actionDigest(ledger, action.kind, action.message);
    sent.set(digest, undefined);
    const status = await client.submitAction({ action }).catch(() => undefined);
    sent.set(digest, status);
  };

  /** Every acknowledged action is anchored, once; what was anchored before stands where it stood. */
  const expectAllThereOnce = async (client: CorridorClient) => {
    const sequences = new Set<number>();
    for (const [digest, acknowledged] of sent) {
      const found = await client.awaitAction(digest, 60).catch((error: { code?: string }) => error.code);
      if (acknowledged === undefined && found === 'ACTION_NOT_FOUND') continue;
      if (typeof found !== 'object')
        expect.fail(`${digest} was acknowledged as ${acknowledged?.status}, and is ${found}`);
      expect(found).to.include({ status: 'ANCHORED' });
      if (acknowledged?.status === 'ANCHORED') {
        const { sequence, blockNumber, blockHash } = acknowledged;
        expect(found).to.include({ sequence, blockNumber, blockHash });
      }
      sequences.add(found.sequence ?? 0);
      sent.set(digest, found);
    }
    const { sequence } = await client.readLedger();
    expect([...sequences].sort((a, b) => a - b)).to.deep.equal(
      Array.from({ length: sequence }, (_, index) => index + 1),
    );
  };

  it('prints its URL, and council keys that its gateway never reads', async () => {
    const client = await start();
    const directory = path.join(dataDir, 'councils/CN');
    const password = (await readFile(path.join(directory, 'password'), 'utf8')).trim();
    const open = (name: string) => openKeyFile(path.join(directory, name), password);
    council = await Promise.all(['member-1.json', 'member-2.json'].map(open));
    await send(client, await enrolParty());
    await expectAllThereOnce(client);
  });

  it('keeps everything over Ctrl-C', async () => {
    await running?.stop();
    await expectAllThereOnce(await start());
  });

  const kill = (part: PartName | 'npm start' | 'everything') => {
    if (running === undefined) throw new Error('nothing runs');
    const own = running.process.pid ?? 0;
    const parts = (['gateway', 'chain', 'database'] as const).flatMap((name) => running?.pidsOf(name) ?? []);
    const victims = part === 'npm start' ? [own] : part === 'everything' ? [own, ...parts] : running.pidsOf(part);
    expect(victims, part).not.to.have.length(0);
    for (const pid of victims) process.kill(pid, 'SIGKILL');
  };

  for (const part of ['gateway', 'chain', 'database', 'npm start', 'everything'] as const) {
    it(`loses nothing and applies nothing twice when ${part} is killed in the middle`, async () => {
      const client = createClient({ baseUrl: running?.url ?? '', attempts: 1 });
      const actions = await Promise.all(Array.from({ length: BURST }, enrolParty));
      let answered = 0;
      const sending = actions.map(async (action) => {
        await send(client, action);
        answered += 1;
        if (answered === BURST / 2) kill(part);
      });
      await Promise.all(sending);
      await running?.exited;
      expect([...sent.values()].some((status) => status?.status !== 'ANCHORED')).to.equal(true);
      await expectAllThereOnce(await start());
    });
  }
});
