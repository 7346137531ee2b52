// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Result, SignedAction} from "../../../../contracts/types/Types.sol";
import {Authority, Kind} from "./ActionTable.sol";
import {ModelChecks} from "./ModelChecks.sol";
import {ModelDecisions} from "./ModelDecisions.sol";

/// @notice Predicts what the ledger and its registry make of each action: result, sequence, heads and every record.
/// @dev Written from the rules, not from the contracts: plain storage, no library in common with them, signatures known
/// by witness instead of verified. It assumes enough gas, so it never answers UNPROCESSED.
contract ReferenceModel is ModelDecisions {
    struct Founder {
        bytes2 code;
        uint8 threshold;
        bytes32[] members;
    }

    address private immutable ledger;
    /// @dev Reason of the last MALFORMED: found before a digest was computed, or only when applying.
    bool public lastHadDigest;

    constructor(address ledger_, bytes32 ledgerId_, address[] memory verifiers, Founder[] memory founders)
        ModelChecks(ledger_, verifiers)
    {
        ledger = ledger_;
        ledgerId = ledgerId_;
        for (uint256 i = 0; i < founders.length; i++) _found(founders[i].code, founders[i].members, founders[i].threshold);
    }

    function _self() internal view override returns (address) {
        return ledger;
    }

    /// @notice Predicts the result of one action at a block time, and takes its effects over.
    function step(SignedAction calldata action, uint256 time) external returns (Result result) {
        lastHadDigest = false;
        if (_isMalformed(action)) return Result.MALFORMED;
        lastHadDigest = true;
        Item memory item = _read(action, time);
        result = _check(item);
        if (result == Result.APPLIED) result = _apply(item);
        if (result == Result.APPLIED) _record(item);
    }

    function _read(SignedAction calldata action, uint256 time) private view returns (Item memory item) {
        item.kind = action.kind;
        item.words = wordsOf(action.body);
        item.attachment = action.attachment;
        item.digest = digestOf(action.kind, action.body);
        item.time = time;
        item.signers = new bytes[](action.signatures.length);
        item.signatureHashes = new bytes32[](action.signatures.length);
        for (uint256 i = 0; i < action.signatures.length; i++) {
            item.signers[i] = action.signatures[i].signer;
            item.signatureHashes[i] = keccak256(action.signatures[i].signature);
        }
    }

    function wordsOf(bytes calldata body) public pure returns (bytes32[] memory words) {
        words = new bytes32[](body.length / 32);
        for (uint256 i = 0; i < words.length; i++) words[i] = bytes32(body[32 * i:32 * i + 32]);
    }

    function _apply(Item memory item) private returns (Result) {
        if (item.kind >= Kind.ENROL_PARTY) return _applyRegistry(item);
        if (item.kind == Kind.OPEN_CASE) return _openCase(item);
        if (item.kind == Kind.CANCEL_ACTION) return _cancelAction(item);
        if (item.kind == Kind.ROTATE_KEY) return _rotateKey(item);
        if (!caseOpened[item.words[5]]) return Result.UNKNOWN_CASE;
        if (item.kind <= Kind.ENDORSE_DOCUMENT) return _applyDocument(item);
        if (item.kind == Kind.LODGE_DECLARATION) return _lodgeDeclaration(item);
        if (item.kind == Kind.AMEND_DECLARATION) return _amendDeclaration(item);
        if (item.kind == Kind.DECIDE_CLEARANCE) return _decide(item);
        if (item.kind == Kind.OPEN_CONTROL) return _openControl(item);
        if (item.kind == Kind.CLOSE_CONTROL) return _closeControl(item);
        return _recordEvents(item);
    }

    function _applyRegistry(Item memory item) private returns (Result) {
        if (item.kind <= Kind.SET_PARTY_STATUS) return _applyParty(item);
        if (item.kind == Kind.ENROL_KEY) return _enrolKey(item);
        if (item.kind == Kind.REVOKE_KEY) return _revokeKey(item);
        if (item.kind <= Kind.SET_RECOVERY) return _setQuorum(item);
        if (item.kind <= Kind.FINISH_RECOVERY) return _applyRecovery(item);
        if (item.kind <= Kind.RESUME_JURISDICTION) return _applyPause(item);
        if (item.kind == Kind.SET_POLICY) return _setPolicy(item);
        if (item.kind == Kind.ENROL_JURISDICTION) return _enrolJurisdiction(item);
        if (item.kind == Kind.SUPERSEDE) return _supersede(item);
        mutualRecognition = uint256(item.words[5]) == 1;
        return Result.APPLIED;
    }

    /// @dev Sequence and heads after an applied action.
    function _record(Item memory item) private {
        sequence++;
        actions[item.digest].sequence = sequence;
        actions[item.digest].party = item.party;
        actions[item.digest].operator = item.operator;
        ledgerHead = keccak256(bytes.concat(ledgerHead, item.digest));
        bytes32 actor = item.words[1];
        heads[actor] = keccak256(bytes.concat(heads[actor], item.digest));
        bytes32 subject = _subjectOf(item);
        receipts[item.digest] = MReceipt(subject, _advance(item, actor, subject), heads[actor]);
    }

    function _advance(Item memory item, bytes32 actor, bytes32 subject) private returns (bytes32) {
        if (item.kind == Kind.CANCEL_ACTION) return 0;
        if (item.kind < Kind.CANCEL_ACTION) {
            caseHeads[subject] = keccak256(bytes.concat(caseHeads[subject], item.digest));
            return caseHeads[subject];
        }
        if (subject != actor) heads[subject] = keccak256(bytes.concat(heads[subject], item.digest));
        return heads[subject];
    }

    function _subjectOf(Item memory item) private view returns (bytes32) {
        bool wide = kindRows[item.kind].authority == Authority.JOINT && item.kind != Kind.ENROL_JURISDICTION;
        if (wide) return ALL;
        bool jurisdiction = item.kind >= Kind.SET_COUNCIL && item.kind <= Kind.SET_POLICY;
        return jurisdiction ? item.words[1] : item.words[5];
    }

    /// @notice Whether an outcome may follow from a declaration's state, for test generators.
    function isTransition(bytes32 caseId, bytes32 declarationId, bytes32 outcome) external view returns (bool) {
        MDeclaration storage declaration = declarations[caseId][declarationId];
        OutcomeRow storage row = outcomes[outcome];
        return row.from[declaration.state] && row.procedures[declaration.procedure];
    }

    /// @notice Whether a reason may be given for an outcome or action, for test generators.
    function isReasonFor(bytes32 reason, bytes32 purpose) external view returns (bool) {
        return reasonFor[reason][purpose];
    }
}
