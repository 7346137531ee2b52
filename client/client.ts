/**
 * The typed client of a corridor gateway: one method per route of `/openapi.json`, named like its `operationId`.
 *
 * It carries; it does not decide. What is signed is made in `desk.ts` and `compose.ts` from what the person asked for.
 */

import type { Trust } from '../protocol/dossier/trust.ts';
import { DOCUMENT_MEDIA_TYPE } from '../protocol/verify/media-types.ts';
import type { AnyVerification } from '../protocol/verify/verify.ts';
import { type FeedMessage, type FeedOptions, followEvents } from './event-stream.ts';
import { createHttp, type Fetch, type Http, type HttpOptions, type HttpRequest } from './http.ts';
import { logMethods } from './log.ts';
import { ClientError } from './problem.ts';
import type {
  ActionStatus,
  ActionSubmission,
  AnswersQuery,
  ApiKeys,
  CaseComparison,
  CaseDetail,
  CasePage,
  CaseQuery,
  CompareFileQuery,
  ConsistencyReport,
  DocumentFileQuery,
  DocumentVersion,
  DossierQuery,
  ForeignFile,
  IntakeQuery,
  IntakeResult,
  Jurisdictions,
  LedgerInfo,
  NewApiKey,
  PageQuery,
  Parties,
  Party,
  PartyQuery,
  ReceiptPage,
  Session,
  SessionInfo,
  SessionNonce,
  StoredContent,
  TemplateParams,
  TimelinePage,
  TypedSignIn,
  VerifyDocument,
  VerifyQuery,
} from './types.ts';

export type { Fetch };

export interface ClientOptions extends HttpOptions {
  /** Wall clock in milliseconds; replaced in tests. */
  readonly now?: (() => number) | undefined;
}

/** Longest `Prefer: wait` of a gateway, seconds. */
const MAX_WAIT_SECONDS = 30;

type Methods = ReturnType<typeof sessionMethods> &
  ReturnType<typeof actionMethods> &
  ReturnType<typeof readingMethods> &
  ReturnType<typeof logMethods>;

export interface CorridorClient extends Methods {
  readonly baseUrl: string;
  /**
   * Everything that is applied to cases that the caller may see, as it happens, until the signal is aborted. Comes back
   * by itself when the connection is lost and goes on behind what arrived last.
   * @throws {ProblemError} the gateway refuses, and asking again would not help
   */
  followEvents(query?: FeedOptions): AsyncGenerator<FeedMessage>;
  /** The same client with another credential. @param token session token or API key, undefined for none */
  withToken(token: string | undefined): CorridorClient;
}

/**
 * Makes a client. It opens nothing and keeps nothing but its options.
 *
 * Every method throws `ProblemError` when the gateway refuses and `TransportError` when no usable answer comes.
 */
export function createClient(options: ClientOptions): CorridorClient {
  const http = createHttp(options);
  return {
    baseUrl: http.baseUrl,
    withToken: (token) => createClient({ ...options, token }),
    ...sessionMethods(http),
    ...actionMethods(http, options),
    ...readingMethods(http),
    ...logMethods(http),
    followEvents: (query = {}) => followEvents(options, query),
  };
}

function sessionMethods(http: Http) {
  return {
    readLedger: () => http.json<LedgerInfo>(get('/v1/ledger')),
    createSessionNonce: () => http.json<SessionNonce>(post('/v1/session/nonce')),
    createSession: (json: { readonly message: string; readonly signature: string }) =>
      http.json<Session>({ ...post('/v1/session'), json, repeatable: false }),
    createTypedSession: (json: TypedSignIn) =>
      http.json<Session>({ ...post('/v1/session/typed'), json, repeatable: false }),
    readSession: () => http.json<SessionInfo>(get('/v1/session')),
    endSession: () => discard(http, { method: 'DELETE', path: '/v1/session' }),
    createApiKey: (json: { readonly name: string }) =>
      http.json<NewApiKey>({ ...post('/v1/session/api-keys'), json, repeatable: false }),
    listApiKeys: () => http.json<ApiKeys>(get('/v1/session/api-keys')),
    revokeApiKey: (id: string) => discard(http, { method: 'DELETE', path: path`/v1/session/api-keys/${id}` }),
  };
}

