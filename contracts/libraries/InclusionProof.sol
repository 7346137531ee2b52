// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Inclusion in an RFC 6962 tree with SHA-256
/// @dev Leaves and nodes are hashed under different prefixes, so that neither passes for the other.
library InclusionProof {
    /// @notice Whether an entry stands at a position of a tree.
    /// @param entry data of the leaf, here itself a 32-byte root
    /// @param index position from 0
    /// @param size number of leaves
    /// @param path sibling hashes, leaf to root
    /// @dev Algorithm: RFC 9162, section 2.1.3.2.
    function verify(bytes32 root, bytes32 entry, uint256 index, uint256 size, bytes32[] calldata path)
        internal
        pure
        returns (bool)
    {
        if (index >= size) return false;
        uint256 position = index;
        uint256 last = size - 1;
        bytes32 hash = sha256(bytes.concat(hex"00", entry));
        for (uint256 i = 0; i < path.length; ++i) {
            if (last == 0) return false;
            if (position & 1 == 1 || position == last) {
                hash = sha256(bytes.concat(hex"01", path[i], hash));
                while (position & 1 == 0 && position != 0) {
                    position >>= 1;
                    last >>= 1;
                }
            } else {
                hash = sha256(bytes.concat(hex"01", hash, path[i]));
            }
            position >>= 1;
            last >>= 1;
        }
        return last == 0 && hash == root;
    }
}
