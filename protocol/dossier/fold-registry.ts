/**
 * Who people were when they signed: registry actions of a dossier, replayed in order from the councils that the verifier
 * pinned. What does not fit is a fault; what the chain would not have applied cannot have been applied.
 */
import { dataSlice, toUtf8String } from 'ethers';
import { ACTION_KINDS, type ActionKind, keyIdOf, membersHash } from '../actions.ts';
import { NO_LANE } from '../vocabulary.ts';
import { type AppliedAction, numberOf, textOf } from './applied-action.ts';
import { type DossierFault, type FaultCode, fault } from './faults.ts';
import {
  before,
  type JurisdictionRecord,
  type PartyRecord,
  type Policy,
  type Quorum,
  type Registry,
  standingFault,
} from './registry-records.ts';
import type { Trust } from './trust.ts';

/** Policy of a jurisdiction that never set one. @see contracts/registry/Councils.sol _enrolJurisdiction */
const FIRST_POLICY: Policy = {
  quorums: { GREEN: 1, YELLOW: 1, ORANGE: 1, RED: 2 },
  minimumEndorsements: 0,
  minimumLane: NO_LANE,
  arrivalRequired: false,
};
/** @see contracts/registry/Governance.sol PAUSE_SECONDS */
const PAUSE_SECONDS = 24 * 60 * 60;

type Step = (registry: Registry, applied: AppliedAction, own: JurisdictionRecord) => FaultCode | undefined;

/** @param actions by ascending sequence */
export function foldRegistry(
  actions: readonly AppliedAction[],
  trust: Trust,
): { readonly registry: Registry; readonly faults: readonly DossierFault[] } {
  const registry: Registry = { keys: new Map(), parties: new Map(), jurisdictions: new Map() };
  for (const { jurisdiction, members, threshold } of trust.councils)
    found(registry, jurisdiction, { members, threshold }, 0);
  const faults: DossierFault[] = [];
  for (const applied of actions) {
    const code = apply(registry, applied);
    if (code !== undefined) faults.push(fault(code, applied.where, { sequence: applied.sequence }));
  }
  return { registry, faults };
}

function found({ jurisdictions }: Registry, code: string, council: Quorum, sequence: number): void {
  jurisdictions.set(code, {
    code,
    council,
    recovery: undefined,
    pending: undefined,
    policies: [{ sequence, value: FIRST_POLICY }],
    pausedUntil: [],
  });
}

function apply(registry: Registry, applied: AppliedAction): FaultCode | undefined {
  const { kind } = applied.action;
  if (kind === 'RotateKey') return rotate(registry, applied);
  if (kind === 'EnrolJurisdiction') return enrolJurisdiction(registry, applied);
  const own = registry.jurisdictions.get(textOf(applied.action, 'jurisdiction'));
  const { authority }: ActionKind = ACTION_KINDS[kind];
  const quorum = authority === 'RECOVERY' ? own?.recovery : own?.council;
  if (own === undefined || quorum === undefined) return 'COUNCIL_NOT_KNOWN';
  if (!isQuorum(applied.signers, quorum)) return 'TOO_FEW_COUNCIL_SIGNATURES';
  return STEPS[kind]?.(registry, applied, own);
}

