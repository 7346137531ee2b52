// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {codeHashes} from "./Codes.sol";

/// @notice The transition table and code lists once more, as readable rows, for the reference model.
/// @dev Deliberately not generated: a slip of the generator that writes the production table shows as a disagreement.
abstract contract Vocabulary {
    struct OutcomeRow {
        bool known;
        uint8 id;
        uint8 to;
        bool setsLane;
        bool quorum;
        bool releases;
        mapping(uint8 state => bool) from;
        mapping(uint8 procedure => bool) procedures;
    }

    mapping(bytes32 code => uint8) internal stateIds;
    mapping(bytes32 code => uint8) internal laneIds;
    mapping(bytes32 code => uint8) internal procedureIds;
    mapping(bytes32 code => uint8) internal controlIds;
    mapping(bytes32 code => uint8) internal resultIds;
    mapping(bytes32 code => uint8) internal milestoneIds;
    mapping(bytes32 code => uint8) internal roleIds;
    mapping(bytes32 code => uint8) internal statusIds;
    mapping(bytes32 code => uint8) internal reasonIds;
    /// @dev What a reason may be given for: an outcome's code or the name of an action.
    mapping(bytes32 reason => mapping(bytes32 purpose => bool)) internal reasonFor;
    mapping(bytes32 code => OutcomeRow) internal outcomes;
    mapping(uint8 state => uint8) internal amended;
    mapping(uint8 state => bool) internal allowsControls;

    uint8 private reasonCount;
    uint8 private outcomeCount;

    constructor() {
        _number(
            stateIds,
            "RECEIVED,ACCEPTED_AWAITING_GOODS,ACCEPTED,REJECTED,AMENDMENT_REQUESTED,DUTY_DUE,RELEASED_CONDITIONALLY,RELEASED,TRANSFER_ALLOWED,CLEARED,EXITED,INVALIDATED"
        );
        _number(laneIds, "GREEN,YELLOW,ORANGE,RED");
        _number(procedureIds, "EXPORT,IMPORT,TRANSIT");
        _number(controlIds, "DOCUMENTS,SCAN,INSPECTION,HOLD");
        _number(resultIds, "CONFORMING,DISCREPANT,LIFTED");
        _number(milestoneIds, "GATE_IN,LOADED,DEPARTED,ARRIVED,DISCHARGED,GATE_OUT,TRACKING");
        _number(roleIds, "CUSTOMS_ADMINISTRATION,CUSTOMS_OFFICE,BROKER,CARRIER,TERMINAL,AGENCY,AUDITOR");
        _number(statusIds, "ACTIVE,SUSPENDED");
        _controlStates("RECEIVED,ACCEPTED_AWAITING_GOODS,ACCEPTED,AMENDMENT_REQUESTED,DUTY_DUE,RELEASED_CONDITIONALLY");
        _amendments();
        _outcomes();
        _decisionReasons();
        _otherReasons();
    }

    function _amendments() private {
        amended[stateIds[keccak256("RECEIVED")]] = stateIds[keccak256("RECEIVED")];
        amended[stateIds[keccak256("ACCEPTED_AWAITING_GOODS")]] = stateIds[keccak256("RECEIVED")];
        amended[stateIds[keccak256("REJECTED")]] = stateIds[keccak256("RECEIVED")];
        amended[stateIds[keccak256("ACCEPTED")]] = stateIds[keccak256("AMENDMENT_REQUESTED")];
        amended[stateIds[keccak256("DUTY_DUE")]] = stateIds[keccak256("AMENDMENT_REQUESTED")];
        amended[stateIds[keccak256("RELEASED_CONDITIONALLY")]] = stateIds[keccak256("AMENDMENT_REQUESTED")];
    }

    function _outcomes() private {
        string memory all = "EXPORT,IMPORT,TRANSIT";
        string memory goods = "EXPORT,IMPORT";
        _lane(_outcome("ACCEPTED_AWAITING_GOODS", "RECEIVED", "ACCEPTED_AWAITING_GOODS", all));
        _lane(_outcome("ACCEPTED", "RECEIVED,ACCEPTED_AWAITING_GOODS", "ACCEPTED", all));
        _outcome("REJECTED", "RECEIVED,ACCEPTED_AWAITING_GOODS", "REJECTED", all);
        _outcome("AMENDMENT_APPROVED", "AMENDMENT_REQUESTED", "ACCEPTED", all);
        _outcome("AMENDMENT_REFUSED", "AMENDMENT_REQUESTED", "ACCEPTED", all);
        _outcome("DUTY_DUE", "ACCEPTED_AWAITING_GOODS,ACCEPTED,DUTY_DUE", "DUTY_DUE", goods);
        _release(_outcome("RELEASED_CONDITIONALLY", "ACCEPTED,DUTY_DUE", "RELEASED_CONDITIONALLY", goods));
        _release(_outcome("RELEASED", "ACCEPTED,DUTY_DUE,RELEASED_CONDITIONALLY", "RELEASED", goods));
        _release(_outcome("TRANSFER_ALLOWED", "ACCEPTED", "TRANSFER_ALLOWED", "TRANSIT"));
        _outcome("CLEARED", "RELEASED,TRANSFER_ALLOWED,EXITED", "CLEARED", all);
        _outcome("EXITED", "RELEASED,CLEARED", "EXITED", "EXPORT");
        _outcome(
            "INVALIDATED",
            "RECEIVED,ACCEPTED_AWAITING_GOODS,ACCEPTED,AMENDMENT_REQUESTED,DUTY_DUE,RELEASED_CONDITIONALLY,RELEASED",
            "INVALIDATED",
            all
        );
    }

    function _decisionReasons() private {
        _reason("AWAITING_ARRIVAL", "ACCEPTED_AWAITING_GOODS");
        _reason(
            "DOCUMENTS_IN_ORDER",
            "ACCEPTED_AWAITING_GOODS,ACCEPTED,RELEASED,RELEASED_CONDITIONALLY,TRANSFER_ALLOWED,AMENDMENT_APPROVED,CLOSE_CONTROL"
        );
        _reason("RISK_LOW", "ACCEPTED_AWAITING_GOODS,ACCEPTED,RELEASED,TRANSFER_ALLOWED");
        _reason("RISK_SELECTED", "ACCEPTED_AWAITING_GOODS,ACCEPTED,OPEN_CONTROL");
        _reason("RANDOM_SELECTION", "ACCEPTED_AWAITING_GOODS,ACCEPTED,OPEN_CONTROL");
        _reason("SCAN_MANDATORY", "OPEN_CONTROL");
        _reason("INTELLIGENCE", "OPEN_CONTROL");
        _reason("OTHER_AGENCY_REQUEST", "OPEN_CONTROL");
        _reason("DOCUMENT_MISSING", "REJECTED,OPEN_CONTROL,AMENDMENT_REFUSED");
        _reason("DOCUMENT_INVALID", "REJECTED,OPEN_CONTROL,AMENDMENT_REFUSED,INVALIDATED,WITHDRAW_DOCUMENT");
        _reason("DATA_INCONSISTENT", "REJECTED,OPEN_CONTROL,CLOSE_CONTROL,AMENDMENT_REFUSED,AMEND_DOCUMENT");
        _reason("PERMIT_MISSING", "REJECTED,OPEN_CONTROL");
        _reason("PROHIBITED_GOODS", "REJECTED,OPEN_CONTROL,INVALIDATED");
        _reason("GOODS_NOT_PRESENTED", "INVALIDATED,OPEN_CONTROL");
        _reason("SCAN_CONFORMING", "CLOSE_CONTROL,RELEASED,RELEASED_CONDITIONALLY");
        _reason("SCAN_ANOMALY", "CLOSE_CONTROL,OPEN_CONTROL");
        _reason("INSPECTION_CONFORMING", "CLOSE_CONTROL,RELEASED,RELEASED_CONDITIONALLY");
        _reason("DISCREPANCY_FOUND", "CLOSE_CONTROL,OPEN_CONTROL,DUTY_DUE");
        _reason("DOCUMENT_RECEIVED", "CLOSE_CONTROL");
        _reason("HOLD_LIFTED", "CLOSE_CONTROL");
    }

    function _otherReasons() private {
        _reason("DUTY_ASSESSED", "DUTY_DUE");
        _reason("DUTY_PAID", "RELEASED");
        _reason("DUTY_SECURED", "RELEASED,RELEASED_CONDITIONALLY");
        _reason("UNDERTAKING_GIVEN", "RELEASED_CONDITIONALLY");
        _reason("GUARANTEE_ACCEPTED", "TRANSFER_ALLOWED");
        _reason("FORMALITIES_COMPLETED", "CLEARED");
        _reason("EXIT_CONFIRMED", "EXITED");
        _reason("DECLARANT_REQUEST", "INVALIDATED,AMENDMENT_APPROVED,AMEND_DOCUMENT,WITHDRAW_DOCUMENT");
        _reason("ERROR_CORRECTED", "AMEND_DOCUMENT,AMENDMENT_APPROVED");
        _reason("CARGO_CHANGED", "AMEND_DOCUMENT,AMENDMENT_APPROVED");
        _reason("LODGED_IN_ERROR", "WITHDRAW_DOCUMENT,INVALIDATED");
        _reason("KEY_LOST", "REVOKE_KEY");
        _reason("KEY_COMPROMISED", "REVOKE_KEY,PAUSE_JURISDICTION");
        _reason("OPERATOR_LEFT", "REVOKE_KEY");
        _reason("LICENCE_WITHDRAWN", "SUSPEND_PARTY");
        _reason("UNDER_INVESTIGATION", "SUSPEND_PARTY,PAUSE_JURISDICTION");
        _reason("SUSPENSION_ENDED", "REINSTATE_PARTY");
    }

    function _outcome(string memory code, string memory from, string memory to, string memory procedures)
        private
        returns (OutcomeRow storage row)
    {
        row = outcomes[keccak256(bytes(code))];
        row.known = true;
        row.id = ++outcomeCount;
        row.to = stateIds[keccak256(bytes(to))];
        bytes32[] memory states = codeHashes(from);
        for (uint256 i = 0; i < states.length; i++) row.from[stateIds[states[i]]] = true;
        bytes32[] memory names = codeHashes(procedures);
        for (uint256 i = 0; i < names.length; i++) row.procedures[procedureIds[names[i]]] = true;
    }

    function _lane(OutcomeRow storage row) private {
        row.setsLane = true;
    }

    function _release(OutcomeRow storage row) private {
        row.quorum = true;
        row.releases = true;
    }

    function _reason(string memory code, string memory purposes) private {
        bytes32 reason = keccak256(bytes(code));
        reasonIds[reason] = ++reasonCount;
        bytes32[] memory list = codeHashes(purposes);
        for (uint256 i = 0; i < list.length; i++) reasonFor[reason][list[i]] = true;
    }

    function _number(mapping(bytes32 => uint8) storage ids, string memory codes) private {
        bytes32[] memory list = codeHashes(codes);
        for (uint256 i = 0; i < list.length; i++) ids[list[i]] = uint8(i + 1);
    }

    function _controlStates(string memory codes) private {
        bytes32[] memory list = codeHashes(codes);
        for (uint256 i = 0; i < list.length; i++) allowsControls[stateIds[list[i]]] = true;
    }
}
