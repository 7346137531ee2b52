/**
 * What gateways answer. The shapes are those of `/openapi.json`, and a test holds the two together.
 * Times that end in `At` are RFC 3339 UTC; `0x…` strings are lower-case hex; amounts and masses are decimal strings.
 */
import type { SignedAction } from '../protocol/actions.ts';
import type { AttachedFile } from '../protocol/disclosure/leaves.ts';
import type { JsonValue } from '../protocol/json/json-value.ts';

export type { LedgerInfo } from '../server/modules/ledger/ledger.schemas.ts';
export type { Jurisdiction, Jurisdictions, Parties, Party } from '../server/modules/parties/parties.schemas.ts';
export type { ApiKey, NewApiKey, Session, SessionInfo, SessionNonce } from '../server/modules/session/session.schemas.ts';

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
  readonly kind: string;
  readonly status: ActionStatusCode;
  readonly acceptedAt?: string;
  /** Catalogue code of the refusal, or why the action was set aside. */
  readonly reason?: string;
  readonly sequence?: number;
  readonly blockNumber?: number;
  readonly blockHash?: string;
  readonly blockTime?: string;
  readonly txHash?: string;
  readonly gasUsed?: number;
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

export interface PageQuery {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

export interface CaseQuery extends PageQuery {
  readonly ucr?: string | undefined;
  readonly state?: string | undefined;
  readonly waitingOn?: string | undefined;
}

export interface PartyQuery extends PageQuery {
  readonly jurisdiction?: string | undefined;
  readonly role?: string | undefined;
}

export interface IntakeQuery {
  readonly keyId?: string | undefined;
  readonly caseId?: string | undefined;
  readonly partyId?: string | undefined;
}

export interface VerifyQuery {
  readonly caseId?: string | undefined;
  readonly documentId?: string | undefined;
}

export interface CaseDocument {
  readonly documentId: string;
  readonly documentType: number;
  readonly partyId: string;
  readonly currentRoot: string;
  readonly withdrawn: boolean;
  readonly versions: readonly {
    readonly number: number;
    readonly root: string;
    readonly endorsements: readonly { readonly partyId: string; readonly stale: boolean }[];
  }[];
}

export interface CaseDeclaration {
  readonly declarationId: string;
  readonly head: string;
  readonly documentId: string;
  readonly root: string;
  readonly state: string;
  readonly lane: string | null;
}

export interface CaseDetail {
  readonly caseId: string;
  readonly documents: readonly CaseDocument[];
  readonly declarations: readonly CaseDeclaration[];
}

export interface DocumentVersion {
  readonly root: string;
  readonly content?: { readonly document: JsonValue; readonly secret: string; readonly files: readonly AttachedFile[] } | null;
}
export interface CaseSummary { readonly caseId: string; readonly ucr: string | null }
export type CasePage = Page<CaseSummary>;
export interface TimelineEntry { readonly sequence: number; readonly digest: string; readonly kind: string }
export type TimelinePage = Page<TimelineEntry>;
export interface Receipt { readonly readerPartyId: string }
export type ReceiptPage = Page<Receipt>;
export interface VerifyDocument { readonly document: JsonValue; readonly secret: string; readonly files: readonly AttachedFile[] }
export type VerifyOutcome = 'VALID' | 'SUPERSEDED' | 'WITHDRAWN' | 'DIGEST_MISMATCH' | 'NOT_ANCHORED' | 'CANNOT_CHECK';
export interface VerifyResult {
  readonly outcome: VerifyOutcome;
  readonly reason: string;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[];
  readonly differs?: readonly string[];
}
export interface ConsistencyReport { readonly consistent: boolean }
