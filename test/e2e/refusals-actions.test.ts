/**
 * What must be refused with a clear reason and nothing applied, through the whole stack: HTTP, pre-check, contract.
 * The contract's own suite covers every result code; here it is that each reaches people with its name.
 */
import { expect } from 'chai';
import { hexlify, randomBytes } from 'ethers';
import { digestOf, prepareDocument } from '../../client/documents.ts';
import { submitPrepared } from '../../client/submit.ts';
import { actionDigest, cancelAttachment, type SignedAction } from '../../protocol/actions.ts';
import { createPasskey } from '../support/passkey.ts';
import type { Fields } from '../support/people.ts';
import { arrival, deskOf, lodge } from './support/corridor.ts';
import { codeOf, expectApplied, expectRefusal } from './support/refusal.ts';
import { nowSeconds, type Stage, startStage } from './support/stage.ts';

describe('refused actions', function () {
  this.timeout(120_000);
  let stage: Stage;

  before(async () => {
    stage = await startStage();
  });

  after(async () => {
    await stage?.gateway.close();
  });

  describe('signatures', () => {
    it('of another key', async () => {
      const { importBroker, auditorMy } = stage.gateway.people;
      const action = await stage.endorsement(importBroker.people[0]);
      const { signature = '' } = (await stage.signWith(auditorMy.people[0].wallet, action)).signatures[0] ?? {};
      const forged = {
        ...action,
        signatures: [{ signer: importBroker.people[0].wallet.address.toLowerCase(), signature }],
      };
      await expectRefusal(stage.gateway, forged, 'LEDGER_BAD_SIGNATURE');
      await expectRefusal(
        stage.gateway,
        await stage.signWith(auditorMy.people[0].wallet, action),
        'LEDGER_BAD_SIGNATURE',
      );
    });

    it('over an altered action', async () => {
      const action = await stage.endorsement(stage.gateway.people.importBroker.people[0]);
      const altered = { ...action, message: { ...action.message, deadline: Number(action.message.deadline) + 1 } };
      await expectRefusal(stage.gateway, altered, 'LEDGER_BAD_SIGNATURE');
    });

    it('for another chain or another contract', async () => {
      const [person] = stage.gateway.people.importBroker.people;
      const action = await stage.endorsement(person);
      const { domain } = stage.gateway.chain;
      for (const other of [
        { ...domain, chainId: domain.chainId + 1 },
        { ...domain, verifyingContract: `0x${'12'.repeat(20)}` },
      ]) {
        await expectRefusal(stage.gateway, await stage.signWith(person.wallet, action, other), 'LEDGER_BAD_SIGNATURE');
      }
    });

    it('for another ledger id', async () => {
      const action = await stage.endorsement(stage.gateway.people.importBroker.people[0], {
        ledgerId: `0x${'12'.repeat(32)}`,
      });
      await expectRefusal(stage.gateway, action, 'LEDGER_WRONG_LEDGER');
    });

    it('of a passkey given on a page of another origin', async () => {
      const { importBroker } = stage.gateway.people;
      const verifier = stage.gateway.chain.deployment.webAuthnVerifier;
      const sign = async (pageOrigin: string) => {
        const passkey = createPasskey(verifier, 'http://signer.localhost:8788', pageOrigin);
        await stage.enrolSigner(importBroker, importBroker.people[0].operatorId, passkey.signer);
        const { kind, message } = await stage.endorsement(importBroker.people[0], { keyId: passkey.keyId });
        const signature = await passkey.sign(stage.gateway.chain.domain, kind, message);
        return { kind, message, signatures: [{ signer: passkey.signer, signature }] };
      };
      await expectRefusal(stage.gateway, await sign('http://signer.localhost:8787'), 'LEDGER_BAD_SIGNATURE');
      // the same passkey code on the enrolled origin is good, so it is the origin that was refused
      await expectApplied(stage.gateway, await sign('http://signer.localhost:8788'));
    });
  });

  describe('times and repetitions', () => {
    const lodgeTracking = (times: Fields) =>
      stage.gateway.people.westports.sign(
        'RecordEvents',
        {
          caseId: stage.opened.caseId,
          milestone: 'GATE_IN',
          occurredAt: nowSeconds(),
          root: hexlify(randomBytes(32)),
          count: 1,
        },
        times,
      );

    it('expired', async () => {
      const times = { signedAt: nowSeconds() - 7200, deadline: nowSeconds() - 3600 };
      await expectRefusal(stage.gateway, await lodgeTracking(times), 'LEDGER_EXPIRED');
    });

    it('a deadline beyond 72 hours, a signature from the future', async () => {
      const signedAt = nowSeconds();
      await expectRefusal(
        stage.gateway,
        await lodgeTracking({ signedAt, deadline: signedAt + 73 * 3600 }),
        'LEDGER_DEADLINE_TOO_FAR',
      );
      const ahead = { signedAt: signedAt + 3000, deadline: signedAt + 4000 };
      await expectRefusal(stage.gateway, await lodgeTracking(ahead), 'LEDGER_SIGNED_IN_FUTURE');
    });

    it('replayed: the same answer, and nothing applied twice', async () => {
      const action = await lodgeTracking({});
      const first = await stage.gateway.client.submitAction({ action }, 30);
      const { sequence } = await stage.gateway.client.readLedger();
      const again = await stage.gateway.client.submitAction({ action }, 30);
      expect(again).to.deep.equal(first);
      expect((await stage.gateway.client.readLedger()).sequence).to.equal(sequence);
    });

    it('cancelled by its signer before it was sent', async () => {
      const action = await lodgeTracking({});
      await expectApplied(stage.gateway, await cancellation(action));
      await expectRefusal(stage.gateway, action, 'LEDGER_CANCELLED');
    });

    it('cancelled after it was accepted: kept as REJECTED with its reason', async () => {
      const action = await lodgeTracking({ notBefore: nowSeconds() + 3 });
      const accepted = await stage.gateway.client.submitAction({ action });
      expect(accepted.status).to.equal('ACCEPTED');
      await expectApplied(stage.gateway, await cancellation(action));
      const final = await stage.gateway.client.awaitAction(accepted.digest, 30);
      expect(final).to.include({ status: 'REJECTED', reason: 'LEDGER_CANCELLED' });
      expect(final).not.to.have.property('sequence');
    });

    const cancellation = async (target: SignedAction) => {
      const digest = actionDigest(stage.gateway.chain.domain, target.kind, target.message);
      const action = await stage.gateway.people.westports.sign('CancelAction', { action: digest });
      return { ...action, attachment: cancelAttachment(target.kind, target.message) };
    };
  });

  describe('documents', () => {
    it('an endorsement of a superseded version', async () => {
      const desk = await deskOf(stage.gateway, stage.gateway.people.exportBroker.people[0]);
      const { caseId, documents } = stage.opened;
      const next = { ...documents.packingList, number: 'SIM-PL-2' };
      const { documentId, root } = await lodge(stage.gateway, 'exportBroker', caseId, documents.packingList);
      await desk.amendDocument({ caseId, documentId, reason: 'ERROR_CORRECTED', document: prepareDocument(next) });
      const action = await stage.gateway.people.importBroker.sign('EndorseDocument', { caseId, documentId, root });
      await expectRefusal(stage.gateway, action, 'LEDGER_SUPERSEDED_VERSION');
    });

    it('what is signed about another version than If-Match names, or about one that is not the newest', async () => {
      const client = await stage.gateway.as(stage.gateway.people.importBroker.people[0]);
      const desk = await deskOf(stage.gateway, stage.gateway.people.exportBroker.people[0]);
      const { caseId, documents } = stage.opened;
      const { documentId, root } = await lodge(stage.gateway, 'exportBroker', caseId, documents.packingList);
      const endorsement = () => stage.gateway.people.importBroker.sign('EndorseDocument', { caseId, documentId, root });
      const sent = async (ifMatch: string) => codeOf(client.submitAction({ action: await endorsement() }, 30, ifMatch));
      expect(await sent(`"${hexlify(randomBytes(32))}"`)).to.equal('PRECONDITION_FAILED');
      expect(await sent(`W/"${root}"`)).to.equal('PRECONDITION_FAILED');
      expect(await sent(root)).to.equal('VALIDATION_FAILED');
      const action = await endorsement();
      const { status } = await client.submitAction({ action }, 30, `"${hexlify(randomBytes(32))}", "${root}"`);
      expect(status).to.equal('ANCHORED');
      const document = prepareDocument({ ...documents.packingList, number: 'SIM-PL-3' });
      await desk.amendDocument({ caseId, documentId, reason: 'ERROR_CORRECTED', document });
      const fields = { caseId, documentId, root, reason: 'ERROR_CORRECTED' };
      const late = await stage.gateway.people.exportBroker.sign('WithdrawDocument', fields);
      for (const ifMatch of [`"${root}"`, '*']) {
        expect(await codeOf(client.submitAction({ action: late }, 0, ifMatch))).to.equal('PRECONDITION_FAILED');
      }
      expect((await client.submitAction({ action }, 0, `"${root}"`)).status).to.equal('ANCHORED');
    });

    it('content that does not have the signed root, and no content at all', async () => {
      const [person] = stage.gateway.people.exportBroker.people;
      const client = await stage.gateway.as(person);
      const fields = { caseId: stage.opened.caseId, documentType: 380, root: hexlify(randomBytes(32)) };
      const action = await person.sign('LodgeDocument', fields);
      await expectRefusal(stage.gateway, action, 'CONTENT_REQUIRED');
      const { canonicalSha256: document, secret } = stage.invoice.prepared;
      const submitted = client.submitAction({ action, content: { document, secret, files: [] } });
      expect(await codeOf(submitted)).to.equal('ROOT_MISMATCH');
    });

    it('a recorded arrival, answered to whoever asks with its digest', async () => {
      const desk = await deskOf(stage.gateway, stage.gateway.people.westports.people[0]);
      const status = await desk.recordEvents({
        caseId: stage.opened.caseId,
        milestone: 'ARRIVED',
        occurredAt: nowSeconds(),
        events: arrival(stage.opened.caseId),
      });
      expect(await stage.gateway.client.readAction(status.digest)).to.include({
        status: 'ANCHORED',
        sequence: status.sequence,
      });
    });
  });

  describe('requests', () => {
    const post = async (body: BodyInit, type = 'application/json') => {
      const response = await fetch(`${stage.gateway.url}/v1/actions`, {
        method: 'POST',
        body,
        headers: { 'content-type': type },
      });
      const problem = (await response.json()) as { code: string; doNext?: string };
      expect(response.headers.get('content-type')).to.match(/^application\/problem\+json/);
      return [response.status, problem.code];
    };

    it('bad JSON, duplicate keys, 10,000 levels', async () => {
      expect(await post('{"action":')).to.deep.equal([400, 'JSON_SYNTAX']);
      expect(await post('{"action":1,"action":2}')).to.deep.equal([400, 'JSON_DUPLICATE_KEY']);
      expect(await post('['.repeat(10_000) + ']'.repeat(10_000))).to.deep.equal([400, 'JSON_TOO_DEEP']);
    });

    it('an oversized body', async () => {
      expect(await post(`"${'a'.repeat(300_000)}"`)).to.deep.equal([413, 'BODY_TOO_LARGE']);
    });

    it('a file that is not what it claims', async () => {
      const client = await stage.gateway.as(stage.gateway.people.exportBroker.people[0]);
      const bytes = new TextEncoder().encode('MZ this is no PDF');
      expect(await codeOf(client.storeContent(digestOf(bytes), bytes, 'application/pdf'))).to.equal(
        'CONTENT_TYPE_MISMATCH',
      );
      const wrong = digestOf(new Uint8Array(1));
      expect(await codeOf(client.storeContent(wrong, bytes, 'text/plain'))).to.equal('CONTENT_DIGEST_MISMATCH');
    });
  });

  it('sends what is signed again without applying it twice', async () => {
    const { client, chain } = stage.gateway;
    const action = await stage.endorsement(stage.gateway.people.rmcd.people[0]);
    const prepared = { action, digest: actionDigest(chain.domain, action.kind, action.message) };
    const both = await Promise.all([1, 2].map(() => submitPrepared({ client, ledger: chain.domain }, prepared)));
    expect(new Set(both.map(({ sequence }) => sequence)).size).to.equal(1);
  });
});
