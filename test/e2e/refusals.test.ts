/**
 * What must be refused with a clear reason and nothing applied, through the whole stack: HTTP, pre-check, contract.
 * The contract's own suite covers every result code; here it is that each reaches people with its name.
 */
import { expect } from 'chai';
import { hexlify, randomBytes, Wallet } from 'ethers';
import { digestOf, prepareDocument } from '../../client/documents.ts';
import { submitPrepared } from '../../client/submit.ts';
import {
  actionDigest,
  cancelAttachment,
  keyIdOf,
  type SignedAction,
  typedDataDomain,
  typedDataTypes,
} from '../../protocol/actions.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import type { Fields, Party, Person } from '../support/people.ts';
import {
  arrival,
  declareImport,
  deskOf,
  type LodgedVersion,
  lodge,
  type OpenedCase,
  openCase,
} from './support/corridor.ts';
import { createPasskey } from './support/passkey.ts';
import { codeOf, expectApplied, expectRefusal } from './support/refusal.ts';

const ZERO_WORD = `0x${'00'.repeat(32)}`;
const DAY = 86_400;
const nowSeconds = () => Math.floor(Date.now() / 1000);
const opaqueId = () => hexlify(randomBytes(8));

describe('refusals through the whole stack', function () {
  this.timeout(120_000);
  let gateway: TestGateway;
  let opened: OpenedCase;
  let invoice: LodgedVersion;
  let declarationId: string;

  before(async () => {
    gateway = await startGateway();
    console.log(`      seed ${gateway.seed}`);
    opened = await openCase(gateway);
    invoice = await lodge(gateway, 'exportBroker', opened.caseId, opened.documents.invoice);
    await setPolicy({ quorumOrange: 2 });
    declarationId = await declareImport(gateway, opened);
  });

  after(async () => {
    await gateway?.close();
  });

  const setPolicy = async (changes: Fields) => {
    const policy = {
      ...{ quorumGreen: 1, quorumYellow: 1, quorumOrange: 1, quorumRed: 2 },
      ...{ minimumEndorsements: 0, minimumLane: 'NONE', arrivalRequired: false },
      ...changes,
    };
    await expectApplied(gateway, await gateway.people.councils.MY.sign('SetPolicy', policy));
  };

  const endorsement = (by: Person, times: Fields = {}) =>
    by.sign('EndorseDocument', { caseId: opened.caseId, documentId: invoice.documentId, root: invoice.root }, times);

  const headOf = async (id = declarationId) => {
    const client = await gateway.as(gateway.people.auditorMy.people[0]);
    const { declarations } = await client.readCase(opened.caseId);
    return declarations.find((declaration) => declaration.declarationId === id);
  };

  const decision = async (by: Person, fields: Fields = {}, id = declarationId) =>
    by.sign('DecideClearance', {
      ...{ caseId: opened.caseId, declarationId: id, expected: (await headOf(id))?.head ?? '' },
      ...{ outcome: 'ACCEPTED', reason: 'RISK_LOW', lane: 'ORANGE' },
      ...{ documentId: ZERO_WORD, root: ZERO_WORD, validUntil: 0, conditions: ZERO_WORD },
      ...fields,
    });

  /** Enrols a further key. @returns the person who holds it */
  const enrol = async (party: Party, operatorId: string): Promise<Person> => {
    const wallet = new Wallet(hexlify(randomBytes(32)));
    const template = party.people[0];
    const keyId = await enrolSigner(party, operatorId, wallet.address.toLowerCase());
    return {
      wallet,
      keyId,
      operatorId,
      // the same message as the template's, with the new key in it
      async sign(kind, fields, times) {
        const { message } = await template.sign(kind, fields, times);
        return signWith(wallet, { kind, message: { ...message, keyId }, signatures: [] });
      },
    };
  };

  const enrolSigner = async (party: Party, operatorId: string, signer: string) => {
    const validFrom = nowSeconds() - 60;
    const fields = {
      enrolledKeyId: keyIdOf(signer),
      partyId: party.partyId,
      operatorId,
      validFrom,
      validUntil: validFrom + DAY,
    };
    const council = gateway.people.councils[party.jurisdiction as 'CN' | 'MY'];
    await expectApplied(gateway, await council.sign('EnrolKey', fields, signer));
    return keyIdOf(signer);
  };

  const signWith = async (
    wallet: Wallet,
    action: SignedAction,
    domain = gateway.chain.domain,
  ): Promise<SignedAction> => {
    const { kind, message } = action;
    const signature = await wallet.signTypedData(typedDataDomain(domain), typedDataTypes(kind), message);
    return { ...action, signatures: [{ signer: wallet.address.toLowerCase(), signature }] };
  };

  describe('signatures', () => {
    it('of another key', async () => {
      const { importBroker, auditorMy } = gateway.people;
      const action = await endorsement(importBroker.people[0]);
      const { signature = '' } = (await signWith(auditorMy.people[0].wallet, action)).signatures[0] ?? {};
      const forged = {
        ...action,
        signatures: [{ signer: importBroker.people[0].wallet.address.toLowerCase(), signature }],
      };
      await expectRefusal(gateway, forged, 'LEDGER_BAD_SIGNATURE');
      await expectRefusal(gateway, await signWith(auditorMy.people[0].wallet, action), 'LEDGER_BAD_SIGNATURE');
    });

    it('over an altered action', async () => {
      const action = await endorsement(gateway.people.importBroker.people[0]);
      const altered = { ...action, message: { ...action.message, deadline: Number(action.message.deadline) + 1 } };
      await expectRefusal(gateway, altered, 'LEDGER_BAD_SIGNATURE');
    });

    it('for another chain or another contract', async () => {
      const [person] = gateway.people.importBroker.people;
      const action = await endorsement(person);
      const { domain } = gateway.chain;
      for (const other of [
        { ...domain, chainId: domain.chainId + 1 },
        { ...domain, verifyingContract: `0x${'12'.repeat(20)}` },
      ]) {
        await expectRefusal(gateway, await signWith(person.wallet, action, other), 'LEDGER_BAD_SIGNATURE');
      }
    });

    it('for another ledger id', async () => {
      const action = await endorsement(gateway.people.importBroker.people[0], { ledgerId: `0x${'12'.repeat(32)}` });
      await expectRefusal(gateway, action, 'LEDGER_WRONG_LEDGER');
    });

    it('of a passkey given on a page of another origin', async () => {
      const { importBroker } = gateway.people;
      const verifier = gateway.chain.deployment.webAuthnVerifier;
      const sign = async (pageOrigin: string) => {
        const passkey = createPasskey(verifier, 'http://signer.localhost:8788', pageOrigin);
        await enrolSigner(importBroker, importBroker.people[0].operatorId, passkey.signer);
        const { kind, message } = await endorsement(importBroker.people[0], { keyId: passkey.keyId });
        const signature = await passkey.sign(gateway.chain.domain, kind, message);
        return { kind, message, signatures: [{ signer: passkey.signer, signature }] };
      };
      await expectRefusal(gateway, await sign('http://signer.localhost:8787'), 'LEDGER_BAD_SIGNATURE');
      // the same passkey code on the enrolled origin is good, so it is the origin that was refused
      await expectApplied(gateway, await sign('http://signer.localhost:8788'));
    });
  });

  describe('times and repetitions', () => {
    const lodgeTracking = (times: Fields) =>
      gateway.people.westports.sign(
        'RecordEvents',
        {
          caseId: opened.caseId,
          milestone: 'GATE_IN',
          occurredAt: nowSeconds(),
          root: hexlify(randomBytes(32)),
          count: 1,
        },
        times,
      );

    it('expired', async () => {
      const times = { signedAt: nowSeconds() - 7200, deadline: nowSeconds() - 3600 };
      await expectRefusal(gateway, await lodgeTracking(times), 'LEDGER_EXPIRED');
    });

    it('a deadline beyond 72 hours, a signature from the future', async () => {
      const signedAt = nowSeconds();
      await expectRefusal(
        gateway,
        await lodgeTracking({ signedAt, deadline: signedAt + 73 * 3600 }),
        'LEDGER_DEADLINE_TOO_FAR',
      );
      const ahead = { signedAt: signedAt + 3000, deadline: signedAt + 4000 };
      await expectRefusal(gateway, await lodgeTracking(ahead), 'LEDGER_SIGNED_IN_FUTURE');
    });

    it('replayed: the same answer, and nothing applied twice', async () => {
      const action = await lodgeTracking({});
      const first = await gateway.client.submitAction({ action }, 30);
      const { sequence } = await gateway.client.readLedger();
      const again = await gateway.client.submitAction({ action }, 30);
      expect(again).to.deep.equal(first);
      expect((await gateway.client.readLedger()).sequence).to.equal(sequence);
    });

    it('cancelled by its signer before it was sent', async () => {
      const action = await lodgeTracking({});
      await expectApplied(gateway, await cancellation(action));
      await expectRefusal(gateway, action, 'LEDGER_CANCELLED');
    });

    it('cancelled after it was accepted: kept as REJECTED with its reason', async () => {
      const action = await lodgeTracking({ notBefore: nowSeconds() + 3 });
      const accepted = await gateway.client.submitAction({ action });
      expect(accepted.status).to.equal('ACCEPTED');
      await expectApplied(gateway, await cancellation(action));
      const final = await gateway.client.awaitAction(accepted.digest, 30);
      expect(final).to.include({ status: 'REJECTED', reason: 'LEDGER_CANCELLED' });
      expect(final).not.to.have.property('sequence');
    });

    const cancellation = async (target: SignedAction) => {
      const digest = actionDigest(gateway.chain.domain, target.kind, target.message);
      const action = await gateway.people.westports.sign('CancelAction', { action: digest });
      return { ...action, attachment: cancelAttachment(target.kind, target.message) };
    };
  });

  describe('people', () => {
    it('with a revoked key', async () => {
      const { importBroker, councils } = gateway.people;
      const person = await enrol(importBroker, opaqueId());
      const fields = { revokedKeyId: person.keyId, suspectFrom: 0, reason: 'KEY_LOST' };
      await expectApplied(gateway, await councils.MY.sign('RevokeKey', fields));
      await expectRefusal(gateway, await endorsement(person), 'LEDGER_KEY_REVOKED');
    });

    it('of a suspended party', async () => {
      const { akps, councils } = gateway.people;
      const status = (partyId: string, value: string, reason: string) =>
        councils.MY.sign('SetPartyStatus', { partyId, status: value, reason });
      await expectApplied(gateway, await status(akps.partyId, 'SUSPENDED', 'UNDER_INVESTIGATION'));
      await expectRefusal(gateway, await endorsement(akps.people[0]), 'LEDGER_PARTY_SUSPENDED');
      await expectApplied(gateway, await status(akps.partyId, 'ACTIVE', 'SUSPENSION_ENDED'));
      await expectApplied(gateway, await endorsement(akps.people[0]));
    });

    it('of the other jurisdiction, officer and council alike', async () => {
      const { chongqingOffice, importBroker, councils } = gateway.people;
      await expectRefusal(gateway, await decision(chongqingOffice.people[0]), 'LEDGER_WRONG_JURISDICTION');
      const revocation = { revokedKeyId: importBroker.people[0].keyId, suspectFrom: 0, reason: 'KEY_LOST' };
      await expectRefusal(gateway, await councils.CN.sign('RevokeKey', revocation), 'LEDGER_WRONG_JURISDICTION');
      const posing = await councils.CN.sign('RevokeKey', { ...revocation, jurisdiction: 'MY' });
      await expectRefusal(gateway, posing, 'LEDGER_NOT_COUNCIL_MEMBER');
    });

    it('too few council members', async () => {
      const action = await gateway.people.councils.CN.sign('PauseJurisdiction', { reason: 'KEY_COMPROMISED' });
      const alone = { ...action, signatures: action.signatures.slice(0, 1) };
      await expectRefusal(gateway, alone, 'LEDGER_TOO_FEW_SIGNATURES');
    });

    it('a broker who decides', async () => {
      const { importBroker } = gateway.people;
      await expectRefusal(gateway, await decision(importBroker.people[0]), 'LEDGER_MISSING_ROLE');
    });

    it('an officer who decides on what he lodged as a broker', async () => {
      const { portKlangOffice, importBroker } = gateway.people;
      const person = await enrol(portKlangOffice, importBroker.people[0].operatorId);
      await expectRefusal(gateway, await decision(person), 'LEDGER_LODGER_DECIDES');
    });
  });

  describe('clearance', () => {
    const officers = () => gateway.people.portKlangOffice.people;

    it('a transition that the table does not have', async () => {
      const action = await decision(officers()[0], { outcome: 'RELEASED', reason: 'RISK_LOW' });
      await expectRefusal(gateway, action, 'LEDGER_TRANSITION_NOT_ALLOWED');
    });

    it('unknown decision, reason and lane codes', async () => {
      const [officer] = officers();
      await expectRefusal(gateway, await decision(officer, { outcome: 'WAVED_THROUGH' }), 'LEDGER_UNKNOWN_OUTCOME');
      await expectRefusal(gateway, await decision(officer, { reason: 'FRIEND_OF_MINE' }), 'LEDGER_UNKNOWN_REASON');
      await expectRefusal(gateway, await decision(officer, { lane: 'BLUE' }), 'LEDGER_UNKNOWN_LANE');
    });

    it('a decision on a head that has moved', async () => {
      const [first, second] = officers();
      const stale = await decision(second ?? first, { lane: 'RED' });
      await expectApplied(gateway, await decision(first));
      await expectRefusal(gateway, stale, 'LEDGER_CONFLICT');
    });

    it('a release over a hold', async () => {
      const [officer] = officers();
      const [customs] = gateway.people.rmcd.people;
      const on = { caseId: opened.caseId, declarationId };
      const hold = { ...on, control: 'HOLD', reason: 'INTELLIGENCE', dueBy: 0 };
      const controlId = await expectApplied(gateway, await customs.sign('OpenControl', hold));
      await expectRefusal(gateway, await release(officer), 'LEDGER_OPEN_HOLD');
      const close = { ...on, controlId, result: 'LIFTED', reason: 'HOLD_LIFTED' };
      await expectApplied(gateway, await customs.sign('CloseControl', close));
    });

    it('one officer alone, and one officer with two keys', async () => {
      const [officer, colleague] = officers();
      await expectApplied(gateway, await release(officer));
      expect(await headOf()).to.include({ state: 'ACCEPTED', shownAs: 'ACCEPTED' });
      const secondKey = await enrol(gateway.people.portKlangOffice, officer.operatorId);
      await expectRefusal(gateway, await release(secondKey), 'LEDGER_ALREADY_VOTED');
      expect(await headOf()).to.include({ state: 'ACCEPTED' });
      await expectApplied(gateway, await release(colleague ?? officer));
      expect(await headOf()).to.include({ state: 'RELEASED' });
    });

    const release = (by: Person) => decision(by, { outcome: 'RELEASED', reason: 'DOCUMENTS_IN_ORDER', lane: 'NONE' });
  });

  describe('documents', () => {
    it('an endorsement of a superseded version', async () => {
      const desk = await deskOf(gateway, gateway.people.exportBroker.people[0]);
      const { caseId, documents } = opened;
      const next = { ...documents.packingList, number: 'SIM-PL-2' };
      const { documentId, root } = await lodge(gateway, 'exportBroker', caseId, documents.packingList);
      await desk.amendDocument({ caseId, documentId, reason: 'ERROR_CORRECTED', document: prepareDocument(next) });
      const action = await gateway.people.importBroker.sign('EndorseDocument', { caseId, documentId, root });
      await expectRefusal(gateway, action, 'LEDGER_SUPERSEDED_VERSION');
    });

    it('content that does not have the signed root, and no content at all', async () => {
      const [person] = gateway.people.exportBroker.people;
      const client = await gateway.as(person);
      const fields = { caseId: opened.caseId, documentType: 380, root: hexlify(randomBytes(32)) };
      const action = await person.sign('LodgeDocument', fields);
      await expectRefusal(gateway, action, 'CONTENT_REQUIRED');
      const { canonicalSha256: document, secret } = invoice.prepared;
      const submitted = client.submitAction({ action, content: { document, secret, files: [] } });
      expect(await codeOf(submitted)).to.equal('ROOT_MISMATCH');
    });

    it('a recorded arrival, answered to whoever asks with its digest', async () => {
      const desk = await deskOf(gateway, gateway.people.westports.people[0]);
      const status = await desk.recordEvents({
        caseId: opened.caseId,
        milestone: 'ARRIVED',
        occurredAt: nowSeconds(),
        events: arrival(opened.caseId),
      });
      expect(await gateway.client.readAction(status.digest)).to.include({
        status: 'ANCHORED',
        sequence: status.sequence,
      });
    });
  });

  describe('requests', () => {
    const post = async (body: BodyInit, type = 'application/json') => {
      const response = await fetch(`${gateway.url}/v1/actions`, {
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
      const client = await gateway.as(gateway.people.exportBroker.people[0]);
      const bytes = new TextEncoder().encode('MZ this is no PDF');
      expect(await codeOf(client.storeContent(digestOf(bytes), bytes, 'application/pdf'))).to.equal(
        'CONTENT_TYPE_MISMATCH',
      );
      const wrong = digestOf(new Uint8Array(1));
      expect(await codeOf(client.storeContent(wrong, bytes, 'text/plain'))).to.equal('CONTENT_DIGEST_MISMATCH');
    });
  });

  it('sends what is signed again without applying it twice', async () => {
    const { client, chain } = gateway;
    const action = await endorsement(gateway.people.rmcd.people[0]);
    const prepared = { action, digest: actionDigest(chain.domain, action.kind, action.message) };
    const both = await Promise.all([1, 2].map(() => submitPrepared({ client, ledger: chain.domain }, prepared)));
    expect(new Set(both.map(({ sequence }) => sequence)).size).to.equal(1);
  });
});
