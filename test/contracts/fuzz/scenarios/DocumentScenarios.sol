// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Result, SignedAction} from "../../../../contracts/types/Types.sol";
import {Kind} from "../model/ActionTable.sol";
import {Scenario} from "./Scenario.sol";

/// @notice Every result that cases, documents, endorsements and recorded events can get.
abstract contract DocumentScenarios is Scenario {
    function test_CasesAreOpenedOnceByBrokersAndCarriers() public {
        bytes32 caseId = _fresh();
        bytes memory fields = abi.encode(caseId, _fresh());
        _expect(Result.MISSING_ROLE, _act(Kind.OPEN_CASE, cn.officer1, fields), "officer");
        _expect(Result.MISSING_ROLE, _act(Kind.OPEN_CASE, cn.terminalKey, fields), "terminal");
        _expect(Result.APPLIED, _act(Kind.OPEN_CASE, cn.carrierKey, fields), "carrier");
        _expect(Result.CASE_EXISTS, _act(Kind.OPEN_CASE, my.brokerKey, fields), "again");
        fields = abi.encode(bytes32(0), _fresh());
        _expect(Result.CASE_EXISTS, _act(Kind.OPEN_CASE, cn.brokerKey, fields), "zero");
        fields = abi.encode(cn.brokerKey, _fresh());
        _expect(Result.CASE_EXISTS, _act(Kind.OPEN_CASE, cn.brokerKey, fields), "own key");
        fields = abi.encode(my.code, _fresh());
        _expect(Result.CASE_EXISTS, _act(Kind.OPEN_CASE, cn.brokerKey, fields), "a jurisdiction");
    }

    function test_NothingHappensOnUnknownCases() public {
        bytes32 caseId = _fresh();
        bytes32 x = _fresh();
        bytes memory three = abi.encode(x, x, x);
        _expect(Result.UNKNOWN_CASE, _act(Kind.LODGE_DOCUMENT, cn.auditorKey, abi.encode(caseId, 1, x)), "2");
        _expect(Result.UNKNOWN_CASE, _act(Kind.AMEND_DOCUMENT, cn.auditorKey, abi.encode(caseId, x, x, x, x)), "3");
        _expect(Result.UNKNOWN_CASE, _act(Kind.WITHDRAW_DOCUMENT, cn.auditorKey, abi.encode(caseId, x, x, x)), "4");
        _expect(Result.UNKNOWN_CASE, _act(Kind.ENDORSE_DOCUMENT, cn.auditorKey, abi.encode(caseId, x, x)), "5");
        bytes memory fields = abi.encode(caseId, x, cn.office, x, x);
        _expect(Result.UNKNOWN_CASE, _act(Kind.LODGE_DECLARATION, cn.auditorKey, fields), "6");
        _expect(Result.UNKNOWN_CASE, _act(Kind.AMEND_DECLARATION, cn.auditorKey, abi.encode(caseId, x, x, x, x)), "7");
        fields = bytes.concat(abi.encode(caseId), three, three, abi.encode(x, 0, x));
        _expect(Result.UNKNOWN_CASE, _act(Kind.DECIDE_CLEARANCE, cn.auditorKey, fields), "8");
        _expect(Result.UNKNOWN_CASE, _act(Kind.OPEN_CONTROL, cn.auditorKey, abi.encode(caseId, x, x, x, 0)), "9");
        _expect(Result.UNKNOWN_CASE, _act(Kind.CLOSE_CONTROL, cn.auditorKey, abi.encode(caseId, x, x, x, x)), "10");
        _expect(Result.UNKNOWN_CASE, _act(Kind.RECORD_EVENTS, cn.auditorKey, abi.encode(caseId, x, 1, x, 1)), "11");
        fields = abi.encode(cn.brokerKey, 1, x);
        _expect(Result.UNKNOWN_CASE, _act(Kind.LODGE_DOCUMENT, cn.brokerKey, fields), "a key is no case");
    }

    function test_DocumentsAreLodgedOncePerParty() public {
        bytes32 caseId = _openCase(cn);
        bytes32 root = _fresh();
        bytes memory fields = abi.encode(caseId, uint16(380), root);
        _expect(Result.MISSING_ROLE, _act(Kind.LODGE_DOCUMENT, cn.auditorKey, fields), "auditor");
        _expect(Result.APPLIED, _act(Kind.LODGE_DOCUMENT, cn.brokerKey, fields), "lodge");
        _expect(Result.DOCUMENT_EXISTS, _act(Kind.LODGE_DOCUMENT, cn.brokerPasskey, fields), "same party");
        _expect(Result.APPLIED, _act(Kind.LODGE_DOCUMENT, my.brokerKey, fields), "another party gets another id");
        fields = abi.encode(caseId, uint16(380), bytes32(0));
        _expect(Result.MALFORMED, _act(Kind.LODGE_DOCUMENT, cn.brokerKey, fields), "zero root");
    }

    function test_VersionsFormAChain() public {
        bytes32 caseId = _openCase(cn);
        (bytes32 documentId, bytes32 root) = _lodge(caseId, cn.brokerKey);
        bytes32 next = _fresh();
        _expect(Result.UNKNOWN_DOCUMENT, _amend(caseId, documentId, next, _fresh(), "CARGO_CHANGED"), "unknown");
        _expect(Result.MALFORMED, _amend(caseId, documentId, root, 0, "CARGO_CHANGED"), "zero root");
        _expect(Result.DOCUMENT_EXISTS, _amend(caseId, documentId, root, root, "CARGO_CHANGED"), "same root");
        _expect(Result.UNKNOWN_REASON, _amend(caseId, documentId, root, next, "NO_SUCH_REASON"), "reason");
        _expect(Result.REASON_NOT_ALLOWED, _amend(caseId, documentId, root, next, "DUTY_PAID"), "reason for another");
        bytes memory fields = abi.encode(caseId, documentId, root, next, keccak256("CARGO_CHANGED"));
        _expect(Result.NOT_SUBMITTER, _act(Kind.AMEND_DOCUMENT, cn.broker2Key, fields), "another party");
        _expect(Result.APPLIED, _act(Kind.AMEND_DOCUMENT, cn.brokerPasskey, fields), "another operator");
        _expect(Result.SUPERSEDED_VERSION, _amend(caseId, documentId, root, _fresh(), "CARGO_CHANGED"), "old one");
        _expect(Result.DOCUMENT_EXISTS, _amend(caseId, documentId, next, root, "CARGO_CHANGED"), "back");
    }

    function test_WithdrawalEndsADocument() public {
        bytes32 caseId = _openCase(cn);
        (bytes32 documentId, bytes32 root) = _lodge(caseId, cn.brokerKey);
        bytes32 second = _fresh();
        _expect(Result.UNKNOWN_DOCUMENT, _withdraw(cn.brokerKey, caseId, documentId, _fresh(), "LODGED_IN_ERROR"), "");
        _expect(Result.NOT_SUBMITTER, _withdraw(cn.broker2Key, caseId, documentId, root, "LODGED_IN_ERROR"), "");
        _expect(Result.UNKNOWN_REASON, _withdraw(cn.brokerKey, caseId, documentId, root, ""), "");
        _expect(Result.REASON_NOT_ALLOWED, _withdraw(cn.brokerKey, caseId, documentId, root, "CARGO_CHANGED"), "");
        _mustApply(_amend(caseId, documentId, root, second, "ERROR_CORRECTED"));
        _expect(Result.SUPERSEDED_VERSION, _withdraw(cn.brokerKey, caseId, documentId, root, "LODGED_IN_ERROR"), "");
        root = second;
        _expect(Result.APPLIED, _withdraw(cn.brokerKey, caseId, documentId, root, "LODGED_IN_ERROR"), "withdraw");
        _expect(Result.WITHDRAWN_DOCUMENT, _withdraw(cn.brokerKey, caseId, documentId, root, "LODGED_IN_ERROR"), "");
        _expect(Result.WITHDRAWN_DOCUMENT, _amend(caseId, documentId, root, _fresh(), "CARGO_CHANGED"), "amend");
        bytes memory fields = abi.encode(caseId, documentId, root);
        _expect(Result.WITHDRAWN_DOCUMENT, _act(Kind.ENDORSE_DOCUMENT, cn.officer1, fields), "endorse");
    }

    function test_EndorsementsNameOneVersionAndCountParties() public {
        File memory file;
        file.caseId = _openCase(cn);
        (file.documentId, file.root) = _lodge(file.caseId, cn.brokerKey);
        _expect(Result.MISSING_ROLE, _endorse(file, cn.auditorKey), "auditor");
        _expect(Result.OWN_DOCUMENT, _endorse(file, cn.brokerPasskey), "own party");
        _expect(Result.APPLIED, _endorse(file, my.brokerKey), "other side");
        _expect(Result.ALREADY_ENDORSED, _endorse(file, my.brokerPasskey), "same party");
        _expect(Result.APPLIED, _endorse(file, cn.officer1), "office");
        bytes32 first = file.root;
        file.root = _fresh();
        _expect(Result.UNKNOWN_DOCUMENT, _endorse(file, cn.officer1), "unknown");
        _mustApply(_amend(file.caseId, file.documentId, first, file.root, "CARGO_CHANGED"));
        _expect(Result.APPLIED, _endorse(file, cn.officer1), "new version");
        file.root = first;
        _expect(Result.SUPERSEDED_VERSION, _endorse(file, cn.agencyKey), "old version");
    }

    function test_EventsAreRecordedByCarriersAndTerminals() public {
        bytes32 caseId = _openCase(my);
        bytes32 arrived = keccak256("ARRIVED");
        _expect(Result.MISSING_ROLE, _record(my.brokerKey, caseId, arrived, clock, _fresh(), 1), "broker");
        _expect(Result.UNKNOWN_MILESTONE, _record(my.carrierKey, caseId, _fresh(), clock, _fresh(), 1), "milestone");
        _expect(Result.INVALID_TIME, _record(my.carrierKey, caseId, arrived, 0, _fresh(), 1), "never");
        _expect(Result.INVALID_TIME, _record(my.carrierKey, caseId, arrived, clock + 301, _fresh(), 1), "future");
        _expect(Result.MALFORMED, _record(my.carrierKey, caseId, arrived, clock, 0, 1), "no root");
        _expect(Result.MALFORMED, _record(my.carrierKey, caseId, arrived, clock, _fresh(), 0), "no events");
        _expect(Result.APPLIED, _record(my.terminalKey, caseId, arrived, clock + 300, _fresh(), 1), "arrival");
        uint64 first = ledger.arrivedAt(caseId, my.number);
        _wait(60);
        _expect(Result.APPLIED, _record(my.carrierKey, caseId, arrived, clock, _fresh(), 1), "second arrival");
        require(first == clock - 60 && ledger.arrivedAt(caseId, my.number) == first, "the first arrival stays");
    }

    function _amend(bytes32 caseId, bytes32 documentId, bytes32 old, bytes32 root, string memory reason)
        private
        returns (SignedAction memory)
    {
        bytes memory fields = abi.encode(caseId, documentId, old, root, keccak256(bytes(reason)));
        return _act(Kind.AMEND_DOCUMENT, cn.brokerKey, fields);
    }

    function _withdraw(bytes32 keyId, bytes32 caseId, bytes32 documentId, bytes32 root, string memory reason)
        private
        returns (SignedAction memory)
    {
        bytes memory fields = abi.encode(caseId, documentId, root, keccak256(bytes(reason)));
        return _act(Kind.WITHDRAW_DOCUMENT, keyId, fields);
    }

    function _record(bytes32 keyId, bytes32 caseId, bytes32 milestone, uint256 time, bytes32 root, uint32 count)
        private
        returns (SignedAction memory)
    {
        return _act(Kind.RECORD_EVENTS, keyId, abi.encode(caseId, milestone, time, root, count));
    }
}
