/** Two real gateways over one chain, and a second chain forked from the journal for the one that rewrites history. */
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { parseCheckpoint } from '../../../protocol/log/checkpoint.ts';
import { gatewayOf } from '../../../protocol/log/gateway-key.ts';
import { formatNote, parseNote } from '../../../protocol/log/note.ts';
import { contradicts, openCheckpoint, signCheckpoint } from '../../../protocol/log/signed-checkpoint.ts';
import { startEmbeddedChain } from '../../../scripts/embedded/chain/embedded-chain.ts';
import { until } from '../../../scripts/test/ports.ts';
import { createTestDatabase } from '../../support/database.ts';
import type { TestGateway } from '../../support/gateway.ts';
import { checkpointOf } from '../support/log.ts';
import { prepareTwoSides, type TwoSides } from '../support/two-gateways.ts';

const INTERVAL_MS = 200;
/** Generous, for a busy machine; what is waited for takes one interval. */
const PATIENCE_MS = 20_000;

describe('gateways that witness each other [embedded]', function () {
  this.timeout(120_000);
  let directory: string;
  let sides: TwoSides;
  let cn: TestGateway | undefined;
  let my: TestGateway | undefined;
  let drawn = 0;

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'corridor-witness-'));
    sides = await prepareTwoSides({ chainDir: path.join(directory, 'chain') }, INTERVAL_MS);
    cn = await sides.cn.start();
    my = await sides.my.start();
  });
  after(async () => {
    await cn?.close();
    await my?.close();
    await sides?.close();
    await rm(directory, { recursive: true, force: true });
  });

  /** A council enrols a party through a gateway. */
  async function enrol(gateway: TestGateway, code: 'CN' | 'MY' = 'CN'): Promise<void> {
    drawn += 1;
    const { people } = gateway;
    const partyId = people.random(`witness/party/${drawn}`).slice(0, 18);
    const profile = people.random(`witness/profile/${drawn}`);
    const action = await people.councils[code].sign('EnrolParty', { partyId, role: 'BROKER', profile });
    const { digest } = await gateway.gateway.core.actions.submit(action);
    const { status } = await gateway.gateway.core.actions.waitFinal(digest, 20);
    expect(status).to.equal('ANCHORED');
  }
  const keys = () => [sides.cn, sides.my].map(({ secret }) => gatewayOf(secret));
  const alarmsOf = async (gateway: TestGateway) => (await gateway.client.listAlarms()).items;

  /** Whether the newest cosigned checkpoint of a gateway reaches a size and bears both names. */
  async function isCosigned(url: string, size: number): Promise<boolean> {
    const response = await fetch(`${url}/v1/log/cosigned-checkpoint`);
    const note = await response.text();
    if (!response.ok) return false;
    const opened = openCheckpoint(note, sides.origin, keys());
    if (!opened.ok) expect.fail(opened.reason);
    expect(opened.cosigners.map(({ name }) => name)).to.have.members([sides.cn.secret.name, sides.my.secret.name]);
    return opened.checkpoint.size >= size;
  }
  const bothCosigned = (size: number) =>
    until(
      async () => (await isCosigned(sides.cn.url, size)) && (await isCosigned(sides.my.url, size)),
      PATIENCE_MS,
      'no cosigned checkpoints',
    );

  it('sign the same text for the same size and cosign each other', async () => {
    await enrol(cn!, 'CN');
    await enrol(my!, 'MY');
    await cn!.gateway.core.projection.catchUp();
    const [ours, theirs] = await Promise.all([checkpointOf(sides.cn.url), checkpointOf(sides.my.url)]);
    expect(parseNote(ours.note).text).to.equal(parseNote(theirs.note).text);
    await bothCosigned(2);
    expect(await alarmsOf(cn!)).to.deep.equal([]);
    expect(await alarmsOf(my!)).to.deep.equal([]);
  });

  it('catch up by themselves when one was down', async () => {
    await my!.close();
    await enrol(cn!);
    await enrol(cn!);
    my = await sides.my.start();
    await bothCosigned(4);
    expect(await alarmsOf(my)).to.deep.equal([]);
  });

  it('believe no checkpoint that the pinned key has not signed, and cosign nothing for it', async () => {
    const { note, checkpoint } = await checkpointOf(sides.cn.url);
    const stranger = { name: sides.cn.secret.name, seed: new Uint8Array(32).fill(9) };
    const forged = signCheckpoint({ ...checkpoint, size: checkpoint.size + 1 }, stranger, 1_000);
    expect(openCheckpoint(forged, sides.origin, keys())).to.deep.equal({ ok: false, reason: 'NOT_SIGNED' });
    const moved = formatNote({ text: parseNote(forged).text, signatures: parseNote(note).signatures });
    expect(openCheckpoint(moved, sides.origin, keys())).to.deep.equal({ ok: false, reason: 'BAD_SIGNATURE' });
  });

  it('raise an alarm with evidence that verifies by itself when one rewrites history on a forked chain', async () => {
    // the fork has the past in common, and then something else
    const forkDir = path.join(directory, 'fork');
    await mkdir(forkDir);
    await copyFile(path.join(directory, 'chain', 'blocks.journal'), path.join(forkDir, 'blocks.journal'));
    await enrol(my!);
    await enrol(my!);
    await my!.gateway.core.projection.catchUp();
    await cn!.close();
    cn = undefined;
    const fork = await startEmbeddedChain({ dataDir: forkDir });
    const database = await createTestDatabase();
    const { world } = sides.cn;
    const rewritten = await sides.cn.start({ ...world, database, chain: { ...world.chain, rpcUrl: fork.url } });
    try {
      await enrol(rewritten);
      await until(async () => (await alarmsOf(my!)).length > 0, PATIENCE_MS, 'no alarm');
      const [alarm] = await alarmsOf(my!);
      expect(alarm).to.deep.include({ kind: 'GATEWAY_CONTRADICTS', gateway: sides.cn.secret.name });
      // all that follows needs the two pinned keys and nothing else
      const opened = alarm!.checkpoints.map((note) => openCheckpoint(note, sides.origin, keys()));
      const [now, before] = opened;
      if (!now?.ok || !before?.ok) expect.fail('the evidence does not verify');
      expect(now.signers).to.deep.equal([sides.cn.secret.name]);
      // what it signed itself for this size, if that was seen, is better evidence than what the witness signs
      expect(before.signers[0]).to.be.oneOf([sides.cn.secret.name, sides.my.secret.name]);
      expect(contradicts(now.checkpoint, before.checkpoint)).to.equal(true);
      const metrics = await (await fetch(`${sides.my.url}/metrics`)).text();
      expect(metrics).to.match(/^corridor_log_alarms 1$/m);
      // what is cosigned, if anything, is the past that both have in common
      expect(await isCosigned(sides.cn.url, alarm!.size)).to.equal(false);
    } finally {
      await rewritten.close();
      await database.drop();
      await fork.close();
    }
  });

  it('keep the alarm, and cosign again what is not rewritten', async () => {
    cn = await sides.cn.start();
    await cn.gateway.core.projection.catchUp();
    const { size } = parseCheckpoint(parseNote((await checkpointOf(sides.cn.url)).note).text);
    await bothCosigned(size);
    expect(await alarmsOf(my!)).to.have.length(1);
  });
});