/** Kinds that change nothing a dossier tells are left out. */
const STEPS: Readonly<Record<string, Step>> = {
  EnrolParty({ parties }, { sequence, action }, { code }) {
    const partyId = textOf(action, 'partyId');
    if (parties.has(partyId)) return 'ALREADY_ENROLLED';
    const roles = [{ sequence, value: new Set([textOf(action, 'role')]) }];
    parties.set(partyId, { partyId, jurisdiction: code, profile: textOf(action, 'profile'), suspended: [], roles });
    return undefined;
  },
  SetPartyStatus: onOwnParty((party, { sequence, action }) => {
    party.suspended.push({ sequence, value: textOf(action, 'status') === 'SUSPENDED' });
  }),
  SetPartyRole: onOwnParty((party, { sequence, action }) => {
    const roles = new Set(party.roles.at(-1)?.value);
    if (action.message['granted'] === true) roles.add(textOf(action, 'role'));
    else roles.delete(textOf(action, 'role'));
    party.roles.push({ sequence, value: roles });
  }),
  EnrolKey: enrolKey,
  RevokeKey({ keys, parties }, { sequence, anchoredAt, action }, { code }) {
    const key = keys.get(textOf(action, 'revokedKeyId'));
    if (key === undefined) return 'ENROLMENT_MISSING';
    if (parties.get(key.partyId)?.jurisdiction !== code) return 'OTHER_JURISDICTION';
    if (key.ended !== undefined) return 'KEY_ENDED';
    key.ended = { sequence, value: textOf(action, 'reason'), at: anchoredAt };
    const suspectFrom = numberOf(action, 'suspectFrom');
    if (suspectFrom !== 0) key.suspectFrom = suspectFrom;
    return undefined;
  },
  SetCouncil(_registry, applied, own) {
    return seat(applied, own);
  },
  SetRecovery(_registry, { action }, own) {
    const members = membersIn(action.attachment, textOf(action, 'members'));
    if (members === undefined) return 'ATTACHMENT_MISMATCH';
    own.recovery = { members, threshold: numberOf(action, 'threshold'), delay: numberOf(action, 'delay') };
    return undefined;
  },
  StartRecovery(_registry, { anchoredAt, action }, own) {
    const dueAt = anchoredAt + (own.recovery?.delay ?? 0);
    own.pending = { membersHash: textOf(action, 'members'), threshold: numberOf(action, 'threshold'), dueAt };
    return undefined;
  },
  CancelRecovery(_registry, _applied, own) {
    own.pending = undefined;
    return undefined;
  },
  FinishRecovery(_registry, applied, own) {
    const { action, anchoredAt } = applied;
    const { pending } = own;
    const announced =
      pending?.membersHash === textOf(action, 'members') && pending.threshold === numberOf(action, 'threshold');
    if (!announced || anchoredAt < pending.dueAt) return 'RECOVERY_NOT_DUE';
    return seat(applied, own);
  },
  PauseJurisdiction(_registry, { sequence, anchoredAt }, own) {
    own.pausedUntil.push({ sequence, value: anchoredAt + PAUSE_SECONDS });
    return undefined;
  },
  ResumeJurisdiction(_registry, { sequence }, own) {
    own.pausedUntil.push({ sequence, value: 0 });
    return undefined;
  },
  SetPolicy(_registry, { sequence, action }, own) {
    const lane = (name: string) => numberOf(action, name);
    const value: Policy = {
      quorums: {
        GREEN: lane('quorumGreen'),
        YELLOW: lane('quorumYellow'),
        ORANGE: lane('quorumOrange'),
        RED: lane('quorumRed'),
      },
      minimumEndorsements: numberOf(action, 'minimumEndorsements'),
      minimumLane: textOf(action, 'minimumLane'),
      arrivalRequired: action.message['arrivalRequired'] === true,
    };
    own.policies.push({ sequence, value });
    return undefined;
  },
};

function onOwnParty(change: (party: PartyRecord, applied: AppliedAction) => void): Step {
  return ({ parties }, applied, { code }) => {
    const party = parties.get(textOf(applied.action, 'partyId'));
    if (party === undefined) return 'ENROLMENT_MISSING';
    if (party.jurisdiction !== code) return 'OTHER_JURISDICTION';
    change(party, applied);
    return undefined;
  };
}

function enrolKey(
  { keys, parties }: Registry,
  { sequence, action }: AppliedAction,
  own: JurisdictionRecord,
): FaultCode | undefined {
  const party = parties.get(textOf(action, 'partyId'));
  if (party === undefined) return 'ENROLMENT_MISSING';
  if (party.jurisdiction !== own.code) return 'OTHER_JURISDICTION';
  const keyId = textOf(action, 'enrolledKeyId');
  if (keyIdOf(action.attachment ?? '0x') !== keyId) return 'ATTACHMENT_MISMATCH';
  if (keys.has(keyId)) return 'ALREADY_ENROLLED';
  keys.set(keyId, {
    keyId,
    partyId: party.partyId,
    operatorId: textOf(action, 'operatorId'),
    validFrom: numberOf(action, 'validFrom'),
    validUntil: numberOf(action, 'validUntil'),
    enrolledBy: sequence,
    ended: undefined,
    suspectFrom: undefined,
  });
  return undefined;
}

