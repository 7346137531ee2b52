/** Every route, every role, own, foreign and unknown ids: who is let in is exactly what the route table says. */
import { expect } from 'chai';
import { signIn } from '../../../client/session.ts';
import { walletSigner } from '../../../client/signer.ts';
import { type Access, ROUTES, type RouteName } from '../../../server/http/route-table.ts';
import { type Kept, lodgeInvoice, type OpenedCase, openCase, openDomesticCase } from '../../support/corridor.ts';
import { startGateway, type TestGateway } from '../../support/gateway.ts';
import { PARTY_NAMES, type PartyName } from '../../support/people.ts';
import { codeOf } from '../support/answers.ts';

/** Takes part in the corridor case: named in its envelope. */
const PARTICIPANTS: readonly PartyName[] = [
  'exportBroker',
  'importBroker',
  'railOperator',
  'seaCarrier',
  'qinzhouTerminal',
  'westports',
  'certificateIssuer',
  'chongqingOffice',
  'portKlangOffice',
];
/** Reads the corridor case because it concerns their jurisdiction. */
const READERS: readonly PartyName[] = ['gacc', 'rmcd', 'auditorCn', 'auditorMy'];
/** Sees the case that only China's side is named in. */
const DOMESTIC: readonly PartyName[] = ['exportBroker', 'chongqingOffice', 'gacc', 'auditorCn'];
const AUDITORS: readonly PartyName[] = ['gacc', 'rmcd', 'auditorCn', 'auditorMy'];

/** Answers of the edge that mean: not let in. */
const REFUSALS = [
  'AUTHENTICATION_REQUIRED',
  'CREDENTIAL_INVALID',
  'SESSION_REQUIRED',
  'FORBIDDEN',
  'CASE_NOT_FOUND',
  'ROUTE_NOT_FOUND',
  'EXCHANGE_NOT_SIGNED',
];

interface Ids {
  readonly caseId: string;
  readonly documentId: string;
  readonly sha256: string;
}

interface Request {
  readonly path: string;
  readonly json?: unknown;
  readonly text?: string;
}

const UNKNOWN = `0x${'77'.repeat(32)}`;

/** A request to each route that whoever may use it gets through with, at least to an answer of the module. */
const REQUESTS: Readonly<Record<RouteName, (ids: Ids) => Request>> = {
  readConsole: () => ({ path: '/' }),
  readConsoleAsset: () => ({ path: '/assets/no~name' }),
  readHealth: () => ({ path: '/health' }),
  readReadiness: () => ({ path: '/ready' }),
  readMetrics: () => ({ path: '/metrics' }),
  readOpenApi: () => ({ path: '/openapi.json' }),
  readDocs: () => ({ path: '/docs' }),
  readDocsStyle: () => ({ path: '/docs/style.css' }),
  listProblems: () => ({ path: '/problems' }),
  readProblem: () => ({ path: '/problems/forbidden' }),
  readLedger: () => ({ path: '/v1/ledger' }),
  readTrust: () => ({ path: '/v1/ledger/trust' }),
  listParties: () => ({ path: '/v1/parties' }),
  readParty: () => ({ path: '/v1/parties/0x7777777777777777' }),
  listJurisdictions: () => ({ path: '/v1/jurisdictions' }),
  createSessionNonce: () => ({ path: '/v1/session/nonce' }),
  createSession: () => ({ path: '/v1/session', json: { message: 'no text', signature: `0x${'00'.repeat(65)}` } }),
  createTypedSession: () => ({ path: '/v1/session/typed', json: {} }),
  readSession: () => ({ path: '/v1/session' }),
  endSession: () => ({ path: '/v1/session' }),
  createApiKey: () => ({ path: '/v1/session/api-keys', json: { name: '' } }),
  listApiKeys: () => ({ path: '/v1/session/api-keys' }),
  revokeApiKey: () => ({ path: '/v1/session/api-keys/unknown' }),
  readFile: () => ({ path: '/v1/intake', text: '{}' }),
  readTemplate: () => ({ path: '/v1/templates/manifest.csv' }),
  storeContent: () => ({ path: `/v1/contents/${'77'.repeat(32)}`, text: 'other bytes' }),
  readContent: ({ sha256 }) => ({ path: `/v1/contents/${sha256}` }),
  submitAction: () => ({ path: '/v1/actions', json: {} }),
  readAction: () => ({ path: `/v1/actions/${UNKNOWN}` }),
  listCases: () => ({ path: '/v1/cases' }),
  readCase: ({ caseId }) => ({ path: `/v1/cases/${caseId}` }),
  readTimeline: ({ caseId }) => ({ path: `/v1/cases/${caseId}/timeline` }),
  readAnswers: ({ caseId }) => ({ path: `/v1/cases/${caseId}/answers?format=cusres` }),
  readComparison: ({ caseId }) => ({ path: `/v1/cases/${caseId}/comparison` }),
  compareFile: ({ caseId }) => ({ path: `/v1/cases/${caseId}/comparison`, text: '{}' }),
  readDossier: ({ caseId }) => ({ path: `/v1/cases/${caseId}/dossier?documents=none` }),
  readDocument: ({ caseId, documentId }) => ({ path: `/v1/cases/${caseId}/documents/${documentId}` }),
  readDocumentFile: ({ caseId, documentId }) => ({
    path: `/v1/cases/${caseId}/documents/${documentId}/file?format=cuscar`,
  }),
  listReceipts: ({ caseId }) => ({ path: `/v1/cases/${caseId}/receipts` }),
  followEvents: () => ({ path: '/v1/events?follow=false' }),
  verify: () => ({ path: '/v1/verify', text: 'bytes' }),
  readLog: () => ({ path: '/v1/log' }),
  readCheckpoint: () => ({ path: '/v1/log/checkpoint' }),
  readCosignedCheckpoint: () => ({ path: '/v1/log/cosigned-checkpoint' }),
  readTile: () => ({ path: '/v1/log/tile/0/000.p/1' }),
  readInclusion: () => ({ path: `/v1/log/inclusion?digest=${UNKNOWN}` }),
  readConsistency: () => ({ path: '/v1/log/consistency?from=0&to=1' }),
  readHead: () => ({ path: `/v1/log/heads/case/${UNKNOWN}` }),
  listAlarms: () => ({ path: '/v1/log/alarms' }),
  addCosignature: () => ({ path: '/v1/log/cosignatures', json: { checkpoint: 'no note' } }),
  exchangeLink: () => ({ path: '/v1/exchange/link', json: { request: 'no note' } }),
  exchangeContent: () => ({ path: '/v1/exchange/content', json: { request: 'no note' } }),
  checkConsistency: () => ({ path: '/v1/audit/consistency' }),
};

