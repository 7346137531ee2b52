/**
 * Every route of the gateway and who may use it: one line per route, read by the dispatcher, the OpenAPI document,
 * docs/api.md and the authorisation test alike. There is no other place where a path is bound or a caller is let in.
 */

/**
 * Who may use a route.
 * - `ANYONE` no credential is looked at
 * - `LOOPBACK` connections from this machine only, no credential is looked at
 * - `GATEWAY` a gateway that this one has pinned: no credential is looked at, the body is a request signed with its key
 * - `OPTIONAL` anyone; a credential that is sent must be valid, and may let the caller do more
 * - `SIGNED_IN` a session or an API key of a valid ledger key
 * - `SESSION` a session, never an API key
 * - `CASE` signed in, and the case in the path is visible to the caller; any other case is answered 404
 * - `CASE_OWNER` as `CASE`, and the caller's party takes part in the case (opened it, lodged in it, or is addressed)
 * - `AUDIT` signed in with a party that is an auditor or a customs administration
 */
export type Access =
  | 'ANYONE'
  | 'LOOPBACK'
  | 'GATEWAY'
  | 'OPTIONAL'
  | 'SIGNED_IN'
  | 'SESSION'
  | 'CASE'
  | 'CASE_OWNER'
  | 'AUDIT';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Which allowance a request counts against; `NONE` for probes. */
export type Rate = 'READ' | 'WRITE' | 'NONE';

export interface RouteLine {
  readonly method: Method;
  /** OpenAPI form, for example `/v1/cases/{caseId}`; `{name*}` takes the rest of the path. */
  readonly path: string;
  readonly access: Access;
  readonly rate: Rate;
}

const line = <const A extends Access>(method: Method, path: string, access: A, rate: Rate) =>
  ({ method, path, access, rate }) as const;

export const ROUTES = {
  readConsole: line('GET', '/', 'ANYONE', 'READ'),
  readConsoleAsset: line('GET', '/assets/{file}', 'ANYONE', 'READ'),
  readHealth: line('GET', '/health', 'ANYONE', 'NONE'),
  readReadiness: line('GET', '/ready', 'ANYONE', 'NONE'),
  readMetrics: line('GET', '/metrics', 'LOOPBACK', 'NONE'),
  readOpenApi: line('GET', '/openapi.json', 'ANYONE', 'READ'),
  readDocs: line('GET', '/docs', 'ANYONE', 'READ'),
  readDocsStyle: line('GET', '/docs/style.css', 'ANYONE', 'READ'),
  listProblems: line('GET', '/problems', 'ANYONE', 'READ'),
  readProblem: line('GET', '/problems/{slug}', 'ANYONE', 'READ'),

  readLedger: line('GET', '/v1/ledger', 'ANYONE', 'READ'),
  readTrust: line('GET', '/v1/ledger/trust', 'ANYONE', 'READ'),
  listParties: line('GET', '/v1/parties', 'SIGNED_IN', 'READ'),
  readParty: line('GET', '/v1/parties/{partyId}', 'SIGNED_IN', 'READ'),
  listJurisdictions: line('GET', '/v1/jurisdictions', 'SIGNED_IN', 'READ'),

  createSessionNonce: line('POST', '/v1/session/nonce', 'ANYONE', 'WRITE'),
  createSession: line('POST', '/v1/session', 'ANYONE', 'WRITE'),
  createTypedSession: line('POST', '/v1/session/typed', 'ANYONE', 'WRITE'),
  readSession: line('GET', '/v1/session', 'SIGNED_IN', 'READ'),
  endSession: line('DELETE', '/v1/session', 'SESSION', 'WRITE'),
  createApiKey: line('POST', '/v1/session/api-keys', 'SESSION', 'WRITE'),
  listApiKeys: line('GET', '/v1/session/api-keys', 'SESSION', 'READ'),
  revokeApiKey: line('DELETE', '/v1/session/api-keys/{id}', 'SESSION', 'WRITE'),

  readFile: line('POST', '/v1/intake', 'ANYONE', 'WRITE'),
  readTemplate: line('GET', '/v1/templates/{template}.{format}', 'ANYONE', 'READ'),
  verify: line('POST', '/v1/verify', 'OPTIONAL', 'READ'),

  storeContent: line('PUT', '/v1/contents/{sha256}', 'SIGNED_IN', 'WRITE'),
  readContent: line('GET', '/v1/contents/{sha256}', 'SIGNED_IN', 'READ'),

  submitAction: line('POST', '/v1/actions', 'OPTIONAL', 'WRITE'),
  readAction: line('GET', '/v1/actions/{digest}', 'OPTIONAL', 'READ'),

  listCases: line('GET', '/v1/cases', 'SIGNED_IN', 'READ'),
  readCase: line('GET', '/v1/cases/{caseId}', 'CASE', 'READ'),
  readTimeline: line('GET', '/v1/cases/{caseId}/timeline', 'CASE', 'READ'),
  readAnswers: line('GET', '/v1/cases/{caseId}/answers', 'CASE', 'READ'),
  readComparison: line('GET', '/v1/cases/{caseId}/comparison', 'CASE', 'READ'),
  compareFile: line('POST', '/v1/cases/{caseId}/comparison', 'CASE', 'WRITE'),
  readDossier: line('GET', '/v1/cases/{caseId}/dossier', 'CASE', 'READ'),
  readDocument: line('GET', '/v1/cases/{caseId}/documents/{documentId}', 'CASE', 'READ'),
  readDocumentFile: line('GET', '/v1/cases/{caseId}/documents/{documentId}/file', 'CASE', 'READ'),
  listReceipts: line('GET', '/v1/cases/{caseId}/receipts', 'CASE_OWNER', 'READ'),

  followEvents: line('GET', '/v1/events', 'SIGNED_IN', 'READ'),

  readLog: line('GET', '/v1/log', 'ANYONE', 'READ'),
  readCheckpoint: line('GET', '/v1/log/checkpoint', 'ANYONE', 'READ'),
  readCosignedCheckpoint: line('GET', '/v1/log/cosigned-checkpoint', 'ANYONE', 'READ'),
  readTile: line('GET', '/v1/log/tile/{level}/{path*}', 'ANYONE', 'READ'),
  readInclusion: line('GET', '/v1/log/inclusion', 'ANYONE', 'READ'),
  readConsistency: line('GET', '/v1/log/consistency', 'ANYONE', 'READ'),
  readHead: line('GET', '/v1/log/heads/{kind}/{id}', 'ANYONE', 'READ'),
  listAlarms: line('GET', '/v1/log/alarms', 'ANYONE', 'READ'),
  addCosignature: line('POST', '/v1/log/cosignatures', 'ANYONE', 'WRITE'),

  exchangeLink: line('POST', '/v1/exchange/link', 'GATEWAY', 'READ'),
  exchangeContent: line('POST', '/v1/exchange/content', 'GATEWAY', 'READ'),

  checkConsistency: line('GET', '/v1/audit/consistency', 'AUDIT', 'READ'),
} as const satisfies Record<string, RouteLine>;

export type RouteName = keyof typeof ROUTES;

/** Routes whose handler always gets a caller. */
export type NeedsCaller = 'SIGNED_IN' | 'SESSION' | 'CASE' | 'CASE_OWNER' | 'AUDIT';
