// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {OperatorId, PartyId, Standing} from "./Types.sol";

/// @dev What is kept of an action, packed: party in bits 192-255, operator in 128-191 (both zero for a council), what its
/// kind keeps beside it in 64-127, number of its type in 56-63, whether its signer cancelled it in 48, its sequence in 0-47
/// (zero if it was never applied). One slot, written whole.
type AppliedAction is uint256;

using AppliedActions for AppliedAction global;

/// @title Parts of an AppliedAction
library AppliedActions {
    uint256 private constant CANCELLED = 1 << 48;
    uint256 private constant DETAIL = uint256(type(uint64).max) << 64;

    /// @param by signer; only party and operator are kept
    function pack(uint64 sequence_, uint8 kind_, Standing by, bytes8 detail_) internal pure returns (AppliedAction) {
        uint256 people = (Standing.unwrap(by) >> 128) << 128;
        uint256 place = (uint256(kind_) << 56) | uint48(sequence_);
        return AppliedAction.wrap(people | (uint256(uint64(detail_)) << 64) | place);
    }

    /// @notice The same, marked as cancelled.
    function cancel(AppliedAction action) internal pure returns (AppliedAction) {
        return AppliedAction.wrap(AppliedAction.unwrap(action) | CANCELLED);
    }

    /// @notice The same with another detail.
    function withDetail(AppliedAction action, bytes8 detail_) internal pure returns (AppliedAction) {
        return AppliedAction.wrap((AppliedAction.unwrap(action) & ~DETAIL) | (uint256(uint64(detail_)) << 64));
    }

    function sequence(AppliedAction action) internal pure returns (uint48) {
        return uint48(AppliedAction.unwrap(action));
    }

    function cancelled(AppliedAction action) internal pure returns (bool) {
        return AppliedAction.unwrap(action) & CANCELLED != 0;
    }

    function kind(AppliedAction action) internal pure returns (uint8) {
        return uint8(AppliedAction.unwrap(action) >> 56);
    }

    function detail(AppliedAction action) internal pure returns (bytes8) {
        return bytes8(uint64(AppliedAction.unwrap(action) >> 64));
    }

    function party(AppliedAction action) internal pure returns (PartyId) {
        return Standing.wrap(AppliedAction.unwrap(action)).party();
    }

    function operator(AppliedAction action) internal pure returns (OperatorId) {
        return Standing.wrap(AppliedAction.unwrap(action)).operator();
    }
}
