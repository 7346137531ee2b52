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
import {AppliedAction, AppliedActions} from "./types/AppliedAction.sol";
import {Result, Signature, SignedAction} from "./types/Types.sol";

/// @title Ledger of cases, documents, endorsements, declarations and decisions
/// @notice Nobody owns it and nobody can change it. What it applies was signed by the people whom the registry names.
/// @dev Trust: the registry given at deployment, which names this ledger as the only one it listens to.
contract Ledger is Admission, Decisions, Controls, Continuation {
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
        uint64 first = _tip.sequence;
        Batch memory batch;
        batch.sequence = first;
        batch.ledgerHead = ledgerHead;
        bool stopped;
        for (uint256 i = 0; i < actions.length; ++i) {
            Result result = stopped || gasleft() < ITEM_GAS ? Result.UNPROCESSED : _process(actions[i], batch);
            results[i] = result;
            if (result == Result.UNPROCESSED) stopped = true;
        }
        if (batch.sequence != first) {
            _tip.sequence = batch.sequence;
            ledgerHead = batch.ledgerHead;
            emit BatchExecuted(batch.sequence, batch.ledgerHead);
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

    function _process(SignedAction calldata action, Batch memory batch) private returns (Result result) {
        uint8 kind = action.kind;
        bytes calldata body = action.body;
        bytes calldata attachment = action.attachment;
        Signature[] calldata signatures = action.signatures;
        Signed memory signed;
        signed.sequence = batch.sequence + 1;
        result = _admit(kind, body, attachment, signatures, signed, batch);
        if (result == Result.UNPROCESSED) return result;
        bytes32 subject;
        if (result == Result.APPLIED) (result, subject) = _apply(kind, body, signatures, attachment, signed);
        if (result == Result.APPLIED) _record(kind, subject, signed, batch);
        else emit ActionRefused(signed.digest, result);
    }

    /// @dev Changes nothing unless it returns APPLIED.
    function _apply(
        uint8 kind,
        bytes calldata body,
        Signature[] calldata signatures,
        bytes calldata attachment,
        Signed memory signed
    ) private returns (Result, bytes32 subject) {
        if (kind <= ActionTypes.RECORD_EVENTS) {
            subject = Bodies.firstWord(body);
            return (_applyToCase(kind, subject, signed, body), subject);
        }
        if (kind == ActionTypes.CANCEL_ACTION) return _cancel(signed, body, attachment);
        if (kind == ActionTypes.ROTATE_KEY) {
            return (_registry.applyRotation(signed.actor, signatures[1].signer), Bodies.firstWord(body));
        }
        if (kind == ActionTypes.SUPERSEDE) return (_supersede(body, signed.sequence - 1), signed.actor);
        return _registry.applyCouncil(kind, body, attachment);
    }

    function _applyToCase(uint8 kind, bytes32 caseId, Signed memory signed, bytes calldata body)
        private
        returns (Result)
    {
        if (kind == ActionTypes.OPEN_CASE) return _openCase(signed, body);
        signed.caseHead = _caseHeads[caseId];
        if (signed.caseHead == 0) return Result.UNKNOWN_CASE;
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
        if (!ActionShape.hasLength(shape, target)) return (Result.MALFORMED, subject);
        if (_digest(typeHash, target) != subject) return (Result.MALFORMED, subject);
        bool own = ActionShape.contains(ActionTypes.OPERATOR_KINDS | ActionTypes.ROTATION_KINDS, kind)
            && Bodies.actor(target) == signed.actor;
        if (!own) return (Result.NOT_SIGNER, subject);
        AppliedAction action = _actions[subject];
        if (action.sequence() != 0) return (Result.ALREADY_APPLIED, subject);
        if (action.cancelled()) return (Result.CANCELLED, subject);
        _actions[subject] = action.cancel();
        emit ActionCancelled(subject);
        return (Result.APPLIED, subject);
    }

    /// @dev Gives an applied action its place: sequence, record, heads, event.
    function _record(uint8 kind, bytes32 subject, Signed memory signed, Batch memory batch) private {
        bytes32 digest = signed.digest;
        batch.sequence = signed.sequence;
        batch.ledgerHead = _nextHead(batch.ledgerHead, digest);
        _actions[digest] = AppliedActions.pack(signed.sequence, kind, signed.by, signed.detail);
        bytes32 actorHead = _nextHead(_heads[signed.actor], digest);
        _heads[signed.actor] = actorHead;
        bytes32 subjectHead;
        // the registry may have changed
        if (kind > ActionTypes.CANCEL_ACTION) batch.keyId = 0;
        if (kind <= ActionTypes.RECORD_EVENTS) {
            subjectHead = _nextHead(signed.caseHead, digest);
            _caseHeads[subject] = subjectHead;
        } else if (subject == signed.actor) {
            subjectHead = actorHead;
        } else if (kind != ActionTypes.CANCEL_ACTION) {
            subjectHead = _nextHead(_heads[subject], digest);
            _heads[subject] = subjectHead;
        }
        emit ActionApplied(
            signed.sequence,
            digest,
            subject,
            kind,
            signed.actor,
            signed.by.party(),
            signed.by.operator(),
            signed.signedAt,
            subjectHead,
            actorHead,
            signed.signatureDigest
        );
    }
}
