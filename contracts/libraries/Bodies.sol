// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @dev Every body begins with ledgerId, actor, signedAt, notBefore, deadline; the kind's own fields follow.
uint256 constant HEADER_BYTES = 5 * 32;

/// @title First words of the body of an action
library Bodies {
    /// @notice The five words that every kind begins with.
    struct Header {
        bytes32 ledgerId;
        /// key id of the signer, or keccak256 of the jurisdiction's code
        bytes32 actor;
        /// unix seconds, as the signer claims
        uint64 signedAt;
        /// unix seconds, zero if the action is valid at once
        uint64 notBefore;
        /// unix seconds, inclusive
        uint64 deadline;
    }

    /// @notice Header of a well-formed body.
    function header(bytes calldata body) internal pure returns (Header memory) {
        return abi.decode(body[:HEADER_BYTES], (Header));
    }

    /// @notice First word after the header: case, target digest or new key, depending on the kind.
    function firstWord(bytes calldata body) internal pure returns (bytes32) {
        return bytes32(body[HEADER_BYTES:HEADER_BYTES + 32]);
    }
}
