/**
 * The signed actions of the ledger: one EIP-712 type per kind, in the order in which the contracts number them.
 *
 * A field of type `string` carries a code that people can read in their wallet; EIP-712 hashes it, so that the contract
 * sees `keccak256(code)` and looks it up in the generated tables. Every other field is a static word. The encoded body
 * of an action is therefore `abi.encode` of its fields with each string replaced by its hash, and the struct hash is
 * `keccak256(typeHash ++ body)` for every kind alike.
 *
 * @see EIP-712; `scripts/generate.ts` writes `contracts/generated/ActionTypes.sol` from this table.
 */
import {
  AbiCoder,
  type BytesLike,
  concat,
  getBytes,
  hexlify,
  keccak256,
  type TypedDataDomain,
  TypedDataEncoder,
} from 'ethers';
import { codeHash, encodeWord, type FieldType } from './abi-words.ts';

export interface ActionField {
  readonly name: string;
  readonly type: FieldType;
}

/** Whose signatures an action carries: one operator key, both keys of a rotation, one council, its recovery quorum, every council. */
export type Authority = 'OPERATOR' | 'ROTATION' | 'COUNCIL' | 'RECOVERY' | 'JOINT';

export interface ActionKind {
  /** Number on chain (`uint8 kind`). */
  readonly id: number;
  readonly authority: Authority;
  readonly fields: readonly ActionField[];
}

const f = (type: FieldType, name: string): ActionField => ({ name, type });

const times = [f('uint64', 'signedAt'), f('uint64', 'notBefore'), f('uint64', 'deadline')];

const operator = (id: number, ...fields: ActionField[]): ActionKind => ({
  id,
  authority: 'OPERATOR',
  fields: [f('bytes32', 'ledgerId'), f('bytes32', 'keyId'), ...times, ...fields],
});

const council = (id: number, authority: Authority, ...fields: ActionField[]): ActionKind => ({
  id,
  authority,
  fields: [f('bytes32', 'ledgerId'), f('string', 'jurisdiction'), ...times, ...fields],
});

const caseId = f('bytes32', 'caseId');
const documentId = f('bytes32', 'documentId');
const root = f('bytes32', 'root');
const declarationId = f('bytes32', 'declarationId');
const expected = f('bytes32', 'expected');
const reason = f('string', 'reason');
const partyId = f('bytes8', 'partyId');
const members = f('bytes32', 'members');
const threshold = f('uint8', 'threshold');

