/**
 * The promise that a gateway signs when it accepts an action: that it will be on chain, or be refused by the chain, by a
 * stated time. A signed note:
 *
 * ```
 * corridor-promise/v1
 * <origin of the log>
 * action <digest, 0x hex>
 * accepted <unix seconds>
 * anchored by <unix seconds>
 * ```
 *
 * A promise that was not kept is evidence against the gateway; a refusal that the chain proves is a kept promise.
 */
import { CodedError } from '../coded-error.ts';
import { CHAIN_HEX_32 } from '../merkle/hex.ts';
import { type GatewayKey, promiseKey } from './gateway-key.ts';
import { formatNote, parseNote } from './note.ts';
import { checkSignature, type NoteSecretKey, signNote } from './note-key.ts';

/** First line of a promise, by which a file is recognised as one. */
export const PROMISE_HEAD = 'corridor-promise/v1\n';

export interface AnchoringPromise {
  readonly origin: string;
  /** EIP-712 digest of the action, 0x hex. */
  readonly digest: string;
  /** unix seconds */
  readonly acceptedAt: number;
  /** Latest block time of anchoring, unix seconds. */
  readonly anchoredBy: number;
}

/**
 * Latest time of anchoring: the gateway's bound, but never later than the action's own deadline.
 * @param boundSeconds that the gateway promises
 */
export function latestAnchoring(acceptedAt: number, deadline: number, boundSeconds: number): number {
  return Math.min(deadline, acceptedAt + boundSeconds);
}

/** Signs a promise. @returns the signed note */
export function signPromise(promise: AnchoringPromise, secret: NoteSecretKey): string {
  const text = promiseText(promise);
  return formatNote({ text, signatures: [signNote(text, secret)] });
}

export type OpenedPromise =
  | { readonly ok: true; readonly promise: AnchoringPromise; readonly gateway: string }
  | { readonly ok: false; readonly reason: 'MALFORMED' | 'OTHER_LOG' | 'BAD_SIGNATURE' | 'NOT_SIGNED' };

/** Reads a promise and checks who gave it. @param gateways pinned out of band */
export function openPromise(note: string, origin: string, gateways: readonly GatewayKey[]): OpenedPromise {
  const read = readPromise(note);
  if (read === undefined) return { ok: false, reason: 'MALFORMED' };
  if (read.promise.origin !== origin) return { ok: false, reason: 'OTHER_LOG' };
  for (const gateway of gateways) {
    for (const line of read.note.signatures) {
      const { outcome } = checkSignature(read.note.text, line, promiseKey(gateway));
      if (outcome === 'BAD_SIGNATURE') return { ok: false, reason: 'BAD_SIGNATURE' };
      if (outcome === 'VALID') return { ok: true, promise: read.promise, gateway: gateway.name };
    }
  }
  return { ok: false, reason: 'NOT_SIGNED' };
}

/** What is known of a promised action: its block time, the time at which the chain refused it, or nothing. */
export interface ActionFate {
  readonly anchoredAt?: number;
  readonly refusedAt?: number;
}

/**
 * Whether a promise was kept.
 * @param knownUntil time up to which everything on chain is known, unix seconds
 */
export function judgePromise(
  { anchoredBy }: AnchoringPromise,
  { anchoredAt, refusedAt }: ActionFate,
  knownUntil: number,
): 'KEPT' | 'BROKEN' | 'OPEN' {
  const decidedAt = Math.min(anchoredAt ?? Number.POSITIVE_INFINITY, refusedAt ?? Number.POSITIVE_INFINITY);
  if (decidedAt <= anchoredBy) return 'KEPT';
  return knownUntil > anchoredBy ? 'BROKEN' : 'OPEN';
}

function promiseText({ origin, digest, acceptedAt, anchoredBy }: AnchoringPromise): string {
  return `${PROMISE_HEAD}${origin}\naction ${digest}\naccepted ${acceptedAt}\nanchored by ${anchoredBy}\n`;
}

const PROMISE = /^corridor-promise\/v1\n(\S+)\naction (0x[0-9a-f]{64})\naccepted (\d{1,15})\nanchored by (\d{1,15})\n$/;

function readPromise(text: string) {
  try {
    const note = parseNote(text);
    const [, origin = '', digest = '', acceptedAt, anchoredBy] = PROMISE.exec(note.text) ?? [];
    const promise = { origin, digest, acceptedAt: Number(acceptedAt), anchoredBy: Number(anchoredBy) };
    // one spelling: numbers with leading zeros are another text
    return CHAIN_HEX_32.test(digest) && promiseText(promise) === note.text ? { note, promise } : undefined;
  } catch (error) {
    if (error instanceof CodedError) return undefined;
    throw error;
  }
}
