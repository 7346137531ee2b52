/** What the demo asks of a person's process, and what it answers. Everything is plain JSON over the IPC channel. */
import type { ActionStatus } from '../../client/types.ts';
import type { LedgerDomain } from '../../protocol/actions.ts';
import type { CaseEnvelope } from '../../protocol/documents/case-envelope.ts';
import type { TrackingEvents } from '../../protocol/documents/tracking-events.ts';
import type { JsonValue } from '../../protocol/json/json-value.ts';
import type { Verification } from '../../protocol/verification.ts';

/** Far below the standard cost, so that a demonstration with twenty people starts in seconds; it says so. */
export const DEMO_SCRYPT_N = 4096;

/** A key file and its password, both of which only the person's process reads. */
export interface KeyPlace {
  readonly keyFile: string;
  readonly passwordFile: string;
}

export interface OnCase {
  readonly caseId: string;
}
export interface OnDocument extends OnCase {
  readonly documentId: string;
}
export interface OnDeclaration extends OnCase {
  readonly declarationId: string;
}

export interface Decision extends OnDeclaration {
  readonly outcome: string;
  readonly reason: string;
  readonly lane?: string | undefined;
  /** Document version that the decision rests on. */
  readonly documentId?: string | undefined;
  readonly root?: string | undefined;
}

/** A document to lodge; the file beside it is attached as it came. */
export interface Lodgement extends OnCase {
  readonly documentType: number;
  readonly document: JsonValue;
  readonly attach?: { readonly file: string; readonly mediaType: string } | undefined;
  /** Where the person keeps the document with its secret. */
  readonly keepAs: string;
}

/** A receipt of the exchange between gateways. */
export interface Exchanged {
  readonly exchange: 'GIVEN' | 'RECEIVED';
  readonly gateway: string;
  readonly sha256: string;
}

export interface Lodged {
  readonly documentId: string;
  readonly root: string;
  readonly status: ActionStatus;
}

/** Every request: its arguments and its answer. */
export interface PersonProtocol {
  /** Makes the key and its encrypted file. */
  createKey(input: KeyPlace): { readonly signer: string; readonly keyId: string };
  openKey(input: KeyPlace): { readonly signer: string; readonly keyId: string };
  /** Signs in at the gateway over HTTP. */
  signIn(input: { readonly gateway: string; readonly ledger: LedgerDomain; readonly rpcUrl: string }): {
    readonly partyId: string;
  };
  /** Adds a council member's signature to a proposal file. */
  signProposal(input: { readonly file: string }): { readonly signatures: number };
  /** Sends a signed proposal. */
  submitProposal(input: { readonly file: string; readonly gateway: string }): ActionStatus;
  openCase(input: { readonly envelope: CaseEnvelope }): ActionStatus;
  lodge(input: Lodgement): Lodged;
  amend(input: Lodgement & { readonly documentId: string; readonly reason: string }): Lodged;
  endorse(input: OnDocument): ActionStatus;
  declare(input: OnDocument & { readonly procedure: string; readonly officeId: string }): ActionStatus;
  decide(input: Decision): ActionStatus;
  openControl(input: OnDeclaration & { readonly control: string; readonly reason: string }): ActionStatus;
  closeControl(
    input: OnDeclaration & { readonly controlId: string; readonly result: string; readonly reason: string },
  ): ActionStatus;
  record(
    input: OnCase & { readonly milestone: string; readonly occurredAt: number; readonly events: TrackingEvents },
  ): ActionStatus;
  /** Waits until the person's own gateway has seen an action, whoever carried it. */
  awaitAction(input: { readonly digest: string }): ActionStatus;
  readCase(input: OnCase): JsonValue;
  intake(input: { readonly file: string; readonly mediaType: string }): JsonValue;
  verifyFile(input: { readonly file: string }): Verification;
  /** The same check against the chain node, without any gateway. */
  verifyOnChain(input: { readonly file: string }): Verification;
  /** What other gateways were given or gave, of one root. */
  exchanged(input: OnCase & { readonly root: string }): readonly Exchanged[];
  /** The newest checkpoint that the other gateway cosigned, a signed note. */
  cosignedCheckpoint(input: Record<string, never>): { readonly note: string };
  /** Keeps the dossier of a case. */
  keepDossier(input: OnCase & { readonly keepAs: string }): { readonly sizeBytes: number };
  /** Keeps what the gateway would have others pin. */
  keepTrust(input: { readonly keepAs: string }): JsonValue;
  /** Checks a dossier without asking anybody. */
  verifyDossier(input: { readonly file: string; readonly trustFile: string }): Verification;
}

export type PersonRequestName = keyof PersonProtocol;

export interface PersonRequest {
  readonly id: number;
  readonly name: PersonRequestName;
  readonly input: unknown;
}

export type PersonAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly code: string; readonly message: string };
