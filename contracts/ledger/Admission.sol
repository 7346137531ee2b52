// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ActionTypes} from "../generated/ActionTypes.sol";
import {ILedger} from "../interfaces/ILedger.sol";
import {ActionShape} from "../libraries/ActionShape.sol";
import {Bodies} from "../libraries/Bodies.sol";
import {KeyInfo, PartyId, Result, Signature, SignedAction} from "../types/Types.sol";
import {LedgerState} from "./LedgerState.sol";

/// @title Admission: whether an action may be looked at, who signed it, and whether the signatures hold
abstract contract Admission is LedgerState, EIP712 {
    uint256 private constant MAX_DEADLINE = 72 hours;
    uint256 private constant ADDRESS_BYTES = 20;

    /// @dev Most gas that the check of one signature may take; a P-256 check without precompile takes about 300,000.
    uint256 private constant SIGNATURE_GAS = 500_000;
    /// @dev Upper bound of what applying and recording one action takes, the end of the batch included.
    uint256 private constant APPLY_GAS = 700_000;
    /// @dev Gas that must be left before one signature check: EIP-150 hands on at most 63/64 of what is left.
    uint256 private constant CHECK_GAS = SIGNATURE_GAS * 64 / 63 + APPLY_GAS;
    /// @dev Gas that must be left before an action is looked at: its form, digest and standing, then one check.
    uint256 internal constant ITEM_GAS = CHECK_GAS + 100_000;

    /// @inheritdoc ILedger
    bytes32 public immutable ledgerId;

    constructor(bytes32 ledgerId_) EIP712("Corridor Ledger", "1") {
        if (ledgerId_ == 0) revert LedgerIdMissing();
        ledgerId = ledgerId_;
    }

    /// @inheritdoc ILedger
    function digestOf(uint8 kind, bytes calldata body) external view returns (bytes32) {
        (bytes32 typeHash,) = ActionTypes.describe(kind);
        return _digest(typeHash, body);
    }

    /// @inheritdoc ILedger
    /// @dev No ERC-1271: the answer of a contract changes with time, a signature must stay provable.
    function checkSignature(bytes calldata signer, bytes32 digest, bytes calldata signature)
        external
        view
        returns (bool)
    {
        if (msg.sender != address(this)) revert LedgerSelfCallOnly(msg.sender);
        if (!_registry.isSignerAllowed(signer)) return false;
        address account = address(bytes20(signer[:ADDRESS_BYTES]));
        if (signer.length == ADDRESS_BYTES) {
            (address recovered, ECDSA.RecoverError failure,) = ECDSA.tryRecoverCalldata(digest, signature);
            return failure == ECDSA.RecoverError.NoError && recovered == account;
        }
        bytes4 answer = IERC7913SignatureVerifier(account).verify(signer[ADDRESS_BYTES:], digest, signature);
        return answer == IERC7913SignatureVerifier.verify.selector;
    }

    /// @dev Fills in who signed what and checks everything that does not depend on the kind's own fields.
    /// @return APPLIED if the action may be applied, UNPROCESSED if the gas left does not suffice to tell
    function _admit(SignedAction calldata action, bytes32 typeHash, Signed memory signed)
        internal
        view
        returns (Result)
    {
        signed.digest = _digest(typeHash, action.body);
        Bodies.Header memory header = Bodies.header(action.body);
        signed.actor = header.actor;
        signed.signedAt = header.signedAt;
        if (header.ledgerId != ledgerId) return Result.WRONG_LEDGER;
        Result result = _checkUnused(signed.digest);
        if (result != Result.APPLIED) return result;
        result = _checkTimes(header);
        if (result != Result.APPLIED) return result;
        bytes32[] memory keyIds = _keyIds(action.signatures);
        result = _isByCouncil(action.kind)
            ? _registry.checkAuthority(action.kind, header.actor, keyIds)
            : _checkOperator(action, keyIds, signed);
        if (result != Result.APPLIED) return result;
        return _checkSignatures(action.signatures, keyIds, signed);
    }

    function _digest(bytes32 typeHash, bytes calldata body) internal view returns (bytes32) {
        return _hashTypedDataV4(keccak256(bytes.concat(typeHash, body)));
    }

    function _isByCouncil(uint8 kind) private pure returns (bool) {
        return !ActionShape.contains(ActionTypes.OPERATOR_KINDS | ActionTypes.ROTATION_KINDS, kind);
    }

    /// @dev Before the time checks: whoever retries an applied action always learns DUPLICATE.
    function _checkUnused(bytes32 digest) private view returns (Result) {
        AppliedAction storage action = _actions[digest];
        if (action.sequence != 0) return Result.DUPLICATE;
        return action.cancelled ? Result.CANCELLED : Result.APPLIED;
    }

    function _checkTimes(Bodies.Header memory header) private view returns (Result) {
        if (header.deadline < header.signedAt || header.deadline - header.signedAt > MAX_DEADLINE) {
            return Result.DEADLINE_TOO_FAR;
        }
        if (header.signedAt > block.timestamp + CLOCK_SKEW) return Result.SIGNED_IN_FUTURE;
        if (block.timestamp > header.deadline) return Result.EXPIRED;
        return block.timestamp < header.notBefore ? Result.NOT_YET_VALID : Result.APPLIED;
    }

    function _checkOperator(SignedAction calldata action, bytes32[] memory keyIds, Signed memory signed)
        private
        view
        returns (Result)
    {
        if (keyIds[0] != signed.actor) return Result.BAD_SIGNATURE;
        KeyInfo memory key = _registry.keyOf(signed.actor);
        Result result = _checkStanding(key);
        if (result != Result.APPLIED) return result;
        if (action.kind == ActionTypes.ROTATE_KEY && keyIds[1] != Bodies.firstWord(action.body)) {
            return Result.BAD_SIGNATURE;
        }
        signed.party = key.party;
        signed.operator = key.operator;
        signed.roles = key.roles;
        signed.jurisdiction = key.jurisdiction;
        return Result.APPLIED;
    }

    function _checkStanding(KeyInfo memory key) private view returns (Result) {
        if (key.party.isNoParty()) return Result.UNKNOWN_KEY;
        if (key.revokedAt != 0) return Result.KEY_REVOKED;
        if (block.timestamp < key.validFrom) return Result.KEY_NOT_YET_VALID;
        if (block.timestamp >= key.validUntil) return Result.KEY_EXPIRED;
        if (key.suspended) return Result.PARTY_SUSPENDED;
        return block.timestamp < key.pausedUntil ? Result.JURISDICTION_PAUSED : Result.APPLIED;
    }

    function _keyIds(Signature[] calldata signatures) private pure returns (bytes32[] memory keyIds) {
        keyIds = new bytes32[](signatures.length);
        for (uint256 i = 0; i < keyIds.length; ++i) {
            keyIds[i] = keccak256(signatures[i].signer);
        }
    }

    /// @dev Each check in a call of its own under a cap: what a verifier burns or reverts stays its own, and the gas
    /// left is looked at first, so that a carrier's gas limit never makes a good signature look bad.
    function _checkSignatures(Signature[] calldata signatures, bytes32[] memory keyIds, Signed memory signed)
        private
        view
        returns (Result)
    {
        bytes32[] memory hashes = new bytes32[](2 * keyIds.length);
        for (uint256 i = 0; i < keyIds.length; ++i) {
            if (gasleft() < CHECK_GAS) return Result.UNPROCESSED;
            if (!_isSignature(signatures[i], signed.digest)) return Result.BAD_SIGNATURE;
            hashes[2 * i] = keyIds[i];
            hashes[2 * i + 1] = keccak256(signatures[i].signature);
        }
        signed.signatureDigest = keccak256(abi.encodePacked(hashes));
        return Result.APPLIED;
    }

    function _isSignature(Signature calldata item, bytes32 digest) private view returns (bool) {
        try this.checkSignature{gas: SIGNATURE_GAS}(item.signer, digest, item.signature) returns (bool valid) {
            return valid;
        } catch {
            return false;
        }
    }
}
