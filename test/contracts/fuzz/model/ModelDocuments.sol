// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Result} from "../../../../contracts/types/Types.sol";
import {Kind} from "./ActionTable.sol";
import {ModelCouncil} from "./ModelCouncil.sol";

/// @notice Cases, documents, endorsements, recorded events and cancellations.
abstract contract ModelDocuments is ModelCouncil {
    function _hasRole(Item memory item, string memory role) internal view returns (bool) {
        return item.roles & _bit(roleIds[keccak256(bytes(role))]) != 0;
    }

    function _openCase(Item memory item) internal returns (Result) {
        if (successor != address(0)) return Result.LEDGER_SUPERSEDED;
        if (!_hasRole(item, "BROKER") && !_hasRole(item, "CARRIER")) return Result.MISSING_ROLE;
        if (item.words[5] == 0 || _headExists(item.words[5])) return Result.CASE_EXISTS;
        caseOpened[item.words[5]] = true;
        return Result.APPLIED;
    }

    /// @dev A case id must be fresh among all subjects: else the head of a key or party could be hidden behind a case.
    function _headExists(bytes32 subject) private view returns (bool) {
        return caseHeads[subject] != 0 || heads[subject] != 0;
    }

    function _applyDocument(Item memory item) internal returns (Result) {
        if (item.kind == Kind.LODGE_DOCUMENT) return _lodgeDocument(item);
        if (item.kind == Kind.AMEND_DOCUMENT) return _amendDocument(item);
        if (item.kind == Kind.WITHDRAW_DOCUMENT) return _withdrawDocument(item);
        return _endorseDocument(item);
    }

    function _isParticipant(Item memory item) private view returns (bool) {
        return item.roles & ~_bit(roleIds[keccak256("AUDITOR")]) != 0;
    }

    function _lodgeDocument(Item memory item) private returns (Result) {
        if (!_isParticipant(item)) return Result.MISSING_ROLE;
        bytes32 root = item.words[7];
        if (root == 0) return Result.MALFORMED;
        bytes32 documentId = keccak256(abi.encode(item.words[5], item.party, root));
        MVersion storage version = versions[item.words[5]][documentId][root];
        if (version.known) return Result.DOCUMENT_EXISTS;
        version.known = true;
        version.party = item.party;
        version.documentType = uint16(uint256(item.words[6]));
        version.number = 1;
        version.lodgedAt = uint40(item.time);
        return Result.APPLIED;
    }

    function _amendDocument(Item memory item) private returns (Result) {
        mapping(bytes32 => MVersion) storage document = versions[item.words[5]][item.words[6]];
        MVersion storage old = document[item.words[7]];
        Result result = _checkOwnVersion(old, item);
        if (result != Result.APPLIED) return result;
        if (item.words[8] == 0) return Result.MALFORMED;
        MVersion storage fresh = document[item.words[8]];
        if (fresh.known) return Result.DOCUMENT_EXISTS;
        result = _checkReason(item.words[9], keccak256("AMEND_DOCUMENT"));
        if (result != Result.APPLIED) return result;
        old.superseded = true;
        fresh.known = true;
        fresh.party = old.party;
        fresh.documentType = old.documentType;
        fresh.number = old.number + 1;
        fresh.lodgedAt = uint40(item.time);
        return Result.APPLIED;
    }

    function _withdrawDocument(Item memory item) private returns (Result result) {
        MVersion storage version = versions[item.words[5]][item.words[6]][item.words[7]];
        result = _checkOwnVersion(version, item);
        if (result != Result.APPLIED) return result;
        result = _checkReason(item.words[8], keccak256("WITHDRAW_DOCUMENT"));
        if (result == Result.APPLIED) version.withdrawn = true;
    }

    function _endorseDocument(Item memory item) private returns (Result) {
        if (!_isParticipant(item)) return Result.MISSING_ROLE;
        MVersion storage version = versions[item.words[5]][item.words[6]][item.words[7]];
        if (!version.known) return Result.UNKNOWN_DOCUMENT;
        if (version.withdrawn) return Result.WITHDRAWN_DOCUMENT;
        if (version.superseded) return Result.SUPERSEDED_VERSION;
        if (version.party == item.party) return Result.OWN_DOCUMENT;
        if (version.endorsedBy[item.party]) return Result.ALREADY_ENDORSED;
        version.endorsedBy[item.party] = true;
        if (version.endorsements++ == 0) version.firstEndorser = item.party;
        return Result.APPLIED;
    }

    /// @dev The version stands and is the signer's party's own.
    function _checkOwnVersion(MVersion storage version, Item memory item) internal view returns (Result) {
        if (!version.known) return Result.UNKNOWN_DOCUMENT;
        if (version.party != item.party) return Result.NOT_SUBMITTER;
        if (version.withdrawn) return Result.WITHDRAWN_DOCUMENT;
        if (version.superseded) return Result.SUPERSEDED_VERSION;
        return Result.APPLIED;
    }

    function _recordEvents(Item memory item) internal returns (Result) {
        if (!_hasRole(item, "CARRIER") && !_hasRole(item, "TERMINAL")) return Result.MISSING_ROLE;
        if (milestoneIds[item.words[6]] == 0) return Result.UNKNOWN_MILESTONE;
        uint256 occurredAt = uint256(item.words[7]);
        if (occurredAt == 0 || occurredAt > item.time + CLOCK_SKEW) return Result.INVALID_TIME;
        if (item.words[8] == 0 || item.words[9] == 0) return Result.MALFORMED;
        bool arrived = item.words[6] == keccak256("ARRIVED");
        if (arrived && arrivals[item.words[5]][item.jurisdiction] == 0) {
            arrivals[item.words[5]][item.jurisdiction] = uint64(item.time);
        }
        return Result.APPLIED;
    }

    function _cancelAction(Item memory item) internal returns (Result) {
        if (item.attachment.length == 0) return Result.MALFORMED;
        uint8 kind = uint8(item.attachment[0]);
        KindRow storage row = kindRows[kind];
        if (row.bits.length == 0 || item.attachment.length != 1 + 32 * row.bits.length) return Result.MALFORMED;
        bytes memory body = new bytes(item.attachment.length - 1);
        for (uint256 i = 0; i < body.length; i++) body[i] = item.attachment[i + 1];
        if (digestOf(kind, body) != item.words[5]) return Result.MALFORMED;
        bool single = kind < Kind.ENROL_PARTY;
        (, bytes32 actor) = abi.decode(body, (bytes32, bytes32));
        if (!single || actor != item.words[1]) return Result.NOT_SIGNER;
        MAction storage target = actions[item.words[5]];
        if (target.sequence != 0) return Result.ALREADY_APPLIED;
        if (target.cancelled) return Result.CANCELLED;
        target.cancelled = true;
        return Result.APPLIED;
    }
}
