// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Result, SignedAction} from "../../../../contracts/types/Types.sol";
import {Kind} from "../model/ActionTable.sol";
import {Scenario} from "./Scenario.sol";

/// @notice Every result that a decision can get.
abstract contract DecisionScenarios is Scenario {
    function test_OnlyTheCompetentOfficeDecides() public {
        File memory file = _declare(cn, "EXPORT");
        Choice memory accept = Choice("ACCEPTED", "RISK_LOW", "GREEN", 0, 0);
        _expect(Result.WRONG_JURISDICTION, _decision(file, my.officer1, accept), "the other side's officer");
        _expect(Result.MISSING_ROLE, _decision(file, cn.brokerKey, accept), "the broker");
        _expect(Result.MISSING_ROLE, _decision(file, cn.administrationKey, accept), "administration");
        _expect(Result.NOT_COMPETENT_OFFICE, _decision(file, cn.office2Key, accept), "another office");
        bytes32 declarationId = file.declarationId;
        file.declarationId = _fresh();
        _expect(Result.UNKNOWN_DECLARATION, _decision(file, cn.officer1, accept), "unknown");
        file.declarationId = declarationId;
        _expect(Result.APPLIED, _decision(file, cn.officer1, accept), "the office");
    }

    function test_WhoLodgedOrAmendedNeverDecides() public {
        File memory file;
        file.caseId = _fresh();
        file.office = cn.dual;
        _mustApply(_act(Kind.OPEN_CASE, cn.dualKey, abi.encode(file.caseId, _fresh())));
        (file.documentId, file.root) = _lodge(file.caseId, cn.dualKey);
        SignedAction memory action = _act(Kind.LODGE_DECLARATION, cn.dualKey, _lodgeFields(file, "EXPORT"));
        _mustApply(action);
        file.declarationId = model.digestOf(action.kind, action.body);
        Choice memory accept = Choice("ACCEPTED", "RISK_LOW", "GREEN", 0, 0);
        _expect(Result.LODGER_DECIDES, _decision(file, cn.dualKey, accept), "lodged it");
        bytes memory fields =
            abi.encode(file.caseId, file.declarationId, file.declarationId, file.documentId, file.root);
        _mustApply(_act(Kind.AMEND_DECLARATION, cn.dualKey2, fields));
        _expect(Result.LODGER_DECIDES, _decision(file, cn.dualKey, accept), "lodged it");
        _expect(Result.LODGER_DECIDES, _decision(file, cn.dualKey2, accept), "amended it");
    }

    function test_DecisionsUseKnownCodesInTheirPlace() public {
        File memory file = _declare(cn, "TRANSIT");
        _refuse(Result.UNKNOWN_OUTCOME, file, Choice("MAYBE", "RISK_LOW", "GREEN", 0, 0));
        _refuse(Result.UNKNOWN_REASON, file, Choice("ACCEPTED", "BECAUSE", "GREEN", 0, 0));
        _refuse(Result.UNKNOWN_LANE, file, Choice("ACCEPTED", "RISK_LOW", "BLUE", 0, 0));
        _refuse(Result.UNKNOWN_LANE, file, Choice("ACCEPTED", "RISK_LOW", "NONE", 0, 0));
        _refuse(Result.TRANSITION_NOT_ALLOWED, file, Choice("CLEARED", "FORMALITIES_COMPLETED", "NONE", 0, 0));
        _refuse(Result.REASON_NOT_ALLOWED, file, Choice("ACCEPTED", "DUTY_PAID", "GREEN", 0, 0));
        _refuse(Result.INVALID_CONDITIONS, file, Choice("ACCEPTED", "RISK_LOW", "GREEN", clock + 1, 0));
        _refuse(Result.INVALID_CONDITIONS, file, Choice("ACCEPTED", "RISK_LOW", "GREEN", 0, "seal"));
        bytes32 root = file.root;
        file.root = _fresh();
        _refuse(Result.UNKNOWN_DOCUMENT, file, Choice("ACCEPTED", "RISK_LOW", "GREEN", 0, 0));
        file.root = root;
        SignedAction memory stale = _decision(file, cn.officer1, Choice("ACCEPTED", "RISK_LOW", "RED", 0, 0));
        _mustApply(_decision(file, cn.officer2, Choice("ACCEPTED", "RISK_LOW", "GREEN", 0, 0)));
        _expect(Result.CONFLICT, stale, "decided in between");
        _refuse(Result.TRANSITION_NOT_ALLOWED, file, _release());
        Choice memory transfer = Choice("TRANSFER_ALLOWED", "GUARANTEE_ACCEPTED", "NONE", 0, 0);
        _expect(Result.APPLIED, _decision(file, cn.officer1, transfer), "transit");
    }

    function test_LanesAreNeverLowered() public {
        _setPolicy(my, _policyFields(1, 0, "ORANGE", false));
        File memory file = _declare(my, "IMPORT");
        _setPolicy(my, _defaultPolicy());
        Choice memory choice = Choice("ACCEPTED_AWAITING_GOODS", "AWAITING_ARRIVAL", "YELLOW", 0, 0);
        _expect(Result.LANE_BELOW_MINIMUM, _decision(file, my.officer1, choice), "below the policy at lodgement");
        choice.lane = "RED";
        _expect(Result.APPLIED, _decision(file, my.officer1, choice), "red");
        choice = Choice("ACCEPTED", "RISK_LOW", "ORANGE", 0, 0);
        _expect(Result.LANE_BELOW_MINIMUM, _decision(file, my.officer1, choice), "lower than before");
        choice.lane = "NONE";
        _expect(Result.APPLIED, _decision(file, my.officer1, choice), "unchanged");
        choice = Choice("DUTY_DUE", "DUTY_ASSESSED", "GREEN", 0, 0);
        _expect(Result.LANE_BELOW_MINIMUM, _decision(file, my.officer1, choice), "by an outcome that sets no lane");
    }

    function test_ConditionalReleasesNeedTimeAndConditions() public {
        File memory file = _accepted(cn, "EXPORT", "GREEN");
        string memory outcome = "RELEASED_CONDITIONALLY";
        bytes32 seal = _fresh();
        _refuse(Result.INVALID_CONDITIONS, file, Choice(outcome, "UNDERTAKING_GIVEN", "NONE", clock, seal));
        _refuse(Result.INVALID_CONDITIONS, file, Choice(outcome, "UNDERTAKING_GIVEN", "NONE", 2 ** 40, seal));
        _refuse(Result.INVALID_CONDITIONS, file, Choice(outcome, "UNDERTAKING_GIVEN", "NONE", clock + 60, 0));
        Choice memory choice = Choice(outcome, "UNDERTAKING_GIVEN", "NONE", clock + 60, seal);
        _expect(Result.APPLIED, _decision(file, cn.officer1, choice), "conditional");
        require(ledger.declarationOf(file.caseId, file.declarationId).validUntil == clock + 60, "valid until");
        _wait(120);
        _expect(Result.APPLIED, _decision(file, cn.officer1, _release()), "final, although the conditional one ended");
        require(ledger.declarationOf(file.caseId, file.declarationId).validUntil == 0, "no end");
    }

    function test_NothingIsReleasedOverAHoldOrAControl() public {
        File memory file = _accepted(my, "IMPORT", "GREEN");
        SignedAction memory hold = _openControl(file, my.agencyKey, "HOLD");
        SignedAction memory scan = _openControl(file, my.officer1, "SCAN");
        SignedAction memory early = _decision(file, my.officer1, _release());
        _mustApply(hold);
        _mustApply(scan);
        _expect(Result.CONFLICT, early, "signed before the hold");
        _expect(Result.OPEN_HOLD, _decision(file, my.officer1, _release()), "hold");
        _mustApply(_closeControl(file, my.agencyKey, model.digestOf(hold.kind, hold.body)));
        _expect(Result.OPEN_CONTROL, _decision(file, my.officer1, _release()), "scan");
        _mustApply(_closeControl(file, my.officer1, model.digestOf(scan.kind, scan.body)));
        _expect(Result.APPLIED, _decision(file, my.officer1, _release()), "both closed");
    }

    function test_ArrivalAndEndorsementsAreAskedForByPolicy() public {
        _setPolicy(my, _policyFields(1, 2, "NONE", true));
        File memory file = _accepted(my, "IMPORT", "GREEN");
        File memory exported = _accepted(my, "EXPORT", "GREEN");
        _setPolicy(my, _defaultPolicy());
        _expect(Result.NOT_ARRIVED, _decision(file, my.officer1, _release()), "not there");
        _expect(Result.MISSING_ENDORSEMENTS, _decision(exported, my.officer1, _release()), "exports need no arrival");
        _mustApply(_arrival(file.caseId, cn.terminalKey));
        _expect(Result.NOT_ARRIVED, _decision(file, my.officer1, _release()), "arrived on the other side");
        _mustApply(_arrival(file.caseId, my.terminalKey));
        _expect(Result.MISSING_ENDORSEMENTS, _decision(file, my.officer1, _release()), "none");
        _mustApply(_endorse(file, cn.officer1));
        _expect(Result.MISSING_ENDORSEMENTS, _decision(file, my.officer1, _release()), "one");
        _mustApply(_endorse(file, cn.brokerKey));
        (bytes32 documentId, bytes32 root) = (file.documentId, file.root);
        (file.documentId, file.root) = (0, 0);
        _expect(Result.UNKNOWN_DOCUMENT, _decision(file, my.officer1, _release()), "names no document");
        (file.documentId, file.root) = (documentId, root);
        _expect(Result.APPLIED, _decision(file, my.officer1, _release()), "two");
    }

    function test_ReleasesRestOnTheCurrentVersion() public {
        File memory file = _accepted(cn, "EXPORT", "GREEN");
        bytes32 root = file.root;
        file.root = _fresh();
        _expect(Result.UNKNOWN_DOCUMENT, _decision(file, cn.officer1, _release()), "unknown");
        bytes memory fields = abi.encode(file.caseId, file.documentId, root, file.root, keccak256("CARGO_CHANGED"));
        _mustApply(_act(Kind.AMEND_DOCUMENT, cn.brokerKey, fields));
        file.root = root;
        _expect(Result.SUPERSEDED_VERSION, _decision(file, cn.officer1, _release()), "superseded");
        (file.documentId, file.root) = _lodge(file.caseId, cn.brokerKey);
        fields = abi.encode(file.caseId, file.documentId, file.root, keccak256("LODGED_IN_ERROR"));
        _mustApply(_act(Kind.WITHDRAW_DOCUMENT, cn.brokerKey, fields));
        _expect(Result.WITHDRAWN_DOCUMENT, _decision(file, cn.officer1, _release()), "withdrawn");
        file.root = 0;
        _expect(Result.UNKNOWN_DOCUMENT, _decision(file, cn.officer1, _release()), "half a name");
        file.documentId = 0;
        _expect(Result.APPLIED, _decision(file, cn.officer1, _release()), "none asked for");
    }

    function test_QuorumsCountOperators() public {
        _setPolicy(cn, _policyFields(4, 0, "NONE", false));
        File memory file = _accepted(cn, "EXPORT", "YELLOW");
        _setPolicy(cn, _defaultPolicy());
        bytes32 head = model.declarationHead(file.declarationId);
        _expect(Result.APPLIED, _decision(file, cn.officer1, _release()), "first vote");
        _expect(Result.ALREADY_VOTED, _decision(file, cn.officer1Second, _release()), "same officer, other key");
        _expect(Result.APPLIED, _decision(file, cn.officer2, _release()), "second vote");
        _expect(Result.APPLIED, _decision(file, cn.officer3, _release()), "third vote");
        Choice memory other = Choice("RELEASED", "RISK_LOW", "NONE", 0, 0);
        _expect(Result.APPLIED, _decision(file, cn.officer4, other), "a vote for something else");
        require(ledger.isDeclarationHead(file.caseId, file.declarationId, head), "votes move nothing");
        _expect(Result.ALREADY_VOTED, _decision(file, cn.officer3, _release()), "again");
        _expect(Result.APPLIED, _decision(file, cn.officer4, _release()), "fourth vote");
        require(ledger.declarationOf(file.caseId, file.declarationId).state == 8, "released");
    }

    function _refuse(Result expected, File memory file, Choice memory choice) private {
        _expect(expected, _decision(file, cn.officer1, choice), choice.outcome);
    }
}
