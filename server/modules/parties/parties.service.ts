/** Who is enrolled, with which roles and keys, read from the index. */
import { dataSlice, toUtf8String } from 'ethers';
import type { PartyProfile } from '../../../protocol/documents/party-profile.ts';
import type { Db } from '../../database/pool.ts';
import { AppError } from '../../errors/app-error.ts';
import { type Clock, isoSeconds, unixSeconds } from '../../platform/clock.ts';
import * as registry from '../projection/registry.repository.ts';
import { keyStanding } from '../session/key-standing.ts';
import type { Jurisdiction, Jurisdictions, Key, PartiesQuery, Party } from './parties.schemas.ts';

/** Profiles by their root, as far as the gateway holds them; owned by the contents module. */
export type FindProfiles = (roots: readonly string[]) => Promise<ReadonlyMap<string, PartyProfile>>;

export interface PartiesServiceOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly findProfiles: FindProfiles;
  /** Address of the verifier of pinned passkeys, lower-case hex. */
  readonly webAuthnVerifier: string;
}

export interface PartiesService {
  /** One page and one more, in the order of ids. @param after id of the last party of the page before */
  list(query: Omit<PartiesQuery, 'cursor'>, after: string | undefined): Promise<Party[]>;
  /** @throws {AppError} PARTY_NOT_FOUND */
  read(partyId: string): Promise<Party>;
  jurisdictions(): Promise<Jurisdictions>;
}

export function createPartiesService(options: PartiesServiceOptions): PartiesService {
  const { db } = options;
  return {
    async list({ jurisdiction, role, limit }, after) {
      return complete(options, await registry.findParties(db, { jurisdiction, role, after, limit: limit + 1 }));
    },
    async read(partyId) {
      const row = await registry.findParty(db, partyId);
      const [party] = row === undefined ? [] : await complete(options, [row]);
      if (party === undefined) throw new AppError('PARTY_NOT_FOUND');
      return party;
    },
    jurisdictions: () => jurisdictions(db),
  };
}

async function complete(
  { db, clock, findProfiles, webAuthnVerifier }: PartiesServiceOptions,
  rows: readonly registry.PartyWithRoles[],
): Promise<Party[]> {
  const keys = await registry.keysOfParties(
    db,
    rows.map(({ party_id }) => party_id),
  );
  const profiles = await findProfiles(rows.map(({ profile }) => profile));
  const now = unixSeconds(clock);
  return rows.map((party) => ({
    partyId: party.party_id,
    jurisdiction: party.jurisdiction,
    roles: [...party.roles],
    status: party.status,
    statusReason: party.status_reason,
    enrolledAt: isoSeconds(party.enrolled_at),
    profile: profileOf(party.profile, profiles.get(party.profile)),
    keys: keys
      .filter(({ party_id }) => party_id === party.party_id)
      .map((key) => keyOf(key, keyStanding({ key, party }, now), webAuthnVerifier)),
  }));
}

function profileOf(root: string, profile: PartyProfile | undefined): Party['profile'] {
  return {
    root,
    legalName: profile?.legalName ?? null,
    localName: profile?.localName ?? null,
    identifiers: (profile?.identifiers ?? []).map(({ scheme, value }) => ({ scheme, value })),
  };
}

function keyOf(key: registry.KeyRow, standing: Key['standing'], webAuthnVerifier: string): Key {
  return {
    keyId: key.key_id,
    operatorId: key.operator_id,
    ...signerParts(key.signer, webAuthnVerifier),
    signer: key.signer,
    standing,
    validFrom: isoSeconds(key.valid_from),
    validUntil: isoSeconds(key.valid_until),
    revokedAt: isoOrNull(key.revoked_at),
    suspectFrom: isoOrNull(key.suspect_from),
    revokeReason: key.revoke_reason,
    rotatedTo: key.rotated_to,
  };
}

/** Bytes of a signer: 20 of the address or verifier; a passkey has 96 of point and relying party, then its origin. */
const ADDRESS_BYTES = 20;
const ORIGIN_OFFSET = 116;

function signerParts(signer: string, webAuthnVerifier: string): Pick<Key, 'type' | 'origin'> {
  if (signer.length === 2 + 2 * ADDRESS_BYTES) return { type: 'SECP256K1', origin: null };
  if (dataSlice(signer, 0, ADDRESS_BYTES) !== webAuthnVerifier) return { type: 'P256', origin: null };
  // The contract checks the length of an origin, not that it is text.
  return { type: 'WEBAUTHN', origin: toUtf8String(dataSlice(signer, ORIGIN_OFFSET), () => 0) };
}

async function jurisdictions(db: Db): Promise<Jurisdictions> {
  const [rows, policies, ledger] = await Promise.all([
    registry.allJurisdictions(db),
    registry.currentPolicies(db),
    registry.ledgerState(db),
  ]);
  return {
    items: rows.map((row) =>
      jurisdictionOf(
        row,
        policies.find(({ jurisdiction }) => jurisdiction === row.code),
      ),
    ),
    mutualRecognition: ledger?.mutual_recognition ?? false,
  };
}

function jurisdictionOf(row: registry.JurisdictionRow, policy: registry.PolicyRow | undefined): Jurisdiction {
  return {
    code: row.code,
    council: { epoch: row.council_epoch, threshold: row.council_threshold, members: [...row.council_members] },
    recovery: recoveryOf(row),
    pendingRecovery: pendingRecoveryOf(row),
    pausedUntil: isoOrNull(row.paused_until),
    policy: policy === undefined ? null : policyOf(policy),
  };
}

function recoveryOf(row: registry.JurisdictionRow): Jurisdiction['recovery'] {
  const {
    recovery_epoch: epoch,
    recovery_threshold: threshold,
    recovery_members: members,
    recovery_delay: delay,
  } = row;
  if (epoch === null || threshold === null || members === null || delay === null) return null;
  return { epoch, threshold, members: [...members], delaySeconds: delay };
}

function pendingRecoveryOf(row: registry.JurisdictionRow): Jurisdiction['pendingRecovery'] {
  const { pending_members: members, pending_threshold: threshold, pending_due_at: dueAt } = row;
  if (members === null || threshold === null || dueAt === null) return null;
  return { members, threshold, dueAt: isoSeconds(dueAt) };
}

function policyOf(policy: registry.PolicyRow): NonNullable<Jurisdiction['policy']> {
  return {
    quorumGreen: policy.quorum_green,
    quorumYellow: policy.quorum_yellow,
    quorumOrange: policy.quorum_orange,
    quorumRed: policy.quorum_red,
    minimumEndorsements: policy.minimum_endorsements,
    minimumLane: policy.minimum_lane,
    arrivalRequired: policy.arrival_required,
  };
}

function isoOrNull(seconds: number | null): string | null {
  return seconds === null || seconds === 0 ? null : isoSeconds(seconds);
}