function actionMethods(http: Http, options: ClientOptions) {
  const now = options.now ?? Date.now;
  const sleep = options.sleep ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)));

  /** @param waitSeconds how long the gateway may hold the answer back until the action is anchored or rejected */
  /** @param ifMatch ETag of the version that was read, for actions about one */
  const submitAction = (json: ActionSubmission, waitSeconds = 0, ifMatch?: string) =>
    http.json<ActionStatus>({
      ...post('/v1/actions'),
      json,
      waitSeconds: Math.min(waitSeconds, MAX_WAIT_SECONDS),
      ...(ifMatch === undefined ? {} : { headers: { 'if-match': ifMatch } }),
    });

  const readAction = (digest: string) => http.json<ActionStatus>(get(path`/v1/actions/${digest}`));

  /**
   * Asks until an accepted action is anchored or finally refused.
   * @throws {ClientError} NOT_ANCHORED_IN_TIME; the action may still be applied until its deadline
   */
  const awaitAction = async (digest: string, timeoutSeconds = 60): Promise<ActionStatus> => {
    const until = now() + timeoutSeconds * 1000;
    for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, 1000)) {
      const status = await readAction(digest);
      if (isFinal(status)) return status;
      if (now() + pauseMs > until) {
        throw new ClientError('NOT_ANCHORED_IN_TIME', `The action is still ${status.status}.`, { digest });
      }
      await sleep(pauseMs);
    }
  };

  /** The SHA-256 in the path lets the gateway, and any repetition of the request, tell that the bytes arrived whole. */
  const storeContent = (sha256: string, bytes: Uint8Array, mediaType: string) =>
    http.json<StoredContent>({
      method: 'PUT',
      path: path`/v1/contents/${sha256}`,
      bytes,
      headers: { 'content-type': mediaType },
    });

  const readContent = async (sha256: string): Promise<Uint8Array> =>
    (await http.send(get(path`/v1/contents/${sha256}`))).bytes;

  return { submitAction, readAction, awaitAction, storeContent, readContent };
}

