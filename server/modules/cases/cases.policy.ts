/**
 * Who may see a case: the one place where that is decided. A case that a party may not see does not exist for it.
 *
 * - A party takes part if it opened the case or the signed envelope addresses it, or if it is a competent office.
 * - Customs administrations, customs offices and auditors read the cases that concern their jurisdiction.
 * - Having lodged something on a case opens nothing beyond that: case ids are public on chain.
 */

import type { CaseStanding } from '../../http/authorise.ts';
import type { Caller } from '../../http/caller.ts';
import type { CaseFilter } from '../projection/case-queries.repository.ts';

/** Why a party stands on a case, and which jurisdictions the case concerns. */
export interface CaseCircle {
  readonly parties: readonly { readonly partyId: string; readonly why: string }[];
  readonly jurisdictions: readonly string[];
}

/** Roles that read every case of their jurisdiction. */
export const READER_ROLES: readonly string[] = ['CUSTOMS_ADMINISTRATION', 'CUSTOMS_OFFICE', 'AUDITOR'];

/** Reasons that make a party a participant. */
export const PARTICIPANT_REASONS: readonly string[] = ['OPENER', 'ADDRESSED', 'OFFICE'];

/** Standing of a caller towards a case. @param circle undefined if there is no such case */
export function standingOf(caller: Caller, circle: CaseCircle | undefined): CaseStanding {
  if (circle === undefined) return 'NONE';
  const takesPart = circle.parties.some(
    ({ partyId, why }) => partyId === caller.partyId && PARTICIPANT_REASONS.includes(why),
  );
  if (takesPart) return 'PARTICIPANT';
  return readsJurisdiction(caller) && circle.jurisdictions.includes(caller.jurisdiction) ? 'READER' : 'NONE';
}

/** Whether a caller reads every case of its jurisdiction. */
export function readsJurisdiction({ roles }: Caller): boolean {
  return roles.some((role) => READER_ROLES.includes(role));
}

/** The cases that a caller may see, as a filter of rows: those for which `standingOf` is not `NONE`. */
export function visibleTo(caller: Caller): CaseFilter {
  return {
    partyId: caller.partyId,
    reasons: PARTICIPANT_REASONS,
    jurisdiction: readsJurisdiction(caller) ? caller.jurisdiction : undefined,
  };
}

/** Whether a caller may read what a party lodged: its own, or anything in a case that it sees. */
export function mayReadLodged(caller: Caller, lodgedBy: string, standing: CaseStanding): boolean {
  return caller.partyId === lodgedBy || standing !== 'NONE';
}

/**
 * Whether the gateway of a jurisdiction may have what a party lodged in a case: exactly if somebody whom that gateway
 * serves may read it. Who that is in person, the other gateway decides by the same rules.
 * @param jurisdictions of the parties of the case and of the lodging one, by party id
 */
export function gatewayMayRead(
  jurisdiction: string,
  lodgedBy: string,
  circle: CaseCircle | undefined,
  jurisdictions: ReadonlyMap<string, string>,
): boolean {
  if (circle === undefined) return false;
  if (circle.jurisdictions.includes(jurisdiction) || jurisdictions.get(lodgedBy) === jurisdiction) return true;
  return circle.parties.some(
    ({ partyId, why }) => PARTICIPANT_REASONS.includes(why) && jurisdictions.get(partyId) === jurisdiction,
  );
}
