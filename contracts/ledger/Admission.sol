// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {ActionTypes} from "../generated/ActionTypes.sol";
import {ILedger} from "../interfaces/ILedger.sol";
import {ActionShape} from "../libraries/ActionShape.sol";
import {Bodies} from "../libraries/Bodies.sol";
import {AppliedAction} from "../types/AppliedAction.sol";
import {Result, Signature} from "../types/Types.sol";
import {LedgerState} from "./LedgerState.sol";

/// @title Admission: whether an action may be looked at, who signed it, and whether the signatures hold
abstract contract Admission is LedgerState {
    uint256 private constant MAX_DEADLINE = 72 hours;
    uint256 private constant ADDRESS_BYTES = 20;

    /// @dev Most gas that the check of one signature may take; a P-256 check without precompile takes about 300,000.
    uint256 private constant SIGNATURE_GAS = 504_000;
    /// @dev Gas that must be left before one signature check: EIP-150 hands on at most 63/64 of what is left; applying and
    /// recording one action, the end of the batch included, take 700,000 at most. Literals, so that nothing is computed.
    uint256 private constant CHECK_GAS = 504_000 * 64 / 63 + 700_000;
    /// @dev Gas that must be left before an action is looked at: its form, digest and standing, then one check.
    uint256 internal constant ITEM_GAS = 504_000 * 64 / 63 + 700_000 + 100_000;

    bytes32 private constant DOMAIN_TYPE_HASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");

    /// @inheritdoc ILedger
    bytes32 public immutable ledgerId;

    uint256 private immutable _deployedChainId;
    bytes32 private immutable _deployedDomain;

    constructor(bytes32 ledgerId_) {
        if (ledgerId_ == 0) revert LedgerIdMissing();
        ledgerId = ledgerId_;
        _deployedChainId = block.chainid;
        _deployedDomain = _domainSeparator();
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
        address account = address(bytes20(signer));
        if (signer.length == ADDRESS_BYTES) return _isByAddress(account, digest, signature);
        bytes4 answer = IERC7913SignatureVerifier(account).verify(signer[ADDRESS_BYTES:], digest, signature);
        return answer == IERC7913SignatureVerifier.verify.selector;
    }

    /// @dev Fills in who signed what and checks everything that does not depend on the kind's own fields.
    /// @return APPLIED if the action may be applied, UNPROCESSED if the gas left does not suffice to tell; the digest
    /// stays zero if the form is wrong
    function _admit(
        uint8 kind,
        bytes calldata body,
        bytes calldata attachment,
        Signature[] calldata signatures,
        Signed memory signed,
        Batch memory batch
    ) internal view returns (Result) {
        (bytes32 typeHash, uint256 shape) = ActionTypes.describe(kind);
        if (!ActionShape.hasLength(shape, body) || !ActionShape.fitsNarrowFields(shape, body)) return Result.MALFORMED;
        if (!ActionShape.allowsAttachment(kind, attachment)) return Result.MALFORMED;
        if (ActionShape.contains(ActionTypes.OPERATOR_KINDS, kind)) {
            return _admitOperator(typeHash, body, signatures, signed, batch);
        }
        return _admitSeveral(kind, typeHash, body, signatures, signed, batch);
    }

    function _digest(bytes32 typeHash, bytes calldata body) internal view returns (bytes32) {
        bytes32 domain = block.chainid == _deployedChainId ? _deployedDomain : _domainSeparator();
        return MessageHashUtils.toTypedDataHash(domain, keccak256(bytes.concat(typeHash, body)));
    }

    /// @dev EIP-712 domain of this contract on this chain; a chain that splits off under another id has another.
    function _domainSeparator() private view returns (bytes32) {
        return keccak256(
            abi.encode(DOMAIN_TYPE_HASH, keccak256("Corridor Ledger"), keccak256("1"), block.chainid, address(this))
        );
    }

    /// @dev One operator, one signature.
    function _admitOperator(
        bytes32 typeHash,
        bytes calldata body,
        Signature[] calldata signatures,
        Signed memory signed,
        Batch memory batch
    ) private view returns (Result result) {
        if (signatures.length != 1) return Result.MALFORMED;
        Signature calldata item = signatures[0];
        bytes calldata signer = item.signer;
        bytes calldata signature = item.signature;
        if (!ActionShape.fitsSignature(signer, signature)) return Result.MALFORMED;
        result = _checkHeader(typeHash, body, signed);
        if (result != Result.APPLIED) return result;
        bytes32 keyId = keccak256(signer);
        if (keyId != signed.actor) return Result.BAD_SIGNATURE;
        result = _checkOperator(signed, batch);
        if (result != Result.APPLIED) return result;
        signed.signatureDigest = Hashes.efficientKeccak256(keyId, keccak256(signature));
        return _checkSignature(signer, signature, signed.digest);
    }

    /// @dev Both keys of a rotation, or members of councils.
    function _admitSeveral(
        uint8 kind,
        bytes32 typeHash,
        bytes calldata body,
        Signature[] calldata signatures,
        Signed memory signed,
        Batch memory batch
    ) private view returns (Result result) {
        bool rotation = ActionShape.contains(ActionTypes.ROTATION_KINDS, kind);
        uint256 count = signatures.length;
        if (count == 0 || count > ActionShape.MAX_SIGNATURES || (rotation && count != 2)) return Result.MALFORMED;
        bytes32[] memory keyIds = new bytes32[](count);
        bytes32[] memory hashes = new bytes32[](2 * count);
        for (uint256 i = 0; i < count; ++i) {
            Signature calldata item = signatures[i];
            if (!ActionShape.fitsSignature(item.signer, item.signature)) return Result.MALFORMED;
            keyIds[i] = keccak256(item.signer);
            hashes[2 * i] = keyIds[i];
            hashes[2 * i + 1] = keccak256(item.signature);
        }
        signed.signatureDigest = keccak256(abi.encodePacked(hashes));
        result = _checkHeader(typeHash, body, signed);
        if (result != Result.APPLIED) return result;
        result = rotation
            ? _checkRotation(keyIds, Bodies.firstWord(body), signed, batch)
            : _registry.checkAuthority(kind, signed.actor, keyIds);
        for (uint256 i = 0; i < count && result == Result.APPLIED; ++i) {
            result = _checkSignature(signatures[i].signer, signatures[i].signature, signed.digest);
        }
    }

    /// @dev Ledger, digest never used before, times: in this order, so that whoever retries an applied action always
    /// learns DUPLICATE.
    function _checkHeader(bytes32 typeHash, bytes calldata body, Signed memory signed) private view returns (Result) {
        (bytes32 ledger, bytes32 actor, uint256 signedAt, uint256 notBefore, uint256 deadline) =
            abi.decode(body, (bytes32, bytes32, uint256, uint256, uint256));
        if ((signedAt | notBefore | deadline) > type(uint64).max) return Result.MALFORMED;
        signed.digest = _digest(typeHash, body);
        if (ledger != ledgerId) return Result.WRONG_LEDGER;
        signed.actor = actor;
        signed.signedAt = uint64(signedAt);
        AppliedAction action = _actions[signed.digest];
        if (action.sequence() != 0) return Result.DUPLICATE;
        if (action.cancelled()) return Result.CANCELLED;
        if (deadline < signedAt || deadline - signedAt > MAX_DEADLINE) return Result.DEADLINE_TOO_FAR;
        if (signedAt > block.timestamp + CLOCK_SKEW) return Result.SIGNED_IN_FUTURE;
        if (block.timestamp > deadline) return Result.EXPIRED;
        return block.timestamp < notBefore ? Result.NOT_YET_VALID : Result.APPLIED;
    }

    /// @dev The registry is asked once for a run of actions by the same key: its answer depends on nothing but its
    /// storage, which only an applied registry action changes, and on block time, which stands still within a batch.
    function _checkOperator(Signed memory signed, Batch memory batch) private view returns (Result) {
        if (batch.keyId != signed.actor) {
            (batch.standing, batch.by) = _registry.checkOperator(signed.actor);
            batch.keyId = signed.actor;
        }
        signed.by = batch.by;
        return batch.standing;
    }

    /// @dev The old key signs first, the new key second; the new one is not enrolled yet.
    function _checkRotation(bytes32[] memory keyIds, bytes32 newKeyId, Signed memory signed, Batch memory batch)
        private
        view
        returns (Result)
    {
        if (keyIds[0] != signed.actor) return Result.BAD_SIGNATURE;
        Result result = _checkOperator(signed, batch);
        return result == Result.APPLIED && keyIds[1] != newKeyId ? Result.BAD_SIGNATURE : result;
    }

    /// @dev An address is checked here, at a fixed price. A verifier is asked in a call under a cap: what it burns or
    /// reverts stays its own. The gas left is looked at first: EIP-150 would silently lower the cap, and a carrier's gas
    /// limit would make a good signature look bad.
    function _checkSignature(bytes calldata signer, bytes calldata signature, bytes32 digest)
        private
        view
        returns (Result)
    {
        if (gasleft() < CHECK_GAS) return Result.UNPROCESSED;
        if (signer.length == ADDRESS_BYTES) {
            bool own = _isByAddress(address(bytes20(signer)), digest, signature);
            return own ? Result.APPLIED : Result.BAD_SIGNATURE;
        }
        try this.checkSignature{gas: SIGNATURE_GAS}(signer, digest, signature) returns (bool valid) {
            return valid ? Result.APPLIED : Result.BAD_SIGNATURE;
        } catch {
            return Result.BAD_SIGNATURE;
        }
    }

    /// @dev Low `s`, 65 bytes; the zero address is nobody's.
    function _isByAddress(address account, bytes32 digest, bytes calldata signature) private pure returns (bool) {
        (address recovered, ECDSA.RecoverError failure,) = ECDSA.tryRecoverCalldata(digest, signature);
        return failure == ECDSA.RecoverError.NoError && recovered == account;
    }
}
