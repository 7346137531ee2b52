// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ActionTypes} from "../generated/ActionTypes.sol";
import {SignedAction, Signature} from "../types/Types.sol";

/// @title Form of a signed action: sizes and narrow fields, before anything is hashed
library ActionShape {
    uint256 internal constant MAX_SIGNATURES = 32;
    uint256 internal constant MAX_SIGNER_BYTES = 512;
    uint256 internal constant MAX_SIGNATURE_BYTES = 2048;
    uint256 internal constant MAX_ATTACHMENT_BYTES = 1024;

    /// @notice Whether an action has the form that its kind needs.
    /// @param shape shape of the kind, see ActionTypes; zero if the kind is unknown
    function isWellFormed(SignedAction calldata action, uint256 shape) internal pure returns (bool) {
        if (shape == 0 || action.body.length != uint256(uint8(shape)) * 32) return false;
        return hasSignatures(action) && hasAttachment(action) && fitsNarrowFields(action.body, shape >> 8);
    }

    function hasSignatures(SignedAction calldata action) private pure returns (bool) {
        Signature[] calldata signatures = action.signatures;
        uint256 count = signatures.length;
        if (count == 0 || count > MAX_SIGNATURES) return false;
        if (contains(ActionTypes.OPERATOR_KINDS, action.kind) && count != 1) return false;
        if (contains(ActionTypes.ROTATION_KINDS, action.kind) && count != 2) return false;
        for (uint256 i = 0; i < count; ++i) {
            if (signatures[i].signer.length > MAX_SIGNER_BYTES) return false;
            if (signatures[i].signature.length > MAX_SIGNATURE_BYTES) return false;
        }
        return true;
    }

    function hasAttachment(SignedAction calldata action) private pure returns (bool) {
        uint256 length = action.attachment.length;
        return length == 0 || (length <= MAX_ATTACHMENT_BYTES && contains(ActionTypes.ATTACHMENT_KINDS, action.kind));
    }

    /// @dev `narrow` holds 16 bits for each narrow field after the header, see ActionTypes.
    function fitsNarrowFields(bytes calldata body, uint256 narrow) private pure returns (bool) {
        uint256 times = word(body, 2) | word(body, 3) | word(body, 4);
        if (times > type(uint64).max) return false;
        for (; narrow != 0; narrow >>= 16) {
            uint256 value = word(body, uint8(narrow >> 8));
            uint256 bits = uint8(narrow);
            if ((bits == 0 ? value << 64 : value >> bits) != 0) return false;
        }
        return true;
    }

    /// @notice Whether a kind is in a bitmap of kinds.
    function contains(uint256 kinds, uint8 kind) internal pure returns (bool) {
        return (kinds >> kind) & 1 == 1;
    }

    function word(bytes calldata body, uint256 index) private pure returns (uint256) {
        return uint256(bytes32(body[index * 32:index * 32 + 32]));
    }
}
