/** Checks of a dossier's people: every signature, and that each signer was in standing when the action was applied. */
import { isSignedBy } from '../signers/check-signature.ts';
import { type AppliedAction, isByKey } from './applied-action.ts';
import { type DossierFault, fault } from './faults.ts';
import { type Registry, standingFault } from './registry-records.ts';
import type { Trust } from './trust.ts';

/** Actions outside the log of which the signatures are looked at: they are counterfeit already, and may be many. */
const FOREIGN_CHECKED = 16;

/** @param foreign actions that do not stand in the log */
export function checkSignatures(
  applied: readonly AppliedAction[],
  foreign: ReadonlySet<AppliedAction>,
  { verifiers }: Trust,
): DossierFault[] {
  const looked = new Set([...foreign].slice(0, FOREIGN_CHECKED));
  return applied
    .filter((each) => !foreign.has(each) || looked.has(each))
    .flatMap(({ action, digest, signers, leaf, where, sequence }) => {
      if (isByKey(action) && signers[0] !== leaf.actor) return [fault('OTHER_SIGNER', where, { sequence })];
      return action.signatures.flatMap((signature, at) =>
        isSignedBy(signature, digest, verifiers)
          ? []
          : [fault('BAD_SIGNATURE', `${where}/action/signatures/${at}`, { sequence, key: signers[at] ?? '' })],
      );
    });
}

/** @param actions of the case */
export function checkSigners(actions: readonly AppliedAction[], registry: Registry): DossierFault[] {
  return actions.flatMap(({ leaf, sequence, anchoredAt, where }) => {
    const code = standingFault(registry, leaf.actor, sequence, anchoredAt);
    return code === undefined ? [] : [fault(code, where, { sequence, key: leaf.actor })];
  });
}
