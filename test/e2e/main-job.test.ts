/** The main job over HTTP: lodge, endorse, declare on both sides, arrival, scan, release by two officers, clearance. */
import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { CorridorClient } from '../../client/client.ts';
import { createDesk } from '../../client/desk.ts';
import { type FileInput, prepareDocument, randomId } from '../../client/documents.ts';
import { ClientError } from '../../client/problem.ts';
import { walletSigner } from '../../client/signer.ts';
import { checkDocumentFile, documentFileOf } from '../../protocol/document-file.ts';
import type { CaseEnvelope } from '../../protocol/documents/case-envelope.ts';
import type { JsonValue } from '../../protocol/json/json-value.ts';
import transitions from '../../protocol/transitions.json' with { type: 'json' };
import { startGateway, type TestGateway } from '../support/gateway.ts';
import {
  arrival,
  declareImport,
  deskOf,
  type LodgedVersion,
  lodge,
  type OpenedCase,
  openCase,
} from './support/corridor.ts';
import { everythingOnChain, leaks, textsOf } from './support/leakage.ts';

const SAMPLE = new URL('../samples/edifact/cuscar-d95b-msc-edinet.edi', import.meta.url);
const CODES = new Set(
  [transitions.states, transitions.outcomes, transitions.lanes, transitions.procedures, transitions.controls]
    .concat([transitions.results, transitions.milestones, transitions.roles, transitions.reasons] as never)
    .flatMap((table) => table.map(({ code }) => code)),
);

