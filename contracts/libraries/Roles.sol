// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Transitions} from "../generated/Transitions.sol";

/// @title Roles of a party, as a bitmap: bit n is the role with id n
library Roles {
    /// @notice Whether a party has a role.
    function has(uint16 roles, uint8 role) internal pure returns (bool) {
        return (roles >> role) & 1 == 1;
    }

    /// @notice Whether a party takes part in cases; an auditor only reads.
    function isParticipant(uint16 roles) internal pure returns (bool) {
        return roles & Transitions.PARTICIPANT_ROLES != 0;
    }
}
