// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ActionTypes} from "./generated/ActionTypes.sol";
import {ILedger} from "./interfaces/ILedger.sol";
import {ActionShape} from "./libraries/ActionShape.sol";
import {Bodies} from "./libraries/Bodies.sol";
import {Admission} from "./ledger/Admission.sol";
import {Continuation} from "./ledger/Continuation.sol";
import {Controls} from "./ledger/Controls.sol";
import {Decisions} from "./ledger/Decisions.sol";
import {LedgerState} from "./ledger/LedgerState.sol";
import {Result, SignedAction} from "./types/Types.sol";

/// @title Ledger of cases, documents, endorsements, declarations and decisions
/// @notice Nobody owns it and nobody can change it. What it applies was signed by the people whom the registry names.
/// @dev Trust: the registry given at deployment, which names this ledger as the only one it listens to.
contract Ledger is Admission, Decisions, Controls, Continuation {
    /// @notice Where a batch stands; stored once at its end.
    struct Progress {
        uint64 sequence;
        bytes32 head;
    }

    /// @inheritdoc ILedger
    bytes32 public ledgerHead;

    /// @param registry_ registry that names this ledger
    /// @param ledgerId_ random id that every action carries; never zero, never used before
    constructor(address registry_, bytes32 ledgerId_) LedgerState(registry_) Admission(ledgerId_) {
        address named = _registry.ledger();
        if (named != address(this)) revert LedgerRegistryMismatch(registry_, named);
    }

    /// @inheritdoc ILedger
    function execute(SignedAction[] calldata actions) external returns (Result[] memory results) {
        results = new Result[](actions.length);
        for (uint256 i = 0; i < results.length; ++i) {
            results[i] = Result.UNPROCESSED;
        }
        uint64 first = _tip.sequence;
        Progress memory progress = Progress(first, ledgerHead);
        for (uint256 i = 0; i < results.length; ++i) {
            if (gasleft() < ITEM_GAS) break;
            results[i] = _process(actions[i], progress);
            if (results[i] == Result.UNPROCESSED) break;
        }
        if (progress.sequence != first) {
            _tip.sequence = progress.sequence;
            ledgerHead = progress.head;
            emit BatchExecuted(progress.sequence, progress.head);
        }
    }

    /// @inheritdoc ILedger
    function registry() external view returns (address) {
        return address(_registry);
    }

    /// @inheritdoc ILedger
    function sequence() external view returns (uint64) {
        return _tip.sequence;
    }

    function _process(SignedAction calldata action, Progress memory progress) private returns (Result result) {
        (bytes32 typeHash, uint256 shape) = ActionTypes.describe(action.kind);
        if (!ActionShape.isWellFormed(action, shape)) {
            emit ActionRefused(0, Result.MALFORMED);
            return Result.MALFORMED;
        }
        Signed memory signed;
        bytes32 subject;
        result = _admit(action, typeHash, signed);
        if (result == Result.UNPROCESSED) return result;
        if (result == Result.APPLIED) (result, subject) = _apply(action, signed, progress.sequence);
        if (result == Result.APPLIED) _record(action.kind, subject, signed, progress);
        else emit ActionRefused(signed.digest, result);
    }

    /// @dev Changes nothing unless it returns APPLIED.
    function _apply(SignedAction calldata action, Signed memory signed, uint64 lastSequence)
        private
        returns (Result, bytes32 subject)
    {
        uint8 kind = action.kind;
        bytes calldata body = action.body;
        if (kind <= ActionTypes.RECORD_EVENTS) {
            subject = Bodies.firstWord(body);
            return (_applyToCase(kind, subject, signed, body), subject);
        }
        if (kind == ActionTypes.CANCEL_ACTION) return _cancel(signed, body, action.attachment);
        if (kind == ActionTypes.ROTATE_KEY) {
            return (_registry.applyRotation(signed.actor, action.signatures[1].signer), Bodies.firstWord(body));
        }
        if (kind == ActionTypes.SUPERSEDE) return (_supersede(body, lastSequence), signed.actor);
        return _registry.applyCouncil(kind, body, action.attachment);
    }

    function _applyToCase(uint8 kind, bytes32 caseId, Signed memory signed, bytes calldata body)
        private
        returns (Result)
    {
        if (kind == ActionTypes.OPEN_CASE) return _openCase(signed, body);
        if (_caseHeads[caseId] == 0) return Result.UNKNOWN_CASE;
        if (kind == ActionTypes.LODGE_DOCUMENT) return _lodgeDocument(signed, body);
        if (kind == ActionTypes.AMEND_DOCUMENT) return _amendDocument(signed, body);
        if (kind == ActionTypes.WITHDRAW_DOCUMENT) return _withdrawDocument(signed, body);
        if (kind == ActionTypes.ENDORSE_DOCUMENT) return _endorseDocument(signed, body);
        if (kind == ActionTypes.LODGE_DECLARATION) return _lodgeDeclaration(signed, body);
        if (kind == ActionTypes.AMEND_DECLARATION) return _amendDeclaration(signed, body);
        if (kind == ActionTypes.DECIDE_CLEARANCE) return _decideClearance(signed, body);
        if (kind == ActionTypes.OPEN_CONTROL) return _openControl(signed, body);
        if (kind == ActionTypes.CLOSE_CONTROL) return _closeControl(signed, body);
        return _recordEvents(signed, body);
    }

    /// @dev The attachment shows the action to cancel: one byte kind, then its body. Only its own signer cancels it.
    function _cancel(Signed memory signed, bytes calldata body, bytes calldata attachment)
        private
        returns (Result, bytes32 subject)
    {
        subject = Bodies.firstWord(body);
        if (attachment.length == 0) return (Result.MALFORMED, subject);
        uint8 kind = uint8(attachment[0]);
        bytes calldata target = attachment[1:];
        (bytes32 typeHash, uint256 shape) = ActionTypes.describe(kind);
        if (shape == 0 || target.length != uint256(uint8(shape)) * 32) return (Result.MALFORMED, subject);
        if (_digest(typeHash, target) != subject) return (Result.MALFORMED, subject);
        bool own = ActionShape.contains(ActionTypes.OPERATOR_KINDS | ActionTypes.ROTATION_KINDS, kind)
            && bytes32(target[32:64]) == signed.actor;
        if (!own) return (Result.NOT_SIGNER, subject);
        AppliedAction storage action = _actions[subject];
        if (action.sequence != 0) return (Result.ALREADY_APPLIED, subject);
        if (action.cancelled) return (Result.CANCELLED, subject);
        action.cancelled = true;
        emit ActionCancelled(subject);
        return (Result.APPLIED, subject);
    }

    /// @dev Gives an applied action its place: sequence, record, heads, event.
    function _record(uint8 kind, bytes32 subject, Signed memory signed, Progress memory progress) private {
        uint64 number = ++progress.sequence;
        progress.head = _nextHead(progress.head, signed.digest);
        AppliedAction storage action = _actions[signed.digest];
        action.sequence = uint56(number);
        action.party = signed.party;
        action.operator = signed.operator;
        action.office = signed.office;
        bytes32 actorHead = _nextHead(_heads[signed.actor], signed.digest);
        _heads[signed.actor] = actorHead;
        emit ActionApplied(
            number,
            signed.digest,
            subject,
            kind,
            signed.actor,
            signed.party,
            signed.operator,
            signed.signedAt,
            _advanceSubject(kind, subject, signed, actorHead),
            actorHead,
            signed.signatureDigest
        );
    }

    /// @dev Head of the subject after the action; a cancelled action is no subject that has a head.
    function _advanceSubject(uint8 kind, bytes32 subject, Signed memory signed, bytes32 actorHead)
        private
        returns (bytes32 head)
    {
        if (kind <= ActionTypes.RECORD_EVENTS) {
            head = _nextHead(_caseHeads[subject], signed.digest);
            _caseHeads[subject] = head;
        } else if (kind != ActionTypes.CANCEL_ACTION) {
            if (subject == signed.actor) return actorHead;
            head = _nextHead(_heads[subject], signed.digest);
            _heads[subject] = head;
        }
    }
}
