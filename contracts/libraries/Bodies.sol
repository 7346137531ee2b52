// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @dev Every body begins with ledgerId, actor, signedAt, notBefore, deadline; the kind's own fields follow.
uint256 constant HEADER_BYTES = 5 * 32;

/// @title Words of the body of an action
library Bodies {
    /// @notice Actor of a well-formed body: key id of the signer, or keccak256 of the jurisdiction's code.
    function actor(bytes calldata body) internal pure returns (bytes32) {
        return bytes32(body[32:64]);
    }

    /// @notice First word after the header: case, target digest or new key, depending on the kind.
    function firstWord(bytes calldata body) internal pure returns (bytes32) {
        return bytes32(body[HEADER_BYTES:HEADER_BYTES + 32]);
    }
}
