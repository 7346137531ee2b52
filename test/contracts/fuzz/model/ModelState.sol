// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ILedger} from "../../../../contracts/interfaces/ILedger.sol";
import {IRegistry} from "../../../../contracts/interfaces/IRegistry.sol";
import {PartyId, OperatorId, KeyInfo, Policy} from "../../../../contracts/types/Types.sol";

/// @notice Everything that the reference model remembers: one plain mapping or list per thing, nothing packed, nothing
/// hashed into keys, nothing ever deleted.
/// @dev The getters carry the names and types of the interfaces, so that a test can put the same question to both.
abstract contract ModelState {
    struct MJurisdiction {
        bytes2 code;
        bytes32 codeHash;
        MQuorum council;
        MQuorum recovery;
        uint64 recoveryDelay;
        bool pending;
        bytes32 pendingMembers;
        uint8 pendingThreshold;
        uint64 pendingDueAt;
        uint64 pausedUntil;
        Policy policy;
    }

    struct MQuorum {
        uint32 epoch;
        uint8 threshold;
        bytes32[] members;
    }

    struct MParty {
        bool known;
        uint8 jurisdiction;
        uint16 roles;
        bool suspended;
    }

    struct MKey {
        bool known;
        bytes8 party;
        bytes8 operator;
        uint64 validFrom;
        uint64 validUntil;
        uint64 revokedAt;
        uint64 suspectFrom;
    }

    struct MAction {
        uint64 sequence;
        bytes8 party;
        bytes8 operator;
        bool cancelled;
    }

    struct MVersion {
        bool known;
        bytes8 party;
        bytes8 firstEndorser;
        uint16 documentType;
        uint32 number;
        uint16 endorsements;
        bool superseded;
        bool withdrawn;
        uint40 lodgedAt;
        mapping(bytes8 party => bool) endorsedBy;
    }

    struct MDeclaration {
        bool known;
        bytes8 party;
        bytes8 operator;
        bytes8 office;
        uint8 state;
        uint8 procedure;
        uint8 lane;
        uint16 version;
        uint16 openHolds;
        uint16 openControls;
        Policy policy;
        uint64 validUntil;
        bytes32 head;
        mapping(bytes8 operator => bool) lodgers;
    }

    struct MControl {
        bool known;
        bytes8 authority;
        bytes8 operator;
        uint8 control;
        bool open;
    }

    /// @dev What the model expects the closing event of an applied action to say.
    struct MReceipt {
        bytes32 subject;
        bytes32 subjectHead;
        bytes32 actorHead;
    }

    bytes32 public ledgerId;
    uint64 public sequence;
    bytes32 public ledgerHead;
    address public successor;
    bool public mutualRecognition;
    /// @dev Number n is entry n - 1.
    MJurisdiction[] internal jurisdictions;

    mapping(bytes8 party => MParty) internal parties;
    mapping(bytes32 keyId => MKey) internal keys;
    mapping(bytes32 digest => MAction) internal actions;
    mapping(bytes32 digest => MReceipt) internal receipts;
    mapping(bytes32 subject => bytes32) internal heads;
    mapping(bytes32 caseId => bytes32) internal caseHeads;
    mapping(bytes32 caseId => bool) internal caseOpened;
    mapping(bytes32 caseId => mapping(bytes32 documentId => mapping(bytes32 root => MVersion))) internal versions;
    mapping(bytes32 caseId => mapping(bytes32 declarationId => MDeclaration)) internal declarations;
    /// @dev Case of a declaration, for the getters that take no case.
    mapping(bytes32 declarationId => bytes32) internal caseOf;
    mapping(bytes32 caseId => mapping(bytes32 declarationId => mapping(bytes32 controlId => MControl))) internal controls;
    mapping(bytes32 proposalId => bytes8[]) internal votes;
    mapping(bytes32 caseId => mapping(uint8 jurisdiction => uint64)) internal arrivals;

    function jurisdictionCount() external view returns (uint8) {
        return uint8(jurisdictions.length);
    }

    function jurisdictionOf(bytes32 codeHash) public view returns (uint8) {
        for (uint256 i = 0; i < jurisdictions.length; i++) {
            if (jurisdictions[i].codeHash == codeHash) return uint8(i + 1);
        }
        return 0;
    }

    function codeOf(uint8 jurisdiction) external view returns (bytes2) {
        return jurisdictions[jurisdiction - 1].code;
    }

    function councilOf(uint8 jurisdiction) external view returns (IRegistry.CouncilInfo memory) {
        return _info(jurisdictions[jurisdiction - 1].council);
    }

    function recoveryOf(uint8 jurisdiction) external view returns (IRegistry.CouncilInfo memory) {
        return _info(jurisdictions[jurisdiction - 1].recovery);
    }

    function _info(MQuorum storage quorum) private view returns (IRegistry.CouncilInfo memory) {
        return IRegistry.CouncilInfo(quorum.epoch, quorum.threshold, uint8(quorum.members.length));
    }

    function membersOf(uint8 jurisdiction) external view returns (bytes32[] memory) {
        return jurisdictions[jurisdiction - 1].council.members;
    }

    function recoveryMembersOf(uint8 jurisdiction) external view returns (bytes32[] memory) {
        return jurisdictions[jurisdiction - 1].recovery.members;
    }

    function isCouncilMember(uint8 jurisdiction, bytes32 keyId) external view returns (bool) {
        return _isIn(jurisdictions[jurisdiction - 1].council.members, keyId);
    }

    function policyOf(uint8 jurisdiction) external view returns (Policy memory) {
        return jurisdictions[jurisdiction - 1].policy;
    }

    function pausedUntil(uint8 jurisdiction) external view returns (uint64) {
        return jurisdictions[jurisdiction - 1].pausedUntil;
    }

    function partyOf(PartyId party) external view returns (IRegistry.PartyInfo memory) {
        MParty storage p = parties[PartyId.unwrap(party)];
        return IRegistry.PartyInfo(p.jurisdiction, p.roles, p.suspended);
    }

    function keyOf(bytes32 keyId) external view returns (KeyInfo memory info) {
        MKey storage k = keys[keyId];
        if (!k.known) return info;
        MParty storage p = parties[k.party];
        info.party = PartyId.wrap(k.party);
        info.operator = OperatorId.wrap(k.operator);
        info.validFrom = k.validFrom;
        info.validUntil = k.validUntil;
        info.revokedAt = k.revokedAt;
        info.roles = p.roles;
        info.jurisdiction = p.jurisdiction;
        info.suspended = p.suspended;
        info.pausedUntil = jurisdictions[p.jurisdiction - 1].pausedUntil;
    }

    function suspectFrom(bytes32 keyId) external view returns (uint64) {
        return keys[keyId].suspectFrom;
    }

    function headOf(bytes32 subject) external view returns (bytes32) {
        return caseHeads[subject] != 0 ? caseHeads[subject] : heads[subject];
    }

    function actionOf(bytes32 digest) external view returns (ILedger.ActionRecord memory) {
        MAction storage a = actions[digest];
        return ILedger.ActionRecord(a.sequence, PartyId.wrap(a.party), OperatorId.wrap(a.operator), a.cancelled);
    }

    function receiptOf(bytes32 digest) external view returns (MReceipt memory) {
        return receipts[digest];
    }

    function versionOf(bytes32 caseId, bytes32 documentId, bytes32 root)
        external
        view
        returns (ILedger.Version memory info)
    {
        MVersion storage v = versions[caseId][documentId][root];
        info.party = PartyId.wrap(v.party);
        info.firstEndorser = PartyId.wrap(v.firstEndorser);
        info.documentType = v.documentType;
        info.number = v.number;
        info.endorsements = v.endorsements;
        info.superseded = v.superseded;
        info.withdrawn = v.withdrawn;
        info.lodgedAt = v.lodgedAt;
    }

    function hasEndorsed(bytes32 caseId, bytes32 documentId, bytes32 root, PartyId party) external view returns (bool) {
        return versions[caseId][documentId][root].endorsedBy[PartyId.unwrap(party)];
    }

    function declarationOf(bytes32 caseId, bytes32 declarationId)
        external
        view
        returns (ILedger.Declaration memory info)
    {
        MDeclaration storage d = declarations[caseId][declarationId];
        info.operator = OperatorId.wrap(d.operator);
        info.state = d.state;
        info.procedure = d.procedure;
        info.lane = d.lane;
        info.version = d.version;
        info.openHolds = uint8(d.openHolds);
        info.openControls = uint8(d.openControls);
        info.quorumGreen = d.policy.quorumGreen;
        info.quorumYellow = d.policy.quorumYellow;
        info.quorumOrange = d.policy.quorumOrange;
        info.quorumRed = d.policy.quorumRed;
        info.minimumEndorsements = d.policy.minimumEndorsements;
        info.minimumLane = d.policy.minimumLane;
        info.arrivalRequired = d.policy.arrivalRequired;
        info.validUntil = uint40(d.validUntil);
        info.headSequence = actions[d.head].sequence;
    }

    function officeOf(bytes32 declarationId) external view returns (PartyId) {
        return PartyId.wrap(declarations[caseOf[declarationId]][declarationId].office);
    }

    function isDeclarationHead(bytes32 caseId, bytes32 declarationId, bytes32 digest) external view returns (bool) {
        return digest != 0 && declarations[caseId][declarationId].head == digest;
    }

    function declarationHead(bytes32 declarationId) public view returns (bytes32) {
        return declarations[caseOf[declarationId]][declarationId].head;
    }

    function controlOf(bytes32 caseId, bytes32 declarationId, bytes32 controlId)
        external
        view
        returns (ILedger.Control memory)
    {
        MControl storage c = controls[caseId][declarationId][controlId];
        PartyId authority = PartyId.wrap(c.authority);
        return ILedger.Control(authority, OperatorId.wrap(c.operator), c.control, c.open);
    }

    function votesOf(bytes32 proposalId) external view returns (uint8) {
        return uint8(votes[proposalId].length);
    }

    function arrivedAt(bytes32 caseId, uint8 jurisdiction) external view returns (uint64) {
        return arrivals[caseId][jurisdiction];
    }

    function _isIn(bytes32[] storage list, bytes32 item) internal view returns (bool) {
        for (uint256 i = 0; i < list.length; i++) if (list[i] == item) return true;
        return false;
    }
}
