// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {Transitions} from "../generated/Transitions.sol";
import {ILedger} from "../interfaces/ILedger.sol";
import {HEADER_BYTES} from "../libraries/Bodies.sol";
import {InclusionProof} from "../libraries/InclusionProof.sol";
import {Reasons} from "../libraries/Reasons.sol";
import {Roles} from "../libraries/Roles.sol";
import {PartyId, Result} from "../types/Types.sol";
import {LedgerState} from "./LedgerState.sol";

/// @title Documents: append-only chains of versions, each endorsed by itself
/// @notice A document's id is bound to the party that lodged it first; copying a root claims nothing.
abstract contract Documents is LedgerState {
    mapping(bytes32 versionKey => Version) private _versions;
    /// @dev Endorsers after the first, who stands beside the version.
    mapping(bytes32 versionKey => mapping(PartyId party => bool)) private _endorsed;

    /// @inheritdoc ILedger
    function versionOf(bytes32 caseId, bytes32 documentId, bytes32 root) external view returns (Version memory) {
        return _versions[_versionKey(caseId, documentId, root)];
    }

    /// @inheritdoc ILedger
    function hasEndorsed(bytes32 caseId, bytes32 documentId, bytes32 root, PartyId party)
        external
        view
        returns (bool)
    {
        bytes32 key = _versionKey(caseId, documentId, root);
        return !party.isNoParty() && _isEndorsedBy(key, _versions[key], party);
    }

    /// @inheritdoc ILedger
    function verifyConsignment(
        bytes32 caseId,
        bytes32 documentId,
        bytes32 root,
        bytes32 consignmentRoot,
        uint256 index,
        uint256 size,
        bytes32[] calldata proof
    ) external view returns (bool) {
        if (_checkCurrent(_versions[_versionKey(caseId, documentId, root)]) != Result.APPLIED) return false;
        return InclusionProof.verify(root, consignmentRoot, index, size, proof);
    }

    function _lodgeDocument(Signed memory signed, bytes calldata body) internal returns (Result) {
        if (!Roles.isParticipant(signed.by.roles())) return Result.MISSING_ROLE;
        (bytes32 caseId, uint16 documentType, bytes32 root) =
            abi.decode(body[HEADER_BYTES:], (bytes32, uint16, bytes32));
        if (root == 0) return Result.MALFORMED;
        bytes32 documentId = keccak256(abi.encode(caseId, signed.by.party(), root));
        bytes32 key = _versionKey(caseId, documentId, root);
        if (_exists(_versions[key])) return Result.DOCUMENT_EXISTS;
        _addVersion(key, signed, documentType, 1);
        emit DocumentLodged(caseId, documentId, documentType, root);
        return Result.APPLIED;
    }

    function _amendDocument(Signed memory signed, bytes calldata body) internal returns (Result) {
        (bytes32 caseId, bytes32 documentId, bytes32 supersedes, bytes32 root, bytes32 reasonHash) =
            abi.decode(body[HEADER_BYTES:], (bytes32, bytes32, bytes32, bytes32, bytes32));
        Version storage old = _versions[_versionKey(caseId, documentId, supersedes)];
        Result result = _checkOwn(old, signed.by.party());
        if (result != Result.APPLIED) return result;
        if (root == 0) return Result.MALFORMED;
        bytes32 key = _versionKey(caseId, documentId, root);
        if (_exists(_versions[key])) return Result.DOCUMENT_EXISTS;
        uint8 reason;
        (result, reason) = Reasons.check(reasonHash, Transitions.PURPOSE_AMEND_DOCUMENT);
        if (result != Result.APPLIED) return result;
        uint32 number = old.number + 1;
        old.superseded = true;
        _addVersion(key, signed, old.documentType, number);
        emit DocumentAmended(caseId, documentId, supersedes, root, number, reason);
        return Result.APPLIED;
    }

    function _withdrawDocument(Signed memory signed, bytes calldata body) internal returns (Result) {
        (bytes32 caseId, bytes32 documentId, bytes32 root, bytes32 reasonHash) =
            abi.decode(body[HEADER_BYTES:], (bytes32, bytes32, bytes32, bytes32));
        Version storage version = _versions[_versionKey(caseId, documentId, root)];
        Result result = _checkOwn(version, signed.by.party());
        if (result != Result.APPLIED) return result;
        uint8 reason;
        (result, reason) = Reasons.check(reasonHash, Transitions.PURPOSE_WITHDRAW_DOCUMENT);
        if (result != Result.APPLIED) return result;
        version.withdrawn = true;
        emit DocumentWithdrawn(caseId, documentId, root, reason);
        return Result.APPLIED;
    }

    function _endorseDocument(Signed memory signed, bytes calldata body) internal returns (Result) {
        if (!Roles.isParticipant(signed.by.roles())) return Result.MISSING_ROLE;
        (bytes32 caseId, bytes32 documentId, bytes32 root) =
            abi.decode(body[HEADER_BYTES:], (bytes32, bytes32, bytes32));
        bytes32 key = _versionKey(caseId, documentId, root);
        Version storage version = _versions[key];
        Result result = _checkCurrent(version);
        if (result != Result.APPLIED) return result;
        if (version.party == signed.by.party()) return Result.OWN_DOCUMENT;
        if (_isEndorsedBy(key, version, signed.by.party())) return Result.ALREADY_ENDORSED;
        uint16 endorsements = version.endorsements;
        if (endorsements == 0) version.firstEndorser = signed.by.party();
        else _endorsed[key][signed.by.party()] = true;
        // saturates: more endorsements than a policy can ask for must not end a batch
        if (endorsements != type(uint16).max) version.endorsements = ++endorsements;
        emit DocumentEndorsed(caseId, documentId, root, endorsements);
        return Result.APPLIED;
    }

    /// @dev A version that its own party may still rely on.
    function _checkOwnVersion(bytes32 caseId, bytes32 documentId, bytes32 root, PartyId party)
        internal
        view
        returns (Result)
    {
        return _checkOwn(_versions[_versionKey(caseId, documentId, root)], party);
    }

    /// @dev A version on which a release may rest.
    function _checkEndorsed(bytes32 caseId, bytes32 documentId, bytes32 root, uint8 minimum)
        internal
        view
        returns (Result)
    {
        Version storage version = _versions[_versionKey(caseId, documentId, root)];
        Result result = _checkCurrent(version);
        if (result != Result.APPLIED) return result;
        return version.endorsements < minimum ? Result.MISSING_ENDORSEMENTS : Result.APPLIED;
    }

    function _versionExists(bytes32 caseId, bytes32 documentId, bytes32 root) internal view returns (bool) {
        return _exists(_versions[_versionKey(caseId, documentId, root)]);
    }

    function _addVersion(bytes32 key, Signed memory signed, uint16 documentType, uint32 number) private {
        Version storage version = _versions[key];
        version.party = signed.by.party();
        version.documentType = documentType;
        version.number = number;
        version.lodgedAt = uint40(block.timestamp);
    }

    function _checkOwn(Version storage version, PartyId party) private view returns (Result) {
        PartyId owner = version.party;
        if (owner.isNoParty()) return Result.UNKNOWN_DOCUMENT;
        return owner == party ? _checkCurrent(version) : Result.NOT_SUBMITTER;
    }

    function _checkCurrent(Version storage version) private view returns (Result) {
        if (version.party.isNoParty()) return Result.UNKNOWN_DOCUMENT;
        if (version.withdrawn) return Result.WITHDRAWN_DOCUMENT;
        return version.superseded ? Result.SUPERSEDED_VERSION : Result.APPLIED;
    }

    function _isEndorsedBy(bytes32 key, Version storage version, PartyId party) private view returns (bool) {
        return version.firstEndorser == party || (version.endorsements > 1 && _endorsed[key][party]);
    }

    function _exists(Version storage version) private view returns (bool) {
        return !version.party.isNoParty();
    }

    function _versionKey(bytes32 caseId, bytes32 documentId, bytes32 root) private pure returns (bytes32) {
        return Hashes.efficientKeccak256(Hashes.efficientKeccak256(caseId, documentId), root);
    }
}
