// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ActionTypes} from "../generated/ActionTypes.sol";

/// @title Form of a signed action: sizes and narrow fields, before anything is decided on it
library ActionShape {
    uint256 internal constant MAX_SIGNATURES = 32;
    uint256 private constant MAX_SIGNER_BYTES = 512;
    uint256 private constant MAX_SIGNATURE_BYTES = 2048;
    uint256 private constant MAX_ATTACHMENT_BYTES = 1024;

    /// @notice Whether a body has the length of its kind.
    /// @param shape shape of the kind, see ActionTypes; zero if the kind is unknown
    function hasLength(uint256 shape, bytes calldata body) internal pure returns (bool) {
        return shape != 0 && body.length == uint256(uint8(shape)) * 32;
    }

    /// @notice Whether every narrow field after the header of a body of the right length holds a value of its type.
    function fitsNarrowFields(uint256 shape, bytes calldata body) internal pure returns (bool) {
        for (uint256 narrow = shape >> 8; narrow != 0; narrow >>= 16) {
            uint256 value = uint256(bytes32(body[uint256(uint8(narrow >> 8)) * 32:]));
            uint256 bits = uint8(narrow);
            if ((bits == 0 ? value << 64 : value >> bits) != 0) return false;
        }
        return true;
    }

    /// @notice Whether an attachment may go with a kind.
    function allowsAttachment(uint8 kind, bytes calldata attachment) internal pure returns (bool) {
        uint256 length = attachment.length;
        return length == 0 || (length <= MAX_ATTACHMENT_BYTES && contains(ActionTypes.ATTACHMENT_KINDS, kind));
    }

    /// @notice Whether signer and signature are of a size that is looked at.
    function fitsSignature(bytes calldata signer, bytes calldata signature) internal pure returns (bool) {
        return signer.length <= MAX_SIGNER_BYTES && signature.length <= MAX_SIGNATURE_BYTES;
    }

    /// @notice Whether a kind is in a bitmap of kinds.
    function contains(uint256 kinds, uint8 kind) internal pure returns (bool) {
        return (kinds >> kind) & 1 == 1;
    }
}
