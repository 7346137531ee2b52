// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Result} from "../../../../contracts/types/Types.sol";
import {AdmissionScenarios} from "../scenarios/AdmissionScenarios.sol";
import {CouncilScenarios} from "../scenarios/CouncilScenarios.sol";
import {DecisionScenarios} from "../scenarios/DecisionScenarios.sol";
import {DeclarationScenarios} from "../scenarios/DeclarationScenarios.sol";
import {DocumentScenarios} from "../scenarios/DocumentScenarios.sol";

/// @notice Each rule and each refusal by itself, and the proof that no result code is left without a scenario.
contract LedgerResultsTest is
    AdmissionScenarios,
    DocumentScenarios,
    DeclarationScenarios,
    DecisionScenarios,
    CouncilScenarios
{
    error NeverReached(Result result);

    function setUp() public {
        _settle();
    }

    function test_EveryResultCodeIsReached() public {
        _admission();
        _records();
        _councils();
        for (uint256 i = 0; i <= uint256(type(Result).max); i++) {
            if ((reached >> i) & 1 == 0) revert NeverReached(Result(i));
        }
    }

    function _admission() private {
        test_MalformedShapesAreRefused();
        test_ForeignLedgersAndTimesOutOfRangeAreRefused();
        test_ReplaysAreDuplicatesForEver();
        test_CancelledActionsStayCancelled();
        test_KeysMustBeKnownValidAndUnrevoked();
        test_RotationNeedsBothKeys();
        test_SuspendedPartiesAndPausedJurisdictionsDoNotAct();
        test_ForgedSignaturesAreBad();
        test_ScarceGasLeavesActionsUnprocessed();
    }

    function _records() private {
        test_CasesAreOpenedOnceByBrokersAndCarriers();
        test_NothingHappensOnUnknownCases();
        test_DocumentsAreLodgedOncePerParty();
        test_VersionsFormAChain();
        test_WithdrawalEndsADocument();
        test_EndorsementsNameOneVersionAndCountParties();
        test_EventsAreRecordedByCarriersAndTerminals();
        test_BrokersDeclareTheirOwnDocumentsAtAnOfficeOfTheirSide();
        test_ControlsAreOpenedByCompetentAuthorities();
        test_ControlsAreClosedByWhoOpenedThem();
        test_CountersOfControlsDoNotOverflow();
        test_OnlyTheCompetentOfficeDecides();
        test_WhoLodgedOrAmendedNeverDecides();
        test_DecisionsUseKnownCodesInTheirPlace();
        test_LanesAreNeverLowered();
        test_NothingIsReleasedOverAHoldOrAControl();
        test_ArrivalAndEndorsementsAreAskedForByPolicy();
        test_QuorumsCountOperators();
    }

    function _councils() private {
        test_CouncilsActWithEnoughOfTheirOwnMembers();
        test_PartiesBelongToOneCouncil();
        test_KeysAreEnrolledOnce();
        test_KeysAreRevokedOnceByTheirOwnCouncil();
        test_MemberListsMustBeSortedExclusiveAndReachable();
        test_RecoveryTakesItsTimeAndCanBeStopped();
        test_PausesAndPoliciesNeedValidFields();
        test_JurisdictionsJoinByConsentOfAll();
        test_AJointSuccessorEndsTheLedgerForNewCases();
    }
}
