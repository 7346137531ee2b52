/** What customs said about the declarations of a case, as facts that every answer format is written from. */
import type { Decision } from '../../../protocol/documents/decision.ts';
import type { WrittenFile } from '../written-file.ts';

/** What happened: the declarant lodged or amended, an authority decided, or opened or closed a control. */
export type AnswerEvent = 'LODGED' | 'AMENDED' | 'DECIDED' | 'CONTROL_OPENED' | 'CONTROL_CLOSED';

/** The declaration an answer is about, in the version that it is about. */
export interface AnsweredDeclaration {
  /** 32 bytes, `0x…`. */
  readonly declarationId: string;
  readonly procedure: 'EXPORT' | 'IMPORT' | 'TRANSIT';
  /** Version that the answer is about, from 1. */
  readonly version: number;
  /** ISO 3166-1 alpha-2. */
  readonly jurisdiction: string;
  /** Party that declared; 8 bytes, `0x…`. */
  readonly declarant: string;
  /** Competent office; 8 bytes, `0x…`. */
  readonly office: string;
  /** The declarant's own reference; absent if the gateway does not hold the declaration. */
  readonly lrn?: string;
  /** Reference that customs gave. */
  readonly mrn?: string;
  /** ISO 6346 as declared; absent if the gateway does not hold the declaration. */
  readonly containerNumbers?: readonly string[];
  /** Bills of lading and waybills as declared. */
  readonly transportDocumentNumbers?: readonly string[];
}

/** A control as far as an answer speaks of it. Codes of `protocol/transitions.json`. */
export interface AnsweredControl {
  readonly controlId: string;
  readonly control: string;
  /** RFC 3339; absent if none was set. */
  readonly dueBy?: string;
  /** Present once it is closed. */
  readonly result?: string;
}

/** One thing that was said. Codes of `protocol/transitions.json`. */
export interface CustomsAnswer {
  /** Place among all actions of the ledger; unique and growing. */
  readonly sequence: number;
  readonly event: AnswerEvent;
  readonly declaration: AnsweredDeclaration;
  /** Party that spoke: the authority, or the declarant for what it lodged; 8 bytes, `0x…`. */
  readonly party: string;
  /** RFC 3339, UTC: when it was anchored. */
  readonly at: string;
  /** State of the declaration afterwards. */
  readonly state: string;
  readonly outcome?: string;
  readonly reason?: string;
  readonly lane?: string;
  /** RFC 3339: end of a conditional release. */
  readonly validUntil?: string;
  readonly control?: AnsweredControl;
  /** What was said beyond codes, if the gateway holds it. */
  readonly decision?: Decision;
}

/** Where the goods were seen, signed by carrier or terminal. */
export interface SeenMilestone {
  /** Place among all actions of the ledger. */
  readonly sequence: number;
  /** Code of `protocol/transitions.json`. */
  readonly milestone: string;
  /** RFC 3339, as the party says. */
  readonly occurredAt: string;
  /** RFC 3339: when it was anchored. */
  readonly recordedAt: string;
  /** 8 bytes, `0x…`. */
  readonly party: string;
}

/** All answers of a case in their order. */
export interface CaseAnswers {
  readonly caseId: string;
  /** Unique consignment reference; absent if the gateway does not hold the envelope. */
  readonly ucr?: string;
  /** Who gets the answers; 8 bytes, `0x…`. */
  readonly recipient: string;
  /** RFC 3339, UTC: last action of the case, so that the same case gives the same bytes. */
  readonly asOf: string;
  readonly answers: readonly CustomsAnswer[];
  readonly milestones: readonly SeenMilestone[];
}

export type AnswerWriter = (answers: CaseAnswers) => WrittenFile;
