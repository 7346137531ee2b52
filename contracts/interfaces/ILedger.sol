// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PartyId, OperatorId, Result, SignedAction} from "../types/Types.sol";

/// @title Ledger of cases, documents, endorsements, declarations and decisions
/// @notice Every change is an action that people signed as EIP-712 typed data. Anyone may carry it here: `msg.sender`
/// is never looked at. Typed events come first; `ActionApplied` closes the events of one action.
interface ILedger {
    /// @notice Standing of one action digest.
    struct ActionRecord {
        /// sequence of the action, zero if it was never applied
        uint64 sequence;
        /// party that signed it, zero for a council
        PartyId party;
        /// human who signed it, zero for a council
        OperatorId operator;
        /// the signer cancelled it before it was applied
        bool cancelled;
    }

    /// @notice One version of one document.
    struct Version {
        /// party that lodged the document, zero if there is no such version
        PartyId party;
        /// first party that endorsed this version, zero if none did
        PartyId firstEndorser;
        /// UN/EDIFACT data element 1001
        uint16 documentType;
        /// from 1
        uint32 number;
        /// distinct parties that endorsed this version
        uint16 endorsements;
        /// a newer version exists
        bool superseded;
        /// taken back by its submitter
        bool withdrawn;
        /// block time, unix seconds
        uint40 lodgedAt;
    }

    /// @notice One goods declaration. Codes are ids of `protocol/transitions.json`.
    struct Declaration {
        /// human who lodged version 1
        OperatorId operator;
        /// state id, zero if there is no such declaration
        uint8 state;
        /// procedure id
        uint8 procedure;
        /// lane id, zero until one is assigned
        uint8 lane;
        /// from 1, counts amendments
        uint16 version;
        /// open records of control HOLD
        uint8 openHolds;
        /// open records of the other controls
        uint8 openControls;
        /// policy at lodgement: operators for a release, by lane
        uint8 quorumGreen;
        uint8 quorumYellow;
        uint8 quorumOrange;
        uint8 quorumRed;
        /// policy at lodgement: see Policy
        uint8 minimumEndorsements;
        uint8 minimumLane;
        bool arrivalRequired;
        /// end of a conditional release, unix seconds, zero if none
        uint40 validUntil;
        /// sequence of the head: the last action that took effect on the declaration
        uint64 headSequence;
    }

    /// @notice One hold or control.
    struct Control {
        /// authority that opened it, zero if there is no such control
        PartyId authority;
        OperatorId operator;
        /// control id
        uint8 control;
        bool open;
    }

    /// @notice An action was applied; closes the typed events of that action.
    /// @param sequence contiguous from 1 over all applied actions
    /// @param digest EIP-712 digest of the action
    /// @param subject case id; for council actions the party, key or jurisdiction that is concerned; for CancelAction the cancelled digest
    /// @param kind number of the action's type
    /// @param actor key id of the signer, or keccak256 of the jurisdiction's code
    /// @param party party of the signer, zero for a council
    /// @param operator human who signed, zero for a council
    /// @param signedAt time the signer claims, unix seconds
    /// @param subjectHead head of the subject after this action
    /// @param actorHead head of the actor after this action
    /// @param signatureDigest keccak256 over keccak256(signer) and keccak256(signature) of each signature in order
    event ActionApplied(
        uint64 indexed sequence,
        bytes32 indexed digest,
        bytes32 indexed subject,
        uint8 kind,
        bytes32 actor,
        PartyId party,
        OperatorId operator,
        uint64 signedAt,
        bytes32 subjectHead,
        bytes32 actorHead,
        bytes32 signatureDigest
    );

    /// @notice An action was looked at and not applied. UNPROCESSED actions leave no event: nothing was decided on them.
    event ActionRefused(bytes32 indexed digest, Result result);

    /// @notice End of a batch that applied something.
    /// @param sequence of the last applied action
    /// @param ledgerHead chain over every applied digest: keccak256(previous ++ digest)
    event BatchExecuted(uint64 indexed sequence, bytes32 ledgerHead);

