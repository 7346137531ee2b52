// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ILedger} from "../interfaces/ILedger.sol";
import {HEADER_BYTES} from "../libraries/Bodies.sol";
import {Result} from "../types/Types.sol";
import {LedgerState} from "./LedgerState.sol";

/// @title Continuation by another ledger
/// @notice There is no proxy: every council together names the ledger that takes new cases; open ones finish here.
abstract contract Continuation is LedgerState {
    /// @inheritdoc ILedger
    function successor() external view returns (address) {
        return _tip.successor;
    }

    /// @param lastSequence sequence of the last applied action before this one
    function _supersede(bytes calldata body, uint64 lastSequence) internal returns (Result) {
        (address next, bytes32 codeHash, uint64 finalSequence, bytes32 logRoot) =
            abi.decode(body[HEADER_BYTES:], (address, bytes32, uint64, bytes32));
        if (next == address(0) || next == address(this)) return Result.INVALID_SUCCESSOR;
        if (next.code.length == 0 || next.codehash != codeHash) return Result.INVALID_SUCCESSOR;
        if (finalSequence != lastSequence) return Result.CONFLICT;
        if (_tip.successor != address(0)) return Result.LEDGER_SUPERSEDED;
        _tip.successor = next;
        emit LedgerSuperseded(next, codeHash, finalSequence, logRoot);
        return Result.APPLIED;
    }
}
