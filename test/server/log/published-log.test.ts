import { expect } from 'chai';
import { keccak256, toUtf8Bytes } from 'ethers';
import { formatGatewayKey, gatewayOf } from '../../../protocol/log/gateway-key.ts';
import { type HeadProof, verifyHead } from '../../../protocol/log/head-map.ts';
import type { LogLeaf } from '../../../protocol/log/log-leaf.ts';
import { formatNote, parseNote } from '../../../protocol/log/note.ts';
import { cosignNote } from '../../../protocol/log/note-key.ts';
import { judgePromise, openPromise } from '../../../protocol/log/promise.ts';
import { openCheckpoint } from '../../../protocol/log/signed-checkpoint.ts';
import {
  type ConsistencyProof,
  type InclusionProof,
  verifyConsistency,
  verifyInclusion,
} from '../../../protocol/log/tree-proofs.ts';
import { toBareHex } from '../../../protocol/merkle/hex.ts';
import { type OpenedCase, openCase } from '../../support/corridor.ts';
import { newGatewayKey, startGateway, type TestGateway } from '../../support/gateway.ts';
import { codeOf, statusOf } from '../support/answers.ts';
import { checkpointOf, entriesOf, hexRoots, rootsOf } from '../support/log.ts';

describe('the published log', function () {
  this.timeout(120_000);
  const witness = newGatewayKey('gateway.example/witness');
  let gateway: TestGateway;
  let opened: OpenedCase;
  let origin: string;

  before(async () => {
    // nothing answers there: the witness of this test comes by itself
    const peers = `${formatGatewayKey(gatewayOf(witness))} http://127.0.0.1:9`;
    gateway = await startGateway({ environment: { PEER_GATEWAYS: peers, WITNESS_INTERVAL_MS: '3600000' } });
    opened = await openCase(gateway);
    origin = `corridor-ledger/${gateway.chain.domain.ledgerId.slice(2)}`;
  });
  after(() => gateway?.close());

  const get = (path: string) => fetch(`${gateway.url}${path}`);
  const json = async <T>(path: string) => (await (await get(path)).json()) as T;
  const post = (checkpoint: string) =>
    fetch(`${gateway.url}/v1/log/cosignatures`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ checkpoint }),
    });

  it('says its name, its key and whom it has pinned', async () => {
    expect(await json('/v1/log')).to.deep.include({
      origin,
      gateway: formatGatewayKey(gateway.gatewayKey),
      witnesses: [formatGatewayKey(gatewayOf(witness))],
    });
  });

  it('signs what a second implementation computes from the entries', async () => {
    const { note, checkpoint } = await checkpointOf(gateway.url);
    const { sequence } = await gateway.client.readLedger();
    expect(checkpoint.size).to.equal(sequence);
    const signed = openCheckpoint(note, origin, [gateway.gatewayKey]);
    expect(signed).to.deep.include({ ok: true, signers: [gateway.gatewayKey.name] });
    expect(hexRoots(checkpoint)).to.deep.equal(rootsOf(await entriesOf(gateway.url, checkpoint.size)));
  });

  it('proves each action by digest and by sequence', async () => {
    const { checkpoint } = await checkpointOf(gateway.url);
    for (let sequence = 1; sequence <= checkpoint.size; sequence += 7) {
      const path = `/v1/log/inclusion?sequence=${sequence}&size=${checkpoint.size}`;
      const { leaf, proof } = await json<{ leaf: LogLeaf; proof: InclusionProof }>(path);
      expect(verifyInclusion(leaf, proof, checkpoint.root), String(sequence)).to.equal(true);
      const byDigest = await json(`/v1/log/inclusion?digest=${leaf.digest}&size=${checkpoint.size}`);
      expect(byDigest).to.deep.equal({ leaf, proof });
    }
    const view = await gateway.client.readAction(
      (await json<{ leaf: LogLeaf }>('/v1/log/inclusion?sequence=1')).leaf.digest,
    );
    expect(view.sequence).to.equal(1);
  });

  it('proves that each state continues the earlier ones', async () => {
    const { checkpoint } = await checkpointOf(gateway.url);
    const entries = await entriesOf(gateway.url, checkpoint.size);
    for (const from of [0, 1, 5, checkpoint.size - 1, checkpoint.size]) {
      const proof = await json<ConsistencyProof>(`/v1/log/consistency?from=${from}&to=${checkpoint.size}`);
      const earlier = Buffer.from(rootsOf(entries.slice(0, from)).root, 'hex');
      expect(verifyConsistency(proof, earlier, checkpoint.root), String(from)).to.equal(true);
    }
  });

  it('proves the heads that the contract has, and the absence of what it never saw', async () => {
    const { checkpoint } = await checkpointOf(gateway.url);
    const { exportBroker } = gateway.people;
    const council = keccak256(toUtf8Bytes('CN'));
    const party = exportBroker.partyId.padEnd(66, '0');
    const subjects: [string, string][] = [
      ['case', opened.caseId],
      ['registry', exportBroker.people[0].keyId],
      ['registry', party],
      ['registry', council],
    ];
    for (const [kind, id] of subjects) {
      const { size, proof } = await json<{ size: number; proof: HeadProof }>(`/v1/log/heads/${kind}/${id}`);
      expect(size).to.equal(checkpoint.size);
      const proven = verifyHead(proof, checkpoint.headsRoot);
      expect(proven, id).to.deep.include({ outcome: 'PRESENT', head: await headOnChain(id) });
    }
    const enrolled = `/v1/log/heads/standing/${exportBroker.people[0].keyId}`;
    const standing = await json<{ proof: HeadProof }>(enrolled);
    expect(verifyHead(standing.proof, checkpoint.headsRoot).outcome).to.equal('PRESENT');
    const { proof } = await json<{ proof: HeadProof }>(`/v1/log/heads/case/${gateway.people.random('nobody')}`);
    expect(verifyHead(proof, checkpoint.headsRoot)).to.deep.equal({ outcome: 'ABSENT' });
  });

  async function headOnChain(id: string): Promise<string> {
    const selector = keccak256(toUtf8Bytes('headOf(bytes32)')).slice(0, 10);
    const call = { to: gateway.chain.domain.verifyingContract, data: selector + id.slice(2) };
    return String(await gateway.chain.call('eth_call', [call, 'latest']));
  }

  it('serves tiles as static files, full ones for ever', async () => {
    const { checkpoint } = await checkpointOf(gateway.url);
    const partial = await get(`/v1/log/tile/0/000.p/${checkpoint.size}`);
    expect(partial.headers.get('cache-control')).to.equal('public, max-age=60');
    expect((await partial.arrayBuffer()).byteLength).to.equal(32 * checkpoint.size);
    const narrower = await get('/v1/log/tile/0/000.p/3');
    expect((await narrower.arrayBuffer()).byteLength).to.equal(96);
    const missing = ['0/000', '1/000.p/1', '0/001.p/1', 'entries/001.p/1', '0/x000/000', '64/000', '0/000.p/256'];
    for (const path of missing) expect(await codeOf(get(`/v1/log/tile/${path}`)), path).to.equal('LOG_TILE_NOT_FOUND');
  });

  it('has no proof for what is not there', async () => {
    const { size } = (await checkpointOf(gateway.url)).checkpoint;
    const unknown = gateway.people.random('unknown');
    const refused: [string, string][] = [
      [`inclusion?digest=${unknown}`, 'LOG_ENTRY_NOT_FOUND'],
      ['inclusion?sequence=0', 'LOG_ENTRY_NOT_FOUND'],
      [`inclusion?sequence=${size + 1}`, 'LOG_ENTRY_NOT_FOUND'],
      [`inclusion?sequence=2&size=1`, 'LOG_ENTRY_NOT_FOUND'],
      [`inclusion?sequence=1&size=${size + 1}`, 'LOG_SIZE_NOT_AVAILABLE'],
      ['inclusion', 'VALIDATION_FAILED'],
      [`inclusion?sequence=1&digest=${unknown}`, 'VALIDATION_FAILED'],
      [`consistency?from=1&to=${size + 1}`, 'LOG_SIZE_NOT_AVAILABLE'],
      ['consistency?from=3&to=2', 'LOG_SIZE_NOT_AVAILABLE'],
      [`heads/case/${unknown}?size=${size + 1}`, 'LOG_SIZE_NOT_AVAILABLE'],
      [`heads/key/${unknown}`, 'VALIDATION_FAILED'],
    ];
    for (const [path, code] of refused) expect(await codeOf(get(`/v1/log/${path}`)), path).to.equal(code);
  });

  it('takes cosignatures of pinned gateways under its own checkpoints, and of nobody else', async () => {
    expect(await codeOf(get('/v1/log/cosigned-checkpoint'))).to.equal('LOG_NOT_COSIGNED');
    const { note, checkpoint } = await checkpointOf(gateway.url);
    const { text } = parseNote(note);
    const cosigned = (by = witness, of = text) => formatNote({ text: of, signatures: [cosignNote(of, by, 1_000)] });
    expect(await codeOf(post('no note'))).to.equal('COSIGNATURE_INVALID');
    expect(await codeOf(post(note))).to.equal('COSIGNATURE_INVALID');
    expect(await codeOf(post(cosigned(newGatewayKey(witness.name))))).to.equal('COSIGNATURE_INVALID');
    const other = text.replace(`\n${checkpoint.size}\n`, `\n${checkpoint.size + 1}\n`);
    expect(await codeOf(post(cosigned(witness, other)))).to.equal('CHECKPOINT_UNKNOWN');
    expect(await statusOf(post(cosigned()))).to.equal(200);
    const found = await (await get('/v1/log/cosigned-checkpoint')).text();
    const gateways = [gateway.gatewayKey, gatewayOf(witness)];
    const opening = openCheckpoint(found, origin, gateways);
    if (!opening.ok) expect.fail(opening.reason);
    expect(opening.cosigners.map(({ name }) => name)).to.have.members(gateways.map(({ name }) => name));
    expect(opening.signers).to.deep.equal([gateway.gatewayKey.name]);
  });

  it('proves heads at the size that was cosigned, when the log has grown since', async () => {
    const { checkpoint } = await checkpointOf(gateway.url);
    const before = await json<{ proof: HeadProof }>(`/v1/log/heads/case/${opened.caseId}`);
    await openCase(gateway);
    const again = await json<{ proof: HeadProof }>(`/v1/log/heads/case/${opened.caseId}?size=${checkpoint.size}`);
    expect(again.proof).to.deep.equal(before.proof);
    expect(verifyHead(again.proof, checkpoint.headsRoot).outcome).to.equal('PRESENT');
    expect((await checkpointOf(gateway.url)).checkpoint.size).to.be.greaterThan(checkpoint.size);
  });

  it('promises anchoring with every action it accepts, the same again for the same action, and keeps it', async () => {
    const action = await gateway.people.exportBroker.sign('OpenCase', {
      caseId: gateway.people.random('promised'),
      envelope: gateway.people.random('envelope'),
    });
    const accepted = await gateway.gateway.core.actions.submit(action).catch((error) => error.code);
    // an OpenCase needs its envelope; what needs no content shows the promise
    expect(accepted).to.equal('CONTENT_REQUIRED');
    const council = gateway.people.councils.CN;
    const pause = await council.sign('SetPartyStatus', {
      partyId: gateway.people.auditorCn.partyId,
      status: 'SUSPENDED',
      reason: 'UNDER_INVESTIGATION',
    });
    const first = await gateway.client.submitAction({ action: pause });
    const again = await gateway.client.submitAction({ action: pause });
    expect(again.promise).to.equal(first.promise);
    const promise = openPromise(first.promise ?? '', origin, [gateway.gatewayKey]);
    if (!promise.ok) expect.fail(promise.reason);
    expect(promise.promise.digest).to.equal(first.digest);
    expect(promise.promise.anchoredBy - promise.promise.acceptedAt).to.equal(300);
    const done = await gateway.gateway.core.actions.waitFinal(first.digest, 20);
    const anchoredAt = Date.parse(done.blockTime ?? '') / 1_000;
    expect(judgePromise(promise.promise, { anchoredAt }, anchoredAt)).to.equal('KEPT');
    expect(done.promise).to.equal(first.promise);
  });

  it('shows the root in the form that other tools read', async () => {
    const { note, checkpoint } = await checkpointOf(gateway.url);
    expect(note.split('\n')[2]).to.equal(Buffer.from(checkpoint.root).toString('base64'));
    expect(toBareHex(checkpoint.root)).to.have.length(64);
  });
});
