/** Two real gateways over one chain, each with its own database: contents go where somebody may read them, and nowhere else. */
import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import type { CorridorClient } from '../../../client/client.ts';
import { ProblemError } from '../../../client/problem.ts';
import { signExchangeRequest } from '../../../protocol/log/exchange-request.ts';
import { formatGatewayKey, gatewayOf } from '../../../protocol/log/gateway-key.ts';
import { until } from '../../../scripts/test/ports.ts';
import { listRefusals } from '../../../server/modules/exchange/exchange.repository.ts';
import { createExchangeClient } from '../../../server/modules/exchange/exchange-client.ts';
import { createExchangePuller } from '../../../server/modules/exchange/exchange-puller.ts';
import { silentLogger } from '../../../server/platform/logger.ts';
import {
  declareImport,
  draftCase,
  type Kept,
  lodgeInvoice,
  type OpenedCase,
  openCase,
} from '../../support/corridor.ts';
import { enrolAll, newGatewayKey, startGatewayIn, type TestGateway } from '../../support/gateway.ts';
import type { PartyName } from '../../support/people.ts';
import { prepareTwoSides, type TwoSides } from '../support/two-gateways.ts';

const INTERVAL_MS = 100;
/** Generous, for a busy machine. */
const PATIENCE_MS = 40_000;
const SCAN = new TextEncoder().encode('%PDF-1.7 simulated scan of the invoice');

