// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ILedger} from "../../../../contracts/interfaces/ILedger.sol";
import {IRegistry} from "../../../../contracts/interfaces/IRegistry.sol";
import {KeyInfo, OperatorId, PartyId, Result, SignedAction} from "../../../../contracts/types/Types.sol";
import {Kind} from "../model/ActionTable.sol";
import {Mutations} from "./Mutations.sol";
import {vm} from "../world/Vm.sol";

/// @notice Submits random actions to ledger and model, compares them, and keeps books of its own that owe nothing to the model's rules.
abstract contract Handler is Mutations {
    /// @notice A promise of the ledger does not hold.
    error Broken(string what, uint8 kind);

    /// @dev Standing of whoever an action names, as the registry and the ledger saw it before the action.
    struct Before {
        KeyInfo key;
        PartyId office;
        ILedger.Declaration declaration;
        bool councilSat;
    }

    uint8 private constant ROLE_OFFICE = 2;

    /// @dev Number of actions that the ledger said it applied.
    uint64 public applied;
    /// @dev Bit n: result n was seen.
    uint256 public seen;
    mapping(Result => uint256) public count;
    mapping(bytes32 digest => bool) private appliedOnce;
    /// @dev Operators who voted for a proposal.
    mapping(bytes32 proposal => mapping(OperatorId => bool)) private hasVoted;
    mapping(bytes32 proposal => uint256) private voters;

    constructor() {
        _settle();
        applied = ledger.sequence();
    }

    // Calls of the tests

    /// @notice Sets the dice; without it they start from a fixed number.
    function start(uint256 seed) external {
        _seed(seed);
    }

    /// @notice One random thing: an action, a batch, or time that passes. The dice are the handler's own, because the
    /// arguments that the invariant runner draws differ from run to run in spite of its seed.
    function step() external {
        // the runner may set the time back between calls
        vm.warp(clock);
        uint256 roll = _roll(10);
        if (roll < 6) _submitWatched(_one(_anything()));
        else if (roll < 8) _submitSeveral();
        else _idle();
    }

    function _submitSeveral() private {
        SignedAction[] memory actions = new SignedAction[](2 + _roll(4));
        for (uint256 i = 0; i < actions.length; i++) actions[i] = _anything();
        if (_chance(20)) actions[actions.length - 1] = actions[0];
        Result[] memory results = _submitBatch(actions);
        for (uint256 i = 0; i < actions.length; i++) _book(actions[i], results[i]);
    }

    function _idle() private {
        _withhold();
        if (_chance(50)) return;
        _wait(_chance(70) ? _roll(1 hours) : _roll(12 hours));
    }

    // Books

    function _submitWatched(SignedAction[] memory one) private {
        Before memory before = _look(one[0]);
        Result result = _submitBatch(one)[0];
        _book(one[0], result);
        if (result == Result.APPLIED) _check(one[0], before);
    }

    function _book(SignedAction memory action, Result result) private {
        seen |= 1 << uint256(result);
        count[result]++;
        if (result == Result.APPLIED) {
            applied++;
            bytes32 digest = ledger.digestOf(action.kind, action.body);
            if (appliedOnce[digest]) revert Broken("nothing is applied twice", action.kind);
            if (!model.isGenuine(action)) revert Broken("nothing is forged", action.kind);
            appliedOnce[digest] = true;
            if (action.kind == Kind.DECIDE_CLEARANCE) _countVoter(action.body);
        }
        _remember(action, result);
    }

    function _look(SignedAction memory action) private view returns (Before memory before) {
        if (action.body.length < 256) return before;
        bytes32 actor = _word(action.body, 1);
        before.key = registry.keyOf(actor);
        before.office = ledger.officeOf(_word(action.body, 6));
        before.declaration = ledger.declarationOf(_word(action.body, 5), _word(action.body, 6));
        uint8 number = registry.jurisdictionOf(actor);
        before.councilSat = number != 0;
        for (uint256 i = 0; i < action.signatures.length; i++) {
            if (!registry.isCouncilMember(number, keccak256(action.signatures[i].signer))) before.councilSat = false;
        }
        if (number == 0 || action.signatures.length < registry.councilOf(number).threshold) before.councilSat = false;
    }

    /// @dev What must have been true of an applied action, whatever the model thinks.
    function _check(SignedAction memory action, Before memory before) private view {
        if (action.body.length < 256) return;
        if (action.kind < Kind.ENROL_PARTY && action.kind != Kind.ROTATE_KEY) _checkSigner(action, before);
        if (action.kind == Kind.DECIDE_CLEARANCE) _checkDecision(action, before);
        bool recovery = action.kind == Kind.START_RECOVERY || action.kind == Kind.FINISH_RECOVERY;
        if (action.kind < Kind.ENROL_PARTY || action.kind > Kind.SET_POLICY || recovery) return;
        if (!before.councilSat) revert Broken("a council acts by its own members", action.kind);
        if (action.kind <= Kind.SET_PARTY_STATUS) {
            IRegistry.PartyInfo memory party = registry.partyOf(PartyId.wrap(bytes8(_word(action.body, 5))));
            bool own = party.jurisdiction == registry.jurisdictionOf(_word(action.body, 1));
            if (!own) revert Broken("a council changes its own parties", action.kind);
        }
    }

    function _checkSigner(SignedAction memory action, Before memory before) private view {
        bool standing = before.key.revokedAt == 0 && !before.key.suspended && clock < before.key.validUntil
            && clock >= before.key.validFrom && clock >= before.key.pausedUntil;
        if (!standing) revert Broken("only keys in good standing act", action.kind);
        if (action.kind != Kind.ENDORSE_DOCUMENT) return;
        PartyId owner = ledger.versionOf(_word(action.body, 5), _word(action.body, 6), _word(action.body, 7)).party;
        if (PartyId.unwrap(owner) == PartyId.unwrap(before.key.party)) revert Broken("nobody endorses his own", 5);
    }

    function _checkDecision(SignedAction memory action, Before memory before) private view {
        bool competent = PartyId.unwrap(before.key.party) == PartyId.unwrap(before.office)
            && (before.key.roles >> ROLE_OFFICE) & 1 == 1;
        if (!competent) revert Broken("only the competent office decides", action.kind);
        bool lodged = OperatorId.unwrap(before.key.operator) == OperatorId.unwrap(before.declaration.operator);
        if (lodged) revert Broken("who lodged never decides", action.kind);
        bytes32 declarationId = _word(action.body, 6);
        bool effective = ledger.isDeclarationHead(_word(action.body, 5), declarationId, ledger.digestOf(action.kind, action.body));
        if (effective) _checkRelease(action.body, before);
    }

    /// @dev Votes count however they came, alone or in a batch.
    function _countVoter(bytes memory body) private {
        bytes32 proposal = _proposalOf(body);
        OperatorId operator = registry.keyOf(_word(body, 1)).operator;
        if (!hasVoted[proposal][operator]) voters[proposal]++;
        hasVoted[proposal][operator] = true;
    }

    /// @dev RELEASED_CONDITIONALLY 7, RELEASED 8, TRANSFER_ALLOWED 9.
    function _checkRelease(bytes memory body, Before memory before) private view {
        ILedger.Declaration memory declaration = ledger.declarationOf(_word(body, 5), _word(body, 6));
        if (declaration.state < 7 || declaration.state > 9) return;
        bool open = before.declaration.openHolds > 0 || before.declaration.openControls > 0;
        if (open) revert Broken("nothing is released over a hold or a control", Kind.DECIDE_CLEARANCE);
        uint8 needed = declaration.lane == 4 ? declaration.quorumRed : declaration.quorumGreen;
        if (voters[_proposalOf(body)] < needed) revert Broken("a release needs its officers", Kind.DECIDE_CLEARANCE);
    }

    // Promises, looked at from outside

    /// @notice Everything that is cheap to look at after each step.
    function keepsItsPromises() external view {
        if (ledger.sequence() != applied) revert Broken("sequence counts applied actions", 0);
        if (ledger.sequence() != model.sequence()) revert Broken("sequence equals the model's", 0);
        _ownersNeverChange();
        _countersEqualRecords();
    }

    /// @notice Everything else, at the end of a run.
    function keptItsPromises() external view {
        _compareEverything();
        _endorsementsAreDistinctParties();
    }

    /// @notice Sequence, ledger head and every head, record and counter equal the model's.
    function _compareEverything() private view {
        for (uint256 i = 0; i < cases.length; i++) _same(abi.encodeCall(ILedger.headOf, (cases[i])));
        for (uint256 i = 0; i < versionRefs.length; i++) {
            VersionRef storage ref = versionRefs[i];
            _compareVersion(ref.caseId, ref.documentId, ref.root, PartyId.wrap(partyIds[i % partyIds.length]));
        }
        for (uint256 i = 0; i < declarationRefs.length; i++) {
            _compareDeclaration(declarationRefs[i].caseId, declarationRefs[i].declarationId);
        }
        for (uint256 i = 0; i < controlRefs.length; i++) {
            ControlRef storage ref = controlRefs[i];
            _same(abi.encodeCall(ILedger.controlOf, (ref.caseId, ref.declarationId, ref.controlId)));
        }
        for (uint256 i = 0; i < partyIds.length; i++) _compareParty(partyIds[i]);
        for (uint8 n = 1; n <= model.jurisdictionCount(); n++) _compareJurisdiction(n);
        _same(abi.encodeCall(ILedger.headOf, (ALL_COUNCILS)));
        _same(abi.encodeCall(ILedger.ledgerHead, ()));
    }

    function _compareParty(bytes8 party) private view {
        _sameInRegistry(abi.encodeCall(IRegistry.partyOf, (PartyId.wrap(party))));
        _same(abi.encodeCall(ILedger.headOf, (bytes32(party))));
        bytes32[] storage list = keysOf[party];
        for (uint256 i = 0; i < list.length; i++) {
            _sameInRegistry(abi.encodeCall(IRegistry.keyOf, (list[i])));
            _same(abi.encodeCall(ILedger.headOf, (list[i])));
        }
    }

    /// @notice The party that a version was first recorded for is its party for ever.
    function _ownersNeverChange() private view {
        for (uint256 i = 0; i < versionRefs.length; i++) {
            VersionRef storage ref = versionRefs[i];
            PartyId owner = ledger.versionOf(ref.caseId, ref.documentId, ref.root).party;
            if (PartyId.unwrap(owner) != ref.party) revert Broken("owners never change", 0);
        }
        for (uint256 i = 0; i < declarationRefs.length; i++) {
            DeclarationRef storage ref = declarationRefs[i];
            if (PartyId.unwrap(ledger.officeOf(ref.declarationId)) != ref.office) revert Broken("offices stay", 0);
        }
    }

    /// @notice Counters equal the records, and what is released has none open.
    function _countersEqualRecords() private view {
        for (uint256 i = 0; i < declarationRefs.length; i++) {
            DeclarationRef storage ref = declarationRefs[i];
            ILedger.Declaration memory declaration = ledger.declarationOf(ref.caseId, ref.declarationId);
            (uint256 holds, uint256 others) = _openRecords(ref);
            if (holds != declaration.openHolds || others != declaration.openControls) revert Broken("counters", 0);
            bool released = declaration.state >= 8 && declaration.state <= 11;
            if (released && holds + others > 0) revert Broken("released over an open record", 0);
        }
    }

    function _openRecords(DeclarationRef storage declaration) private view returns (uint256 holds, uint256 others) {
        for (uint256 i = 0; i < controlRefs.length; i++) {
            ControlRef storage ref = controlRefs[i];
            if (ref.declarationId != declaration.declarationId) continue;
            ILedger.Control memory control = ledger.controlOf(ref.caseId, ref.declarationId, ref.controlId);
            if (!control.open) continue;
            if (control.control == 4) holds++;
            else others++;
        }
    }

    /// @notice Endorsements are distinct parties, never the submitter.
    function _endorsementsAreDistinctParties() private view {
        for (uint256 i = 0; i < versionRefs.length; i++) {
            VersionRef storage ref = versionRefs[i];
            uint256 endorsed = 0;
            for (uint256 j = 0; j < partyIds.length; j++) {
                PartyId party = PartyId.wrap(partyIds[j]);
                if (!ledger.hasEndorsed(ref.caseId, ref.documentId, ref.root, party)) continue;
                if (partyIds[j] == ref.party) revert Broken("endorsed its own", 0);
                endorsed++;
            }
            uint16 said = ledger.versionOf(ref.caseId, ref.documentId, ref.root).endorsements;
            if (said != endorsed) revert Broken("endorsement count", 0);
        }
    }
}
