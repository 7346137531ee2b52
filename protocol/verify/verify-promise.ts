/** A gateway's promise by itself: genuine or not, and kept or broken as far as a source knows. */
import { gatewaysOf, type Trust } from '../dossier/trust.ts';
import { logOrigin } from '../log/checkpoint.ts';
import { type AnchoringPromise, judgePromise, openPromise } from '../log/promise.ts';
import type { Verification, VerificationCheck } from '../verification.ts';
import type { ActionFate } from './ledger-source.ts';

/**
 * @param fateOf what a source knows of an action
 */
export async function verifyPromise(
  note: string,
  trust: Trust,
  fateOf: (digest: string) => Promise<ActionFate>,
): Promise<Verification> {
  const opened = openPromise(note, logOrigin(trust.ledger.ledgerId), gatewaysOf(trust));
  if (!opened.ok) {
    const reason = 'The promise is not signed by a gateway that was pinned, or was changed.';
    const check: VerificationCheck = { name: 'PROMISE', ok: false, detail: reason, code: 'PROMISE_UNSOUND' };
    return { outcome: 'DIGEST_MISMATCH', reason, checks: [check] };
  }
  const { promise, gateway } = opened;
  const fate = await fateOf(promise.digest);
  return judged(promise, gateway, fate);
}

function judged(promise: AnchoringPromise, gateway: string, fate: ActionFate): Verification {
  const { digest, anchoredBy } = promise;
  const due = new Date(anchoredBy * 1000).toISOString();
  const verdict = judgePromise(promise, fate, fate.knownUntil);
  const about = `${gateway} promised ${digest} by ${due}`;
  if (verdict === 'OPEN') {
    const reason = `${about}: what is known ends before that.`;
    return { outcome: 'CANNOT_CHECK', reason, checks: [{ name: 'PROMISE', ok: null, detail: reason }] };
  }
  if (verdict === 'BROKEN') {
    const reason = `${about}, and did not keep it: this file is evidence.`;
    return {
      outcome: 'NOT_ANCHORED',
      reason,
      checks: [{ name: 'PROMISE', ok: false, detail: reason, code: 'PROMISE_BROKEN' }],
    };
  }
  const reason = `${about}, and kept it.`;
  return { outcome: 'VALID', reason, checks: [{ name: 'PROMISE', ok: true, detail: reason }] };
}