describe('exchange of contents between two gateways', function () {
  this.timeout(180_000);
  let sides: TwoSides;
  let cn: TestGateway;
  let my: TestGateway;
  let corridor: OpenedCase;
  let invoice: Kept;

  before(async () => {
    sides = await prepareTwoSides({}, INTERVAL_MS);
    cn = await sides.cn.start();
    my = await sides.my.start();
    await enrolAll(cn);
    corridor = await openCase(cn);
    invoice = await lodgeInvoice(cn, corridor, [{ name: 'scan.pdf', mediaType: 'application/pdf', bytes: SCAN }]);
  });
  after(async () => {
    await my?.close();
    await cn?.close();
    await sides?.close();
  });

  const clientOf = (gateway: TestGateway, name: PartyName) => gateway.as(gateway.people[name].people[0]);

  /** Waits until somebody reads the content of a document at a gateway. */
  async function arrived(gateway: TestGateway, name: PartyName, documentId: string, { caseId } = corridor) {
    const client = await clientOf(gateway, name);
    await until(
      async () => (await documentOrNothing(client, caseId, documentId))?.content != null,
      PATIENCE_MS,
      'the content did not arrive',
    );
    return client;
  }

  it('shows a case that was lodged on one side to its parties on the other, with documents and files', async () => {
    const importBroker = await arrived(my, 'importBroker', invoice.documentId);
    const { content } = await importBroker.readDocument(corridor.caseId, invoice.documentId);
    expect(content?.document).to.deep.equal(invoice.prepared.document);
    const [file] = invoice.prepared.files;
    expect(Buffer.from(await importBroker.readContent(file!.sha256)).equals(SCAN)).to.equal(true);
  });

  it('leaves a receipt on both sides, naming the other gateway', async () => {
    const given = (await (await clientOf(cn, 'exportBroker')).listReceipts(corridor.caseId)).items;
    const received = (await (await clientOf(my, 'importBroker')).listReceipts(corridor.caseId)).items;
    const bytesOf = (items: typeof given, exchange: string, gateway: string) =>
      items
        .filter((item) => item.exchange === exchange && item.gateway === gateway && item.root === invoice.root)
        .map(({ sha256 }) => sha256);
    const both = [invoice.prepared.canonicalSha256, invoice.prepared.files[0]!.sha256];
    expect(bytesOf(given, 'GIVEN', sides.my.secret.name)).to.have.members(both);
    expect(bytesOf(received, 'RECEIVED', sides.cn.secret.name)).to.have.members(both);
  });

  it('works in both directions: what is declared on the other side is read on this one', async () => {
    await declareImport(my, corridor);
    const [declared] = (await (await clientOf(my, 'importBroker')).readCase(corridor.caseId)).documents.filter(
      ({ documentType }) => documentType === 929,
    );
    await arrived(cn, 'exportBroker', declared!.documentId);
  });

  it('gives nothing of a case in which nobody of the other side has a part, and says why', async () => {
    const domestic = await openDomesticCase(cn);
    const kept = await lodgeInvoice(cn, domestic);
    await my.gateway.core.projection.catchUp();
    await my.gateway.core.puller.pullNow();
    const refusals = await listRefusals(sides.my.world.database.db);
    expect(refusals.map(({ outcome }) => outcome)).to.deep.equal(['EXCHANGE_NOT_ENTITLED']);
    expect(await codeOf((await clientOf(my, 'rmcd')).readCase(domestic.caseId))).to.equal('CASE_NOT_FOUND');
    const request = requestOf({ root: kept.root, content: kept.prepared.canonicalSha256 });
    expect(await codeOf(cn.client.exchangeContent(request))).to.equal('EXCHANGE_NOT_ENTITLED');
  });

  /** A request of Malaysia's gateway to China's. */
  function requestOf(about: Partial<Parameters<typeof signExchangeRequest>[0]>, secret = sides.my.secret): string {
    const common = { origin: sides.origin, to: sides.cn.secret.name, time: Math.floor(cn.clock.now() / 1_000) };
    return signExchangeRequest(
      { ...common, nonce: randomBytes(32).toString('hex'), root: invoice.root, ...about },
      secret,
    );
  }

  it('refuses whoever is not pinned, speaks to another gateway or ledger, or at another time', async () => {
    const stranger = newGatewayKey(sides.my.secret.name);
    const now = Math.floor(cn.clock.now() / 1_000);
    const refusals = [
      [requestOf({}, stranger), 'EXCHANGE_NOT_SIGNED'],
      [requestOf({}, newGatewayKey()), 'EXCHANGE_NOT_SIGNED'],
      [requestOf({}, sides.cn.secret), 'EXCHANGE_NOT_SIGNED'],
      [requestOf({ to: sides.my.secret.name }), 'EXCHANGE_NOT_SIGNED'],
      [requestOf({ origin: `corridor-ledger/${'0'.repeat(64)}` }), 'EXCHANGE_NOT_SIGNED'],
      [
        requestOf({})
          .replace(`time ${now}`, `time ${now + 1}`)
          .replace('root 0x', 'root 0X'),
        'EXCHANGE_NOT_SIGNED',
      ],
      [requestOf({ time: now - 400 }), 'EXCHANGE_OUT_OF_TIME'],
      [requestOf({ time: now + 400 }), 'EXCHANGE_OUT_OF_TIME'],
      [requestOf({ root: cn.people.random('nothing') }), 'EXCHANGE_NOT_HELD'],
      ['', 'EXCHANGE_NOT_SIGNED'],
    ] as const;
    for (const [request, code] of refusals) expect(await codeOf(cn.client.exchangeLink(request))).to.equal(code);
  });

  it('answers a signed request once, also after a restart', async () => {
    const request = requestOf({});
    await cn.client.exchangeLink(request);
    expect(await codeOf(cn.client.exchangeLink(request))).to.equal('EXCHANGE_REPLAYED');
    await cn.close();
    cn = await sides.cn.start();
    expect(await codeOf(cn.client.exchangeLink(request))).to.equal('EXCHANGE_REPLAYED');
  });

  it('gives no bytes that the root does not name', async () => {
    const other = await lodgeInvoice(cn, corridor);
    const request = requestOf({ root: other.root, content: invoice.prepared.files[0]!.sha256 });
    expect(await codeOf(cn.client.exchangeContent(request))).to.equal('EXCHANGE_NOT_HELD');
  });

  it('catches up by itself when one side was down', async () => {
    await my.close();
    const late = await openCase(cn);
    const kept = await lodgeInvoice(cn, late);
    my = await sides.my.start();
    await arrived(my, 'importBroker', kept.documentId, late);
  });

  it('keeps nothing that does not give the root of the chain, and takes the true content afterwards', async () => {
    await my.close();
    // it witnesses, but exchanges nothing by itself
    const environment = { PEER_GATEWAYS: `${formatGatewayKey(gatewayOf(sides.cn.secret))} ${sides.cn.url}` };
    my = await startGatewayIn(sides.my.world, { lane: 1, gatewayKey: sides.my.secret, environment });
    const opened = await openCase(cn);
    await my.gateway.core.projection.catchUp();
    const { db } = sides.my.world.database;
    const envelopeRoot = async () => {
      const row = await db
        .selectFrom('projected_cases')
        .select('envelope')
        .where('case_id', '=', opened.caseId)
        .executeTakeFirstOrThrow();
      return row.envelope;
    };
    const honest = createExchangeClient(sides.cn.url);
    const pullerWith = (client: typeof honest) =>
      createExchangePuller({
        db,
        clock: my.clock,
        logger: silentLogger(),
        origin: sides.origin,
        secret: sides.my.secret,
        peers: [{ name: sides.cn.secret.name, client }],
        intervalMs: INTERVAL_MS,
        refoldCase: async () => undefined,
      });
    const outcomes = async (client: typeof honest) => {
      await db.deleteFrom('exchange_requests').execute();
      const pulled = (await pullerWith(client).pullNow())[sides.cn.secret.name];
      return pulled?.refused[await envelopeRoot()] ?? 'NONE';
    };
    const flipped = async (request: string) => {
      const bytes = await honest.fetchContent(request);
      bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
      return bytes;
    };
    const otherSecret = async (request: string) => ({
      ...(await honest.fetchLink(request)),
      secret: 'ab'.repeat(32),
    });
    expect(await outcomes({ ...honest, fetchContent: flipped })).to.equal('CONTENT_DIGEST_MISMATCH');
    expect(await outcomes({ ...honest, fetchLink: otherSecret })).to.equal('ROOT_MISMATCH');
    const seen = await my.gateway.core.caseAccess(await callerOf(my), opened.caseId);
    expect(seen).to.equal('NONE');
    expect(await outcomes(honest)).to.equal('NONE');
    await my.gateway.core.projection.rebuild();
    const importBroker = await clientOf(my, 'importBroker');
    expect((await importBroker.readCase(opened.caseId)).ucr).to.equal(opened.documents.envelope.ucr);
  });

  async function callerOf({ people }: TestGateway) {
    const [person] = people.importBroker.people;
    const { partyId } = people.importBroker;
    const { keyId, operatorId } = person;
    const credential = { credential: 'SESSION', credentialId: 'test' } as const;
    return { keyId, operatorId, partyId, jurisdiction: 'MY', roles: ['BROKER'], ...credential };
  }
});

/** The export broker opens a case whose envelope names nobody of Malaysia. */
async function openDomesticCase(gateway: TestGateway): Promise<OpenedCase> {
  const draft = draftCase(gateway);
  const { envelope } = draft.documents;
  const { exportBroker } = gateway.people;
  const desk = await gateway.desk(exportBroker.people[0]);
  await desk.openCase({
    ...envelope,
    parties: envelope.parties.filter(({ partyId }) => partyId === exportBroker.partyId),
    offices: envelope.offices.filter(({ jurisdiction }) => jurisdiction === 'CN'),
  });
  return draft;
}

/** The index of the other side learns of the case first, then of its documents. */
const NOT_YET = ['CASE_NOT_FOUND', 'DOCUMENT_NOT_FOUND'];

async function documentOrNothing(client: CorridorClient, caseId: string, documentId: string) {
  try {
    return await client.readDocument(caseId, documentId);
  } catch (error) {
    if (error instanceof ProblemError && NOT_YET.includes(error.code)) return undefined;
    throw error;
  }
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'NONE';
  } catch (error) {
    if (error instanceof ProblemError) return error.code;
    throw error;
  }
}