function readingMethods(http: Http) {
  return {
    /**
     * Reads a file into a document, with findings. The gateway stores nothing.
     * @param secret bare hex or `0x…`; with it, a case and a key the answer holds root, typed data and digest, which
     * whoever signs computes again
     */
    readFile: (bytes: Uint8Array, mediaType: string, query: IntakeQuery = {}, secret?: string) =>
      http.json<IntakeResult>({
        ...post('/v1/intake'),
        bytes,
        query: { ...query },
        headers: {
          'content-type': mediaType,
          ...(secret === undefined ? {} : { 'document-secret': `0x${secret.replace(/^0x/, '')}` }),
        },
      }),
    /** A table to fill in, with a worked example. */
    readTemplate: async ({ template, format }: TemplateParams): Promise<ForeignFile> => {
      const { bytes, headers } = await http.send(get(path`/v1/templates/${template}.${format}`));
      return { bytes, mediaType: headers.get('content-type') ?? 'application/octet-stream' };
    },
    /** Verifies the bytes of a dossier, a file, a canonical document or a disclosure. */
    verify: (bytes: Uint8Array, mediaType: string, query: VerifyQuery = {}) =>
      http.json<AnyVerification>({
        ...post('/v1/verify'),
        bytes,
        query: { ...query },
        headers: { 'content-type': mediaType },
      }),
    /** Verifies a document with its secret, so that the gateway can name the field that differs. */
    verifyDocument: (document: VerifyDocument, query: VerifyQuery = {}) =>
      http.json<AnyVerification>({
        ...post('/v1/verify'),
        json: document,
        query: { ...query },
        headers: { 'content-type': DOCUMENT_MEDIA_TYPE },
      }),
    listCases: (query: CaseQuery = {}) => http.json<CasePage>({ ...get('/v1/cases'), query: { ...query } }),
    readCase: (caseId: string) => http.json<CaseDetail>(get(path`/v1/cases/${caseId}`)),
    readTimeline: (caseId: string, query: PageQuery = {}) =>
      http.json<TimelinePage>({ ...get(path`/v1/cases/${caseId}/timeline`), query: { ...query } }),
    readDocument: (caseId: string, documentId: string, query: { readonly version?: number | undefined } = {}) =>
      http.json<DocumentVersion>({ ...get(path`/v1/cases/${caseId}/documents/${documentId}`), query: { ...query } }),
    /** What customs said about the declarations of a case, in the bytes and media type of the format. */
    readAnswers: async (caseId: string, query: AnswersQuery): Promise<ForeignFile> => {
      const { bytes, headers } = await http.send({ ...get(path`/v1/cases/${caseId}/answers`), query: { ...query } });
      return { bytes, mediaType: headers.get('content-type') ?? 'application/octet-stream' };
    },
    /** What agrees and what differs between the documents of a case that the caller may read. */
    readComparison: (caseId: string) => http.json<CaseComparison>(get(path`/v1/cases/${caseId}/comparison`)),
    /** The same with a file that is not filed; the gateway reads it and stores nothing. */
    compareFile: (caseId: string, bytes: Uint8Array, mediaType: string, query: CompareFileQuery = {}) =>
      http.json<CaseComparison>({
        ...post(path`/v1/cases/${caseId}/comparison`),
        bytes,
        query: { ...query },
        headers: { 'content-type': mediaType },
      }),
    readDocumentFile: async (caseId: string, documentId: string, query: DocumentFileQuery): Promise<ForeignFile> => {
      const request = get(path`/v1/cases/${caseId}/documents/${documentId}/file`);
      const { bytes, headers } = await http.send({ ...request, query: { ...query } });
      return { bytes, mediaType: headers.get('content-type') ?? 'application/octet-stream' };
    },
    /** The dossier of a case, the bytes as they are to be kept. */
    readDossier: async (caseId: string, query: DossierQuery = {}): Promise<Uint8Array> =>
      (await http.send({ ...get(path`/v1/cases/${caseId}/dossier`), query: { ...query } })).bytes,
    /** What the gateway would have others pin; to be compared with the other side before it is used. */
    readTrust: () => http.json<Trust>(get('/v1/ledger/trust')),
    listReceipts: (caseId: string, query: PageQuery = {}) =>
      http.json<ReceiptPage>({ ...get(path`/v1/cases/${caseId}/receipts`), query: { ...query } }),
    listParties: (query: PartyQuery = {}) => http.json<Parties>({ ...get('/v1/parties'), query: { ...query } }),
    readParty: (partyId: string) => http.json<Party>(get(path`/v1/parties/${partyId}`)),
    listJurisdictions: () => http.json<Jurisdictions>(get('/v1/jurisdictions')),
    checkConsistency: () => http.json<ConsistencyReport>(get('/v1/audit/consistency')),
  };
}

/** Whether nothing more will happen to an action. */
export function isFinal({ status }: ActionStatus): boolean {
  return status === 'ANCHORED' || status === 'REJECTED' || status === 'QUARANTINED';
}

const get = (target: string): HttpRequest => ({ method: 'GET', path: target });
const post = (target: string): HttpRequest => ({ method: 'POST', path: target });

async function discard(http: Http, request: HttpRequest): Promise<void> {
  await http.send(request);
}

/** A path with its parameters escaped: an id can never reach another route. */
function path(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return parts.reduce((made, part, index) => `${made}${encodeURIComponent(values[index - 1] ?? '')}${part}`);
}
