// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ActionTypes} from "../generated/ActionTypes.sol";
import {Transitions} from "../generated/Transitions.sol";
import {ILedger} from "../interfaces/ILedger.sol";
import {HEADER_BYTES} from "../libraries/Bodies.sol";
import {Reasons} from "../libraries/Reasons.sol";
import {Roles} from "../libraries/Roles.sol";
import {AppliedAction} from "../types/AppliedAction.sol";
import {PartyId, Result} from "../types/Types.sol";
import {Declarations} from "./Declarations.sol";

/// @title Holds and controls on a goods declaration
/// @notice Records with an opening and a closing, each by its own authority; nothing is released while one is open.
abstract contract Controls is Declarations {
    /// @notice What is kept of a control beside the action that opened it, whose digest is its id.
    struct ControlRecord {
        /// sequence of the declaration that it stands on: no control closes for another declaration
        uint48 declaration;
        /// control id
        uint8 control;
        bool open;
    }

    /// @inheritdoc ILedger
    function controlOf(bytes32 caseId, bytes32 declarationId, bytes32 controlId)
        external
        view
        returns (Control memory none)
    {
        if (_declarations[_declarationKey(caseId, declarationId)].state == 0) return none;
        AppliedAction action = _actions[controlId];
        ControlRecord memory record = _unpack(action.detail());
        if (!_isControl(action, record, declarationId)) return none;
        return Control(action.party(), action.operator(), record.control, record.open);
    }

    /// @dev Names no head: a hold is never too late to stop a release. It moves the head, so that votes under way fall.
    function _openControl(Signed memory signed, bytes calldata body) internal returns (Result) {
        (bytes32 caseId, bytes32 declarationId, bytes32 controlHash, bytes32 reasonHash, uint64 dueBy) =
            abi.decode(body[HEADER_BYTES:], (bytes32, bytes32, bytes32, bytes32, uint64));
        DeclarationRecord storage declaration = _declarations[_declarationKey(caseId, declarationId)];
        if (declaration.state == 0) return Result.UNKNOWN_DECLARATION;
        Result result = _checkAuthority(signed, _officeOf(declarationId));
        if (result != Result.APPLIED) return result;
        uint8 control = Transitions.controlTypeId(controlHash);
        if (control == 0) return Result.UNKNOWN_CONTROL;
        uint8 reason;
        (result, reason) = Reasons.check(reasonHash, Transitions.PURPOSE_OPEN_CONTROL);
        if (result != Result.APPLIED) return result;
        if (!Transitions.allowsControls(declaration.state)) return Result.TRANSITION_NOT_ALLOWED;
        if (!_countOpened(declaration, control)) return Result.TOO_MANY_CONTROLS;
        signed.detail = _pack(ControlRecord(_actions[declarationId].sequence(), control, true));
        declaration.headSequence = uint48(signed.sequence);
        emit ControlOpened(caseId, declarationId, signed.digest, control, reason, dueBy);
        return Result.APPLIED;
    }

    function _closeControl(Signed memory signed, bytes calldata body) internal returns (Result) {
        (bytes32 caseId, bytes32 declarationId, bytes32 controlId, bytes32 resultHash, bytes32 reasonHash) =
            abi.decode(body[HEADER_BYTES:], (bytes32, bytes32, bytes32, bytes32, bytes32));
        DeclarationRecord storage declaration = _declarations[_declarationKey(caseId, declarationId)];
        if (declaration.state == 0) return Result.UNKNOWN_DECLARATION;
        AppliedAction opened = _actions[controlId];
        ControlRecord memory record = _unpack(opened.detail());
        if (!_isControl(opened, record, declarationId)) return Result.UNKNOWN_CONTROL;
        if (opened.party() != signed.by.party()) return Result.NOT_CONTROL_AUTHORITY;
        if (!record.open) return Result.CONTROL_CLOSED;
        uint8 found = Transitions.resultId(resultHash);
        if (found == 0) return Result.UNKNOWN_RESULT;
        (Result result, uint8 reason) = Reasons.check(reasonHash, Transitions.PURPOSE_CLOSE_CONTROL);
        if (result != Result.APPLIED) return result;
        record.open = false;
        _actions[controlId] = opened.withDetail(_pack(record));
        if (record.control == Transitions.CONTROL_HOLD) --declaration.openHolds;
        else --declaration.openControls;
        declaration.headSequence = uint48(signed.sequence);
        emit ControlClosed(caseId, declarationId, controlId, found, reason);
        return Result.APPLIED;
    }

    /// @dev Who may stop goods: the competent office, the customs administration, another agency of its jurisdiction.
    function _checkAuthority(Signed memory signed, PartyId office) private view returns (Result) {
        if (_officeJurisdiction(signed, office) != signed.by.jurisdiction()) return Result.WRONG_JURISDICTION;
        bool isOffice = Roles.has(signed.by.roles(), Transitions.ROLE_CUSTOMS_OFFICE);
        if (isOffice && office == signed.by.party()) return Result.APPLIED;
        bool isAuthority = Roles.has(signed.by.roles(), Transitions.ROLE_CUSTOMS_ADMINISTRATION)
            || Roles.has(signed.by.roles(), Transitions.ROLE_AGENCY);
        if (isAuthority) return Result.APPLIED;
        return isOffice ? Result.NOT_COMPETENT_OFFICE : Result.MISSING_ROLE;
    }

    /// @return counted false if as many controls are open as can be counted
    function _countOpened(DeclarationRecord storage declaration, uint8 control) private returns (bool counted) {
        if (control == Transitions.CONTROL_HOLD) {
            if (declaration.openHolds == type(uint8).max) return false;
            ++declaration.openHolds;
        } else {
            if (declaration.openControls == type(uint8).max) return false;
            ++declaration.openControls;
        }
        return true;
    }

    function _isControl(AppliedAction action, ControlRecord memory record, bytes32 declarationId)
        private
        view
        returns (bool)
    {
        return action.kind() == ActionTypes.OPEN_CONTROL && record.declaration == _actions[declarationId].sequence();
    }

    function _pack(ControlRecord memory record) private pure returns (bytes8) {
        return bytes8((uint64(record.declaration) << 16) | (uint64(record.control) << 8) | (record.open ? 1 : 0));
    }

    function _unpack(bytes8 detail) private pure returns (ControlRecord memory) {
        uint64 bits = uint64(detail);
        return ControlRecord(uint48(bits >> 16), uint8(bits >> 8), uint8(bits) == 1);
    }
}
