// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Result, SignedAction} from "../../../../contracts/types/Types.sol";
import {Kind} from "../model/ActionTable.sol";
import {Scenario} from "./Scenario.sol";

/// @notice Every result that declarations and controls can get.
abstract contract DeclarationScenarios is Scenario {
    function test_BrokersDeclareTheirOwnDocumentsAtAnOfficeOfTheirSide() public {
        File memory file;
        file.caseId = _openCase(cn);
        file.office = cn.office;
        (file.documentId, file.root) = _lodge(file.caseId, cn.brokerKey);
        _expect(Result.MISSING_ROLE, _act(Kind.LODGE_DECLARATION, cn.carrierKey, _lodgeFields(file, "IMPORT")), "");
        _expect(Result.UNKNOWN_PROCEDURE, _declaration(file, cn.brokerKey, "SMUGGLE"), "procedure");
        file.office = cn.broker;
        _expect(Result.UNKNOWN_OFFICE, _declaration(file, cn.brokerKey, "EXPORT"), "a broker is no office");
        file.office = _draw();
        _expect(Result.UNKNOWN_OFFICE, _declaration(file, cn.brokerKey, "EXPORT"), "nobody");
        file.office = my.office;
        _expect(Result.WRONG_JURISDICTION, _declaration(file, cn.brokerKey, "EXPORT"), "the other side's");
        file.office = cn.office;
        _expect(Result.NOT_SUBMITTER, _declaration(file, cn.broker2Key, "EXPORT"), "another's document");
        _expect(Result.APPLIED, _declaration(file, cn.brokerKey, "EXPORT"), "lodge");
        _expect(Result.APPLIED, _declaration(file, cn.brokerKey, "TRANSIT"), "several per case");
        _checkStaleDocuments(file);
        _checkSuspendedOffice();
    }

    function _checkStaleDocuments(File memory file) private {
        bytes32 first = file.root;
        file.root = _fresh();
        _expect(Result.UNKNOWN_DOCUMENT, _declaration(file, cn.brokerKey, "EXPORT"), "unknown");
        bytes memory fields = abi.encode(file.caseId, file.documentId, first, file.root, keccak256("CARGO_CHANGED"));
        _mustApply(_act(Kind.AMEND_DOCUMENT, cn.brokerKey, fields));
        file.root = first;
        _expect(Result.SUPERSEDED_VERSION, _declaration(file, cn.brokerKey, "EXPORT"), "superseded");
        (file.documentId, file.root) = _lodge(file.caseId, cn.brokerKey);
        fields = abi.encode(file.caseId, file.documentId, file.root, keccak256("LODGED_IN_ERROR"));
        _mustApply(_act(Kind.WITHDRAW_DOCUMENT, cn.brokerKey, fields));
        _expect(Result.WITHDRAWN_DOCUMENT, _declaration(file, cn.brokerKey, "EXPORT"), "withdrawn");
    }

    function _checkSuspendedOffice() private {
        bytes8 office = _enrolParty(cn.number, "CUSTOMS_OFFICE");
        bytes memory fields = abi.encode(office, keccak256("SUSPENDED"), keccak256("UNDER_INVESTIGATION"));
        _mustApply(_council(Kind.SET_PARTY_STATUS, cn.number, fields, ""));
        File memory file;
        file.caseId = _openCase(cn);
        file.office = office;
        (file.documentId, file.root) = _lodge(file.caseId, cn.brokerKey);
        _expect(Result.UNKNOWN_OFFICE, _declaration(file, cn.brokerKey, "EXPORT"), "suspended office");
    }

    function test_AmendmentsNameTheHeadAndReopenTheDeclaration() public {
        File memory file = _accepted(cn, "EXPORT", "GREEN");
        bytes32 head = model.declarationHead(file.declarationId);
        _expect(Result.UNKNOWN_DECLARATION, _amendment(file, cn.brokerKey, _fresh(), head), "unknown");
        _expect(Result.NOT_SUBMITTER, _amendment(file, cn.broker2Key, file.declarationId, head), "another party");
        _expect(Result.CONFLICT, _amendment(file, cn.brokerKey, file.declarationId, file.declarationId), "stale");
        bytes32 root = file.root;
        file.root = _fresh();
        _expect(Result.UNKNOWN_DOCUMENT, _amendment(file, cn.brokerKey, file.declarationId, head), "document");
        file.root = root;
        _expect(Result.APPLIED, _amendment(file, cn.brokerPasskey, file.declarationId, head), "by another operator");
        head = model.declarationHead(file.declarationId);
        _expect(Result.TRANSITION_NOT_ALLOWED, _amendment(file, cn.brokerKey, file.declarationId, head), "requested");
        _expect(
            Result.APPLIED,
            _decision(file, cn.officer2, Choice("AMENDMENT_REFUSED", "DOCUMENT_INVALID", "NONE", 0, 0)),
            "refused"
        );
    }

    function test_ControlsAreOpenedByCompetentAuthorities() public {
        File memory file = _declare(cn, "IMPORT");
        _expect(Result.MISSING_ROLE, _openControl(file, cn.brokerKey, "SCAN"), "broker");
        _expect(Result.NOT_COMPETENT_OFFICE, _openControl(file, cn.office2Key, "SCAN"), "another office");
        _expect(Result.WRONG_JURISDICTION, _openControl(file, my.officer1, "SCAN"), "the other side");
        _expect(Result.UNKNOWN_CONTROL, _openControl(file, cn.officer1, "SNIFF"), "control");
        _expect(Result.UNKNOWN_REASON, _control(file, cn.officer1, "BECAUSE"), "reason");
        _expect(Result.REASON_NOT_ALLOWED, _control(file, cn.officer1, "DUTY_PAID"), "reason for another");
        _expect(Result.APPLIED, _openControl(file, cn.officer1, "SCAN"), "office");
        _expect(Result.APPLIED, _openControl(file, cn.agencyKey, "HOLD"), "agency");
        _expect(Result.APPLIED, _openControl(file, cn.administrationKey, "INSPECTION"), "administration");
        bytes32 declarationId = file.declarationId;
        file.declarationId = _fresh();
        _expect(Result.UNKNOWN_DECLARATION, _openControl(file, cn.officer1, "SCAN"), "unknown");
        file.declarationId = declarationId;
        _mustApply(_decision(file, cn.officer1, Choice("REJECTED", "DOCUMENT_MISSING", "NONE", 0, 0)));
        _expect(Result.TRANSITION_NOT_ALLOWED, _openControl(file, cn.officer1, "SCAN"), "rejected");
    }

    function test_ControlsAreClosedByWhoOpenedThem() public {
        File memory file = _declare(cn, "IMPORT");
        SignedAction memory action = _openControl(file, cn.agencyKey, "HOLD");
        _mustApply(action);
        bytes32 controlId = model.digestOf(action.kind, action.body);
        _expect(Result.UNKNOWN_CONTROL, _closeControl(file, cn.agencyKey, _fresh()), "unknown");
        _expect(Result.NOT_CONTROL_AUTHORITY, _closeControl(file, cn.officer1, controlId), "another");
        _expect(Result.UNKNOWN_RESULT, _closing(file, controlId, "FINE", "HOLD_LIFTED"), "result");
        _expect(Result.UNKNOWN_REASON, _closing(file, controlId, "LIFTED", "BECAUSE"), "reason");
        _expect(Result.REASON_NOT_ALLOWED, _closing(file, controlId, "LIFTED", "DUTY_PAID"), "reason for another");
        _expect(Result.APPLIED, _closing(file, controlId, "LIFTED", "HOLD_LIFTED"), "close");
        _expect(Result.CONTROL_CLOSED, _closing(file, controlId, "LIFTED", "HOLD_LIFTED"), "again");
        file.declarationId = _fresh();
        _expect(Result.UNKNOWN_DECLARATION, _closeControl(file, cn.agencyKey, controlId), "unknown");
    }

    function test_CountersOfControlsDoNotOverflow() public {
        File memory file = _declare(cn, "IMPORT");
        SignedAction[] memory batch = new SignedAction[](51);
        for (uint256 i = 0; i < 255; i++) {
            batch[i % 51] = _openControl(file, cn.officer1, "HOLD");
            if (i % 51 == 50) _submitBatch(batch);
        }
        _expect(Result.TOO_MANY_CONTROLS, _openControl(file, cn.officer1, "HOLD"), "256th hold");
        _expect(Result.APPLIED, _openControl(file, cn.officer1, "SCAN"), "controls are counted apart");
    }

    function _declaration(File memory file, bytes32 keyId, string memory procedure)
        private
        returns (SignedAction memory)
    {
        return _act(Kind.LODGE_DECLARATION, keyId, _lodgeFields(file, procedure));
    }

    function _amendment(File memory file, bytes32 keyId, bytes32 declarationId, bytes32 expected)
        private
        returns (SignedAction memory)
    {
        bytes memory fields = abi.encode(file.caseId, declarationId, expected, file.documentId, file.root);
        return _act(Kind.AMEND_DECLARATION, keyId, fields);
    }

    function _control(File memory file, bytes32 keyId, string memory reason) private returns (SignedAction memory) {
        bytes32 hold = keccak256("HOLD");
        bytes memory fields = abi.encode(file.caseId, file.declarationId, hold, keccak256(bytes(reason)), uint64(0));
        return _act(Kind.OPEN_CONTROL, keyId, fields);
    }

    function _closing(File memory file, bytes32 controlId, string memory result, string memory reason)
        private
        returns (SignedAction memory)
    {
        (bytes32 resultHash, bytes32 reasonHash) = (keccak256(bytes(result)), keccak256(bytes(reason)));
        bytes memory fields = abi.encode(file.caseId, file.declarationId, controlId, resultHash, reasonHash);
        return _act(Kind.CLOSE_CONTROL, cn.agencyKey, fields);
    }
}