const ROUTE_NAMES = Object.keys(ROUTES) as RouteName[];
/** Routes that look at no credential of a person. */
const BLIND: readonly Access[] = ['ANYONE', 'LOOPBACK', 'GATEWAY'];
const needsCredential = (access: Access) => ![...BLIND, 'OPTIONAL'].includes(access);

describe('authorisation: route x role x id', function () {
  this.timeout(120_000);
  let gateway: TestGateway;
  let corridor: OpenedCase;
  let invoice: Kept;
  let domestic: OpenedCase;
  let tokens: Map<PartyName, string>;
  let apiKey: string;

  before(async () => {
    gateway = await startGateway();
    corridor = await openCase(gateway);
    const bytes = new TextEncoder().encode('%PDF-1.7 simulated scan of the invoice');
    invoice = await lodgeInvoice(gateway, corridor, [{ name: 'invoice.pdf', mediaType: 'application/pdf', bytes }]);
    domestic = await openDomesticCase(gateway);
    tokens = new Map();
    for (const name of PARTY_NAMES) tokens.set(name, await tokenOf(name));
    apiKey = (await (await gateway.as(gateway.people.exportBroker.people[0])).createApiKey({ name: 'robot' })).key;
  });
  after(() => gateway?.close());

  async function tokenOf(name: PartyName): Promise<string> {
    const { token } = await signIn(gateway.client, walletSigner(gateway.people[name].people[0].wallet), () =>
      gateway.clock.now(),
    );
    return token;
  }

  const ids = (caseId = corridor.caseId): Ids => ({
    caseId,
    documentId: invoice.documentId,
    sha256: invoice.prepared.canonicalSha256,
  });

  function ask(name: RouteName, at: Ids, token?: string, more: Record<string, string> = {}): Promise<string> {
    const { path, json, text } = REQUESTS[name](at);
    const { method } = ROUTES[name];
    const headers = {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...more,
    };
    const body = text ?? (json === undefined ? undefined : JSON.stringify(json));
    return codeOf(fetch(`${gateway.url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) }));
  }

  /** What a route answers to a party, as the words of the table say. @param sees who sees the case asked for */
  function expected(
    access: Access,
    name: PartyName,
    sees: readonly PartyName[],
    takesPart: readonly PartyName[],
  ): string {
    if (access === 'CASE' || access === 'CASE_OWNER') {
      if (!sees.includes(name)) return 'CASE_NOT_FOUND';
      return access === 'CASE' || takesPart.includes(name) ? 'IN' : 'FORBIDDEN';
    }
    // no person is a gateway, whatever the role
    if (access === 'GATEWAY') return 'EXCHANGE_NOT_SIGNED';
    return access === 'AUDIT' && !AUDITORS.includes(name) ? 'FORBIDDEN' : 'IN';
  }

  const verdict = (code: string) => (REFUSALS.includes(code) ? code : 'IN');

  it('asks whoever sends no credential for one, where the table says so', async () => {
    for (const name of ROUTE_NAMES) {
      const { access } = ROUTES[name];
      const open = access === 'GATEWAY' ? 'EXCHANGE_NOT_SIGNED' : 'IN';
      const want = needsCredential(access) ? 'AUTHENTICATION_REQUIRED' : open;
      expect(verdict(await ask(name, ids())), name).to.equal(want);
    }
  });

  it('refuses a credential that is not valid wherever one is looked at', async () => {
    const looking = ROUTE_NAMES.filter((name) => !BLIND.includes(ROUTES[name].access));
    for (const name of looking) {
      expect(await ask(name, ids(), `cs_${'A'.repeat(43)}`), name).to.equal('CREDENTIAL_INVALID');
    }
  });

  for (const party of PARTY_NAMES) {
    it(`lets ${party} into the corridor case and everything else as far as its role goes`, async () => {
      for (const name of ROUTE_NAMES.filter((each) => each !== 'endSession')) {
        const want = expected(ROUTES[name].access, party, [...PARTICIPANTS, ...READERS], PARTICIPANTS);
        expect(verdict(await ask(name, ids(), tokens.get(party))), name).to.equal(want);
      }
    });

    it(`lets ${party} into a case of China's side only if it is named there or reads for China`, async () => {
      const at = { ...ids(domestic.caseId) };
      for (const name of ROUTE_NAMES.filter((each) => ROUTES[each].path.includes('{caseId}'))) {
        const want = expected(ROUTES[name].access, party, DOMESTIC, ['exportBroker', 'chongqingOffice']);
        expect(verdict(await ask(name, at, tokens.get(party))), name).to.equal(want);
      }
    });

    it(`answers ${party} about a case that nobody opened as about one that it may not see`, async () => {
      for (const name of ROUTE_NAMES.filter((each) => ROUTES[each].path.includes('{caseId}'))) {
        expect(await ask(name, ids(UNKNOWN), tokens.get(party)), name).to.equal('CASE_NOT_FOUND');
      }
    });

    it(`shows ${party} the bytes of a document only if it sees the case`, async () => {
      const want = [...PARTICIPANTS, ...READERS].includes(party) ? 'OK 200' : 'CONTENT_NOT_FOUND';
      expect(await ask('readContent', ids(), tokens.get(party))).to.equal(want);
    });
  }

  it('finds no document of one case under another', async () => {
    const code = await ask('readDocument', ids(domestic.caseId), tokens.get('exportBroker'));
    expect(code).to.equal('DOCUMENT_NOT_FOUND');
  });

  it('lets an API key do what its party may, but nothing about credentials', async () => {
    for (const name of ROUTE_NAMES) {
      const { access } = ROUTES[name];
      const sees = [...PARTICIPANTS, ...READERS];
      const want = access === 'SESSION' ? 'SESSION_REQUIRED' : expected(access, 'exportBroker', sees, PARTICIPANTS);
      expect(verdict(await ask(name, ids(), apiKey)), name).to.equal(want);
    }
  });

  it('hides routes of this machine from whoever comes through a proxy', async () => {
    for (const name of ROUTE_NAMES.filter((each) => ROUTES[each].access === 'LOOPBACK')) {
      expect(await ask(name, ids(), undefined, { 'x-forwarded-for': '203.0.113.7' }), name).to.equal('ROUTE_NOT_FOUND');
    }
  });

  it('signs out a session and nothing else', async () => {
    const [first, second] = [await tokenOf('akps'), await tokenOf('akps')];
    expect(await ask('endSession', ids(), first)).to.equal('OK 204');
    expect(await ask('readSession', ids(), first)).to.equal('CREDENTIAL_INVALID');
    expect(await ask('readSession', ids(), second)).to.equal('OK 200');
  });
});
