// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Transitions} from "../generated/Transitions.sol";
import {ILedger} from "../interfaces/ILedger.sol";
import {HEADER_BYTES} from "../libraries/Bodies.sol";
import {Reasons} from "../libraries/Reasons.sol";
import {Roles} from "../libraries/Roles.sol";
import {PartyId, Result} from "../types/Types.sol";
import {Declarations} from "./Declarations.sol";

/// @title Holds and controls on a goods declaration
/// @notice Records with an opening and a closing, each by its own authority; nothing is released while one is open.
abstract contract Controls is Declarations {
    mapping(bytes32 controlKey => Control) private _controls;

    /// @inheritdoc ILedger
    function controlOf(bytes32 caseId, bytes32 declarationId, bytes32 controlId)
        external
        view
        returns (Control memory)
    {
        return _controls[_controlKey(caseId, declarationId, controlId)];
    }

    /// @dev Names no head: a hold is never too late to stop a release. It moves the head, so that votes under way fall.
    function _openControl(Signed memory signed, bytes calldata body) internal returns (Result) {
        (bytes32 caseId, bytes32 declarationId, bytes32 controlHash, bytes32 reasonHash, uint64 dueBy) =
            abi.decode(body[HEADER_BYTES:], (bytes32, bytes32, bytes32, bytes32, uint64));
        Declaration storage declaration = _declarations[_declarationKey(caseId, declarationId)];
        if (declaration.state == 0) return Result.UNKNOWN_DECLARATION;
        Result result = _checkAuthority(signed, officeOf(declarationId));
        if (result != Result.APPLIED) return result;
        uint8 control = Transitions.controlTypeId(controlHash);
        if (control == 0) return Result.UNKNOWN_CONTROL;
        uint8 reason;
        (result, reason) = Reasons.check(reasonHash, Transitions.PURPOSE_OPEN_CONTROL);
        if (result != Result.APPLIED) return result;
        if (!Transitions.allowsControls(declaration.state)) return Result.TRANSITION_NOT_ALLOWED;
        if (!_countOpened(declaration, control)) return Result.TOO_MANY_CONTROLS;
        Control storage opened = _controls[_controlKey(caseId, declarationId, signed.digest)];
        opened.authority = signed.party;
        opened.operator = signed.operator;
        opened.control = control;
        opened.open = true;
        opened.openedAt = uint40(block.timestamp);
        _moveHead(declarationId, signed.digest);
        emit ControlOpened(caseId, declarationId, signed.digest, control, reason, dueBy);
        return Result.APPLIED;
    }

    function _closeControl(Signed memory signed, bytes calldata body) internal returns (Result) {
        (bytes32 caseId, bytes32 declarationId, bytes32 controlId, bytes32 resultHash, bytes32 reasonHash) =
            abi.decode(body[HEADER_BYTES:], (bytes32, bytes32, bytes32, bytes32, bytes32));
        Declaration storage declaration = _declarations[_declarationKey(caseId, declarationId)];
        if (declaration.state == 0) return Result.UNKNOWN_DECLARATION;
        Control storage control = _controls[_controlKey(caseId, declarationId, controlId)];
        if (control.authority.isNoParty()) return Result.UNKNOWN_CONTROL;
        if (control.authority != signed.party) return Result.NOT_CONTROL_AUTHORITY;
        if (!control.open) return Result.CONTROL_CLOSED;
        uint8 found = Transitions.resultId(resultHash);
        if (found == 0) return Result.UNKNOWN_RESULT;
        (Result result, uint8 reason) = Reasons.check(reasonHash, Transitions.PURPOSE_CLOSE_CONTROL);
        if (result != Result.APPLIED) return result;
        control.open = false;
        control.closedAt = uint40(block.timestamp);
        if (control.control == Transitions.CONTROL_HOLD) --declaration.openHolds;
        else --declaration.openControls;
        _moveHead(declarationId, signed.digest);
        emit ControlClosed(caseId, declarationId, controlId, found, reason);
        return Result.APPLIED;
    }

    /// @dev Who may stop goods: the competent office, the customs administration, another agency of its jurisdiction.
    function _checkAuthority(Signed memory signed, PartyId office) private view returns (Result) {
        if (_officeJurisdiction(signed, office) != signed.jurisdiction) return Result.WRONG_JURISDICTION;
        bool isOffice = Roles.has(signed.roles, Transitions.ROLE_CUSTOMS_OFFICE);
        if (isOffice && office == signed.party) return Result.APPLIED;
        bool isAuthority = Roles.has(signed.roles, Transitions.ROLE_CUSTOMS_ADMINISTRATION)
            || Roles.has(signed.roles, Transitions.ROLE_AGENCY);
        if (isAuthority) return Result.APPLIED;
        return isOffice ? Result.NOT_COMPETENT_OFFICE : Result.MISSING_ROLE;
    }

    /// @return counted false if as many controls are open as can be counted
    function _countOpened(Declaration storage declaration, uint8 control) private returns (bool counted) {
        if (control == Transitions.CONTROL_HOLD) {
            if (declaration.openHolds == type(uint8).max) return false;
            ++declaration.openHolds;
        } else {
            if (declaration.openControls == type(uint8).max) return false;
            ++declaration.openControls;
        }
        return true;
    }

    function _controlKey(bytes32 caseId, bytes32 declarationId, bytes32 controlId) private pure returns (bytes32) {
        return keccak256(abi.encode(caseId, declarationId, controlId));
    }
}
