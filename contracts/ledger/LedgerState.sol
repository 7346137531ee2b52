// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {ILedger} from "../interfaces/ILedger.sol";
import {IRegistry} from "../interfaces/IRegistry.sol";
import {AppliedAction} from "../types/AppliedAction.sol";
import {Result, Standing} from "../types/Types.sol";

/// @title Storage that all parts of the ledger share: applied actions and the heads of what they concern
abstract contract LedgerState is ILedger {
    /// @notice An action whose form, times, standing and signatures are checked.
    struct Signed {
        /// EIP-712 digest
        bytes32 digest;
        /// key id of the signer, or keccak256 of the jurisdiction's code
        bytes32 actor;
        /// unix seconds, as the signer claims
        uint64 signedAt;
        /// sequence that the action gets if it is applied
        uint64 sequence;
        /// party, operator, roles and jurisdiction of the signer; zero for a council
        Standing by;
        /// head of the case before the action, if it concerns one
        bytes32 caseHead;
        /// what the kind keeps beside its action: LodgeDeclaration the competent office, OpenControl see Controls
        bytes8 detail;
        /// see ILedger.ActionApplied
        bytes32 signatureDigest;
    }

    /// @notice Where a batch stands; never outlives it.
    struct Batch {
        /// sequence of the last applied action
        uint64 sequence;
        bytes32 ledgerHead;
        /// key of the last action that an operator signed; zero once the registry may have changed
        bytes32 keyId;
        /// what the registry says of that key
        Result standing;
        Standing by;
    }

    /// @notice End of the ledger; one slot, written once a batch.
    struct Tip {
        /// sequence of the last applied action
        uint64 sequence;
        address successor;
    }

    /// @dev How far the clock of a signer or a carrier may be ahead of block time.
    uint256 internal constant CLOCK_SKEW = 300;

    IRegistry internal immutable _registry;

    Tip internal _tip;
    mapping(bytes32 digest => AppliedAction) internal _actions;
    mapping(bytes32 caseId => bytes32 head) internal _caseHeads;
    /// @dev Heads of keys, parties and jurisdictions.
    mapping(bytes32 subject => bytes32 head) internal _heads;

    constructor(address registry_) {
        _registry = IRegistry(registry_);
    }

    /// @inheritdoc ILedger
    function headOf(bytes32 subject) public view returns (bytes32) {
        bytes32 head = _caseHeads[subject];
        return head == 0 ? _heads[subject] : head;
    }

    /// @inheritdoc ILedger
    function actionOf(bytes32 digest) external view returns (ActionRecord memory) {
        AppliedAction action = _actions[digest];
        return ActionRecord(action.sequence(), action.party(), action.operator(), action.cancelled());
    }

    /// @dev Head after an action: `keccak256(previous ++ digest)`.
    function _nextHead(bytes32 previous, bytes32 digest) internal pure returns (bytes32) {
        return Hashes.efficientKeccak256(previous, digest);
    }
}
