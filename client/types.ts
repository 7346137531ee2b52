/**
 * What gateways answer. The shapes are those of `/openapi.json`, and a test holds the two together.
 * Times that end in `At` are RFC 3339 UTC; `0x…` strings are lower-case hex; amounts and masses are decimal strings.
 */
import type { ActionKindName, SignedAction } from '../protocol/actions.ts';
import type { AttachedFile } from '../protocol/disclosure/leaves.ts';
import type { JsonValue } from '../protocol/json/json-value.ts';

export interface LedgerInfo {
  readonly name: string;
  readonly chainId: number;
  readonly verifyingContract: string;
  readonly registry: string;
  readonly ledgerId: string;
  readonly verifiers: { readonly p256: string; readonly webAuthn: string };
  readonly deployBlock: number;
  /** Sequence of the last applied action that the index has read. */
  readonly sequence: number;
  readonly ledgerHead: string;
  /** Block time, unix seconds. */
  readonly time: number;
  readonly gateway: { readonly version: string; readonly origin: string };
}

export interface SessionNonce {
  readonly nonce: string;
  readonly expiresAt: string;
  readonly domain: string;
  readonly uri: string;
  readonly chainId: number;
  readonly statement: string;
}

export interface Session {
  /** Bearer token; shown once. */
  readonly token: string;
  readonly keyId: string;
  readonly partyId: string;
  readonly operatorId: string;
  readonly jurisdiction: string;
  readonly roles: readonly string[];
  readonly expiresAt: string;
}

export type SessionInfo = Omit<Session, 'token'>;

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly revokedAt?: string | null;
}

/** The key itself is shown once, when it is made. */
export interface NewApiKey extends ApiKey {
  readonly key: string;
}

export interface StoredContent {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
}

export interface Finding {
  readonly severity: 'ERROR' | 'FINDING';
  readonly code: string;
  readonly message: string;
  /** JSON pointer into the document, if the finding has a place there. */
  readonly pointer?: string | undefined;
}

export interface IntakeResult {
  readonly format: string;
  readonly schema: string;
  /** UNTDID 1001. */
  readonly documentType: number;
  readonly document: JsonValue;
  readonly findings: readonly Finding[];
  /** What of the source the document does not carry. */
  readonly unmapped: readonly JsonValue[];
  readonly source: { readonly sha256: string; readonly mediaType: string; readonly sizeBytes: number };
}

export type ActionStatusCode = 'ACCEPTED' | 'SENT' | 'ANCHORED' | 'REJECTED' | 'QUARANTINED';

export interface ActionStatus {
  readonly digest: string;
  readonly kind: ActionKindName;
  readonly status: ActionStatusCode;
  readonly acceptedAt: string;
  /** Result of the ledger that refused it. */
  readonly resultCode?: string | null;
  readonly reason?: string | null;
  readonly sequence?: number | null;
  readonly blockNumber?: number | null;
  readonly blockHash?: string | null;
  /** Unix seconds. */
  readonly blockTime?: number | null;
  readonly txHash?: string | null;
  readonly gasUsed?: number | null;
}

/** Content that an action names by its root; the bytes were uploaded before. */
export interface ActionContent {
  /** SHA-256 of the canonical JSON. */
  readonly document: string;
  readonly secret: string;
  readonly files: readonly AttachedFile[];
}

export interface ActionSubmission {
  readonly action: SignedAction;
  readonly content?: ActionContent | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Absent or null on the last page. */
  readonly nextCursor?: string | null;
}
