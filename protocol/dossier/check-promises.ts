/** Promises of gateways in a dossier: genuine or not, kept or broken. */
import { logOrigin } from '../log/checkpoint.ts';
import { judgePromise, openPromise } from '../log/promise.ts';
import type { AppliedAction } from './applied-action.ts';
import type { VouchedState } from './check-log.ts';
import type { Dossier } from './dossier.ts';
import { type DossierFault, fault } from './faults.ts';
import { gatewaysOf, type Trust } from './trust.ts';

/** Gateways that may have promised one action. */
const MAX_PER_ACTION = 8;

export interface JudgedPromise {
  readonly gateway: string;
  readonly sequence: number;
  /** Unix seconds. */
  readonly acceptedAt: number;
  readonly anchoredBy: number;
  readonly anchoredAt: number;
  readonly kept: boolean;
}

export function checkPromises(
  { promises }: Dossier,
  actions: readonly AppliedAction[],
  { asOf }: VouchedState,
  trust: Trust,
): { readonly faults: readonly DossierFault[]; readonly judged: readonly JudgedPromise[] } {
  const faults: DossierFault[] = [];
  const judged: JudgedPromise[] = [];
  promises.forEach((note, at) => {
    const where = `/promises/${at}`;
    // every signature costs time: beyond what there can be, none is looked at
    if (at >= MAX_PER_ACTION * actions.length) {
      faults.push(fault('PROMISE_OF_OTHER_ACTION', where));
      return;
    }
    const opened = openPromise(note, logOrigin(trust.ledger.ledgerId), gatewaysOf(trust));
    if (!opened.ok) {
      faults.push(fault('PROMISE_UNSOUND', where, { reason: opened.reason }));
      return;
    }
    const { digest, acceptedAt, anchoredBy } = opened.promise;
    const action = actions.find((each) => each.digest === digest);
    if (action === undefined) {
      faults.push(fault('PROMISE_OF_OTHER_ACTION', where, { digest }));
      return;
    }
    const { anchoredAt, sequence } = action;
    const kept = judgePromise(opened.promise, { anchoredAt }, asOf) !== 'BROKEN';
    judged.push({ gateway: opened.gateway, sequence, acceptedAt, anchoredBy, anchoredAt, kept });
    if (!kept)
      faults.push(fault('PROMISE_BROKEN', where, { gateway: opened.gateway, sequence, anchoredAt, anchoredBy }));
  });
  return { faults, judged };
}
