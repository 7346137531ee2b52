// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Transitions} from "../generated/Transitions.sol";
import {Result} from "../types/Types.sol";

/// @title Reason codes
library Reasons {
    /// @notice Id of a reason that must be allowed for a use.
    /// @param codeHash keccak256 of the reason's code
    /// @param purpose an outcome or one of Transitions.PURPOSE_*
    /// @return result APPLIED, UNKNOWN_REASON or REASON_NOT_ALLOWED
    /// @return reason id, zero if unknown
    function check(bytes32 codeHash, uint8 purpose) internal pure returns (Result result, uint8 reason) {
        reason = Transitions.reasonId(codeHash);
        if (reason == 0) return (Result.UNKNOWN_REASON, 0);
        if (!Transitions.allowsReason(purpose, reason)) return (Result.REASON_NOT_ALLOWED, reason);
    }
}
