// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Result, Policy} from "../../../../contracts/types/Types.sol";
import {ModelDocuments} from "./ModelDocuments.sol";

/// @notice Declarations, their amendments, and the controls on them.
abstract contract ModelDeclarations is ModelDocuments {
    uint8 private constant RECEIVED = 1;

    function _lodgeDeclaration(Item memory item) internal returns (Result) {
        if (!_hasRole(item, "BROKER")) return Result.MISSING_ROLE;
        uint8 procedure = procedureIds[item.words[6]];
        if (procedure == 0) return Result.UNKNOWN_PROCEDURE;
        bytes8 office = bytes8(item.words[7]);
        bool isOffice = parties[office].roles & _bit(roleIds[keccak256("CUSTOMS_OFFICE")]) != 0;
        if (!isOffice || parties[office].suspended) return Result.UNKNOWN_OFFICE;
        if (parties[office].jurisdiction != item.jurisdiction) return Result.WRONG_JURISDICTION;
        Result result = _checkOwnVersion(versions[item.words[5]][item.words[8]][item.words[9]], item);
        if (result != Result.APPLIED) return result;
        MDeclaration storage declaration = declarations[item.words[5]][item.digest];
        declaration.known = true;
        declaration.party = item.party;
        declaration.operator = item.operator;
        declaration.lodgers[item.operator] = true;
        declaration.office = office;
        declaration.state = RECEIVED;
        declaration.procedure = procedure;
        declaration.version = 1;
        declaration.policy = jurisdictions[item.jurisdiction - 1].policy;
        declaration.head = item.digest;
        caseOf[item.digest] = item.words[5];
        return Result.APPLIED;
    }

    function _amendDeclaration(Item memory item) internal returns (Result) {
        MDeclaration storage declaration = declarations[item.words[5]][item.words[6]];
        if (!declaration.known) return Result.UNKNOWN_DECLARATION;
        if (declaration.party != item.party) return Result.NOT_SUBMITTER;
        if (declaration.head != item.words[7]) return Result.CONFLICT;
        if (amended[declaration.state] == 0) return Result.TRANSITION_NOT_ALLOWED;
        Result result = _checkOwnVersion(versions[item.words[5]][item.words[8]][item.words[9]], item);
        if (result != Result.APPLIED) return result;
        declaration.state = amended[declaration.state];
        declaration.version++;
        declaration.validUntil = 0;
        declaration.lodgers[item.operator] = true;
        declaration.head = item.digest;
        return Result.APPLIED;
    }

    function _openControl(Item memory item) internal returns (Result result) {
        MDeclaration storage declaration = declarations[item.words[5]][item.words[6]];
        if (!declaration.known) return Result.UNKNOWN_DECLARATION;
        if (parties[declaration.office].jurisdiction != item.jurisdiction) return Result.WRONG_JURISDICTION;
        bool competent = _hasRole(item, "CUSTOMS_OFFICE") && declaration.office == item.party;
        if (!competent && !_hasRole(item, "CUSTOMS_ADMINISTRATION") && !_hasRole(item, "AGENCY")) {
            return _hasRole(item, "CUSTOMS_OFFICE") ? Result.NOT_COMPETENT_OFFICE : Result.MISSING_ROLE;
        }
        uint8 id = controlIds[item.words[7]];
        if (id == 0) return Result.UNKNOWN_CONTROL;
        result = _checkReason(item.words[8], keccak256("OPEN_CONTROL"));
        if (result != Result.APPLIED) return result;
        if (!allowsControls[declaration.state]) return Result.TRANSITION_NOT_ALLOWED;
        bool hold = item.words[7] == keccak256("HOLD");
        if ((hold ? declaration.openHolds : declaration.openControls) == 255) return Result.TOO_MANY_CONTROLS;
        if (hold) declaration.openHolds++;
        else declaration.openControls++;
        declaration.head = item.digest;
        MControl storage control = controls[item.words[5]][item.words[6]][item.digest];
        control.known = true;
        control.authority = item.party;
        control.operator = item.operator;
        control.control = id;
        control.open = true;
    }

    function _closeControl(Item memory item) internal returns (Result result) {
        MDeclaration storage declaration = declarations[item.words[5]][item.words[6]];
        if (!declaration.known) return Result.UNKNOWN_DECLARATION;
        MControl storage control = controls[item.words[5]][item.words[6]][item.words[7]];
        if (!control.known) return Result.UNKNOWN_CONTROL;
        if (control.authority != item.party) return Result.NOT_CONTROL_AUTHORITY;
        if (!control.open) return Result.CONTROL_CLOSED;
        if (resultIds[item.words[8]] == 0) return Result.UNKNOWN_RESULT;
        result = _checkReason(item.words[9], keccak256("CLOSE_CONTROL"));
        if (result != Result.APPLIED) return result;
        control.open = false;
        if (control.control == controlIds[keccak256("HOLD")]) declaration.openHolds--;
        else declaration.openControls--;
        declaration.head = item.digest;
    }
}
