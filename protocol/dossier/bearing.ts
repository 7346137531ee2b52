/**
 * Whose standing a case rests on: the keys that signed, the parties that they act for, the offices that were named, and
 * the jurisdictions whose councils enrolled them. Whoever makes a dossier collects these, and whoever verifies one asks
 * for exactly these.
 */
import type { SignedAction } from '../actions.ts';
import { jurisdictionId, partySubject, textOf } from './applied-action.ts';

/** Ids that an action of a case rests on: its signer, and the office that a declaration names. */
export function idsOfCaseAction(action: SignedAction): string[] {
  const key = textOf(action, 'keyId');
  return action.kind === 'LodgeDeclaration' ? [key, partySubject(textOf(action, 'officeId'))] : [key];
}

/** Ids that a registry action rests on. @param founders codes of the founding jurisdictions */
export function idsOfRegistryAction(action: SignedAction, founders: readonly string[]): string[] {
  switch (action.kind) {
    case 'RotateKey':
      return [textOf(action, 'keyId')];
    case 'EnrolKey':
      return [partySubject(textOf(action, 'partyId')), jurisdictionId(textOf(action, 'jurisdiction'))];
    // every council signs for a new one
    case 'EnrolJurisdiction':
      return founders.map(jurisdictionId);
    default:
      return [jurisdictionId(textOf(action, 'jurisdiction'))];
  }
}

/**
 * Every id whose standing bears on a case.
 * @param registryOn registry actions that changed the standing of an id
 */
export function bearingIds(
  caseActions: readonly SignedAction[],
  registryOn: (id: string) => readonly SignedAction[],
  founders: readonly string[],
): Set<string> {
  const ids = new Set(caseActions.flatMap(idsOfCaseAction));
  // a set that grows while it is walked is walked to its end
  for (const id of ids) {
    for (const action of registryOn(id)) {
      for (const next of idsOfRegistryAction(action, founders)) ids.add(next);
    }
  }
  return ids;
}