/** Every kind by name. Words 0-4 are always ledgerId, actor (keyId or jurisdiction), signedAt, notBefore, deadline. */
export const ACTION_KINDS = {
  OpenCase: operator(1, caseId, f('bytes32', 'envelope')),
  LodgeDocument: operator(2, caseId, f('uint16', 'documentType'), root),
  AmendDocument: operator(3, caseId, documentId, f('bytes32', 'supersedes'), root, reason),
  WithdrawDocument: operator(4, caseId, documentId, root, reason),
  EndorseDocument: operator(5, caseId, documentId, root),
  LodgeDeclaration: operator(6, caseId, f('string', 'procedure'), f('bytes8', 'officeId'), documentId, root),
  AmendDeclaration: operator(7, caseId, declarationId, expected, documentId, root),
  DecideClearance: operator(
    8,
    caseId,
    declarationId,
    expected,
    f('string', 'outcome'),
    reason,
    f('string', 'lane'),
    documentId,
    root,
    f('uint64', 'validUntil'),
    f('bytes32', 'conditions'),
  ),
  OpenControl: operator(9, caseId, declarationId, f('string', 'control'), reason, f('uint64', 'dueBy')),
  CloseControl: operator(10, caseId, declarationId, f('bytes32', 'controlId'), f('string', 'result'), reason),
  RecordEvents: operator(11, caseId, f('string', 'milestone'), f('uint64', 'occurredAt'), root, f('uint32', 'count')),
  CancelAction: operator(12, f('bytes32', 'action')),
  RotateKey: { ...operator(13, f('bytes32', 'newKeyId')), authority: 'ROTATION' } as ActionKind,

  EnrolParty: council(20, 'COUNCIL', partyId, f('string', 'role'), f('bytes32', 'profile')),
  SetPartyRole: council(21, 'COUNCIL', partyId, f('string', 'role'), f('bool', 'granted')),
  SetPartyStatus: council(22, 'COUNCIL', partyId, f('string', 'status'), reason),
  EnrolKey: council(
    23,
    'COUNCIL',
    f('bytes32', 'enrolledKeyId'),
    partyId,
    f('bytes8', 'operatorId'),
    f('uint64', 'validFrom'),
    f('uint64', 'validUntil'),
  ),
  RevokeKey: council(24, 'COUNCIL', f('bytes32', 'revokedKeyId'), f('uint64', 'suspectFrom'), reason),
  SetCouncil: council(25, 'COUNCIL', members, threshold),
  SetRecovery: council(26, 'COUNCIL', members, threshold, f('uint64', 'delay')),
  StartRecovery: council(27, 'RECOVERY', members, threshold),
  CancelRecovery: council(28, 'COUNCIL', members),
  FinishRecovery: council(29, 'RECOVERY', members, threshold),
  PauseJurisdiction: council(30, 'COUNCIL', reason),
  ResumeJurisdiction: council(31, 'COUNCIL'),
  SetPolicy: council(
    32,
    'COUNCIL',
    f('uint8', 'quorumGreen'),
    f('uint8', 'quorumYellow'),
    f('uint8', 'quorumOrange'),
    f('uint8', 'quorumRed'),
    f('uint8', 'minimumEndorsements'),
    f('string', 'minimumLane'),
    f('bool', 'arrivalRequired'),
  ),
  EnrolJurisdiction: council(33, 'JOINT', f('string', 'newJurisdiction'), members, threshold),
  SetJointPolicy: council(34, 'JOINT', f('bool', 'mutualRecognition')),
  Supersede: council(
    35,
    'JOINT',
    f('address', 'successor'),
    f('bytes32', 'codeHash'),
    f('uint64', 'finalSequence'),
    f('bytes32', 'logRoot'),
  ),
} as const satisfies Record<string, ActionKind>;

export type ActionKindName = keyof typeof ACTION_KINDS;

/** Field values as they travel in JSON: hex for bytes and addresses, numbers for integers (seconds for times), strings for codes. */
export type ActionMessage = Readonly<Record<string, string | number | boolean>>;

export interface ActionSignature {
  /** ERC-7913 signer: a 20-byte address, or verifier address followed by key material; hex. */
  readonly signer: string;
  /** Signature bytes in the form that the signer's verifier reads; hex. */
  readonly signature: string;
}

/** A signed action as it travels over HTTP and stands in a dossier. */
export interface SignedAction {
  readonly kind: ActionKindName;
  readonly message: ActionMessage;
  readonly signatures: readonly ActionSignature[];
  /** Material that the message names by hash only (signer bytes, council members, cancelled action); hex, `0x` if none. */
  readonly attachment?: string;
}

/** The deployment that signatures are made for. */
export interface LedgerDomain {
  readonly chainId: number;
  readonly verifyingContract: string;
  readonly ledgerId: string;
}

/** The actor word of an action that every council signs together. */
export const ALL_JURISDICTIONS = 'ALL';

/** Longest time between `signedAt` and `deadline`, in seconds. */
export const MAX_DEADLINE_SECONDS = 72 * 60 * 60;

/**
 * EIP-712 domain of a ledger.
 * @see contracts/Ledger.sol constructor
 */
export function typedDataDomain(domain: LedgerDomain): TypedDataDomain {
  return {
    name: 'Corridor Ledger',
    version: '1',
    chainId: domain.chainId,
    verifyingContract: domain.verifyingContract,
  };
}

/** EIP-712 `types` argument for one kind, as wallets and `ethers` take it. */
export function typedDataTypes(kind: ActionKindName): Record<string, { name: string; type: string }[]> {
  return { [kind]: ACTION_KINDS[kind].fields.map(({ name, type }) => ({ name, type })) };
}

