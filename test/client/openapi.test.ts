/** The client and `/openapi.json` describe the same API: every route has its method, every answer fits its schema. */

import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { z } from 'zod';
import { type CorridorClient, createClient } from '../../client/client.ts';
import { type PreparedDocument, prepareDocument, randomId } from '../../client/documents.ts';
import { signIn, signInTyped } from '../../client/session.ts';
import { walletSigner } from '../../client/signer.ts';
import { uploadDocument } from '../../client/submit.ts';
import type { JsonValue } from '../../protocol/json/json-value.ts';
import { signExchangeRequest } from '../../protocol/log/exchange-request.ts';
import { formatGatewayKey, gatewayOf } from '../../protocol/log/gateway-key.ts';
import { formatNote, parseNote } from '../../protocol/log/note.ts';
import { cosignNote } from '../../protocol/log/note-key.ts';
import { sessionDigest } from '../../protocol/session.ts';
import { corridorCase } from '../../protocol/simulated/corridor-case.ts';
import { DOSSIER_MEDIA_TYPE } from '../../protocol/verify/media-types.ts';
import { newGatewayKey, startGateway, type TestGateway } from '../support/gateway.ts';

interface Media {
  readonly schema?: Record<string, unknown>;
}
interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>;
}
interface Api {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

/** A gateway that this one has pinned and that never runs. */
const WITNESS = newGatewayKey('gateway.example/witness');

/** Methods that are no route of their own. */
const HELPERS = ['withToken', 'awaitAction', 'verifyDocument'];

describe('client and OpenAPI document', function () {
  this.timeout(60_000);
  let gateway: TestGateway;
  let api: Api;
  let exercised: Map<string, Set<number>>;

  before(async () => {
    const environment = { PEER_GATEWAYS: `${formatGatewayKey(gatewayOf(WITNESS))} http://127.0.0.1:9 MY` };
    gateway = await startGateway({
      environment,
      enrol: ['gacc', 'exportBroker', 'chongqingOffice', 'portKlangOffice', 'auditorCn'],
    });
    api = (await (await fetch(`${gateway.url}/openapi.json`)).json()) as Api;
    exercised = new Map();
  });

  after(async () => {
    await gateway?.close();
  });

  const operations = () =>
    Object.entries(api.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
    );

  const schemaOf = (schema: Record<string, unknown>) => {
    const $defs = api.components.schemas;
    const text = JSON.stringify({ ...schema, $defs }).replaceAll('#/components/schemas/', '#/$defs/');
    return z.fromJSONSchema(JSON.parse(text) as Parameters<typeof z.fromJSONSchema>[0]);
  };

  /** Holds each answer against the document as it passes by. */
  const checkingFetch = async (url: string, init: RequestInit): Promise<Response> => {
    const response = await fetch(url, init);
    const found = operations().find(({ path, method }) => {
      const pattern = new RegExp(`^${path.replace('{path}', '.+').replace(/\{[^}]+\}/g, '[^/]+')}$`);
      return method === init.method && pattern.test(new URL(url).pathname);
    });
    if (found === undefined) expect.fail(`${init.method} ${new URL(url).pathname} is not in the document`);
    const { operationId, responses } = found.operation;
    exercised.set(operationId, (exercised.get(operationId) ?? new Set()).add(response.status));
    const described = responses[response.status];
    if (described === undefined) expect.fail(`${operationId} answered ${response.status}, which is not described`);
    const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
    const schema = described.content?.[type]?.schema;
    if (/json$/.test(type) && schema !== undefined && operationId !== 'readContent') {
      const checked = schemaOf(schema).safeParse(await response.clone().json());
      expect(checked.error?.issues ?? [], `${operationId} ${JSON.stringify(checked.error?.issues)}`).to.deep.equal([]);
    }
    return response;
  };

  it('names a method of the client with every route under /v1, and the other way round', () => {
    const routes = operations().filter(({ path }) => path.startsWith('/v1/'));
    const ids = routes.map(({ operation }) => operation.operationId).sort();
    const client = createClient({ baseUrl: gateway.url });
    const methods = Object.entries(client).filter(
      ([name, value]) => typeof value === 'function' && !HELPERS.includes(name),
    );
    expect(methods.map(([name]) => name).sort()).to.deep.equal(ids);
  });

  it('answers every method with what the document says', async () => {
    const person = gateway.people.exportBroker.people[0];
    const anonymous = createClient({ baseUrl: gateway.url, fetch: checkingFetch });
    const signedIn = anonymous.withToken((await signIn(anonymous, walletSigner(person.wallet))).token);
    await exerciseSession(anonymous, signedIn);
    const ledger = gateway.chain.domain;
    await signInTyped(anonymous, ledger, async (request) => {
      const { wallet, keyId } = person;
      const session = { ...request, keyId };
      const signature = wallet.signingKey.sign(sessionDigest(ledger, session)).serialized;
      return { session, signer: wallet.address.toLowerCase(), signature };
    });
    const { caseId, documentId, document } = await exerciseActions(gateway, signedIn);
    await exerciseReading(signedIn, caseId, documentId, document);
    await exerciseLog(gateway, signedIn, caseId);
    await exerciseExchange(gateway, anonymous, document);
    const auditor = gateway.people.auditorCn.people[0];
    const { token } = await signIn(anonymous, walletSigner(auditor.wallet));
    await anonymous.withToken(token).checkConsistency();
    await signedIn.endSession();
    const routes = operations().filter(({ path }) => path.startsWith('/v1/'));
    expect([...exercised.keys()].sort()).to.deep.equal(routes.map(({ operation }) => operation.operationId).sort());
  });

  it('describes refusals as well', async () => {
    const client = createClient({ baseUrl: gateway.url, fetch: checkingFetch });
    const refusals = [
      client.listCases(),
      client.withToken('nonsense').listCases(),
      client.readAction(randomId()),
      client.createSession({ message: 'hello', signature: `0x${'00'.repeat(65)}` }),
      client.readFile(new TextEncoder().encode('hello'), 'application/octet-stream'),
    ];
    const codes = await Promise.all(
      refusals.map((work) =>
        work.then(
          () => 'NONE',
          (error: { code: string }) => error.code,
        ),
      ),
    );
    expect(codes).to.deep.equal([
      'AUTHENTICATION_REQUIRED',
      'CREDENTIAL_INVALID',
      'ACTION_NOT_FOUND',
      'SIGN_IN_MESSAGE_INVALID',
      'INTAKE_FORMAT_UNKNOWN',
    ]);
  });
});

async function exerciseSession(anonymous: CorridorClient, signedIn: CorridorClient): Promise<void> {
  await anonymous.readLedger();
  await anonymous.readTrust();
  await anonymous.createSessionNonce();
  await signedIn.readSession();
  const { id, key } = await signedIn.createApiKey({ name: 'conformance' });
  await anonymous.withToken(key).readSession();
  await signedIn.listApiKeys();
  await signedIn.revokeApiKey(id);
}

async function exerciseActions(gateway: TestGateway, client: CorridorClient) {
  const { people } = gateway;
  const caseId = randomId();
  const nobody = people.exportBroker.partyId;
  const documents = corridorCase({
    caseId,
    ucr: 'CN26SIM-OPENAPI',
    openedAtMs: Date.now(),
    parties: {
      ...{ exportBroker: nobody, importBroker: nobody, railOperator: nobody, carrier: nobody },
      ...{ exportTerminal: nobody, importTerminal: nobody, certificateIssuer: nobody },
      ...{ exportOffice: people.chongqingOffice.partyId, importOffice: people.portKlangOffice.partyId },
    },
  });
  const envelope = prepareDocument(documents.envelope as unknown as JsonValue);
  const open = await people.exportBroker.sign('OpenCase', { caseId, envelope: envelope.root });
  await client.submitAction({ action: open, content: await uploadDocument(client, envelope) }, 30);
  const document = prepareDocument(documents.invoice as unknown as JsonValue);
  const manifest = prepareDocument(documents.manifest as unknown as JsonValue);
  for (const [documentType, lodged] of [
    [785, manifest],
    [380, document],
  ] as const) {
    const lodging = await people.exportBroker.sign('LodgeDocument', { caseId, documentType, root: lodged.root });
    const { digest } = await client.submitAction({ action: lodging, content: await uploadDocument(client, lodged) });
    await client.awaitAction(digest);
  }
  const found = (await client.readCase(caseId)).documents.find(({ documentType }) => documentType === 380);
  return { caseId, documentId: found?.documentId ?? '', document };
}

async function exerciseLog(gateway: TestGateway, client: CorridorClient, caseId: string): Promise<void> {
  const note = await client.readCheckpoint();
  const { size } = await client.readLog();
  const { text } = parseNote(note);
  await client.addCosignature(formatNote({ text, signatures: [cosignNote(text, WITNESS, 1_000)] }));
  await client.readCosignedCheckpoint();
  await client.readTile({ level: 0, index: 0, width: 1 });
  await client.readInclusion({ sequence: 1 }, size);
  await client.readConsistency(1, size);
  await client.readHead('case', caseId, { size });
  await client.listAlarms();
  const missing = await client.readInclusion({ digest: gateway.people.random('nothing') }).catch((error) => error.code);
  expect(missing).to.equal('LOG_ENTRY_NOT_FOUND');
}

/** The other gateway asks for what is lodged here: an office of its jurisdiction is named on the case. */
async function exerciseExchange(
  gateway: TestGateway,
  client: CorridorClient,
  { root, canonicalSha256 }: PreparedDocument,
) {
  const { origin } = await client.readLog();
  const about = { origin, to: gateway.gatewayKey.name, time: Math.floor(gateway.clock.now() / 1_000), root };
  const request = (more: { readonly content?: string }) =>
    signExchangeRequest({ ...about, ...more, nonce: randomId().slice(2) }, WITNESS);
  await client.exchangeLink(request({}));
  const bytes = await client.exchangeContent(request({ content: canonicalSha256 }));
  expect(createHash('sha256').update(bytes).digest('hex')).to.equal(canonicalSha256);
}

async function exerciseReading(
  client: CorridorClient,
  caseId: string,
  documentId: string,
  { document, secret, canonical, canonicalSha256 }: PreparedDocument,
): Promise<void> {
  await client.listCases({ limit: 1 });
  await client.readTimeline(caseId);
  await client.readAnswers(caseId, { format: 'cusres' });
  await client.readComparison(caseId);
  await client.compareFile(caseId, canonical, 'application/json', { fileName: 'invoice.json' });
  await client.readDocument(caseId, documentId, { version: 1 });
  const { documents } = await client.readCase(caseId);
  const manifest = documents.find(({ documentType }) => documentType === 785);
  await client.readDocumentFile(caseId, manifest?.documentId ?? '', { format: 'cuscar' });
  await client.verify(await client.readDossier(caseId), DOSSIER_MEDIA_TYPE);
  await client.listReceipts(caseId);
  for await (const { id } of client.followEvents({ from: 'start', follow: false })) expect(id).to.match(/^\d+-/);
  await client.readContent(canonicalSha256);
  await client.readFile(canonical, 'application/json', { caseId }, secret);
  await client.verify(canonical, 'application/json', { caseId, documentId });
  await client.verifyDocument({ document, secret, files: [] });
  await client.readTemplate({ template: 'manifest', format: 'csv' });
  const { items } = await client.listParties({ jurisdiction: 'CN' });
  await client.readParty(items[0]?.partyId ?? '');
  await client.listJurisdictions();
}
