/** Sending a signed action with its contents, and waiting until the ledger has answered. */
import { type ActionKindName, actionDigest, type LedgerDomain } from '../protocol/actions.ts';
import { type CorridorClient, isFinal } from './client.ts';
import { type ActionFields, type ActionTimes, composeMessage, type PreparedAction, signAction } from './compose.ts';
import type { PreparedDocument } from './documents.ts';
import { ClientError } from './problem.ts';
import type { Evidence, Signer } from './signer.ts';
import type { ActionContent, ActionStatus } from './types.ts';

/** What a desk works with. */
export interface DeskOptions {
  readonly client: CorridorClient;
  readonly signer: Signer;
  /** The deployment that the person trusts; signatures are made for no other. */
  readonly ledger: LedgerDomain;
  /** Wall clock in milliseconds. */
  readonly now?: (() => number) | undefined;
  /** Seconds to wait for anchoring, default 60; 0 returns as soon as the gateway has accepted. */
  readonly waitSeconds?: number | undefined;
  /** Seconds until the deadline of what is signed, default one hour. */
  readonly validSeconds?: number | undefined;
  /** A second source, such as a chain node: whether a digest is the head of a declaration. Asked before one is signed on. */
  readonly isHead?: ((caseId: string, declarationId: string, digest: string) => Promise<boolean>) | undefined;
  /** Told what was signed before it is sent, so that it can be kept or shown. */
  readonly onSigned?: ((prepared: PreparedAction) => void | Promise<void>) | undefined;
}

/** What goes with an action beyond its fields. */
export interface SigningExtra {
  /** Document that the action anchors; uploaded, and shown by the signer. */
  readonly document?: PreparedDocument | undefined;
  readonly attachment?: string | undefined;
  /** Documents that the action rests on; shown by the signer only. */
  readonly evidence?: readonly Evidence[] | undefined;
}

/**
 * Signs an action of an operator and sends it.
 * @throws {ClientError} ACTION_REJECTED, NOT_ANCHORED_IN_TIME, DIGEST_MISMATCH
 * @throws {ProblemError} the gateway refused; nothing was stored
 */
export async function signAndSubmit(
  options: DeskOptions,
  kind: ActionKindName,
  fields: ActionFields,
  extra: SigningExtra = {},
): Promise<ActionStatus> {
  const message = composeMessage(options.ledger, kind, options.signer.keyId, timesOf(options), fields);
  const { document, attachment } = extra;
  const evidence = [...(extra.evidence ?? []), ...(document === undefined ? [] : [document])];
  const prepared = await signAction(options.ledger, kind, message, options.signer, { attachment, evidence });
  await options.onSigned?.(prepared);
  const content = document && (await uploadDocument(options.client, document));
  return submitPrepared(options, prepared, content);
}

/** Times of what is signed now. */
export function timesOf({ now = Date.now, validSeconds }: DeskOptions): ActionTimes {
  return { signedAt: Math.floor(now() / 1000), validSeconds };
}

/**
 * Sends what is signed already; safe to repeat, since the digest is the idempotency key.
 * @throws {ClientError} ACTION_REJECTED, NOT_ANCHORED_IN_TIME, DIGEST_MISMATCH
 */
export async function submitPrepared(
  { client, ledger, waitSeconds = 60 }: Pick<DeskOptions, 'client' | 'ledger' | 'waitSeconds'>,
  prepared: PreparedAction,
  content?: ActionContent,
): Promise<ActionStatus> {
  const { action } = prepared;
  const digest = actionDigest(ledger, action.kind, action.message);
  const answer = await client.submitAction({ action, content }, waitSeconds);
  if (answer.digest !== digest) {
    throw new ClientError('DIGEST_MISMATCH', 'The gateway answered for another action than the one that was sent.', {
      digest,
      answered: answer.digest,
    });
  }
  const final = isFinal(answer) || waitSeconds === 0 ? answer : await client.awaitAction(digest, waitSeconds);
  return assertNotRejected(final);
}

/** @throws {ClientError} ACTION_REJECTED */
export function assertNotRejected(status: ActionStatus): ActionStatus {
  if (status.status !== 'REJECTED' && status.status !== 'QUARANTINED') return status;
  const { digest, kind, reason = 'no reason given' } = status;
  throw new ClientError('ACTION_REJECTED', `The ledger refused the action: ${reason}.`, { digest, kind, reason });
}

/** Uploads canonical bytes and files of a document. @returns what an action that names its root carries */
export async function uploadDocument(client: CorridorClient, prepared: PreparedDocument): Promise<ActionContent> {
  for (const [sha256, { bytes, mediaType }] of prepared.contents) await client.storeContent(sha256, bytes, mediaType);
  await client.storeContent(prepared.canonicalSha256, prepared.canonical, 'application/json');
  return { document: prepared.canonicalSha256, secret: prepared.secret, files: prepared.files };
}
