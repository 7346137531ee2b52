/** The promise that goes with the 202 of an action. */
import type { SignedAction } from '../../../protocol/actions.ts';
import type { NoteSecretKey } from '../../../protocol/log/note-key.ts';
import { latestAnchoring, signPromise } from '../../../protocol/log/promise.ts';

/** What a promise is about; times in unix seconds. */
export interface PromisedAction {
  readonly digest: string;
  readonly acceptedAt: number;
  readonly notBefore: number;
  readonly deadline: number;
}

export function promisedAction({ message }: SignedAction, digest: string, acceptedAt: Date): PromisedAction {
  return {
    digest,
    acceptedAt: Math.floor(acceptedAt.getTime() / 1_000),
    notBefore: Number(message['notBefore']),
    deadline: Number(message['deadline']),
  };
}

/**
 * Signs promises.
 * @param origin of the log
 * @param boundSeconds within which the gateway anchors, counted from when the action may be applied at the earliest
 */
export function createPromises(secret: NoteSecretKey, origin: string, boundSeconds: number) {
  return ({ digest, acceptedAt, notBefore, deadline }: PromisedAction): string => {
    const anchoredBy = latestAnchoring(Math.max(acceptedAt, notBefore), deadline, boundSeconds);
    return signPromise({ origin, digest, acceptedAt, anchoredBy }, secret);
  };
}
