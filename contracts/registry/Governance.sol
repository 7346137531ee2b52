// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ActionTypes} from "../generated/ActionTypes.sol";
import {Transitions} from "../generated/Transitions.sol";
import {IRegistry} from "../interfaces/IRegistry.sol";
import {HEADER_BYTES} from "../libraries/Bodies.sol";
import {Reasons} from "../libraries/Reasons.sol";
import {TermsParts} from "../types/Terms.sol";
import {Policy, Result} from "../types/Types.sol";
import {Councils} from "./Councils.sol";

/// @title Changes of councils, their recovery, pause, policy, and joint actions
/// @dev Each `_apply` function gets a body whose form and signatures are checked, and changes nothing unless it
/// returns APPLIED.
abstract contract Governance is Councils {
    uint256 private constant PAUSE_SECONDS = 24 hours;
    uint256 private constant MIN_RECOVERY_DELAY = 1 hours;
    uint256 private constant MAX_RECOVERY_DELAY = 30 days;
    uint256 private constant MAX_QUORUM = 4;
    uint256 private constant MAX_ENDORSEMENTS = 16;

    /// @inheritdoc IRegistry
    function recoveryOf(uint8 jurisdiction) external view returns (CouncilInfo memory) {
        Jurisdiction storage record = _jurisdictions[jurisdiction];
        return CouncilInfo(record.recoveryEpoch, record.recoveryThreshold, record.recoverySize);
    }

    /// @inheritdoc IRegistry
    function policyOf(uint8 jurisdiction) external view returns (Policy memory policy) {
        Jurisdiction storage record = _jurisdictions[jurisdiction];
        return record.code == 0 ? policy : TermsParts.unpack(record.policy);
    }

    /// @inheritdoc IRegistry
    function pausedUntil(uint8 jurisdiction) external view returns (uint64) {
        return _jurisdictions[jurisdiction].pausedUntil;
    }

    /// @dev Actions on a council itself; the subject of all is the jurisdiction.
    function _applyGovernance(uint8 kind, uint8 number, bytes calldata body, bytes calldata attachment)
        internal
        returns (Result)
    {
        if (kind == ActionTypes.SET_COUNCIL) return _setCouncil(number, body, attachment);
        if (kind == ActionTypes.SET_RECOVERY) return _setRecovery(number, body, attachment);
        if (kind == ActionTypes.START_RECOVERY) return _startRecovery(number, body, attachment);
        if (kind == ActionTypes.CANCEL_RECOVERY) return _cancelRecovery(number, body);
        if (kind == ActionTypes.FINISH_RECOVERY) return _finishRecovery(number, body, attachment);
        if (kind == ActionTypes.PAUSE_JURISDICTION) return _pause(number, body);
        if (kind == ActionTypes.RESUME_JURISDICTION) return _resume(number);
        if (kind == ActionTypes.SET_POLICY) return _setPolicy(number, body);
        return Result.MALFORMED;
    }

    function _setCouncil(uint8 number, bytes calldata body, bytes calldata attachment) private returns (Result) {
        (bytes32 membersHash, uint8 threshold) = abi.decode(body[HEADER_BYTES:], (bytes32, uint8));
        bytes32[] memory members = _membersIn(attachment, membersHash);
        if (!_isCouncil(number, members, threshold)) return Result.INVALID_COUNCIL;
        _seatCouncil(number, members, threshold);
        return Result.APPLIED;
    }

    function _setRecovery(uint8 number, bytes calldata body, bytes calldata attachment) private returns (Result) {
        (bytes32 membersHash, uint8 threshold, uint64 delay) =
            abi.decode(body[HEADER_BYTES:], (bytes32, uint8, uint64));
        bytes32[] memory members = _membersIn(attachment, membersHash);
        if (!_isMemberList(members, threshold)) return Result.INVALID_COUNCIL;
        if (delay < MIN_RECOVERY_DELAY || delay > MAX_RECOVERY_DELAY) return Result.INVALID_COUNCIL;
        Jurisdiction storage record = _jurisdictions[number];
        uint32 epoch = record.recoveryEpoch + 1;
        record.recoveryEpoch = epoch;
        record.recoveryThreshold = threshold;
        record.recoverySize = uint8(members.length);
        record.recoveryDelay = uint32(delay);
        for (uint256 i = 0; i < members.length; ++i) {
            _recoverySeats[number][members[i]] = epoch;
        }
        emit RecoveryChanged(record.code, epoch, threshold, delay, members);
        return Result.APPLIED;
    }

    function _startRecovery(uint8 number, bytes calldata body, bytes calldata attachment) private returns (Result) {
        (bytes32 membersHash, uint8 threshold) = abi.decode(body[HEADER_BYTES:], (bytes32, uint8));
        if (!_isCouncil(number, _membersIn(attachment, membersHash), threshold)) return Result.INVALID_COUNCIL;
        Jurisdiction storage record = _jurisdictions[number];
        uint40 dueAt = uint40(block.timestamp) + record.recoveryDelay;
        _pendingRecoveries[number] = PendingRecovery(membersHash, threshold, dueAt);
        emit RecoveryStarted(record.code, membersHash, threshold, dueAt);
        return Result.APPLIED;
    }

    function _cancelRecovery(uint8 number, bytes calldata body) private returns (Result) {
        bytes32 membersHash = abi.decode(body[HEADER_BYTES:], (bytes32));
        PendingRecovery storage pending = _pendingRecoveries[number];
        if (pending.dueAt == 0 || pending.members != membersHash) return Result.NO_RECOVERY;
        delete _pendingRecoveries[number];
        emit RecoveryCancelled(_jurisdictions[number].code, membersHash);
        return Result.APPLIED;
    }

    function _finishRecovery(uint8 number, bytes calldata body, bytes calldata attachment) private returns (Result) {
        (bytes32 membersHash, uint8 threshold) = abi.decode(body[HEADER_BYTES:], (bytes32, uint8));
        PendingRecovery memory pending = _pendingRecoveries[number];
        if (pending.dueAt == 0 || pending.members != membersHash || pending.threshold != threshold) {
            return Result.NO_RECOVERY;
        }
        if (block.timestamp < pending.dueAt) return Result.RECOVERY_NOT_DUE;
        bytes32[] memory members = _membersIn(attachment, membersHash);
        if (!_isCouncil(number, members, threshold)) return Result.INVALID_COUNCIL;
        _seatCouncil(number, members, threshold);
        return Result.APPLIED;
    }

    function _pause(uint8 number, bytes calldata body) private returns (Result) {
        bytes32 reasonHash = abi.decode(body[HEADER_BYTES:], (bytes32));
        (Result result, uint8 reason) = Reasons.check(reasonHash, Transitions.PURPOSE_PAUSE_JURISDICTION);
        if (result != Result.APPLIED) return result;
        uint40 until = uint40(block.timestamp + PAUSE_SECONDS);
        _jurisdictions[number].pausedUntil = until;
        emit JurisdictionPaused(_jurisdictions[number].code, until, reason);
        return Result.APPLIED;
    }

    function _resume(uint8 number) private returns (Result) {
        _jurisdictions[number].pausedUntil = 0;
        emit JurisdictionResumed(_jurisdictions[number].code);
        return Result.APPLIED;
    }

    function _setPolicy(uint8 number, bytes calldata body) private returns (Result) {
        (uint8 green, uint8 yellow, uint8 orange, uint8 red, uint8 endorsements, bytes32 laneHash, bool arrival) =
            abi.decode(body[HEADER_BYTES:], (uint8, uint8, uint8, uint8, uint8, bytes32, bool));
        if (green == 0 || green > yellow || yellow > orange || orange > red || red > MAX_QUORUM) {
            return Result.INVALID_POLICY;
        }
        uint8 lane = Transitions.laneId(laneHash);
        if (lane == 0 && laneHash != Transitions.LANE_UNCHANGED) return Result.UNKNOWN_LANE;
        if (endorsements > MAX_ENDORSEMENTS) return Result.INVALID_POLICY;
        Policy memory policy = Policy(green, yellow, orange, red, endorsements, lane, arrival);
        _jurisdictions[number].policy = TermsParts.pack(policy);
        emit PolicyChanged(_jurisdictions[number].code, policy);
        return Result.APPLIED;
    }

    /// @return subject hash of the new jurisdiction's code
    function _applyEnrolJurisdiction(bytes calldata body, bytes calldata attachment)
        internal
        returns (Result, bytes32 subject)
    {
        (bytes32 codeHash, bytes32 membersHash, uint8 threshold) =
            abi.decode(body[HEADER_BYTES:], (bytes32, bytes32, uint8));
        if (attachment.length < 2) return (Result.MALFORMED, 0);
        bytes2 code = bytes2(attachment[:2]);
        if (keccak256(attachment[:2]) != codeHash || !_isCountryCode(code)) return (Result.MALFORMED, 0);
        bytes32[] memory members = _membersIn(attachment[2:], membersHash);
        return (_enrolJurisdiction(code, members, threshold), codeHash);
    }

    function _applyJointPolicy(bytes calldata body) internal returns (Result) {
        mutualRecognition = abi.decode(body[HEADER_BYTES:], (bool));
        emit JointPolicyChanged(mutualRecognition);
        return Result.APPLIED;
    }

    /// @dev Form of an ISO 3166-1 alpha-2 code.
    function _isCountryCode(bytes2 code) internal pure returns (bool) {
        return code[0] >= "A" && code[0] <= "Z" && code[1] >= "A" && code[1] <= "Z";
    }
}