describe('main job', function () {
  this.timeout(120_000);
  let gateway: TestGateway;
  let opened: OpenedCase;
  let invoice: LodgedVersion;
  let declarationId: string;
  let auditor: CorridorClient;

  before(async () => {
    gateway = await startGateway();
    console.log(`      seed ${gateway.seed}`);
    auditor = await gateway.as(gateway.people.auditorMy.people[0]);
    const policy = {
      ...{ quorumGreen: 1, quorumYellow: 2, quorumOrange: 2, quorumRed: 2 },
      ...{ minimumEndorsements: 2, minimumLane: 'ORANGE', arrivalRequired: true },
    };
    await gateway.client.submitAction({ action: await gateway.people.councils.MY.sign('SetPolicy', policy) }, 30);
    opened = await openCase(gateway);
    invoice = await lodge(gateway, 'exportBroker', opened.caseId, opened.documents.invoice);
  });

  after(async () => {
    await gateway?.close();
  });

  const declaration = async () => {
    const { declarations } = await auditor.readCase(opened.caseId);
    return declarations.find((each) => each.declarationId === declarationId);
  };
  const officer = (index: number) => {
    const { people } = gateway.people.portKlangOffice;
    return deskOf(gateway, people[index] ?? people[0]);
  };
  const release = async (index: number) => {
    const { documentId, root } = invoice;
    const on = { caseId: opened.caseId, declarationId, documentId, root };
    return (await officer(index)).decideClearance({ ...on, outcome: 'RELEASED', reason: 'SCAN_CONFORMING' });
  };

  it('endorses what was read and recomputed', async () => {
    const { caseId } = opened;
    for (const party of ['importBroker', 'chongqingOffice'] as const) {
      const desk = await deskOf(gateway, gateway.people[party].people[0]);
      await desk.endorseDocument({ caseId, documentId: invoice.documentId });
    }
    const { documents } = await auditor.readCase(caseId);
    const endorsements = documents[0]?.versions[0]?.endorsements ?? [];
    expect(endorsements.map(({ stale }) => stale)).to.deep.equal([false, false]);
  });

  it('signs nothing when the gateway shows other content than was anchored', async () => {
    const [person] = gateway.people.railOperator.people;
    const honest = await gateway.as(person);
    const lying: CorridorClient = {
      ...honest,
      readDocument: async (...args) => {
        const version = await honest.readDocument(...args);
        const { content } = version;
        if (content === null) return version;
        return { ...version, content: { ...content, document: { ...(content.document as object), number: 'X' } } };
      },
    };
    const desk = createDesk({ client: lying, signer: walletSigner(person.wallet), ledger: gateway.chain.domain });
    const { sequence } = await gateway.client.readLedger();
    const error = await desk
      .endorseDocument({ caseId: opened.caseId, documentId: invoice.documentId })
      .catch((e: unknown) => e);
    expect(error).to.be.instanceOf(ClientError);
    expect(error).to.include({ code: 'ROOT_MISMATCH' });
    expect((await gateway.client.readLedger()).sequence).to.equal(sequence);
  });

  it('clears an import that was declared before arrival', async () => {
    const { caseId } = opened;
    declarationId = await declareImport(gateway, opened);
    const first = await officer(0);
    const on = { caseId, declarationId };
    await first.decideClearance({
      ...on,
      outcome: 'ACCEPTED_AWAITING_GOODS',
      reason: 'AWAITING_ARRIVAL',
      lane: 'ORANGE',
    });
    expect(await declaration()).to.include({ state: 'ACCEPTED_AWAITING_GOODS', lane: 'ORANGE' });
    await first.decideClearance({ ...on, outcome: 'ACCEPTED', reason: 'DOCUMENTS_IN_ORDER' });
    expect(await release(1).catch((error: { code: string }) => error.code)).to.equal('LEDGER_NOT_ARRIVED');
    const terminal = await deskOf(gateway, gateway.people.westports.people[0]);
    const occurredAt = Math.floor(Date.now() / 1000);
    await terminal.recordEvents({ caseId, milestone: 'ARRIVED', occurredAt, events: arrival(caseId) });
    const scan = await first.openControl({ ...on, control: 'SCAN', reason: 'SCAN_MANDATORY' });
    expect(await declaration()).to.include({ shownAs: 'SELECTED_FOR_SCAN' });
    expect(await release(1).catch((error: { code: string }) => error.code)).to.equal('LEDGER_OPEN_CONTROL');
    const result = { controlId: scan.digest, result: 'CONFORMING', reason: 'SCAN_CONFORMING' };
    await first.closeControl({ ...on, ...result });
    await release(1);
    expect(await declaration()).to.include({ state: 'ACCEPTED' });
    await release(2);
    expect(await declaration()).to.include({ state: 'RELEASED' });
    await first.decideClearance({ ...on, outcome: 'CLEARED', reason: 'FORMALITIES_COMPLETED' });
    expect(await declaration()).to.include({ state: 'CLEARED' });
  });

  it('lists every action once, in order, on the timeline', async () => {
    const { items } = await auditor.readTimeline(opened.caseId, { limit: 200 });
    expect(items.map(({ sequence }) => sequence)).to.deep.equal(
      items.map(({ sequence }) => sequence).sort((a, b) => a - b),
    );
    expect(new Set(items.map(({ digest }) => digest)).size).to.equal(items.length);
    expect(items[0]?.kind).to.equal('OpenCase');
  });

  it('leaves endorsements on the version before an amendment', async () => {
    const { caseId, documents } = opened;
    const { documentId, root } = invoice;
    const desk = await deskOf(gateway, gateway.people.exportBroker.people[0]);
    const amended = prepareDocument({ ...documents.invoice, number: 'SIM-INV-2' } as unknown as JsonValue);
    await desk.amendDocument({ caseId, documentId, reason: 'ERROR_CORRECTED', document: amended });
    const found = (await auditor.readCase(caseId)).documents.find((document) => document.documentId === documentId);
    expect(found?.currentRoot).to.equal(amended.root);
    expect(found?.versions.map(({ endorsements }) => endorsements.map(({ stale }) => stale))).to.deep.equal([
      [true, true],
      [],
    ]);
    const old = { document: documents.invoice as unknown as JsonValue, secret: invoice.prepared.secret, files: [] };
    expect(await auditor.verifyDocument(old)).to.include({ outcome: 'SUPERSEDED', root });
  });

  it('names the field of a tampered copy, whoever is asked', async () => {
    const { caseId, documents } = opened;
    const current = await lodge(gateway, 'exportBroker', caseId, documents.packingList);
    const place = { ledger: gateway.chain.domain, caseId, documentId: current.documentId };
    const kept = documentFileOf(current.prepared, place);
    const tampered = { ...kept, document: { ...(kept.document as object), number: 'SIM-PL-FORGED' } };
    expect(checkDocumentFile(tampered).differences.map(({ pointer }) => pointer)).to.deep.equal(['/number']);
    const { secret, files, document } = tampered;
    const answer = await auditor.verifyDocument(
      { document: document as JsonValue, secret, files },
      { caseId, documentId: current.documentId },
    );
    expect(answer.outcome).to.equal('DIGEST_MISMATCH');
    expect(answer.differs?.map(({ pointer }) => pointer)).to.deep.equal(['/number']);
  });

  it('anchors a real manifest as it came', async () => {
    const { seaCarrier, portKlangOffice } = gateway.people;
    const [person] = seaCarrier.people;
    const client = await gateway.as(person);
    const bytes = new Uint8Array(await readFile(SAMPLE));
    const read = await client.readFile(bytes, 'application/edifact');
    expect(read.findings).to.have.length.greaterThan(0);
    const file: FileInput = { name: 'manifest.edi', mediaType: 'application/edifact', bytes };
    const caseId = randomId();
    const envelope: CaseEnvelope = {
      ...{ schema: 'corridor/case-envelope/1', simulated: false, caseId, ucr: 'E2E-REAL-MANIFEST' },
      openedAt: new Date().toISOString(),
      parties: [],
      offices: [{ partyId: portKlangOffice.partyId, jurisdiction: 'MY', procedure: 'TRANSIT' }],
      route: [],
    };
    const desk = await deskOf(gateway, person);
    await desk.openCase(envelope);
    const [item] = read.items;
    const { documentType } = item.document as { documentType: number };
    const document = prepareDocument(item.document, [file]);
    await desk.lodgeDocument({ caseId, partyId: seaCarrier.partyId, documentType, document });
    expect(await auditor.verify(bytes, 'application/edifact')).to.include({ outcome: 'VALID' });
  });

  it('leaves no text of any document on chain, in the clear or as a hash that a guess confirms', async () => {
    const onChain = await everythingOnChain(gateway.chain);
    const read = await gateway.client.readFile(new Uint8Array(await readFile(SAMPLE)), 'application/edifact');
    const real = read.items[0].document;
    const texts = new Set([...textsOf(opened.documents as unknown as JsonValue), ...textsOf(real)]);
    expect(texts.size).to.be.greaterThan(100);
    expect(leaks(onChain, texts, CODES)).to.deep.equal([]);
    // the scan sees what is there: roots, ids and hashes of codes
    expect(onChain.some((part) => part.includes(invoice.root.slice(2)))).to.equal(true);
    expect(leaks(onChain, new Set(['SCAN_CONFORMING']), new Set())).to.deep.equal(['SCAN_CONFORMING']);
  });

  it('tells the owner who read', async () => {
    const client = await gateway.as(gateway.people.exportBroker.people[0]);
    const { items } = await client.listReceipts(opened.caseId);
    const readers = new Set(items.map(({ readerParty }) => readerParty));
    expect(readers.has(gateway.people.importBroker.partyId)).to.equal(true);
  });
});
