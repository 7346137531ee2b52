/**
 * What brokers, carriers, terminals and officers do, one function per action: look at what the gateway shows, recompute
 * what will be signed, sign, send, wait.
 */
import {
  type ActionKindName,
  type ActionMessage,
  actionDigest,
  cancelAttachment,
  documentIdOf,
} from '../protocol/actions.ts';
import type { CaseEnvelope } from '../protocol/documents/case-envelope.ts';
import type { TrackingEvents } from '../protocol/documents/tracking-events.ts';
import { composeMessage, signAction } from './compose.ts';
import { type PreparedDocument, prepareDocument } from './documents.ts';
import { currentRoot, evidenceIn, evidenceOf, headOf, readVersion, restsOn, type VersionChoice } from './reading.ts';
import type { Signer } from './signer.ts';
import { type DeskOptions, type SigningExtra, signAndSubmit, submitPrepared, timesOf } from './submit.ts';
import type { ActionStatus, DocumentVersion } from './types.ts';

const ZERO_WORD = `0x${'00'.repeat(32)}`;

export interface DecisionInput {
  readonly caseId: string;
  readonly declarationId: string;
  readonly outcome: string;
  readonly reason: string;
  /** `NONE` leaves the lane as it is. */
  readonly lane?: string | undefined;
  /** Head that the officer saw; the present one if not given. */
  readonly expected?: string | undefined;
  /** Document version that the decision rests on; the one that the declaration names if not given. */
  readonly documentId?: string | undefined;
  readonly root?: string | undefined;
  /** End of a conditional release, unix seconds. */
  readonly validUntil?: number | undefined;
  /** Decision document with the conditions of a conditional release. */
  readonly conditions?: PreparedDocument | undefined;
}

/** Outcome of a lodgement: its id follows from case, party and root, and needs nobody's answer. */
export interface LodgedDocument {
  readonly documentId: string;
  readonly root: string;
  readonly status: ActionStatus;
}

export type Desk = ReturnType<typeof createDesk>;

/** Makes a desk for one signer on one ledger. Every function throws what `signAndSubmit` throws. */
export function createDesk(options: DeskOptions) {
  const send: Send = (kind, fields, extra) => signAndSubmit(options, kind, fields, extra);
  return {
    ...documentActions(options, send),
    ...clearanceActions(options, send),
    openCase: (envelope: CaseEnvelope, prepared = prepareDocument(envelope)) =>
      send('OpenCase', { caseId: envelope.caseId, envelope: prepared.root }, { document: prepared }),
    /** @param occurredAt unix seconds */
    recordEvents: (input: { caseId: string; milestone: string; occurredAt: number; events: TrackingEvents }) => {
      const { caseId, milestone, occurredAt, events } = input;
      const prepared = prepareDocument(events);
      const count = events.events.length;
      const fields = { caseId, milestone, occurredAt, root: prepared.root, count };
      return send('RecordEvents', fields, { document: prepared });
    },
    /** Replaces the key by another of the same person; both sign, and the old key ends with this. */
    rotateKey: (fresh: Signer): Promise<ActionStatus> => rotateKey(options, fresh),
    /** Kills an action of this key that was not applied yet, for example because a gateway withholds it. */
    cancelAction: (target: { readonly kind: ActionKindName; readonly message: ActionMessage }) => {
      const action = actionDigest(options.ledger, target.kind, target.message);
      return send('CancelAction', { action }, { attachment: cancelAttachment(target.kind, target.message) });
    },
  };
}

type Send = (kind: ActionKindName, fields: ActionMessage, extra?: SigningExtra) => Promise<ActionStatus>;

