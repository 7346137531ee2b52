// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Transitions} from "../generated/Transitions.sol";
import {ILedger} from "../interfaces/ILedger.sol";
import {HEADER_BYTES} from "../libraries/Bodies.sol";
import {Roles} from "../libraries/Roles.sol";
import {OperatorId, PartyId, Result} from "../types/Types.sol";
import {Cases} from "./Cases.sol";
import {Declarations} from "./Declarations.sol";

/// @title Decisions of the competent office on a goods declaration
/// @notice Where several officers are needed, each signs the same content over the same head; only the vote that
/// completes the quorum takes effect and moves the head.
abstract contract Decisions is Cases, Declarations {
    /// @notice Own fields of DecideClearance, in the order of its words.
    struct Decision {
        bytes32 caseId;
        bytes32 declarationId;
        /// head of the declaration that the signer saw
        bytes32 expected;
        bytes32 outcomeHash;
        bytes32 reasonHash;
        bytes32 laneHash;
        bytes32 documentId;
        bytes32 root;
        /// end of a conditional release, unix seconds, zero otherwise
        uint64 validUntil;
        /// digest of the conditions of a conditional release, zero otherwise
        bytes32 conditions;
    }

    /// @notice Ids of the codes of a decision and what they ask for.
    struct Ruling {
        uint8 outcome;
        uint8 reason;
        /// lane given, zero if it stays as it is
        uint8 givenLane;
        /// lane after the decision
        uint8 lane;
        /// see Transitions.outcomeRule
        uint256 rule;
    }

    /// @notice Votes for one proposal; the vote that completes the largest quorum needs no place; one slot.
    struct Proposal {
        uint8 votes;
        OperatorId first;
        OperatorId second;
        OperatorId third;
    }

    mapping(bytes32 proposalId => Proposal) private _proposals;

    /// @inheritdoc ILedger
    function votesOf(bytes32 proposalId) external view returns (uint8) {
        return _proposals[proposalId].votes;
    }

    function _decideClearance(Signed memory signed, bytes calldata body) internal returns (Result) {
        Decision memory decision = abi.decode(body[HEADER_BYTES:], (Decision));
        DeclarationRecord storage stored = _declarations[_declarationKey(decision.caseId, decision.declarationId)];
        DeclarationRecord memory declaration = stored;
        Result result = _checkOfficer(signed, decision.declarationId, declaration);
        if (result != Result.APPLIED) return result;
        Ruling memory ruling;
        result = _readCodes(ruling, decision);
        if (result != Result.APPLIED) return result;
        result = _checkRuling(ruling, decision, declaration);
        if (result != Result.APPLIED) return result;
        result = _checkBasis(ruling, decision, declaration, signed.by.jurisdiction());
        if (result != Result.APPLIED) return result;
        uint8 quorum = Transitions.needsQuorum(ruling.rule) ? _quorumOf(declaration.quorums, ruling.lane) : 1;
        if (quorum > 1) {
            bool complete;
            // the words after the header are the content of the decision and the head seen
            (result, complete) = _vote(signed, decision, ruling.outcome, keccak256(body[HEADER_BYTES:]), quorum);
            if (!complete) return result;
        }
        stored.state = Transitions.nextState(ruling.rule);
        stored.lane = ruling.lane;
        stored.validUntil = uint40(decision.validUntil);
        stored.headSequence = uint48(signed.sequence);
        _emitDecided(decision, ruling);
        return Result.APPLIED;
    }

    /// @dev Who decides: an operator of the competent office who did not lodge or amend the declaration.
    function _checkOfficer(Signed memory signed, bytes32 declarationId, DeclarationRecord memory declaration)
        private
        view
        returns (Result)
    {
        if (declaration.state == 0) return Result.UNKNOWN_DECLARATION;
        PartyId office = _officeOf(declarationId);
        if (_officeJurisdiction(signed, office) != signed.by.jurisdiction()) return Result.WRONG_JURISDICTION;
        if (!Roles.has(signed.by.roles(), Transitions.ROLE_CUSTOMS_OFFICE)) return Result.MISSING_ROLE;
        if (office != signed.by.party()) return Result.NOT_COMPETENT_OFFICE;
        bool declarant = _isDeclarant(declarationId, declaration, signed.by.operator());
        return declarant ? Result.LODGER_DECIDES : Result.APPLIED;
    }

    function _readCodes(Ruling memory ruling, Decision memory decision) private pure returns (Result) {
        ruling.outcome = Transitions.outcomeId(decision.outcomeHash);
        if (ruling.outcome == 0) return Result.UNKNOWN_OUTCOME;
        ruling.reason = Transitions.reasonId(decision.reasonHash);
        if (ruling.reason == 0) return Result.UNKNOWN_REASON;
        ruling.givenLane = Transitions.laneId(decision.laneHash);
        if (ruling.givenLane == 0 && decision.laneHash != Transitions.LANE_UNCHANGED) return Result.UNKNOWN_LANE;
        ruling.rule = Transitions.outcomeRule(ruling.outcome);
        return Result.APPLIED;
    }

    /// @dev Whether the outcome may follow; also fills in the lane after the decision.
    function _checkRuling(Ruling memory ruling, Decision memory decision, DeclarationRecord memory declaration)
        private
        view
        returns (Result)
    {
        if (!_isHead(decision.expected, declaration.headSequence)) return Result.CONFLICT;
        if (!Transitions.allows(ruling.rule, declaration.state, declaration.procedure)) {
            return Result.TRANSITION_NOT_ALLOWED;
        }
        if (!Transitions.allowsReason(ruling.outcome, ruling.reason)) return Result.REASON_NOT_ALLOWED;
        uint8 given = ruling.givenLane;
        ruling.lane = given == 0 ? declaration.lane : given;
        if (ruling.lane == 0 && Transitions.setsLane(ruling.rule)) return Result.UNKNOWN_LANE;
        if (given != 0 && (given < declaration.minimumLane || given < declaration.lane)) {
            return Result.LANE_BELOW_MINIMUM;
        }
        if (ruling.outcome == Transitions.OUTCOME_RELEASED_CONDITIONALLY) {
            bool fits = decision.validUntil > block.timestamp && decision.validUntil <= type(uint40).max;
            return fits && decision.conditions != 0 ? Result.APPLIED : Result.INVALID_CONDITIONS;
        }
        return decision.validUntil == 0 && decision.conditions == 0 ? Result.APPLIED : Result.INVALID_CONDITIONS;
    }

    /// @dev What a decision rests on: open controls, arrival, the endorsed version.
    function _checkBasis(
        Ruling memory ruling,
        Decision memory decision,
        DeclarationRecord memory declaration,
        uint8 jurisdiction
    ) private view returns (Result) {
        bool named = decision.documentId != 0 || decision.root != 0;
        if (!Transitions.releases(ruling.rule)) {
            bool known = !named || _versionExists(decision.caseId, decision.documentId, decision.root);
            return known ? Result.APPLIED : Result.UNKNOWN_DOCUMENT;
        }
        if (declaration.openHolds != 0) return Result.OPEN_HOLD;
        if (declaration.openControls != 0) return Result.OPEN_CONTROL;
        bool mustArrive = declaration.arrivalRequired && declaration.procedure == Transitions.PROCEDURE_IMPORT;
        if (mustArrive && arrivedAt(decision.caseId, jurisdiction) == 0) return Result.NOT_ARRIVED;
        if (!named && declaration.minimumEndorsements == 0) return Result.APPLIED;
        return _checkEndorsed(decision.caseId, decision.documentId, decision.root, declaration.minimumEndorsements);
    }

    /// @return result APPLIED or ALREADY_VOTED
    /// @return complete this vote completes the quorum; the proposal is done and gives its slot back
    function _vote(
        Signed memory signed,
        Decision memory decision,
        uint8 outcome,
        bytes32 proposalId,
        uint8 quorum
    ) private returns (Result result, bool complete) {
        Proposal storage proposal = _proposals[proposalId];
        OperatorId operator = signed.by.operator();
        if (proposal.first == operator || proposal.second == operator || proposal.third == operator) {
            return (Result.ALREADY_VOTED, false);
        }
        uint8 votes = proposal.votes + 1;
        complete = votes >= quorum;
        if (complete) {
            delete _proposals[proposalId];
        } else {
            proposal.votes = votes;
            if (votes == 1) proposal.first = operator;
            else if (votes == 2) proposal.second = operator;
            else proposal.third = operator;
        }
        emit DecisionVoted(decision.caseId, decision.declarationId, proposalId, outcome, votes, quorum);
    }

    function _emitDecided(Decision memory decision, Ruling memory ruling) private {
        emit ClearanceDecided(
            decision.caseId,
            decision.declarationId,
            ruling.outcome,
            ruling.reason,
            ruling.lane,
            Transitions.nextState(ruling.rule),
            decision.validUntil,
            decision.conditions,
            decision.documentId,
            decision.root
        );
    }
}
