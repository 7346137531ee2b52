// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ActionTypes} from "../generated/ActionTypes.sol";
import {IRegistry} from "../interfaces/IRegistry.sol";
import {ActionShape} from "../libraries/ActionShape.sol";
import {TermsParts} from "../types/Terms.sol";
import {Policy, Result} from "../types/Types.sol";
import {RegistryState} from "./RegistryState.sol";

/// @title Councils: who signs for a jurisdiction
/// @notice A key sits in at most one council, so that one signature never counts for two sides.
abstract contract Councils is RegistryState {
    uint256 internal constant MAX_MEMBERS = 16;
    /// @dev A joint action carries at most MAX_SIGNATURES signatures, at least one for each jurisdiction.
    uint8 internal constant MAX_JURISDICTIONS = 32;

    /// @inheritdoc IRegistry
    function codeOf(uint8 jurisdiction) external view returns (bytes2) {
        return _jurisdictions[jurisdiction].code;
    }

    /// @inheritdoc IRegistry
    function councilOf(uint8 jurisdiction) external view returns (CouncilInfo memory) {
        Jurisdiction storage record = _jurisdictions[jurisdiction];
        return CouncilInfo(record.councilEpoch, record.councilThreshold, record.councilSize);
    }

    /// @inheritdoc IRegistry
    function isCouncilMember(uint8 jurisdiction, bytes32 keyId) external view returns (bool) {
        return jurisdiction != 0 && _seatOf(keyId) == jurisdiction;
    }

    /// @inheritdoc IRegistry
    function checkAuthority(uint8 kind, bytes32 jurisdictionHash, bytes32[] calldata keyIds)
        external
        view
        returns (Result)
    {
        if (ActionShape.contains(ActionTypes.JOINT_KINDS, kind)) {
            if (jurisdictionHash != ActionTypes.ALL_JURISDICTIONS) return Result.UNKNOWN_JURISDICTION;
            return _checkJoint(keyIds);
        }
        uint8 number = jurisdictionOf[jurisdictionHash];
        if (number == 0) return Result.UNKNOWN_JURISDICTION;
        if (ActionShape.contains(ActionTypes.RECOVERY_KINDS, kind)) return _checkRecovery(number, keyIds);
        return _checkCouncil(number, keyIds);
    }

    function _checkCouncil(uint8 number, bytes32[] calldata keyIds) private view returns (Result) {
        if (!_isAscending(keyIds)) return Result.SIGNATURES_NOT_SORTED;
        for (uint256 i = 0; i < keyIds.length; ++i) {
            if (_seatOf(keyIds[i]) != number) return Result.NOT_COUNCIL_MEMBER;
        }
        bool enough = keyIds.length >= _jurisdictions[number].councilThreshold;
        return enough ? Result.APPLIED : Result.TOO_FEW_SIGNATURES;
    }

    function _checkRecovery(uint8 number, bytes32[] calldata keyIds) private view returns (Result) {
        uint32 epoch = _jurisdictions[number].recoveryEpoch;
        if (epoch == 0) return Result.NO_RECOVERY;
        if (!_isAscending(keyIds)) return Result.SIGNATURES_NOT_SORTED;
        for (uint256 i = 0; i < keyIds.length; ++i) {
            if (_recoverySeats[number][keyIds[i]] != epoch) return Result.NOT_COUNCIL_MEMBER;
        }
        bool enough = keyIds.length >= _jurisdictions[number].recoveryThreshold;
        return enough ? Result.APPLIED : Result.TOO_FEW_SIGNATURES;
    }

    function _checkJoint(bytes32[] calldata keyIds) private view returns (Result) {
        if (!_isAscending(keyIds)) return Result.SIGNATURES_NOT_SORTED;
        uint256 count = jurisdictionCount;
        uint256[] memory signatures = new uint256[](count + 1);
        for (uint256 i = 0; i < keyIds.length; ++i) {
            uint8 number = _seatOf(keyIds[i]);
            if (number == 0) return Result.NOT_COUNCIL_MEMBER;
            ++signatures[number];
        }
        for (uint8 number = 1; number <= count; ++number) {
            if (signatures[number] < _jurisdictions[number].councilThreshold) return Result.TOO_FEW_SIGNATURES;
        }
        return Result.APPLIED;
    }

    /// @dev Jurisdiction in whose council a key sits now, zero if in none.
    function _seatOf(bytes32 keyId) internal view returns (uint8) {
        Seat memory seat = _councilSeats[keyId];
        if (seat.jurisdiction == 0) return 0;
        return seat.epoch == _jurisdictions[seat.jurisdiction].councilEpoch ? seat.jurisdiction : 0;
    }

    /// @dev New jurisdiction with its council and the default policy. The caller has checked the code's form.
    function _enrolJurisdiction(bytes2 code, bytes32[] memory members, uint8 threshold) internal returns (Result) {
        bytes32 codeHash = keccak256(bytes.concat(code));
        if (jurisdictionOf[codeHash] != 0) return Result.JURISDICTION_EXISTS;
        if (jurisdictionCount == MAX_JURISDICTIONS) return Result.INVALID_COUNCIL;
        if (!_isCouncil(0, members, threshold)) return Result.INVALID_COUNCIL;
        uint8 number = ++jurisdictionCount;
        jurisdictionOf[codeHash] = number;
        Jurisdiction storage record = _jurisdictions[number];
        record.code = code;
        record.policy = TermsParts.pack(Policy(1, 1, 1, 2, 0, 0, false));
        emit JurisdictionEnrolled(number, code);
        _seatCouncil(number, members, threshold);
        return Result.APPLIED;
    }

    function _seatCouncil(uint8 number, bytes32[] memory members, uint8 threshold) internal {
        Jurisdiction storage record = _jurisdictions[number];
        uint32 epoch = record.councilEpoch + 1;
        record.councilEpoch = epoch;
        record.councilThreshold = threshold;
        record.councilSize = uint8(members.length);
        for (uint256 i = 0; i < members.length; ++i) {
            _councilSeats[members[i]] = Seat(number, epoch);
        }
        delete _pendingRecoveries[number];
        emit CouncilChanged(record.code, epoch, threshold, members);
    }

    /// @dev Whether a list may be the council of a jurisdiction: see `_isMemberList`; no member sits elsewhere.
    function _isCouncil(uint8 number, bytes32[] memory members, uint8 threshold) internal view returns (bool) {
        if (!_isMemberList(members, threshold)) return false;
        for (uint256 i = 0; i < members.length; ++i) {
            uint8 seat = _seatOf(members[i]);
            if (seat != 0 && seat != number) return false;
        }
        return true;
    }

    /// @dev Key ids strictly ascending, 1 to MAX_MEMBERS of them, threshold within their number.
    function _isMemberList(bytes32[] memory members, uint8 threshold) internal pure returns (bool) {
        if (members.length == 0 || members.length > MAX_MEMBERS) return false;
        if (threshold == 0 || threshold > members.length) return false;
        for (uint256 i = 1; i < members.length; ++i) {
            if (members[i - 1] >= members[i]) return false;
        }
        return true;
    }

    /// @dev Key ids of an attachment that an action names by hash; empty if the hash or the form does not fit.
    function _membersIn(bytes calldata list, bytes32 expectedHash) internal pure returns (bytes32[] memory members) {
        if (list.length % 32 != 0 || list.length > MAX_MEMBERS * 32) return members;
        if (keccak256(list) != expectedHash) return members;
        members = new bytes32[](list.length / 32);
        for (uint256 i = 0; i < members.length; ++i) {
            members[i] = bytes32(list[i * 32:i * 32 + 32]);
        }
    }

    function _isAscending(bytes32[] calldata keyIds) private pure returns (bool) {
        for (uint256 i = 1; i < keyIds.length; ++i) {
            if (keyIds[i - 1] >= keyIds[i]) return false;
        }
        return true;
    }
}
