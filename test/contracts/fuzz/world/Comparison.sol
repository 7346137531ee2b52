// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ILedger} from "../../../../contracts/interfaces/ILedger.sol";
import {IRegistry} from "../../../../contracts/interfaces/IRegistry.sol";
import {OperatorId, PartyId, Result, SignedAction} from "../../../../contracts/types/Types.sol";
import {Kind} from "../model/ActionTable.sol";
import {ReferenceModel} from "../model/ReferenceModel.sol";
import {Vm, vm} from "./Vm.sol";
import {World} from "./World.sol";

/// @notice Hands actions to model and ledger and demands that results, events and every record agree.
abstract contract Comparison is World {
    /// @notice Model and ledger answered an action differently.
    error ResultDiffers(uint8 kind, uint256 index, Result modelSays, Result ledgerSays);
    /// @notice A getter answers differently.
    error RecordDiffers(bytes4 getter, bytes modelSays, bytes ledgerSays);
    /// @notice An event is missing, unexpected or says something else.
    error EventDiffers(uint8 kind, uint256 index, string what);

    /// @dev Applies one action to both.
    function _submit(SignedAction memory action) internal returns (Result) {
        return _submitBatch(_one(action))[0];
    }

    /// @dev Applies a batch to both and compares everything that it could have touched.
    function _submitBatch(SignedAction[] memory batch) internal returns (Result[] memory results) {
        Result[] memory predicted = new Result[](batch.length);
        bool[] memory hadDigest = new bool[](batch.length);
        for (uint256 i = 0; i < batch.length; i++) {
            predicted[i] = model.step(batch[i], clock);
            hadDigest[i] = model.lastHadDigest();
        }
        vm.recordLogs();
        results = ledger.execute(batch);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < batch.length; i++) {
            if (results[i] != predicted[i]) revert ResultDiffers(batch[i].kind, i, predicted[i], results[i]);
        }
        _compareEvents(batch, results, hadDigest, logs);
        for (uint256 i = 0; i < batch.length; i++) _compareRecords(batch[i]);
    }

    // Events

    function _compareEvents(
        SignedAction[] memory batch,
        Result[] memory results,
        bool[] memory hadDigest,
        Vm.Log[] memory logs
    ) private view {
        uint256 position = 0;
        bool any = false;
        for (uint256 i = 0; i < batch.length; i++) {
            position = _nextClosing(logs, position);
            if (position == logs.length) revert EventDiffers(batch[i].kind, i, "missing");
            bytes32 digest = hadDigest[i] ? model.digestOf(batch[i].kind, batch[i].body) : bytes32(0);
            if (logs[position].topics[1 + (results[i] == Result.APPLIED ? 1 : 0)] != digest) {
                revert EventDiffers(batch[i].kind, i, "digest");
            }
            if (results[i] == Result.APPLIED) _compareApplied(batch[i], i, digest, logs[position]);
            else if (logs[position].topics[0] != ILedger.ActionRefused.selector) revert EventDiffers(batch[i].kind, i, "refused");
            else if (abi.decode(logs[position].data, (Result)) != results[i]) revert EventDiffers(batch[i].kind, i, "result");
            any = any || results[i] == Result.APPLIED;
            position++;
        }
        if (_nextClosing(logs, position) != logs.length) revert EventDiffers(0, position, "too many");
        _compareBatchEvent(logs, any);
    }

    /// @dev Position of the next event that closes an item, or the length if there is none.
    function _nextClosing(Vm.Log[] memory logs, uint256 position) private view returns (uint256) {
        while (position < logs.length) {
            bytes32 topic = logs[position].topics[0];
            bool closing = topic == ILedger.ActionApplied.selector || topic == ILedger.ActionRefused.selector;
            if (closing && logs[position].emitter == address(ledger)) return position;
            position++;
        }
        return position;
    }

    function _compareApplied(SignedAction memory action, uint256 index, bytes32 digest, Vm.Log memory log) private view {
        ReferenceModel.MReceipt memory receipt = model.receiptOf(digest);
        ILedger.ActionRecord memory record = model.actionOf(digest);
        if (log.topics[0] != ILedger.ActionApplied.selector) revert EventDiffers(action.kind, index, "applied");
        if (uint256(log.topics[1]) != record.sequence) revert EventDiffers(action.kind, index, "sequence");
        if (log.topics[3] != receipt.subject) revert EventDiffers(action.kind, index, "subject");
        bytes memory data = abi.encode(
            action.kind,
            _word(action.body, 1),
            record.party,
            record.operator,
            _word(action.body, 2),
            receipt.subjectHead,
            receipt.actorHead,
            _signatureDigest(action)
        );
        if (keccak256(log.data) != keccak256(data)) revert EventDiffers(action.kind, index, "data");
    }

    function _signatureDigest(SignedAction memory action) private pure returns (bytes32) {
        bytes memory parts;
        for (uint256 i = 0; i < action.signatures.length; i++) {
            parts = bytes.concat(
                parts,
                keccak256(action.signatures[i].signer),
                keccak256(action.signatures[i].signature)
            );
        }
        return keccak256(parts);
    }

    function _compareBatchEvent(Vm.Log[] memory logs, bool any) private view {
        uint256 count = 0;
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].topics[0] != ILedger.BatchExecuted.selector) continue;
            count++;
            bool same = uint256(logs[i].topics[1]) == model.sequence()
                && abi.decode(logs[i].data, (bytes32)) == model.ledgerHead() && i == logs.length - 1;
            if (!same) revert EventDiffers(0, i, "batch");
        }
        if (count != (any ? 1 : 0)) revert EventDiffers(0, count, "batches");
    }

    // Records

    /// @dev Compares what the action names, whether it was applied or refused.
    function _compareRecords(SignedAction memory action) internal view {
        _same(abi.encodeCall(ILedger.sequence, ()));
        _same(abi.encodeCall(ILedger.ledgerHead, ()));
        _same(abi.encodeCall(ILedger.successor, ()));
        uint256 words = action.body.length / 32;
        if (words < 2) return;
        bytes32 digest = model.digestOf(action.kind, action.body);
        _same(abi.encodeCall(ILedger.actionOf, (digest)));
        _same(abi.encodeCall(ILedger.headOf, (_word(action.body, 1))));
        if (words < 6) return;
        _same(abi.encodeCall(ILedger.headOf, (_word(action.body, 5))));
        _same(abi.encodeCall(ILedger.actionOf, (_word(action.body, 5))));
        if (action.kind >= Kind.ENROL_PARTY) return _compareRegistry(action, words);
        _sameInRegistry(abi.encodeCall(IRegistry.keyOf, (_word(action.body, 1))));
        if (words >= 8) _compareVersions(action.body, words);
        if (words >= 9) _compareDeclaration(action.body, digest);
        if (action.kind == Kind.DECIDE_CLEARANCE && words == 15) {
            _same(abi.encodeCall(ILedger.votesOf, (_proposalOf(action.body))));
        }
    }

    /// @dev Every pair of neighbouring words may be a document id and a root; the names differ by kind, the check need not.
    function _compareVersions(bytes memory body, uint256 words) private view {
        bytes32 caseId = _word(body, 5);
        PartyId party = registry.keyOf(_word(body, 1)).party;
        bytes32 lodged = keccak256(abi.encode(caseId, party, _word(body, 7)));
        _compareVersion(caseId, lodged, _word(body, 7), party);
        for (uint256 i = 6; i + 1 < words; i++) _compareVersion(caseId, _word(body, i), _word(body, i + 1), party);
        if (words > 8) _compareVersion(caseId, _word(body, 6), _word(body, 8), party);
    }

    function _compareVersion(bytes32 caseId, bytes32 documentId, bytes32 root, PartyId party) internal view {
        _same(abi.encodeCall(ILedger.versionOf, (caseId, documentId, root)));
        _same(abi.encodeCall(ILedger.hasEndorsed, (caseId, documentId, root, party)));
    }

    function _compareDeclaration(bytes memory body, bytes32 digest) private view {
        bytes32 caseId = _word(body, 5);
        _compareDeclaration(caseId, _word(body, 6));
        _compareDeclaration(caseId, digest);
        _same(abi.encodeCall(ILedger.controlOf, (caseId, _word(body, 6), digest)));
        _same(abi.encodeCall(ILedger.controlOf, (caseId, _word(body, 6), _word(body, 7))));
        for (uint8 n = 1; n <= model.jurisdictionCount(); n++) _same(abi.encodeCall(ILedger.arrivedAt, (caseId, n)));
    }

    function _compareDeclaration(bytes32 caseId, bytes32 declarationId) internal view {
        _same(abi.encodeCall(ILedger.declarationOf, (caseId, declarationId)));
        bytes32 head = model.declarationHead(declarationId);
        if (head == 0) return;
        _same(abi.encodeCall(ILedger.isDeclarationHead, (caseId, declarationId, head)));
        _same(abi.encodeCall(ILedger.isDeclarationHead, (caseId, declarationId, declarationId)));
        _same(abi.encodeCall(ILedger.officeOf, (declarationId)));
    }

    function _compareRegistry(SignedAction memory action, uint256 words) private view {
        bytes32 subject = _word(action.body, 5);
        _sameInRegistry(abi.encodeCall(IRegistry.keyOf, (subject)));
        _sameInRegistry(abi.encodeCall(IRegistry.suspectFrom, (subject)));
        _sameInRegistry(abi.encodeCall(IRegistry.partyOf, (PartyId.wrap(bytes8(subject)))));
        if (words > 6) _sameInRegistry(abi.encodeCall(IRegistry.partyOf, (PartyId.wrap(bytes8(_word(action.body, 6))))));
        _sameInRegistry(abi.encodeCall(IRegistry.jurisdictionCount, ()));
        _sameInRegistry(abi.encodeCall(IRegistry.mutualRecognition, ()));
        uint8 number = model.jurisdictionOf(_word(action.body, 1));
        if (number != 0) _compareJurisdiction(number);
        number = model.jurisdictionOf(subject);
        if (number != 0) _compareJurisdiction(number);
    }

    function _compareJurisdiction(uint8 number) internal view {
        _sameInRegistry(abi.encodeCall(IRegistry.codeOf, (number)));
        _sameInRegistry(abi.encodeCall(IRegistry.councilOf, (number)));
        _sameInRegistry(abi.encodeCall(IRegistry.recoveryOf, (number)));
        _sameInRegistry(abi.encodeCall(IRegistry.policyOf, (number)));
        _sameInRegistry(abi.encodeCall(IRegistry.pausedUntil, (number)));
        for (uint8 n = 1; n <= model.jurisdictionCount(); n++) {
            bytes32[] memory members = model.membersOf(n);
            for (uint256 i = 0; i < members.length; i++) {
                _sameInRegistry(abi.encodeCall(IRegistry.isCouncilMember, (number, members[i])));
            }
        }
    }

    function _proposalOf(bytes memory body) internal pure returns (bytes32) {
        bytes memory content = new bytes(320);
        for (uint256 i = 0; i < 320; i++) content[i] = body[160 + i];
        return keccak256(content);
    }

    /// @dev Puts the same question to the model and the ledger.
    function _same(bytes memory question) internal view {
        _sameAnswer(address(ledger), question);
    }

    function _sameInRegistry(bytes memory question) internal view {
        _sameAnswer(address(registry), question);
    }

    function _sameAnswer(address asked, bytes memory question) private view {
        (bool known, bytes memory expected) = address(model).staticcall(question);
        (bool answered, bytes memory actual) = asked.staticcall(question);
        if (known && answered && keccak256(expected) == keccak256(actual)) return;
        revert RecordDiffers(bytes4(question), expected, actual);
    }
}
