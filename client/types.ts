/**
 * What gateways take and answer, inferred from the schemas that `/openapi.json` is generated from. Types only: nothing of
 * the gateway's code is loaded.
 */
import type { z } from 'zod';
import type { SignedAction } from '../protocol/actions.ts';
import type { AttachedFile } from '../protocol/disclosure/leaves.ts';
import type { JsonValue } from '../protocol/json/json-value.ts';
import type { actionViewSchema } from '../server/modules/actions/actions.schemas.ts';
import type { answersQuery } from '../server/modules/answers/answers.schemas.ts';
import type { consistencySchema } from '../server/modules/audit/audit.schemas.ts';
import type {
  caseSchema,
  casesQuery,
  casesSchema,
  documentSchema,
  receiptsSchema,
  timelineSchema,
} from '../server/modules/cases/cases.schemas.ts';
import type { compareFileQuery, comparisonSchema } from '../server/modules/comparison/comparison.schemas.ts';
import type { storedContentSchema } from '../server/modules/contents/contents.schemas.ts';
import type { documentFileQuery } from '../server/modules/document-files/document-files.schemas.ts';
import type { dossierQuery } from '../server/modules/dossier/dossier.schemas.ts';
import type { exchangeLinkSchema } from '../server/modules/exchange/exchange.schemas.ts';
import type { feedEventSchema } from '../server/modules/feed/feed.schemas.ts';
import type { intakeItemSchema, intakeQuery, intakeSchema } from '../server/modules/intake/intake.schemas.ts';
import type {
  cosignedSchema,
  headProofSchema,
  headQuery,
  inclusionSchema,
  consistencySchema as logConsistencySchema,
  logSchema,
} from '../server/modules/log/log.schemas.ts';
import type { partiesQuery } from '../server/modules/parties/parties.schemas.ts';
import type { apiKeysSchema, typedSignInSchema } from '../server/modules/session/session.schemas.ts';
import type { TemplateParams } from '../server/modules/templates/templates.schemas.ts';
import type { verifyQuery } from '../server/modules/verify/verify.schemas.ts';
import type { alarmsSchema } from '../server/modules/witness/witness.schemas.ts';

export type { LedgerInfo } from '../server/modules/ledger/ledger.schemas.ts';
export type { Jurisdiction, Jurisdictions, Parties, Party } from '../server/modules/parties/parties.schemas.ts';
export type {
  ApiKey,
  NewApiKey,
  Session,
  SessionInfo,
  SessionNonce,
} from '../server/modules/session/session.schemas.ts';

export type TypedSignIn = z.input<typeof typedSignInSchema>;
export type ApiKeys = z.output<typeof apiKeysSchema>;
export type StoredContent = z.output<typeof storedContentSchema>;
export type ActionStatus = z.output<typeof actionViewSchema>;
export type CasePage = z.output<typeof casesSchema>;
export type CaseSummary = CasePage['items'][number];
export type CaseDetail = z.output<typeof caseSchema>;
export type CaseDocument = CaseDetail['documents'][number];
export type CaseDeclaration = CaseDetail['declarations'][number];
export type TimelinePage = z.output<typeof timelineSchema>;
export type TimelineEntry = TimelinePage['items'][number];
/** An applied action as the event feed tells it. */
export type FeedEvent = z.output<typeof feedEventSchema>;
export type DocumentVersion = z.output<typeof documentSchema>;
export type ConsistencyReport = z.output<typeof consistencySchema>;
export type ReceiptPage = z.output<typeof receiptsSchema>;

export type Log = z.output<typeof logSchema>;
export type LogInclusion = z.output<typeof inclusionSchema>;
export type LogConsistency = z.output<typeof logConsistencySchema>;
export type LogHead = z.output<typeof headProofSchema>;
export type ExchangeLink = z.output<typeof exchangeLinkSchema>;
export type LogCosigned = z.output<typeof cosignedSchema>;
export type LogAlarms = z.output<typeof alarmsSchema>;

/** Query parameters as a caller gives them: everything may be left out. */
type Query<S extends z.ZodType> = { readonly [K in keyof z.output<S>]?: z.output<S>[K] | undefined };

export type HeadQuery = Query<typeof headQuery>;
export type CaseQuery = Query<typeof casesQuery>;
export type PartyQuery = Query<typeof partiesQuery>;

export interface PageQuery {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** Content that an action names by its root; the bytes were uploaded before. */
export interface ActionContent {
  /** SHA-256 of the canonical JSON, bare hex. */
  readonly document: string;
  /** Bare hex. */
  readonly secret: string;
  readonly files: readonly AttachedFile[];
}

export interface ActionSubmission {
  readonly action: SignedAction;
  readonly content?: ActionContent | undefined;
}

export type { TemplateParams };
export type IntakeQuery = Query<typeof intakeQuery>;
export type CompareFileQuery = Query<typeof compareFileQuery>;
export type CaseComparison = z.output<typeof comparisonSchema>;
export type AnswersQuery = z.input<typeof answersQuery>;
export type DocumentFileQuery = Query<typeof documentFileQuery> & Pick<z.output<typeof documentFileQuery>, 'format'>;

/** Answers or a document in the format asked for. */
export interface ForeignFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}
export type DossierQuery = Query<typeof dossierQuery>;
export type VerifyQuery = Query<typeof verifyQuery>;
export type IntakeItem = Omit<z.output<typeof intakeItemSchema>, 'document'> & { readonly document: JsonValue };
export type IntakeResult = Omit<z.output<typeof intakeSchema>, 'items'> & {
  readonly items: readonly [IntakeItem, ...IntakeItem[]];
};

/** A document with everything that its root depends on. */
export interface VerifyDocument {
  readonly document: JsonValue;
  /** Bare hex. */
  readonly secret: string;
  readonly files: readonly AttachedFile[];
}
