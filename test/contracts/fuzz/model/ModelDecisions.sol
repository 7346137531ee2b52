// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Result} from "../../../../contracts/types/Types.sol";
import {ModelDeclarations} from "./ModelDeclarations.sol";

/// @notice Decisions of the competent office.
/// @dev Words: 5 case, 6 declaration, 7 expected, 8 outcome, 9 reason, 10 lane, 11 document, 12 root, 13 validUntil,
/// 14 conditions.
abstract contract ModelDecisions is ModelDeclarations {
    bytes32 private constant NONE = keccak256("NONE");

    function _decide(Item memory item) internal returns (Result result) {
        MDeclaration storage declaration = declarations[item.words[5]][item.words[6]];
        result = _checkOfficer(item, declaration);
        if (result != Result.APPLIED) return result;
        result = _checkCodes(item);
        if (result != Result.APPLIED) return result;
        OutcomeRow storage outcome = outcomes[item.words[8]];
        if (declaration.head != item.words[7]) return Result.CONFLICT;
        if (!outcome.from[declaration.state]) return Result.TRANSITION_NOT_ALLOWED;
        if (!outcome.procedures[declaration.procedure]) return Result.TRANSITION_NOT_ALLOWED;
        if (!reasonFor[item.words[9]][item.words[8]]) return Result.REASON_NOT_ALLOWED;
        result = _checkLane(item, declaration, outcome);
        if (result != Result.APPLIED) return result;
        if (!_conditionsFit(item)) return Result.INVALID_CONDITIONS;
        result = outcome.releases ? _checkRelease(item, declaration) : _checkNamedVersion(item);
        if (result != Result.APPLIED) return result;
        return _voteOrDecide(item, declaration, outcome);
    }

    function _checkOfficer(Item memory item, MDeclaration storage declaration) private view returns (Result) {
        if (!declaration.known) return Result.UNKNOWN_DECLARATION;
        if (parties[declaration.office].jurisdiction != item.jurisdiction) return Result.WRONG_JURISDICTION;
        if (!_hasRole(item, "CUSTOMS_OFFICE")) return Result.MISSING_ROLE;
        if (declaration.office != item.party) return Result.NOT_COMPETENT_OFFICE;
        if (declaration.lodgers[item.operator]) return Result.LODGER_DECIDES;
        return Result.APPLIED;
    }

    function _checkCodes(Item memory item) private view returns (Result) {
        if (!outcomes[item.words[8]].known) return Result.UNKNOWN_OUTCOME;
        if (reasonIds[item.words[9]] == 0) return Result.UNKNOWN_REASON;
        if (item.words[10] != NONE && laneIds[item.words[10]] == 0) return Result.UNKNOWN_LANE;
        return Result.APPLIED;
    }

    function _laneAfter(Item memory item, MDeclaration storage declaration) private view returns (uint8) {
        return item.words[10] == NONE ? declaration.lane : laneIds[item.words[10]];
    }

    function _checkLane(Item memory item, MDeclaration storage declaration, OutcomeRow storage outcome)
        private
        view
        returns (Result)
    {
        uint8 lane = _laneAfter(item, declaration);
        if (outcome.setsLane && lane == 0) return Result.UNKNOWN_LANE;
        if (item.words[10] == NONE) return Result.APPLIED;
        bool tooLow = lane < declaration.policy.minimumLane || lane < declaration.lane;
        return tooLow ? Result.LANE_BELOW_MINIMUM : Result.APPLIED;
    }

    function _conditionsFit(Item memory item) private pure returns (bool) {
        uint256 validUntil = uint256(item.words[13]);
        if (item.words[8] != keccak256("RELEASED_CONDITIONALLY")) return validUntil == 0 && item.words[14] == 0;
        return validUntil > item.time && validUntil < 2 ** 40 && item.words[14] != 0;
    }

    function _checkRelease(Item memory item, MDeclaration storage declaration) private view returns (Result) {
        if (declaration.openHolds > 0) return Result.OPEN_HOLD;
        if (declaration.openControls > 0) return Result.OPEN_CONTROL;
        bool imported = declaration.procedure == procedureIds[keccak256("IMPORT")];
        if (declaration.policy.arrivalRequired && imported) {
            uint8 jurisdiction = parties[declaration.office].jurisdiction;
            if (arrivals[item.words[5]][jurisdiction] == 0) return Result.NOT_ARRIVED;
        }
        uint8 needed = declaration.policy.minimumEndorsements;
        if (item.words[11] == 0 && item.words[12] == 0 && needed == 0) return Result.APPLIED;
        MVersion storage version = versions[item.words[5]][item.words[11]][item.words[12]];
        if (!version.known) return Result.UNKNOWN_DOCUMENT;
        if (version.withdrawn) return Result.WITHDRAWN_DOCUMENT;
        if (version.superseded) return Result.SUPERSEDED_VERSION;
        return version.endorsements < needed ? Result.MISSING_ENDORSEMENTS : Result.APPLIED;
    }

    function _checkNamedVersion(Item memory item) private view returns (Result) {
        if (item.words[11] == 0 && item.words[12] == 0) return Result.APPLIED;
        bool known = versions[item.words[5]][item.words[11]][item.words[12]].known;
        return known ? Result.APPLIED : Result.UNKNOWN_DOCUMENT;
    }

    function _quorum(MDeclaration storage declaration, uint8 lane) private view returns (uint8) {
        if (lane == laneIds[keccak256("GREEN")]) return declaration.policy.quorumGreen;
        if (lane == laneIds[keccak256("YELLOW")]) return declaration.policy.quorumYellow;
        if (lane == laneIds[keccak256("ORANGE")]) return declaration.policy.quorumOrange;
        return declaration.policy.quorumRed;
    }

    function _voteOrDecide(Item memory item, MDeclaration storage declaration, OutcomeRow storage outcome)
        private
        returns (Result)
    {
        uint8 lane = _laneAfter(item, declaration);
        uint8 quorum = outcome.quorum ? _quorum(declaration, lane) : 1;
        if (quorum > 1) {
            bytes8[] storage voters = votes[proposalIdOf(item.words)];
            for (uint256 i = 0; i < voters.length; i++) if (voters[i] == item.operator) return Result.ALREADY_VOTED;
            voters.push(item.operator);
            if (voters.length < quorum) return Result.APPLIED;
            delete votes[proposalIdOf(item.words)];
        }
        declaration.state = outcome.to;
        declaration.lane = lane;
        declaration.validUntil = uint64(uint256(item.words[13]));
        declaration.head = item.digest;
        return Result.APPLIED;
    }

    /// @notice Proposal that the words of a DecideClearance vote for: their content without header.
    function proposalIdOf(bytes32[] memory words) public pure returns (bytes32) {
        bytes memory content;
        for (uint256 i = 5; i < 15; i++) content = bytes.concat(content, words[i]);
        return keccak256(content);
    }
}
