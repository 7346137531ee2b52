// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Result, SignedAction} from "../../../../contracts/types/Types.sol";
import {ActionTable, Authority} from "./ActionTable.sol";
import {ModelState} from "./ModelState.sol";

/// @notice The checks that come before an action is applied, in their order: form, ledger, replay, times, authority,
/// signatures.
abstract contract ModelChecks is ActionTable, ModelState {
    /// @dev One action while it is looked at.
    struct Item {
        uint8 kind;
        bytes32[] words;
        bytes attachment;
        bytes[] signers;
        bytes32[] signatureHashes;
        bytes32 digest;
        uint256 time;
        // from here on: set once the authority is known
        bytes8 party;
        bytes8 operator;
        uint8 jurisdiction;
        uint16 roles;
    }

    uint256 internal constant MAX_DEADLINE = 72 * 60 * 60;
    uint256 internal constant CLOCK_SKEW = 5 * 60;
    bytes32 internal constant ALL = keccak256("ALL");

    bytes32 private immutable domainSeparator;
    /// @dev Signatures that a key's owner really made. The only truth about signatures that the model knows.
    mapping(bytes32 keyId => mapping(bytes32 digest => mapping(bytes32 signatureHash => bool))) private genuine;
    address[] private verifiers;

    constructor(address ledger, address[] memory allowedVerifiers) {
        verifiers = allowedVerifiers;
        domainSeparator = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Corridor Ledger"),
                keccak256("1"),
                block.chainid,
                ledger
            )
        );
    }

    /// @notice Tells the model that the owner of a key made this signature over this digest.
    function witness(bytes32 keyId, bytes32 digest, bytes calldata signature) external {
        genuine[keyId][digest][keccak256(signature)] = true;
    }

    function digestOf(uint8 kind, bytes memory body) public view returns (bytes32) {
        bytes32 structHash = keccak256(bytes.concat(kindRows[kind].typeHash, body));
        return keccak256(bytes.concat(hex"1901", domainSeparator, structHash));
    }

    /// @notice Whether the signers of an action all really signed it.
    function isGenuine(SignedAction calldata action) external view returns (bool) {
        bytes32 digest = digestOf(action.kind, action.body);
        for (uint256 i = 0; i < action.signatures.length; i++) {
            bytes32 keyId = keccak256(action.signatures[i].signer);
            if (!genuine[keyId][digest][keccak256(action.signatures[i].signature)]) return false;
        }
        return action.signatures.length > 0;
    }

    /// @dev Everything up to and including the signatures; `item.party` and the like are set for one operator's action.
    function _check(Item memory item) internal view returns (Result result) {
        if (item.words[0] != ledgerId) return Result.WRONG_LEDGER;
        if (actions[item.digest].sequence != 0) return Result.DUPLICATE;
        if (actions[item.digest].cancelled) return Result.CANCELLED;
        result = _checkTimes(item);
        if (result != Result.APPLIED) return result;
        Authority authority = kindRows[item.kind].authority;
        bool single = authority == Authority.OPERATOR || authority == Authority.ROTATION;
        result = single ? _checkOperator(item) : _checkCouncil(item, authority);
        if (result != Result.APPLIED) return result;
        return _checkSignatures(item, authority);
    }

    function _isMalformed(SignedAction calldata action) internal view returns (bool) {
        KindRow storage row = kindRows[action.kind];
        if (row.authority == Authority.NONE) return true;
        if (action.body.length != 32 * row.bits.length) return true;
        uint256 count = action.signatures.length;
        if (count == 0 || count > 32) return true;
        if (row.authority == Authority.OPERATOR && count != 1) return true;
        if (row.authority == Authority.ROTATION && count != 2) return true;
        if (action.attachment.length > 1024) return true;
        if (action.attachment.length != 0 && !row.takesAttachment) return true;
        for (uint256 i = 0; i < count; i++) {
            if (action.signatures[i].signer.length > 512 || action.signatures[i].signature.length > 2048) return true;
        }
        for (uint256 i = 0; i < row.bits.length; i++) {
            if (!_fits(bytes32(action.body[32 * i:32 * i + 32]), row.bits[i])) return true;
        }
        return false;
    }

    function _fits(bytes32 word, uint16 bits) private pure returns (bool) {
        if (bits == 256) return true;
        if (bits == LEFT_8) return bytes32(bytes8(word)) == word;
        return uint256(word) < 2 ** uint256(bits);
    }

    function _checkTimes(Item memory item) private pure returns (Result) {
        uint256 signedAt = uint256(item.words[2]);
        uint256 notBefore = uint256(item.words[3]);
        uint256 deadline = uint256(item.words[4]);
        if (deadline < signedAt) return Result.DEADLINE_TOO_FAR;
        if (deadline - signedAt > MAX_DEADLINE) return Result.DEADLINE_TOO_FAR;
        if (signedAt > item.time + CLOCK_SKEW) return Result.SIGNED_IN_FUTURE;
        if (item.time > deadline) return Result.EXPIRED;
        if (item.time < notBefore) return Result.NOT_YET_VALID;
        return Result.APPLIED;
    }

    function _checkOperator(Item memory item) private view returns (Result) {
        bytes32 keyId = item.words[1];
        if (keccak256(item.signers[0]) != keyId) return Result.BAD_SIGNATURE;
        MKey storage key = keys[keyId];
        if (!key.known) return Result.UNKNOWN_KEY;
        MParty storage party = parties[key.party];
        item.party = key.party;
        item.operator = key.operator;
        item.jurisdiction = party.jurisdiction;
        item.roles = party.roles;
        if (key.revokedAt != 0) return Result.KEY_REVOKED;
        if (item.time < key.validFrom) return Result.KEY_NOT_YET_VALID;
        if (item.time >= key.validUntil) return Result.KEY_EXPIRED;
        if (party.suspended) return Result.PARTY_SUSPENDED;
        if (item.time < jurisdictions[party.jurisdiction - 1].pausedUntil) return Result.JURISDICTION_PAUSED;
        return Result.APPLIED;
    }

    function _checkCouncil(Item memory item, Authority authority) private view returns (Result) {
        uint8 number = jurisdictionOf(item.words[1]);
        if (authority == Authority.JOINT) {
            if (item.words[1] != ALL) return Result.UNKNOWN_JURISDICTION;
        } else if (number == 0) {
            return Result.UNKNOWN_JURISDICTION;
        }
        if (authority == Authority.RECOVERY && jurisdictions[number - 1].recovery.epoch == 0) {
            return Result.NO_RECOVERY;
        }
        bytes32[] memory keyIds = new bytes32[](item.signers.length);
        for (uint256 i = 0; i < keyIds.length; i++) keyIds[i] = keccak256(item.signers[i]);
        if (!_isAscending(keyIds)) return Result.SIGNATURES_NOT_SORTED;
        item.jurisdiction = number;
        if (authority == Authority.JOINT) return _checkJoint(keyIds);
        MJurisdiction storage j = jurisdictions[number - 1];
        MQuorum storage quorum = authority == Authority.RECOVERY ? j.recovery : j.council;
        if (_countIn(quorum.members, keyIds) != keyIds.length) return Result.NOT_COUNCIL_MEMBER;
        return keyIds.length < quorum.threshold ? Result.TOO_FEW_SIGNATURES : Result.APPLIED;
    }

    function _checkJoint(bytes32[] memory keyIds) private view returns (Result) {
        uint256 seated = 0;
        bool enough = true;
        for (uint256 n = 0; n < jurisdictions.length; n++) {
            uint256 present = _countIn(jurisdictions[n].council.members, keyIds);
            if (present < jurisdictions[n].council.threshold) enough = false;
            seated += present;
        }
        if (seated != keyIds.length) return Result.NOT_COUNCIL_MEMBER;
        return enough ? Result.APPLIED : Result.TOO_FEW_SIGNATURES;
    }

    function _countIn(bytes32[] storage list, bytes32[] memory items) private view returns (uint256 count) {
        for (uint256 i = 0; i < items.length; i++) if (_isIn(list, items[i])) count++;
    }

    function _checkSignatures(Item memory item, Authority authority) private view returns (Result) {
        if (authority == Authority.ROTATION && keccak256(item.signers[1]) != item.words[5]) return Result.BAD_SIGNATURE;
        for (uint256 i = 0; i < item.signers.length; i++) {
            if (!_isAllowed(item.signers[i])) return Result.BAD_SIGNATURE;
            bytes32 keyId = keccak256(item.signers[i]);
            if (!genuine[keyId][item.digest][item.signatureHashes[i]]) return Result.BAD_SIGNATURE;
        }
        return Result.APPLIED;
    }

    /// @dev An address, a P-256 key, or a passkey with an origin of 8 to 200 bytes.
    function _isAllowed(bytes memory signer) internal view returns (bool) {
        if (signer.length == 20) return bytes20(signer) != 0;
        if (signer.length < 20) return false;
        address verifier = address(bytes20(signer));
        if (verifier == verifiers[0]) return signer.length == 20 + 64;
        if (verifier == verifiers[1]) return signer.length >= 20 + 96 + 8 && signer.length <= 20 + 96 + 200;
        return false;
    }

    function _isAscending(bytes32[] memory list) internal pure returns (bool) {
        for (uint256 i = 1; i < list.length; i++) if (uint256(list[i - 1]) >= uint256(list[i])) return false;
        return true;
    }
}
