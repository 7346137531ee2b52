// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Transitions} from "../generated/Transitions.sol";
import {ILedger} from "../interfaces/ILedger.sol";
import {IRegistry} from "../interfaces/IRegistry.sol";
import {HEADER_BYTES} from "../libraries/Bodies.sol";
import {Roles} from "../libraries/Roles.sol";
import {OperatorId, PartyId, Policy, Result} from "../types/Types.sol";
import {Documents} from "./Documents.sol";

/// @title Goods declarations: lodging and amending
/// @notice The policy of the competent office's jurisdiction is copied at lodgement: a later change of policy does not
/// reach a declaration that stands.
abstract contract Declarations is Documents {
    mapping(bytes32 declarationKey => Declaration) internal _declarations;
    /// @dev Written by the first action that takes effect after lodging; zero until then.
    mapping(bytes32 declarationId => bytes32 head) private _declarationHeads;
    /// @dev Operators other than the first who amended a declaration: they do not decide on it either.
    mapping(bytes32 declarationId => mapping(OperatorId operator => bool)) private _amenders;

    /// @inheritdoc ILedger
    function declarationOf(bytes32 caseId, bytes32 declarationId) external view returns (Declaration memory) {
        return _declarations[_declarationKey(caseId, declarationId)];
    }

    /// @inheritdoc ILedger
    function officeOf(bytes32 declarationId) public view returns (PartyId) {
        return _actions[declarationId].office;
    }

    /// @inheritdoc ILedger
    function declarationHead(bytes32 declarationId) public view returns (bytes32) {
        bytes32 head = _declarationHeads[declarationId];
        if (head != 0) return head;
        return officeOf(declarationId).isNoParty() ? bytes32(0) : declarationId;
    }

    function _lodgeDeclaration(Signed memory signed, bytes calldata body) internal returns (Result) {
        if (!Roles.has(signed.roles, Transitions.ROLE_BROKER)) return Result.MISSING_ROLE;
        (bytes32 caseId, bytes32 procedureHash, bytes8 officeId, bytes32 documentId, bytes32 root) =
            abi.decode(body[HEADER_BYTES:], (bytes32, bytes32, bytes8, bytes32, bytes32));
        uint8 procedure = Transitions.procedureId(procedureHash);
        if (procedure == 0) return Result.UNKNOWN_PROCEDURE;
        Result result = _checkOffice(PartyId.wrap(officeId), signed.jurisdiction);
        if (result != Result.APPLIED) return result;
        result = _checkOwnVersion(caseId, documentId, root, signed.party);
        if (result != Result.APPLIED) return result;
        signed.office = PartyId.wrap(officeId);
        _addDeclaration(_declarationKey(caseId, signed.digest), signed, procedure);
        emit DeclarationLodged(caseId, signed.digest, signed.office, procedure, documentId, root);
        return Result.APPLIED;
    }

    function _amendDeclaration(Signed memory signed, bytes calldata body) internal returns (Result) {
        (bytes32 caseId, bytes32 declarationId, bytes32 expected, bytes32 documentId, bytes32 root) =
            abi.decode(body[HEADER_BYTES:], (bytes32, bytes32, bytes32, bytes32, bytes32));
        Declaration storage declaration = _declarations[_declarationKey(caseId, declarationId)];
        uint8 state = declaration.state;
        if (state == 0) return Result.UNKNOWN_DECLARATION;
        if (_actions[declarationId].party != signed.party) return Result.NOT_SUBMITTER;
        if (expected != declarationHead(declarationId)) return Result.CONFLICT;
        state = Transitions.stateAfterAmendment(state);
        uint16 version = declaration.version;
        if (state == 0 || version == type(uint16).max) return Result.TRANSITION_NOT_ALLOWED;
        Result result = _checkOwnVersion(caseId, documentId, root, signed.party);
        if (result != Result.APPLIED) return result;
        declaration.state = state;
        declaration.version = ++version;
        declaration.validUntil = 0;
        if (declaration.operator != signed.operator) _amenders[declarationId][signed.operator] = true;
        _moveHead(declarationId, signed.digest);
        emit DeclarationAmended(caseId, declarationId, version, state, documentId, root);
        return Result.APPLIED;
    }

    function _moveHead(bytes32 declarationId, bytes32 digest) internal {
        _declarationHeads[declarationId] = digest;
    }

    /// @dev Whether an operator lodged or amended a declaration.
    function _isDeclarant(bytes32 declarationId, OperatorId first, OperatorId operator) internal view returns (bool) {
        return operator == first || _amenders[declarationId][operator];
    }

    /// @dev Jurisdiction of the competent office of a declaration; the signer's own office needs no look-up.
    function _officeJurisdiction(Signed memory signed, PartyId office) internal view returns (uint8) {
        return office == signed.party ? signed.jurisdiction : _registry.partyOf(office).jurisdiction;
    }

    function _declarationKey(bytes32 caseId, bytes32 declarationId) internal pure returns (bytes32) {
        return keccak256(abi.encode(caseId, declarationId));
    }

    function _checkOffice(PartyId officeId, uint8 jurisdiction) private view returns (Result) {
        IRegistry.PartyInfo memory office = _registry.partyOf(officeId);
        if (!Roles.has(office.roles, Transitions.ROLE_CUSTOMS_OFFICE) || office.suspended) return Result.UNKNOWN_OFFICE;
        return office.jurisdiction == jurisdiction ? Result.APPLIED : Result.WRONG_JURISDICTION;
    }

    function _addDeclaration(bytes32 key, Signed memory signed, uint8 procedure) private {
        Policy memory policy = _registry.policyOf(signed.jurisdiction);
        Declaration storage declaration = _declarations[key];
        declaration.operator = signed.operator;
        declaration.state = Transitions.STATE_RECEIVED;
        declaration.procedure = procedure;
        declaration.version = 1;
        declaration.quorumGreen = policy.quorumGreen;
        declaration.quorumYellow = policy.quorumYellow;
        declaration.quorumOrange = policy.quorumOrange;
        declaration.quorumRed = policy.quorumRed;
        declaration.minimumEndorsements = policy.minimumEndorsements;
        declaration.minimumLane = policy.minimumLane;
        declaration.arrivalRequired = policy.arrivalRequired;
    }
}