/** The new key takes the place of the old one for the same person. */
function rotate(registry: Registry, { sequence, anchoredAt, action, signers }: AppliedAction): FaultCode | undefined {
  const old = registry.keys.get(textOf(action, 'keyId'));
  if (old === undefined) return 'ENROLMENT_MISSING';
  const cannot = standingFault(registry, old.keyId, sequence, anchoredAt);
  if (cannot !== undefined) return cannot;
  const keyId = textOf(action, 'newKeyId');
  if (signers[0] !== old.keyId || signers[1] !== keyId) return 'ATTACHMENT_MISMATCH';
  if (registry.keys.has(keyId)) return 'ALREADY_ENROLLED';
  old.ended = { sequence, value: 'ROTATED', at: anchoredAt };
  const { partyId, operatorId, validUntil } = old;
  const fresh = { keyId, partyId, operatorId, validFrom: anchoredAt, validUntil, enrolledBy: sequence };
  registry.keys.set(keyId, { ...fresh, ended: undefined, suspectFrom: undefined });
  return undefined;
}

/** Every council signs for a new jurisdiction. */
function enrolJurisdiction(registry: Registry, { sequence, action, signers }: AppliedAction): FaultCode | undefined {
  const councils = [...registry.jurisdictions.values()].map(({ council }) => council);
  const everyone: Quorum = { members: councils.flatMap(({ members }) => members), threshold: 0 };
  const enough = councils.every(
    ({ members, threshold }) => signers.filter((key) => members.includes(key)).length >= threshold,
  );
  if (!enough || !isQuorum(signers, everyone)) return 'TOO_FEW_COUNCIL_SIGNATURES';
  const code = textOf(action, 'newJurisdiction');
  const attachment = action.attachment ?? '0x';
  if (attachment.length < 6 || toUtf8String(dataSlice(attachment, 0, 2)) !== code) return 'ATTACHMENT_MISMATCH';
  const members = membersIn(dataSlice(attachment, 2), textOf(action, 'members'));
  if (members === undefined) return 'ATTACHMENT_MISMATCH';
  if (registry.jurisdictions.has(code)) return 'ALREADY_ENROLLED';
  found(registry, code, { members, threshold: numberOf(action, 'threshold') }, sequence);
  return undefined;
}

/** A new council takes its seats, and whatever recovery was announced is void. */
function seat({ action }: AppliedAction, own: JurisdictionRecord): FaultCode | undefined {
  const members = membersIn(action.attachment, textOf(action, 'members'));
  if (members === undefined) return 'ATTACHMENT_MISMATCH';
  own.council = { members, threshold: numberOf(action, 'threshold') };
  own.pending = undefined;
  return undefined;
}

/** Whether enough members signed, nobody else did, and each once: the contract wants them in ascending order. */
function isQuorum(signers: readonly string[], { members, threshold }: Quorum): boolean {
  const ascending = signers.every((key, at) => at === 0 || key > (signers[at - 1] ?? ''));
  return ascending && signers.length >= threshold && signers.every((key) => members.includes(key));
}

/** Key ids in an attachment; undefined if they are not those that the message names by hash. */
function membersIn(attachment = '0x', hash: string): string[] | undefined {
  const digits = attachment.slice(2);
  if (digits.length === 0 || digits.length % 64 !== 0) return undefined;
  const members = Array.from({ length: digits.length / 64 }, (_, at) => `0x${digits.slice(at * 64, at * 64 + 64)}`);
  return membersHash(members) === hash ? members : undefined;
}

/** What a jurisdiction asked for when something was lodged. */
export function policyAt({ jurisdictions }: Registry, code: string, sequence: number): Policy | undefined {
  return before(jurisdictions.get(code)?.policies ?? [], sequence);
}