    event CaseOpened(bytes32 indexed caseId, bytes32 envelope);
    event DocumentLodged(bytes32 indexed caseId, bytes32 indexed documentId, uint16 documentType, bytes32 root);
    event DocumentAmended(
        bytes32 indexed caseId,
        bytes32 indexed documentId,
        bytes32 supersedes,
        bytes32 root,
        uint32 version,
        uint8 reason
    );
    event DocumentWithdrawn(bytes32 indexed caseId, bytes32 indexed documentId, bytes32 root, uint8 reason);
    event DocumentEndorsed(bytes32 indexed caseId, bytes32 indexed documentId, bytes32 root, uint16 endorsements);
    event DeclarationLodged(
        bytes32 indexed caseId,
        bytes32 indexed declarationId,
        PartyId office,
        uint8 procedure,
        bytes32 documentId,
        bytes32 root
    );
    event DeclarationAmended(
        bytes32 indexed caseId,
        bytes32 indexed declarationId,
        uint16 version,
        uint8 state,
        bytes32 documentId,
        bytes32 root
    );
    /// @notice One operator's vote for a decision; the decision takes effect with the vote that completes the quorum.
    event DecisionVoted(
        bytes32 indexed caseId,
        bytes32 indexed declarationId,
        bytes32 indexed proposalId,
        uint8 outcome,
        uint8 votes,
        uint8 quorum
    );
    /// @notice A decision took effect. `head` of the declaration is the digest of the action that made it effective.
    event ClearanceDecided(
        bytes32 indexed caseId,
        bytes32 indexed declarationId,
        uint8 outcome,
        uint8 reason,
        uint8 lane,
        uint8 state,
        uint64 validUntil,
        bytes32 conditions,
        bytes32 documentId,
        bytes32 root
    );
    event ControlOpened(
        bytes32 indexed caseId,
        bytes32 indexed declarationId,
        bytes32 indexed controlId,
        uint8 control,
        uint8 reason,
        uint64 dueBy
    );
    event ControlClosed(
        bytes32 indexed caseId,
        bytes32 indexed declarationId,
        bytes32 indexed controlId,
        uint8 result,
        uint8 reason
    );
    event EventsRecorded(bytes32 indexed caseId, uint8 milestone, uint64 occurredAt, bytes32 root, uint32 count);
    event ActionCancelled(bytes32 indexed digest);
    event LedgerSuperseded(address indexed successor, bytes32 codeHash, uint64 finalSequence, bytes32 logRoot);

    /// @notice Thrown when a function that only the ledger may call on itself is called by another.
    error LedgerSelfCallOnly(address caller);
    /// @notice Thrown when the registry given at deployment does not name this ledger.
    error LedgerRegistryMismatch(address registry, address ledger);
    /// @notice Thrown when the ledger id given at deployment is zero.
    error LedgerIdMissing();

    /// @notice Checks and applies each action by itself, in order. A refused one never touches the others.
    /// @dev Before each item the gas left must cover its signature checks and its application under EIP-150; otherwise
    /// this item and all after it are UNPROCESSED, so that a relayer's gas limit can never turn a valid action into a refused one.
    /// @return results one per action, in order
    function execute(SignedAction[] calldata actions) external returns (Result[] memory results);

    /// @notice Checks one signature; called by the ledger on itself under a gas cap.
    function checkSignature(bytes calldata signer, bytes32 digest, bytes calldata signature) external view returns (bool);

    /// @notice Random id that every signed action carries.
    function ledgerId() external view returns (bytes32);
    /// @notice Registry of parties and keys.
    function registry() external view returns (address);
    /// @notice Sequence of the last applied action.
    function sequence() external view returns (uint64);
    /// @notice Hash chain over every applied digest.
    function ledgerHead() external view returns (bytes32);
    /// @notice Address of the ledger that continues this one, zero if none.
    function successor() external view returns (address);
    /// @notice Head of a case, key, party or jurisdiction: keccak256(previous ++ digest) over the actions that concern it.
    function headOf(bytes32 subject) external view returns (bytes32);
    /// @notice Digest of an action of this ledger.
    function digestOf(uint8 kind, bytes calldata body) external view returns (bytes32);
    function actionOf(bytes32 digest) external view returns (ActionRecord memory);
    function versionOf(bytes32 caseId, bytes32 documentId, bytes32 root) external view returns (Version memory);
    /// @notice Whether a party endorsed exactly this version.
    function hasEndorsed(bytes32 caseId, bytes32 documentId, bytes32 root, PartyId party) external view returns (bool);
    function declarationOf(bytes32 caseId, bytes32 declarationId) external view returns (Declaration memory);
    /// @notice Competent office of a declaration.
    function officeOf(bytes32 declarationId) external view returns (PartyId);
    /// @notice Whether a digest is the head of a declaration: the last action that took effect on it. A decision names the
    /// head that its signer saw. Who does not know the head finds it as the action applied with `headSequence`.
    function isDeclarationHead(bytes32 caseId, bytes32 declarationId, bytes32 digest) external view returns (bool);
    function controlOf(bytes32 caseId, bytes32 declarationId, bytes32 controlId) external view returns (Control memory);
    /// @notice Number of votes for a proposal that is not decided yet; zero once it took effect.
    function votesOf(bytes32 proposalId) external view returns (uint8);
    /// @notice Block time of the first ARRIVED of a case in a jurisdiction, zero if none.
    function arrivedAt(bytes32 caseId, uint8 jurisdiction) external view returns (uint64);

    /// @notice Whether a consignment stands in an anchored, current manifest version.
    /// @param root root of the manifest version: RFC 6962 tree hash over the section roots
    /// @param consignmentRoot disclosure root of the consignment's section
    /// @param index position of the section in the tree, from 0
    /// @param size number of sections in the tree
    /// @param proof RFC 6962 inclusion path, leaf to root
    function verifyConsignment(
        bytes32 caseId,
        bytes32 documentId,
        bytes32 root,
        bytes32 consignmentRoot,
        uint256 index,
        uint256 size,
        bytes32[] calldata proof
    ) external view returns (bool);
}
