/** What registry actions made of people and councils, each fact with the sequence from which it holds. */
import type { FaultCode } from './faults.ts';

/** Members, by key id, and how many of them must sign. */
export interface Quorum {
  readonly members: readonly string[];
  readonly threshold: number;
}

/** A value that holds after a sequence. */
export interface Since<T> {
  readonly sequence: number;
  readonly value: T;
}

/** Officers that a decision in each lane needs. */
export type LaneQuorums = Readonly<Record<'GREEN' | 'YELLOW' | 'ORANGE' | 'RED', number>>;

/** What a jurisdiction asks of declarations that are lodged with its offices. */
export interface Policy {
  readonly quorums: LaneQuorums;
  /** Parties that must have endorsed the version that a release rests on. */
  readonly minimumEndorsements: number;
  /** No lane below this one is given; `NONE` if any may be. */
  readonly minimumLane: string;
  /** The release of an import waits for an arrival that a carrier or terminal of the jurisdiction signed. */
  readonly arrivalRequired: boolean;
}

export interface JurisdictionRecord {
  readonly code: string;
  council: Quorum;
  recovery: (Quorum & { readonly delay: number }) | undefined;
  pending: (Pick<Quorum, 'threshold'> & { readonly membersHash: string; readonly dueAt: number }) | undefined;
  readonly policies: Since<Policy>[];
  /** Unix seconds until which nobody of it may act. */
  readonly pausedUntil: Since<number>[];
}

export interface KeyRecord {
  readonly keyId: string;
  readonly partyId: string;
  readonly operatorId: string;
  /** Unix seconds. */
  readonly validFrom: number;
  /** Unix seconds, exclusive. */
  readonly validUntil: number;
  readonly enrolledBy: number;
  /** Revocation or rotation, with its time. */
  ended: (Since<string> & { readonly at: number }) | undefined;
  /** Unix seconds from which its signatures are doubtful. */
  suspectFrom: number | undefined;
}

export interface PartyRecord {
  readonly partyId: string;
  readonly jurisdiction: string;
  /** Root of its profile. */
  readonly profile: string;
  readonly suspended: Since<boolean>[];
  readonly roles: Since<ReadonlySet<string>>[];
}

export interface Registry {
  readonly keys: Map<string, KeyRecord>;
  readonly parties: Map<string, PartyRecord>;
  readonly jurisdictions: Map<string, JurisdictionRecord>;
}

/** What held just before a sequence; undefined before anything did. */
export function before<T>(history: readonly Since<T>[], sequence: number): T | undefined {
  return history.findLast((each) => each.sequence < sequence)?.value;
}

/**
 * Why a key could not act; undefined if it could.
 * @param sequence of the action
 * @param time of its block, unix seconds
 * @see contracts/registry/Keys.sol _checkStanding
 */
export function standingFault(
  registry: Registry,
  keyId: string,
  sequence: number,
  time: number,
): FaultCode | undefined {
  const key = registry.keys.get(keyId);
  const party = registry.parties.get(key?.partyId ?? '');
  if (key === undefined || party === undefined || key.enrolledBy >= sequence) return 'KEY_NOT_ENROLLED';
  if (key.ended !== undefined && key.ended.sequence < sequence) return 'KEY_ENDED';
  if (time < key.validFrom || time >= key.validUntil) return 'KEY_NOT_VALID_THEN';
  if (before(party.suspended, sequence) === true) return 'PARTY_SUSPENDED';
  const pausedUntil = before(registry.jurisdictions.get(party.jurisdiction)?.pausedUntil ?? [], sequence) ?? 0;
  return time < pausedUntil ? 'JURISDICTION_PAUSED' : undefined;
}

/** Whether a party had a role at a sequence. */
export function hasRole(party: PartyRecord | undefined, role: string, sequence: number): boolean {
  return before(party?.roles ?? [], sequence)?.has(role) ?? false;
}