function documentActions({ client }: DeskOptions, send: Send) {
  return {
    /** @param partyId party of the signer: the document's id is bound to it */
    lodgeDocument: async (input: {
      readonly caseId: string;
      readonly partyId: string;
      readonly documentType: number;
      readonly document: PreparedDocument;
    }): Promise<LodgedDocument> => {
      const { caseId, partyId, documentType, document } = input;
      const status = await send('LodgeDocument', { caseId, documentType, root: document.root }, { document });
      return { documentId: documentIdOf(caseId, partyId, document.root), root: document.root, status };
    },
    amendDocument: async (
      choice: VersionChoice & { readonly document: PreparedDocument; readonly reason: string },
    ): Promise<LodgedDocument> => {
      const { caseId, documentId, document, reason } = choice;
      const supersedes = choice.root ?? (await currentRoot(client, choice));
      const status = await send(
        'AmendDocument',
        { caseId, documentId, supersedes, root: document.root, reason },
        { document },
      );
      return { documentId, root: document.root, status };
    },
    withdrawDocument: async (choice: VersionChoice & { readonly reason: string }): Promise<ActionStatus> => {
      const root = choice.root ?? (await currentRoot(client, choice));
      const { caseId, documentId, reason } = choice;
      const evidence = await evidenceOf(client, { caseId, documentId, root });
      return send('WithdrawDocument', { caseId, documentId, root, reason }, { evidence });
    },
    /**
     * Endorses exactly the version whose content was read, recomputed and shown.
     * @param inspect called with the content before it is signed; throw to refuse
     * @throws {ClientError} ROOT_MISMATCH the gateway shows other content than what was anchored
     */
    endorseDocument: async (
      choice: VersionChoice,
      inspect?: (version: DocumentVersion) => void | Promise<void>,
    ): Promise<ActionStatus> => {
      const version = await readVersion(client, choice);
      await inspect?.(version);
      const { caseId, documentId } = choice;
      const fields = { caseId, documentId, root: version.version.root };
      return send('EndorseDocument', fields, { evidence: evidenceIn(version) });
    },
  };
}

function clearanceActions(options: DeskOptions, send: Send) {
  const { client } = options;
  return {
    /** Declares on the present version of an own document. The declaration's id is the digest of this action. */
    lodgeDeclaration: async (
      input: VersionChoice & { readonly procedure: string; readonly officeId: string },
    ): Promise<ActionStatus> => {
      const { caseId, documentId, procedure, officeId } = input;
      const root = input.root ?? (await currentRoot(client, input));
      const evidence = await evidenceOf(client, { caseId, documentId, root });
      return send('LodgeDeclaration', { caseId, procedure, officeId, documentId, root }, { evidence });
    },
    amendDeclaration: async (
      input: VersionChoice & { readonly declarationId: string; readonly expected?: string },
    ): Promise<ActionStatus> => {
      const { caseId, declarationId, documentId } = input;
      const root = input.root ?? (await currentRoot(client, input));
      const expected = await headOf(options, input);
      const evidence = await evidenceOf(client, { caseId, documentId, root });
      return send('AmendDeclaration', { caseId, declarationId, expected, documentId, root }, { evidence });
    },
    /** @throws {ClientError} HEAD_MISMATCH the second source knows another head than the gateway */
    decideClearance: async (input: DecisionInput): Promise<ActionStatus> => {
      const { caseId, declarationId, outcome, reason, lane = 'NONE', validUntil = 0, conditions } = input;
      const expected = await headOf(options, input);
      const { documentId, root, evidence } = await restsOn(client, input);
      const fields = { caseId, declarationId, expected, outcome, reason, lane, documentId, root, validUntil };
      const extra = { document: conditions, evidence };
      return send('DecideClearance', { ...fields, conditions: conditions?.root ?? ZERO_WORD }, extra);
    },
    /** @param dueBy unix seconds, 0 for none. The control's id is the digest of this action. */
    openControl: (input: { caseId: string; declarationId: string; control: string; reason: string; dueBy?: number }) =>
      send('OpenControl', { dueBy: 0, ...input }),
    closeControl: (input: {
      caseId: string;
      declarationId: string;
      controlId: string;
      result: string;
      reason: string;
    }) => send('CloseControl', input),
  };
}

async function rotateKey(options: DeskOptions, fresh: Signer): Promise<ActionStatus> {
  const { ledger, signer } = options;
  const times = timesOf(options);
  const message = composeMessage(ledger, 'RotateKey', signer.keyId, times, { newKeyId: fresh.keyId });
  const first = await signAction(ledger, 'RotateKey', message, signer);
  const second = await signAction(ledger, 'RotateKey', message, fresh);
  // The order is old key, new key; only councils sort.
  const signatures = [...first.action.signatures, ...second.action.signatures];
  const prepared = { digest: first.digest, action: { ...first.action, signatures } };
  await options.onSigned?.(prepared);
  return submitPrepared(options, prepared);
}
