// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Transitions} from "../generated/Transitions.sol";
import {ILedger} from "../interfaces/ILedger.sol";
import {HEADER_BYTES} from "../libraries/Bodies.sol";
import {Roles} from "../libraries/Roles.sol";
import {Result} from "../types/Types.sol";
import {LedgerState} from "./LedgerState.sol";

/// @title Cases and the events that carriers and terminals record on them
abstract contract Cases is LedgerState {
    /// @dev Block time of the first ARRIVED, unix seconds.
    mapping(bytes32 caseId => mapping(uint8 jurisdiction => uint64 time)) private _arrivals;

    /// @inheritdoc ILedger
    function arrivedAt(bytes32 caseId, uint8 jurisdiction) public view returns (uint64) {
        return _arrivals[caseId][jurisdiction];
    }

    function _openCase(Signed memory signed, bytes calldata body) internal returns (Result) {
        if (_tip.successor != address(0)) return Result.LEDGER_SUPERSEDED;
        bool allowed = Roles.has(signed.by.roles(), Transitions.ROLE_BROKER)
            || Roles.has(signed.by.roles(), Transitions.ROLE_CARRIER);
        if (!allowed) return Result.MISSING_ROLE;
        (bytes32 caseId, bytes32 envelope) = abi.decode(body[HEADER_BYTES:], (bytes32, bytes32));
        // an id that is a key, party or jurisdiction with a head would make `headOf` ambiguous
        if (caseId == 0 || headOf(caseId) != 0) return Result.CASE_EXISTS;
        emit CaseOpened(caseId, envelope);
        return Result.APPLIED;
    }

    function _recordEvents(Signed memory signed, bytes calldata body) internal returns (Result) {
        bool allowed = Roles.has(signed.by.roles(), Transitions.ROLE_CARRIER)
            || Roles.has(signed.by.roles(), Transitions.ROLE_TERMINAL);
        if (!allowed) return Result.MISSING_ROLE;
        (bytes32 caseId, bytes32 milestoneHash, uint64 occurredAt, bytes32 root, uint32 count) =
            abi.decode(body[HEADER_BYTES:], (bytes32, bytes32, uint64, bytes32, uint32));
        uint8 milestone = Transitions.milestoneId(milestoneHash);
        if (milestone == 0) return Result.UNKNOWN_MILESTONE;
        if (occurredAt == 0 || occurredAt > block.timestamp + CLOCK_SKEW) return Result.INVALID_TIME;
        if (root == 0 || count == 0) return Result.MALFORMED;
        if (milestone == Transitions.MILESTONE_ARRIVED && _arrivals[caseId][signed.by.jurisdiction()] == 0) {
            _arrivals[caseId][signed.by.jurisdiction()] = uint64(block.timestamp);
        }
        emit EventsRecorded(caseId, milestone, occurredAt, root, count);
        return Result.APPLIED;
    }
}
