/** Making council proposals: the action of a kind, unsigned, with the attachment that it names by hash. */
import { type ActionFields, composeMessage } from '../../../client/compose.ts';
import { prepareDocument, randomBytes } from '../../../client/documents.ts';
import {
  type ActionKindName,
  keyIdOf,
  type LedgerDomain,
  MAX_DEADLINE_SECONDS,
  membersAttachment,
  membersHash,
} from '../../../protocol/actions.ts';
import type { PartyProfile } from '../../../protocol/documents/party-profile.ts';
import { toChainHex } from '../../../protocol/merkle/hex.ts';
import { PROPOSAL_FORMAT, type Proposal } from './council-file.ts';

/** What every proposal of one council has in common. */
export interface ProposalBase {
  readonly ledger: LedgerDomain;
  /** ISO 3166-1 alpha-2 code of the council's jurisdiction. */
  readonly jurisdiction: string;
  /** Unix seconds. */
  readonly signedAt: number;
}

export interface KeyEnrolment {
  readonly partyId: string;
  readonly operatorId: string;
  /** ERC-7913 signer bytes, hex. */
  readonly signer: string;
  /** Unix seconds. */
  readonly validFrom: number;
  readonly validUntil: number;
}

/** Random 8-byte id of a party or operator, `0x…`; opaque on purpose. */
export function randomOpaqueId(): string {
  return toChainHex(randomBytes(8));
}

/** Members need time to pass the file around: the deadline is the latest that the ledger allows. */
export function propose(
  { ledger, jurisdiction, signedAt }: ProposalBase,
  kind: ActionKindName,
  fields: ActionFields,
  attachment?: string,
): Proposal {
  const times = { signedAt, validSeconds: MAX_DEADLINE_SECONDS };
  const message = composeMessage(ledger, kind, jurisdiction, times, fields);
  const action = { kind, message, signatures: [], ...(attachment === undefined ? {} : { attachment }) };
  return { format: PROPOSAL_FORMAT, ledger, action };
}

/** Enrols a party; the profile stays off chain, its root is what the members sign. */
export function proposeParty(base: ProposalBase, profile: PartyProfile, role: string): Proposal {
  const { root, secret, document } = prepareDocument(profile);
  const proposal = propose(base, 'EnrolParty', { partyId: profile.partyId, role, profile: root });
  return { ...proposal, content: { document, secret } };
}

/** Enrols a key by its fingerprint. */
export function proposeKey(base: ProposalBase, enrolment: KeyEnrolment): Proposal {
  const { signer, ...fields } = enrolment;
  return propose(base, 'EnrolKey', { enrolledKeyId: keyIdOf(signer), ...fields }, signer);
}

/** @param members key ids of the new council */
export function proposeCouncil(base: ProposalBase, members: readonly string[], threshold: number): Proposal {
  return propose(base, 'SetCouncil', { members: membersHash(members), threshold }, membersAttachment(members));
}
