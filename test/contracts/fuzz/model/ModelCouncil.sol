// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Result, Policy} from "../../../../contracts/types/Types.sol";
import {Kind} from "./ActionTable.sol";
import {ModelChecks} from "./ModelChecks.sol";
import {Vocabulary} from "./Vocabulary.sol";

/// @notice What councils, recovery quorums and all councils together may change.
abstract contract ModelCouncil is ModelChecks, Vocabulary {
    function _applyParty(Item memory item) internal returns (Result) {
        bytes8 id = bytes8(item.words[5]);
        MParty storage party = parties[id];
        if (item.kind == Kind.ENROL_PARTY) {
            if (roleIds[item.words[6]] == 0) return Result.UNKNOWN_ROLE;
            if (id == 0) return Result.MALFORMED;
            if (party.known) return Result.PARTY_EXISTS;
            party.known = true;
            party.jurisdiction = item.jurisdiction;
            party.roles = _bit(roleIds[item.words[6]]);
            return Result.APPLIED;
        }
        Result result = _ownParty(item, id);
        if (result != Result.APPLIED) return result;
        return item.kind == Kind.SET_PARTY_ROLE ? _setRole(item, party) : _setStatus(item, party);
    }

    function _setRole(Item memory item, MParty storage party) private returns (Result) {
        uint8 role = roleIds[item.words[6]];
        if (role == 0) return Result.UNKNOWN_ROLE;
        if (item.words[7] == bytes32(uint256(1))) party.roles = party.roles | _bit(role);
        else party.roles = party.roles & ~_bit(role);
        return Result.APPLIED;
    }

    function _setStatus(Item memory item, MParty storage party) private returns (Result) {
        if (statusIds[item.words[6]] == 0) return Result.UNKNOWN_STATUS;
        bool suspends = item.words[6] == keccak256("SUSPENDED");
        Result result = _checkReason(item.words[7], suspends ? bytes32(keccak256("SUSPEND_PARTY")) : keccak256("REINSTATE_PARTY"));
        if (result == Result.APPLIED) party.suspended = suspends;
        return result;
    }

    function _ownParty(Item memory item, bytes8 id) private view returns (Result) {
        if (!parties[id].known) return Result.UNKNOWN_PARTY;
        return parties[id].jurisdiction == item.jurisdiction ? Result.APPLIED : Result.WRONG_JURISDICTION;
    }

    function _enrolKey(Item memory item) internal returns (Result) {
        Result result = _ownParty(item, bytes8(item.words[6]));
        if (result != Result.APPLIED) return result;
        if (keccak256(item.attachment) != item.words[5]) return Result.MALFORMED;
        if (keys[item.words[5]].known) return Result.KEY_EXISTS;
        if (!_isAllowed(item.attachment)) return Result.SIGNER_NOT_ALLOWED;
        if (item.words[7] == 0) return Result.MALFORMED;
        if (uint256(item.words[9]) <= uint256(item.words[8])) return Result.INVALID_TIME;
        if (uint256(item.words[9]) >= 2 ** 40) return Result.INVALID_TIME;
        MKey storage key = keys[item.words[5]];
        key.known = true;
        key.party = bytes8(item.words[6]);
        key.operator = bytes8(item.words[7]);
        key.validFrom = uint64(uint256(item.words[8]));
        key.validUntil = uint64(uint256(item.words[9]));
        return Result.APPLIED;
    }

    function _revokeKey(Item memory item) internal returns (Result result) {
        MKey storage key = keys[item.words[5]];
        if (!key.known) return Result.UNKNOWN_KEY;
        if (parties[key.party].jurisdiction != item.jurisdiction) return Result.WRONG_JURISDICTION;
        if (key.revokedAt != 0) return Result.KEY_REVOKED;
        result = _checkReason(item.words[7], keccak256("REVOKE_KEY"));
        if (result != Result.APPLIED) return result;
        if (uint256(item.words[6]) > item.time) return Result.INVALID_TIME;
        key.revokedAt = uint64(item.time);
        key.suspectFrom = uint64(uint256(item.words[6]));
    }

    function _rotateKey(Item memory item) internal returns (Result) {
        MKey storage old = keys[item.words[1]];
        MKey storage fresh = keys[item.words[5]];
        if (fresh.known) return Result.KEY_EXISTS;
        if (!_isAllowed(item.signers[1])) return Result.SIGNER_NOT_ALLOWED;
        fresh.known = true;
        fresh.party = old.party;
        fresh.operator = old.operator;
        fresh.validFrom = uint64(item.time);
        fresh.validUntil = old.validUntil;
        old.revokedAt = uint64(item.time);
        return Result.APPLIED;
    }

    function _setQuorum(Item memory item) internal returns (Result) {
        MJurisdiction storage j = jurisdictions[item.jurisdiction - 1];
        bool forRecovery = item.kind == Kind.SET_RECOVERY;
        uint8 threshold = uint8(uint256(item.words[6]));
        (bool valid, bytes32[] memory members) =
            _readMembers(item.attachment, item.words[5], threshold, forRecovery ? 0 : item.jurisdiction);
        if (!valid) return Result.INVALID_COUNCIL;
        if (!forRecovery) {
            _seat(j.council, members, threshold);
            j.pending = false;
            return Result.APPLIED;
        }
        uint256 delay = uint256(item.words[7]);
        if (delay < 1 hours || delay > 30 days) return Result.INVALID_COUNCIL;
        _seat(j.recovery, members, threshold);
        j.recoveryDelay = uint64(delay);
        return Result.APPLIED;
    }

    function _applyRecovery(Item memory item) internal returns (Result) {
        MJurisdiction storage j = jurisdictions[item.jurisdiction - 1];
        uint8 threshold = item.kind == Kind.CANCEL_RECOVERY ? j.pendingThreshold : uint8(uint256(item.words[6]));
        if (item.kind != Kind.START_RECOVERY) {
            if (!j.pending || j.pendingMembers != item.words[5]) return Result.NO_RECOVERY;
            if (j.pendingThreshold != threshold) return Result.NO_RECOVERY;
        }
        if (item.kind == Kind.CANCEL_RECOVERY) {
            j.pending = false;
            return Result.APPLIED;
        }
        if (item.kind == Kind.FINISH_RECOVERY && item.time < j.pendingDueAt) return Result.RECOVERY_NOT_DUE;
        (bool valid, bytes32[] memory members) =
            _readMembers(item.attachment, item.words[5], threshold, item.jurisdiction);
        if (!valid) return Result.INVALID_COUNCIL;
        j.pending = item.kind == Kind.START_RECOVERY;
        if (item.kind == Kind.FINISH_RECOVERY) {
            _seat(j.council, members, threshold);
            return Result.APPLIED;
        }
        j.pendingMembers = item.words[5];
        j.pendingThreshold = threshold;
        j.pendingDueAt = uint64(item.time) + j.recoveryDelay;
        return Result.APPLIED;
    }

    function _seat(MQuorum storage quorum, bytes32[] memory members, uint8 threshold) internal {
        quorum.epoch++;
        quorum.members = members;
        quorum.threshold = threshold;
    }

    /// @param exclusiveTo jurisdiction whose list this is; members must not sit in another council; 0: not checked
    function _readMembers(bytes memory packed, bytes32 hash, uint8 threshold, uint8 exclusiveTo)
        internal
        view
        returns (bool valid, bytes32[] memory members)
    {
        uint256 count = packed.length / 32;
        if (packed.length % 32 != 0 || count < 1 || count > 16) return (false, members);
        if (keccak256(packed) != hash || threshold < 1 || threshold > count) return (false, members);
        members = new bytes32[](count);
        for (uint256 i = 0; i < packed.length; i++) {
            members[i / 32] |= bytes32(uint256(uint8(packed[i])) << (8 * (31 - (i % 32))));
        }
        if (!_isAscending(members)) return (false, members);
        for (uint256 n = 1; exclusiveTo != 0 && n <= jurisdictions.length; n++) {
            for (uint256 i = 0; n != exclusiveTo && i < count; i++) {
                if (_isIn(jurisdictions[n - 1].council.members, members[i])) return (false, members);
            }
        }
        valid = true;
    }

    function _applyPause(Item memory item) internal returns (Result result) {
        MJurisdiction storage j = jurisdictions[item.jurisdiction - 1];
        if (item.kind == Kind.RESUME_JURISDICTION) {
            j.pausedUntil = 0;
            return Result.APPLIED;
        }
        result = _checkReason(item.words[5], keccak256("PAUSE_JURISDICTION"));
        if (result == Result.APPLIED) j.pausedUntil = uint64(item.time + 24 hours);
    }

    function _setPolicy(Item memory item) internal returns (Result) {
        uint256 previous = 1;
        for (uint256 i = 5; i <= 8; i++) {
            uint256 quorum = uint256(item.words[i]);
            if (quorum < previous || quorum > 4) return Result.INVALID_POLICY;
            previous = quorum;
        }
        bool none = item.words[10] == keccak256("NONE");
        if (!none && laneIds[item.words[10]] == 0) return Result.UNKNOWN_LANE;
        if (uint256(item.words[9]) > 16) return Result.INVALID_POLICY;
        jurisdictions[item.jurisdiction - 1].policy = Policy(
            uint8(uint256(item.words[5])),
            uint8(uint256(item.words[6])),
            uint8(uint256(item.words[7])),
            uint8(uint256(item.words[8])),
            uint8(uint256(item.words[9])),
            laneIds[item.words[10]],
            uint256(item.words[11]) == 1
        );
        return Result.APPLIED;
    }

    function _enrolJurisdiction(Item memory item) internal returns (Result) {
        bytes memory packed = item.attachment;
        if (packed.length < 2) return Result.MALFORMED;
        bytes memory code = new bytes(2);
        (code[0], code[1]) = (packed[0], packed[1]);
        if (keccak256(code) != item.words[5]) return Result.MALFORMED;
        for (uint256 i = 0; i < 2; i++) if (code[i] < "A" || code[i] > "Z") return Result.MALFORMED;
        if (jurisdictionOf(item.words[5]) != 0) return Result.JURISDICTION_EXISTS;
        bytes memory list = new bytes(packed.length - 2);
        for (uint256 i = 0; i < list.length; i++) list[i] = packed[i + 2];
        uint8 threshold = uint8(uint256(item.words[7]));
        (bool valid, bytes32[] memory members) = _readMembers(list, item.words[6], threshold, 255);
        if (!valid) return Result.INVALID_COUNCIL;
        _found(bytes2(code), members, threshold);
        return Result.APPLIED;
    }

    function _found(bytes2 code, bytes32[] memory members, uint8 threshold) internal {
        MJurisdiction storage j = jurisdictions.push();
        j.code = code;
        j.codeHash = keccak256(abi.encodePacked(code));
        _seat(j.council, members, threshold);
        j.policy = Policy(1, 1, 1, 2, 0, 0, false);
    }

    function _supersede(Item memory item) internal returns (Result) {
        address next = address(uint160(uint256(item.words[5])));
        if (next == address(0) || next == _self()) return Result.INVALID_SUCCESSOR;
        if (next.code.length == 0 || next.codehash != item.words[6]) return Result.INVALID_SUCCESSOR;
        if (uint256(item.words[7]) != sequence) return Result.CONFLICT;
        if (successor != address(0)) return Result.LEDGER_SUPERSEDED;
        successor = next;
        return Result.APPLIED;
    }

    /// @dev Address of the ledger that is modelled.
    function _self() internal view virtual returns (address);

    function _checkReason(bytes32 reason, bytes32 purpose) internal view returns (Result) {
        if (reasonIds[reason] == 0) return Result.UNKNOWN_REASON;
        return reasonFor[reason][purpose] ? Result.APPLIED : Result.REASON_NOT_ALLOWED;
    }

    function _bit(uint8 role) internal pure returns (uint16) {
        return uint16(2 ** uint256(role));
    }
}
