/** An applied action with everything that follows from it alone. */
import { concat, id, keccak256 } from 'ethers';
import {
  ACTION_KINDS,
  type ActionKind,
  type ActionMessage,
  actionDigest,
  keyIdOf,
  type LedgerDomain,
  type SignedAction,
} from '../actions.ts';
import type { LogLeaf } from '../log/log-leaf.ts';
import type { DossierEntry } from './dossier.ts';

export interface AppliedAction {
  readonly sequence: number;
  /** Block time, unix seconds. */
  readonly anchoredAt: number;
  readonly action: SignedAction;
  readonly digest: string;
  /** Key ids of its signers in order. */
  readonly signers: readonly string[];
  /** Leaf that must stand in the log. */
  readonly leaf: LogLeaf;
  /** From the leaf's sibling up. */
  readonly path: readonly string[];
  /** RFC 6901 pointer into the dossier. */
  readonly where: string;
}

/**
 * @param action of the entry, read by `parseSignedAction`
 * @param keyId id of a signer; few people sign many actions, so whoever reads many keeps the ids
 */
export function appliedAction(
  ledger: LedgerDomain,
  action: SignedAction,
  entry: Omit<DossierEntry, 'action'>,
  where: string,
  keyId: (signer: string) => string = keyIdOf,
): AppliedAction {
  const { sequence, anchoredAt, actorHead, subjectHead, path } = entry;
  const digest = actionDigest(ledger, action.kind, action.message);
  const signers = action.signatures.map(({ signer }) => keyId(signer));
  const leaf: LogLeaf = {
    sequence,
    kind: action.kind,
    blockTime: anchoredAt,
    digest,
    signatureDigest: digestOf(signers, action),
    actor: actorOf(action),
    subject: subjectOf(action),
    actorHead,
    subjectHead,
  };
  return { sequence, anchoredAt, action, digest, signers, leaf, path, where };
}

/** keccak256 over the hash of signer and signature of each in order. @see ILedger.ActionApplied */
export function signatureDigest(action: Pick<SignedAction, 'signatures'>): string {
  return digestOf(
    action.signatures.map(({ signer }) => keyIdOf(signer)),
    action,
  );
}

function digestOf(signers: readonly string[], { signatures }: Pick<SignedAction, 'signatures'>): string {
  return keccak256(concat(signatures.flatMap(({ signature }, at) => [signers[at] ?? '0x', keccak256(signature)])));
}

/** Whether one key acts, its rotation included, and not a council. */
export function isByKey({ kind }: Pick<SignedAction, 'kind'>): boolean {
  const { authority }: ActionKind = ACTION_KINDS[kind];
  return authority === 'OPERATOR' || authority === 'ROTATION';
}

/** Who acts: a key, or a council by the hash of its jurisdiction's code. */
export function actorOf(action: SignedAction): string {
  return isByKey(action) ? textOf(action, 'keyId') : jurisdictionId(textOf(action, 'jurisdiction'));
}

/** What an action is on, as its event names it. @see contracts/Ledger.sol, contracts/Registry.sol */
export function subjectOf(action: SignedAction): string {
  switch (action.kind) {
    case 'CancelAction':
      return textOf(action, 'action');
    case 'RotateKey':
      return textOf(action, 'newKeyId');
    case 'EnrolParty':
    case 'SetPartyRole':
    case 'SetPartyStatus':
      return partySubject(textOf(action, 'partyId'));
    case 'EnrolKey':
      return textOf(action, 'enrolledKeyId');
    case 'RevokeKey':
      return textOf(action, 'revokedKeyId');
    case 'EnrolJurisdiction':
      return jurisdictionId(textOf(action, 'newJurisdiction'));
    default:
      return 'caseId' in action.message ? textOf(action, 'caseId') : actorOf(action);
  }
}

/** A party as the subject of an action: its 8 bytes, left-aligned. */
export function partySubject(partyId: string): string {
  return `${partyId}${'0'.repeat(48)}`;
}

/** A jurisdiction as actor or subject. @param code ISO 3166-1 alpha-2 */
export function jurisdictionId(code: string): string {
  return id(code);
}

export function textOf({ message }: { readonly message: ActionMessage }, name: string): string {
  return String(message[name]);
}

export function numberOf({ message }: { readonly message: ActionMessage }, name: string): number {
  return Number(message[name]);
}