/** EIP-712 type string, for example `OpenCase(bytes32 ledgerId,bytes32 keyId,...)`. */
export function typeString(kind: ActionKindName): string {
  return `${kind}(${ACTION_KINDS[kind].fields.map(({ name, type }) => `${type} ${name}`).join(',')})`;
}

/**
 * The 32-byte digest that people sign; also nonce, idempotency key and log identity of the action.
 * @returns hex, 32 bytes
 * @throws {TypeError} a field is missing or not of its type
 * @see EIP-712
 */
export function actionDigest(domain: LedgerDomain, kind: ActionKindName, message: ActionMessage): string {
  return bodyDigest(domain, kind, encodeBody(kind, message));
}

/**
 * As {@link actionDigest}, of an action that is encoded already.
 * @param body what {@link encodeBody} made
 */
export function bodyDigest(domain: LedgerDomain, kind: ActionKindName, body: string): string {
  const structHash = keccak256(codeHash(typeString(kind)) + body.slice(2));
  return keccak256(`0x1901${domainSeparator(domain).slice(2)}${structHash.slice(2)}`);
}

/** Separators by domain: a program speaks to one or two ledgers. */
const separators = new WeakMap<LedgerDomain, string>();

function domainSeparator(domain: LedgerDomain): string {
  const known = separators.get(domain);
  if (known !== undefined) return known;
  const separator = TypedDataEncoder.hashDomain(typedDataDomain(domain));
  separators.set(domain, separator);
  return separator;
}

/**
 * The action's fields as the contract reads them: 32-byte words, strings replaced by their keccak256.
 * @returns hex, 32 bytes per field
 * @throws {TypeError} a field is missing or not of its type
 */
export function encodeBody(kind: ActionKindName, message: ActionMessage): string {
  const fields: readonly ActionField[] = ACTION_KINDS[kind].fields;
  const words = fields.map(({ name, type }) => {
    const value = message[name];
    if (value === undefined) throw new TypeError(`${kind}.${name} is missing`);
    return encodeWord(type, value);
  });
  return `0x${words.join('')}`;
}

/** `keyId = keccak256(signer bytes)`: the fingerprint a council approves. */
export function keyIdOf(signer: BytesLike): string {
  return keccak256(signer);
}

/**
 * Document id: bound to the party that lodges first, so that copying a root claims nothing.
 * @param partyId hex, 8 bytes
 * @param root hex, 32 bytes: root of the first version
 * @see contracts/ledger/Documents.sol
 */
export function documentIdOf(caseId: string, partyId: string, root: string): string {
  return keccak256(AbiCoder.defaultAbiCoder().encode(['bytes32', 'bytes8', 'bytes32'], [caseId, partyId, root]));
}

/** Head that an applied action leaves behind on a case, key, party or jurisdiction: `keccak256(previous ++ digest)`. */
export function nextHead(previous: string, digest: string): string {
  return keccak256(concat([previous, digest]));
}

/**
 * ERC-7913 signer of a passkey: verifier, P-256 point, hash of the relying party id and the exact origin it is pinned to.
 * @param origin for example `http://signer.localhost:8788`, no trailing slash
 * @see contracts/verifiers/PinnedWebAuthnVerifier.sol
 */
export function passkeySigner(verifier: string, qx: string, qy: string, rpIdHash: string, origin: string): string {
  return hexlify(concat([verifier, qx, qy, rpIdHash, new TextEncoder().encode(origin)]));
}

/** Hash of a council's member list as it stands in `members`: keccak256 of the sorted key ids, concatenated. */
export function membersHash(keyIds: readonly string[]): string {
  return keccak256(concat([...keyIds].sort()));
}

/** Attachment of SetCouncil, SetRecovery, StartRecovery, FinishRecovery and EnrolJurisdiction: the sorted key ids, concatenated. */
export function membersAttachment(keyIds: readonly string[]): string {
  return concat([...keyIds].sort());
}

/** Attachment of CancelAction: one byte kind, then the body of the action to cancel. */
export function cancelAttachment(kind: ActionKindName, message: ActionMessage): string {
  return concat([new Uint8Array([ACTION_KINDS[kind].id]), getBytes(encodeBody(kind, message))]);
}
