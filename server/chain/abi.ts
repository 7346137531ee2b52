/**
 * The part of the contracts' interfaces that the gateway uses, so that it runs without build artifacts.
 * @see contracts/interfaces; a test holds selectors and topics equal to the compiled ones
 */
import { Interface } from 'ethers';

const VERSION =
  'tuple(bytes8 party, bytes8 firstEndorser, uint16 documentType, uint32 number, uint16 endorsements, bool superseded, bool withdrawn, uint40 lodgedAt)';
const DECLARATION =
  'tuple(bytes8 operator, uint8 state, uint8 procedure, uint8 lane, uint16 version, uint8 openHolds, uint8 openControls, uint8 quorumGreen, uint8 quorumYellow, uint8 quorumOrange, uint8 quorumRed, uint8 minimumEndorsements, uint8 minimumLane, bool arrivalRequired, uint40 validUntil, uint64 headSequence)';
const POLICY =
  'tuple(uint8 quorumGreen, uint8 quorumYellow, uint8 quorumOrange, uint8 quorumRed, uint8 minimumEndorsements, uint8 minimumLane, bool arrivalRequired)';
const KEY =
  'tuple(bytes8 party, bytes8 operator, uint64 validFrom, uint64 validUntil, uint64 revokedAt, uint16 roles, uint8 jurisdiction, bool suspended, uint64 pausedUntil)';

export const LEDGER_ABI = new Interface([
  'function execute(tuple(uint8 kind, bytes body, tuple(bytes signer, bytes signature)[] signatures, bytes attachment)[] actions) returns (uint8[] results)',
  'function checkSignature(bytes signer, bytes32 digest, bytes signature) view returns (bool)',
  'function ledgerId() view returns (bytes32)',
  'function registry() view returns (address)',
  'function sequence() view returns (uint64)',
  'function ledgerHead() view returns (bytes32)',
  'function successor() view returns (address)',
  'function headOf(bytes32 subject) view returns (bytes32)',
  'function actionOf(bytes32 digest) view returns (tuple(uint64 sequence, bytes8 party, bytes8 operator, bool cancelled))',
  `function versionOf(bytes32 caseId, bytes32 documentId, bytes32 root) view returns (${VERSION})`,
  'function hasEndorsed(bytes32 caseId, bytes32 documentId, bytes32 root, bytes8 party) view returns (bool)',
  `function declarationOf(bytes32 caseId, bytes32 declarationId) view returns (${DECLARATION})`,
  'function isDeclarationHead(bytes32 caseId, bytes32 declarationId, bytes32 digest) view returns (bool)',
  'event ActionApplied(uint64 indexed sequence, bytes32 indexed digest, bytes32 indexed subject, uint8 kind, bytes32 actor, bytes8 party, bytes8 operator, uint64 signedAt, bytes32 subjectHead, bytes32 actorHead, bytes32 signatureDigest)',
  'event ActionRefused(bytes32 indexed digest, uint8 result)',
  'event BatchExecuted(uint64 indexed sequence, bytes32 ledgerHead)',
  'event CaseOpened(bytes32 indexed caseId, bytes32 envelope)',
  'event DocumentLodged(bytes32 indexed caseId, bytes32 indexed documentId, uint16 documentType, bytes32 root)',
  'event DocumentAmended(bytes32 indexed caseId, bytes32 indexed documentId, bytes32 supersedes, bytes32 root, uint32 version, uint8 reason)',
  'event DocumentWithdrawn(bytes32 indexed caseId, bytes32 indexed documentId, bytes32 root, uint8 reason)',
  'event DocumentEndorsed(bytes32 indexed caseId, bytes32 indexed documentId, bytes32 root, uint16 endorsements)',
  'event DeclarationLodged(bytes32 indexed caseId, bytes32 indexed declarationId, bytes8 office, uint8 procedure, bytes32 documentId, bytes32 root)',
  'event DeclarationAmended(bytes32 indexed caseId, bytes32 indexed declarationId, uint16 version, uint8 state, bytes32 documentId, bytes32 root)',
  'event DecisionVoted(bytes32 indexed caseId, bytes32 indexed declarationId, bytes32 indexed proposalId, uint8 outcome, uint8 votes, uint8 quorum)',
  'event ClearanceDecided(bytes32 indexed caseId, bytes32 indexed declarationId, uint8 outcome, uint8 reason, uint8 lane, uint8 state, uint64 validUntil, bytes32 conditions, bytes32 documentId, bytes32 root)',
  'event ControlOpened(bytes32 indexed caseId, bytes32 indexed declarationId, bytes32 indexed controlId, uint8 control, uint8 reason, uint64 dueBy)',
  'event ControlClosed(bytes32 indexed caseId, bytes32 indexed declarationId, bytes32 indexed controlId, uint8 result, uint8 reason)',
  'event EventsRecorded(bytes32 indexed caseId, uint8 milestone, uint64 occurredAt, bytes32 root, uint32 count)',
  'event ActionCancelled(bytes32 indexed digest)',
  'event LedgerSuperseded(address indexed successor, bytes32 codeHash, uint64 finalSequence, bytes32 logRoot)',
]);

export const REGISTRY_ABI = new Interface([
  `function keyOf(bytes32 keyId) view returns (${KEY})`,
  'function checkAuthority(uint8 kind, bytes32 jurisdictionHash, bytes32[] keyIds) view returns (uint8)',
  'event JurisdictionEnrolled(uint8 indexed number, bytes2 code)',
  'event CouncilChanged(bytes2 indexed jurisdiction, uint32 epoch, uint8 threshold, bytes32[] members)',
  'event RecoveryChanged(bytes2 indexed jurisdiction, uint32 epoch, uint8 threshold, uint64 delay, bytes32[] members)',
  'event RecoveryStarted(bytes2 indexed jurisdiction, bytes32 members, uint8 threshold, uint64 dueAt)',
  'event RecoveryCancelled(bytes2 indexed jurisdiction, bytes32 members)',
  'event PartyEnrolled(bytes8 indexed party, bytes2 jurisdiction, uint8 role, bytes32 profile)',
  'event PartyRoleChanged(bytes8 indexed party, uint8 role, bool granted)',
  'event PartyStatusChanged(bytes8 indexed party, uint8 status, uint8 reason)',
  'event KeyEnrolled(bytes32 indexed keyId, bytes8 indexed party, bytes8 operator, uint64 validFrom, uint64 validUntil, bytes signer)',
  'event KeyRevoked(bytes32 indexed keyId, uint64 revokedAt, uint64 suspectFrom, uint8 reason)',
  'event KeyRotated(bytes32 indexed oldKeyId, bytes32 indexed newKeyId)',
  'event JurisdictionPaused(bytes2 indexed jurisdiction, uint64 until, uint8 reason)',
  'event JurisdictionResumed(bytes2 indexed jurisdiction)',
  `event PolicyChanged(bytes2 indexed jurisdiction, ${POLICY} policy)`,
  'event JointPolicyChanged(bool mutualRecognition)',
]);
