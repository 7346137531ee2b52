// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Transitions} from "../generated/Transitions.sol";
import {IRegistry} from "../interfaces/IRegistry.sol";
import {HEADER_BYTES} from "../libraries/Bodies.sol";
import {Reasons} from "../libraries/Reasons.sol";
import {KeyInfo, OperatorId, PartyId, Result, Standing, Standings} from "../types/Types.sol";
import {Parties} from "./Parties.sol";

/// @title Keys of operators, with history
/// @notice A key is enrolled once and never deleted or re-pointed. Its signer bytes stand in the event only.
abstract contract Keys is Parties {
    uint256 private constant ADDRESS_BYTES = 20;
    uint256 private constant P256_SIGNER_BYTES = 20 + 64;
    /// @dev Verifier, point, hash of the relying party id, then an origin of 8 to 200 bytes.
    uint256 private constant WEBAUTHN_MIN_SIGNER_BYTES = 20 + 96 + 8;
    uint256 private constant WEBAUTHN_MAX_SIGNER_BYTES = 20 + 96 + 200;

    /// @notice Verifier of bare P-256 keys.
    address public immutable p256Verifier;
    /// @notice Verifier of passkeys pinned to their relying party and origin.
    address public immutable webAuthnVerifier;

    constructor(address p256Verifier_, address webAuthnVerifier_) {
        p256Verifier = p256Verifier_;
        webAuthnVerifier = webAuthnVerifier_;
    }

    /// @inheritdoc IRegistry
    function keyOf(bytes32 keyId) external view returns (KeyInfo memory info) {
        KeyRecord memory key = _keys[keyId];
        if (key.party.isNoParty()) return info;
        PartyRecord memory party = _parties[key.party];
        info.party = key.party;
        info.operator = key.operator;
        info.validFrom = key.validFrom;
        info.validUntil = key.validUntil;
        info.revokedAt = key.revokedAt;
        info.roles = party.roles;
        info.jurisdiction = party.jurisdiction;
        info.suspended = party.suspended;
        info.pausedUntil = _jurisdictions[party.jurisdiction].pausedUntil;
    }

    /// @inheritdoc IRegistry
    function checkOperator(bytes32 keyId) external view returns (Result result, Standing standing) {
        KeyRecord memory key = _keys[keyId];
        if (key.party.isNoParty()) return (Result.UNKNOWN_KEY, standing);
        PartyRecord memory party = _parties[key.party];
        return (_checkStanding(key, party), Standings.pack(key.party, key.operator, party.roles, party.jurisdiction));
    }

    /// @inheritdoc IRegistry
    function isSignerAllowed(bytes calldata signer) public view returns (bool) {
        uint256 length = signer.length;
        if (length < ADDRESS_BYTES) return false;
        address verifier = address(bytes20(signer[:ADDRESS_BYTES]));
        if (length == ADDRESS_BYTES) return verifier != address(0);
        if (verifier == webAuthnVerifier) {
            return length >= WEBAUTHN_MIN_SIGNER_BYTES && length <= WEBAUTHN_MAX_SIGNER_BYTES;
        }
        return verifier == p256Verifier && length == P256_SIGNER_BYTES;
    }

    /// @return subject id of the new key
    function _applyEnrolKey(uint8 number, bytes calldata body, bytes calldata signer)
        internal
        returns (Result, bytes32 subject)
    {
        (bytes32 keyId, bytes8 party, bytes8 operator, uint64 validFrom, uint64 validUntil) =
            abi.decode(body[HEADER_BYTES:], (bytes32, bytes8, bytes8, uint64, uint64));
        Result result = _checkOwnParty(number, PartyId.wrap(party));
        if (result != Result.APPLIED) return (result, keyId);
        if (keccak256(signer) != keyId) return (Result.MALFORMED, keyId);
        result = _checkNewKey(keyId, signer);
        if (result != Result.APPLIED) return (result, keyId);
        if (operator == 0) return (Result.MALFORMED, keyId);
        if (validUntil <= validFrom || validUntil > type(uint40).max) return (Result.INVALID_TIME, keyId);
        _addKey(
            keyId,
            KeyRecord(PartyId.wrap(party), OperatorId.wrap(operator), uint40(validFrom), uint40(validUntil), 0),
            signer
        );
        return (Result.APPLIED, keyId);
    }

    /// @return subject id of the revoked key
    function _applyRevokeKey(uint8 number, bytes calldata body) internal returns (Result, bytes32 subject) {
        (bytes32 keyId, uint64 suspect, bytes32 reasonHash) =
            abi.decode(body[HEADER_BYTES:], (bytes32, uint64, bytes32));
        KeyRecord storage key = _keys[keyId];
        if (key.party.isNoParty()) return (Result.UNKNOWN_KEY, keyId);
        if (_parties[key.party].jurisdiction != number) return (Result.WRONG_JURISDICTION, keyId);
        if (key.revokedAt != 0) return (Result.KEY_REVOKED, keyId);
        (Result result, uint8 reason) = Reasons.check(reasonHash, Transitions.PURPOSE_REVOKE_KEY);
        if (result != Result.APPLIED) return (result, keyId);
        if (suspect > block.timestamp) return (Result.INVALID_TIME, keyId);
        key.revokedAt = uint40(block.timestamp);
        if (suspect != 0) suspectFrom[keyId] = suspect;
        emit KeyRevoked(keyId, uint64(block.timestamp), suspect, reason);
        return (Result.APPLIED, keyId);
    }

    /// @dev The new key stands where the old one stood and ends when it would have ended.
    function _rotate(bytes32 oldKeyId, bytes calldata newSigner) internal returns (Result) {
        bytes32 newKeyId = keccak256(newSigner);
        Result result = _checkNewKey(newKeyId, newSigner);
        if (result != Result.APPLIED) return result;
        KeyRecord memory key = _keys[oldKeyId];
        _keys[oldKeyId].revokedAt = uint40(block.timestamp);
        emit KeyRotated(oldKeyId, newKeyId);
        key.validFrom = uint40(block.timestamp);
        _addKey(newKeyId, key, newSigner);
        return Result.APPLIED;
    }

    function _checkStanding(KeyRecord memory key, PartyRecord memory party) private view returns (Result) {
        if (key.revokedAt != 0) return Result.KEY_REVOKED;
        if (block.timestamp < key.validFrom) return Result.KEY_NOT_YET_VALID;
        if (block.timestamp >= key.validUntil) return Result.KEY_EXPIRED;
        if (party.suspended) return Result.PARTY_SUSPENDED;
        bool paused = block.timestamp < _jurisdictions[party.jurisdiction].pausedUntil;
        return paused ? Result.JURISDICTION_PAUSED : Result.APPLIED;
    }

    function _checkNewKey(bytes32 keyId, bytes calldata signer) private view returns (Result) {
        if (!_keys[keyId].party.isNoParty()) return Result.KEY_EXISTS;
        return isSignerAllowed(signer) ? Result.APPLIED : Result.SIGNER_NOT_ALLOWED;
    }

    function _addKey(bytes32 keyId, KeyRecord memory key, bytes calldata signer) private {
        _keys[keyId] = key;
        emit KeyEnrolled(keyId, key.party, key.operator, key.validFrom, key.validUntil, signer);
    }
}
