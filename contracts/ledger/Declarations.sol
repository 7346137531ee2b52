// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {ActionTypes} from "../generated/ActionTypes.sol";
import {Transitions} from "../generated/Transitions.sol";
import {ILedger} from "../interfaces/ILedger.sol";
import {HEADER_BYTES} from "../libraries/Bodies.sol";
import {Roles} from "../libraries/Roles.sol";
import {Terms} from "../types/Terms.sol";
import {OperatorId, PartyId, Result} from "../types/Types.sol";
import {Documents} from "./Documents.sol";

/// @title Goods declarations: lodging and amending
/// @notice The policy of the competent office's jurisdiction is copied at lodgement: a later change of policy does not
/// reach a declaration that stands.
abstract contract Declarations is Documents {
    /// @notice One goods declaration; one slot. Public form: ILedger.Declaration.
    struct DeclarationRecord {
        /// human who lodged version 1
        OperatorId operator;
        /// zero if there is no such declaration
        uint8 state;
        uint8 procedure;
        /// zero until one is assigned
        uint8 lane;
        /// from 1, counts amendments
        uint16 version;
        uint8 openHolds;
        uint8 openControls;
        /// operators for a release less one, two bits a lane, GREEN lowest
        uint8 quorums;
        uint8 minimumEndorsements;
        uint8 minimumLane;
        bool arrivalRequired;
        /// an operator other than the first amended it, see _amenders
        bool othersAmended;
        /// unix seconds
        uint40 validUntil;
        /// sequence of the last action that took effect
        uint48 headSequence;
    }

    mapping(bytes32 declarationKey => DeclarationRecord) internal _declarations;
    /// @dev Operators other than the first who amended a declaration: they do not decide on it either.
    mapping(bytes32 declarationId => mapping(OperatorId operator => bool)) private _amenders;

    /// @inheritdoc ILedger
    function declarationOf(bytes32 caseId, bytes32 declarationId) external view returns (Declaration memory view_) {
        DeclarationRecord memory record = _declarations[_declarationKey(caseId, declarationId)];
        if (record.state == 0) return view_;
        return Declaration({
            operator: record.operator,
            state: record.state,
            procedure: record.procedure,
            lane: record.lane,
            version: record.version,
            openHolds: record.openHolds,
            openControls: record.openControls,
            quorumGreen: _quorumOf(record.quorums, Transitions.LANE_GREEN),
            quorumYellow: _quorumOf(record.quorums, Transitions.LANE_YELLOW),
            quorumOrange: _quorumOf(record.quorums, Transitions.LANE_ORANGE),
            quorumRed: _quorumOf(record.quorums, Transitions.LANE_RED),
            minimumEndorsements: record.minimumEndorsements,
            minimumLane: record.minimumLane,
            arrivalRequired: record.arrivalRequired,
            validUntil: record.validUntil,
            headSequence: record.headSequence
        });
    }

    /// @inheritdoc ILedger
    function officeOf(bytes32 declarationId) external view returns (PartyId) {
        if (_actions[declarationId].kind() != ActionTypes.LODGE_DECLARATION) return PartyId.wrap(0);
        return _officeOf(declarationId);
    }

    /// @inheritdoc ILedger
    function isDeclarationHead(bytes32 caseId, bytes32 declarationId, bytes32 digest) external view returns (bool) {
        uint256 headSequence = _declarations[_declarationKey(caseId, declarationId)].headSequence;
        return headSequence != 0 && _isHead(digest, headSequence);
    }

    function _lodgeDeclaration(Signed memory signed, bytes calldata body) internal returns (Result) {
        if (!Roles.has(signed.by.roles(), Transitions.ROLE_BROKER)) return Result.MISSING_ROLE;
        (bytes32 caseId, bytes32 procedureHash, bytes8 officeId, bytes32 documentId, bytes32 root) =
            abi.decode(body[HEADER_BYTES:], (bytes32, bytes32, bytes8, bytes32, bytes32));
        uint8 procedure = Transitions.procedureId(procedureHash);
        if (procedure == 0) return Result.UNKNOWN_PROCEDURE;
        Terms terms = _registry.termsOf(PartyId.wrap(officeId));
        if (!terms.isCompetent()) return Result.UNKNOWN_OFFICE;
        if (terms.jurisdiction() != signed.by.jurisdiction()) return Result.WRONG_JURISDICTION;
        Result result = _checkOwnVersion(caseId, documentId, root, signed.by.party());
        if (result != Result.APPLIED) return result;
        signed.detail = officeId;
        _addDeclaration(_declarationKey(caseId, signed.digest), signed, procedure, terms);
        emit DeclarationLodged(caseId, signed.digest, PartyId.wrap(officeId), procedure, documentId, root);
        return Result.APPLIED;
    }

    function _amendDeclaration(Signed memory signed, bytes calldata body) internal returns (Result) {
        (bytes32 caseId, bytes32 declarationId, bytes32 expected, bytes32 documentId, bytes32 root) =
            abi.decode(body[HEADER_BYTES:], (bytes32, bytes32, bytes32, bytes32, bytes32));
        DeclarationRecord storage record = _declarations[_declarationKey(caseId, declarationId)];
        uint8 state = record.state;
        if (state == 0) return Result.UNKNOWN_DECLARATION;
        if (_actions[declarationId].party() != signed.by.party()) return Result.NOT_SUBMITTER;
        if (!_isHead(expected, record.headSequence)) return Result.CONFLICT;
        state = Transitions.stateAfterAmendment(state);
        uint16 version = record.version;
        if (state == 0 || version == type(uint16).max) return Result.TRANSITION_NOT_ALLOWED;
        Result result = _checkOwnVersion(caseId, documentId, root, signed.by.party());
        if (result != Result.APPLIED) return result;
        record.state = state;
        record.version = ++version;
        record.validUntil = 0;
        record.headSequence = uint48(signed.sequence);
        if (record.operator != signed.by.operator()) {
            record.othersAmended = true;
            _amenders[declarationId][signed.by.operator()] = true;
        }
        emit DeclarationAmended(caseId, declarationId, version, state, documentId, root);
        return Result.APPLIED;
    }

    /// @dev Competent office of a declaration that is known to exist.
    function _officeOf(bytes32 declarationId) internal view returns (PartyId) {
        return PartyId.wrap(_actions[declarationId].detail());
    }

    /// @dev A declaration keeps the sequence of its head, which fits beside its state; the head itself, the digest that
    /// people name, is found again through the record of the action.
    function _isHead(bytes32 digest, uint256 headSequence) internal view returns (bool) {
        return _actions[digest].sequence() == headSequence;
    }

    /// @dev Whether an operator lodged or amended a declaration.
    function _isDeclarant(bytes32 declarationId, DeclarationRecord memory record, OperatorId operator)
        internal
        view
        returns (bool)
    {
        return operator == record.operator || (record.othersAmended && _amenders[declarationId][operator]);
    }

    /// @dev A declaration without a lane is treated as the strictest.
    function _quorumOf(uint8 quorums, uint8 lane) internal pure returns (uint8) {
        uint8 strict = lane == 0 ? Transitions.LANE_RED : lane;
        return ((quorums >> (2 * (strict - 1))) & 3) + 1;
    }

    /// @dev Jurisdiction of the competent office of a declaration; the signer's own office needs no look-up.
    function _officeJurisdiction(Signed memory signed, PartyId office) internal view returns (uint8) {
        return office == signed.by.party() ? signed.by.jurisdiction() : _registry.partyOf(office).jurisdiction;
    }

    function _declarationKey(bytes32 caseId, bytes32 declarationId) internal pure returns (bytes32) {
        return Hashes.efficientKeccak256(caseId, declarationId);
    }

    function _addDeclaration(bytes32 key, Signed memory signed, uint8 procedure, Terms terms)
        private
    {
        DeclarationRecord storage record = _declarations[key];
        record.operator = signed.by.operator();
        record.state = Transitions.STATE_RECEIVED;
        record.procedure = procedure;
        record.version = 1;
        record.quorums = terms.quorums();
        record.minimumEndorsements = terms.minimumEndorsements();
        record.minimumLane = terms.minimumLane();
        record.arrivalRequired = terms.arrivalRequired();
        record.headSequence = uint48(signed.sequence);
    }
}
